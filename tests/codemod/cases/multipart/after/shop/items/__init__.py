"""The Files API."""

from .api import Files
from .models import Stored, UploadRequest

__all__ = ["Files", "Stored", "UploadRequest"]
