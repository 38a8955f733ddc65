"""Two exchanges compared: what a client or an implementation could tell apart, by JSON pointer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from routeshift.verify.cases import Exchange, events, json_body

# What the connection needs and no client reads. `Allow` names the methods of whichever route of
# the path was registered first, so that it tells an order and not what is allowed.
_TRANSPORT = frozenset(
    {"date", "server", "content-length", "connection", "keep-alive", "transfer-encoding", "allow"}
)
# Headers whose value is a set.
_SETS = frozenset({"vary", "access-control-allow-methods", "access-control-allow-headers"})
_EVENT_STREAM = "text/event-stream"


class _Absent:
    def __repr__(self) -> str:
        return "(absent)"


ABSENT = _Absent()
"""The value of what one side does not have."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two exchanges differ.

    Attributes:
        pointer: Where: `/failure`, `/status`, `/headers/NAME`, `/body/...`, `/stream/...`,
            `/received/...` or `/leaked/...`.
        old: The old side's JSON value, or `ABSENT`.
        new: The new side's.
    """

    pointer: str
    old: Any
    new: Any

    @property
    def aspect(self) -> str:
        """The first part of the pointer."""
        return self.pointer.split("/", 2)[1]


def differences(old: Exchange, new: Exchange, *, received: bool = True) -> list[Difference]:
    """Everything in which two exchanges differ.

    Args:
        old: The old side's.
        new: The new side's.
        received: Whether both sides can tell what their implementation received.

    Returns:
        The differences, the most telling aspect first; the body is looked at only when status
        and media type agree, for it follows them.
    """
    if old == new:
        return []
    found = list(_outcome(old, new))
    if received:
        found += _walk("/received", _received(old), _received(new))
        found += _walk("/leaked", dict(old.leaked), dict(new.leaked))
    found += _walk("/headers", _headers(old), _headers(new))
    # With another status the body is another as a matter of course: one cause, one finding.
    if old.status == new.status and old.media_type == new.media_type:
        found += _content(old, new)
    return found


def _outcome(old: Exchange, new: Exchange) -> Iterator[Difference]:
    if _kind(old.failure) != _kind(new.failure):
        yield Difference("/failure", old.failure, new.failure)
    if old.status != new.status:
        yield Difference("/status", old.status, new.status)


def _kind(failure: str | None) -> str | None:
    # What follows the colon are the words of a system or library.
    return failure and failure.partition(":")[0]


def _received(exchange: Exchange) -> list[Any]:
    return [
        {name: value for name, value in asdict(received).items() if value}
        for received in exchange.received
    ]


def _headers(exchange: Exchange) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for name, value in exchange.headers:
        if name not in _TRANSPORT:
            found.setdefault(name, []).append(_header_value(name, value))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _header_value(name: str, value: str) -> str:
    if name in _SETS:
        return ", ".join(sorted(part.strip() for part in value.split(",")))
    if name == "content-type":
        return "; ".join(part.strip().lower() for part in value.split(";"))
    return value


def _content(old: Exchange, new: Exchange) -> Iterator[Difference]:
    if old.body == new.body:
        return iter(())
    if old.media_type == _EVENT_STREAM:
        return _walk("/stream", events(old.body), events(new.body))
    try:
        return _walk("/body", json_body(old.body), json_body(new.body))
    except ValueError:
        return iter((Difference("/body", _shown(old.body), _shown(new.body)),))


def _shown(body: bytes) -> str:
    return body[:2000].decode("utf-8", "backslashreplace")


def _walk(pointer: str, old: Any, new: Any) -> Iterator[Difference]:
    # By hand: a body may nest deeper than Python recurses.
    stack = [(pointer, old, new)]
    while stack:
        place, before, after = stack.pop()
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            stack += _members(place, before, after)
        elif isinstance(before, list) and isinstance(after, list):
            stack += _items(place, before, after)
        elif not _same(before, after):
            yield Difference(place, before, after)


def _same(old: Any, new: Any) -> bool:
    # 1 and true, 1 and 1.0 are equal to Python, and other JSON.
    if type(old) is not type(new):
        return False
    return bool(old == new) or (old != old and new != new)  # NaN is like NaN


def _members(
    pointer: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[tuple[str, Any, Any]]:
    names = [*old, *(name for name in new if name not in old)]
    return [
        (f"{pointer}/{escaped(name)}", old.get(name, ABSENT), new.get(name, ABSENT))
        for name in reversed(names)
    ]


def _items(pointer: str, old: list[Any], new: list[Any]) -> list[tuple[str, Any, Any]]:
    longest = max(len(old), len(new))
    return [
        (f"{pointer}/{index}", _item(old, index), _item(new, index))
        for index in reversed(range(longest))
    ]


def _item(items: list[Any], index: int) -> Any:
    return items[index] if index < len(items) else ABSENT


def escaped(name: str) -> str:
    """A name as a part of a JSON pointer."""
    return str(name).replace("~", "~0").replace("/", "~1")


def general(pointer: str) -> str:
    """A pointer with `*` for the indexes of lists, so that one cause has one pointer.

    >>> general("/body/data/12/id")
    '/body/data/*/id'
    """
    return "/".join("*" if part.isdigit() else part for part in pointer.split("/"))


def matches(pattern: str, pointer: str) -> bool:
    """Whether a pointer is at or below a pattern, in which `*` stands for any one part.

    >>> matches("/body/data/*/id", "/body/data/3/id"), matches("/headers", "/headers/x-id")
    (True, True)
    """
    wanted, parts = pattern.rstrip("/").split("/"), pointer.split("/")
    return len(wanted) <= len(parts) and all(
        want in ("*", part) for want, part in zip(wanted, parts, strict=False)
    )
