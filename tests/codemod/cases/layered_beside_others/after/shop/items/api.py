"""The Items API, without HTTP."""

# ruff: noqa: F401 - what could be imported from here still can

import datetime as dt
from typing import Protocol

from legacy_decorator import webmethod

from .models import GiveBackRequest, Reason, ReasonsRequest


class Items(Protocol):
    async def give_back(self, request: GiveBackRequest) -> str: ...

    async def reasons(self, day: dt.date, request: ReasonsRequest) -> list[Reason]: ...
