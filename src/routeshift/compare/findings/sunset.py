"""Promised dates of removal, in the `x-sunset` extension."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def sunset_change(old: Mapping[str, Any], new: Mapping[str, Any], make: Any) -> Iterator[Any]:
    """A promised date of removal that is broken.

    Args:
        old: The extensions before.
        new: The extensions after.
        make: What to make of rule, sentence, old and new side.

    Yields:
        At most one change: the date came nearer, or cannot be read.
    """
    before, after = old.get("x-sunset"), new.get("x-sunset")
    if before == after:
        return
    first, second = _date(before), _date(after)
    if after is not None and second is None:
        message = f"has a date of removal that cannot be read: {after}"
    elif before is not None and first is None:
        message = f"had a date of removal that cannot be read: {before}"
    elif first is not None and second is not None and second < first:
        message = f"is to be removed earlier than promised: {first} → {second}"
    else:
        return
    yield make("sunset-broken", message, before, after)


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
