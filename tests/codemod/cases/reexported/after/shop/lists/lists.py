"""The Lists API."""

# ruff: noqa: F401 - what could be imported from here still can

from typing import Protocol

from legacy_decorator import webmethod

from .api import Lists
from .models import AddListRequest
