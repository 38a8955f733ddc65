"""Parts of JSON that somebody else wrote: what is of another kind than it must be is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def listed(owner: Mapping[str, Any], key: str) -> list[Any]:
    """The list under a key; an empty one when there is something else, or nothing."""
    found = owner.get(key)
    return found if isinstance(found, list) else []


def mapped(owner: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The object under a key; an empty one when there is something else, or nothing."""
    found = owner.get(key)
    return found if isinstance(found, dict) else {}
