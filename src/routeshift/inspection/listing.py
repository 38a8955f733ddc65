"""The list of routes: which ones, in which order, in which groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from routeshift.inspection.rows import near
from routeshift.wire import Operation


class Sort(StrEnum):
    """What rows are sorted by."""

    ROUTE = "route"
    PATH = "path"
    API = "api"
    OPERATION = "operation"
    LEVEL = "level"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which operations are listed; each condition that is set must hold.

    Attributes:
        level: The level, as `v1`.
        deprecated: Whether the operation is deprecated.
        api: The name of its API.
        kind: `legacy` or `router`, or what is no operation, as `mount`. FastAPI's own pages are
            listed by their kind alone, for they are no part of an API.
        text: A part of its method, path or name, in any case.
    """

    level: str | None = None
    deprecated: bool | None = None
    api: str | None = None
    kind: str | None = None
    text: str | None = None

    def keeps(self, operation: Operation) -> bool:
        """Whether an operation is listed."""
        wanted = (
            (self.level, operation.level),
            (self.deprecated, operation.deprecated),
            (self.api, operation.api),
            (self.kind, operation.kind),
        )
        if operation.kind == "page" and self.kind is None:
            return False
        text = f"{operation} {operation.name}".lower()
        return all(w is None or w == is_ for w, is_ in wanted) and (self.text or "").lower() in text


# Each ends with what tells rows apart, so that equal ones have one order in every run.
_KEYS: dict[Sort, Callable[[Operation], Any]] = {
    Sort.PATH: lambda o: (o.path, o.method),
    Sort.API: lambda o: (o.api, o.path, o.method),
    Sort.OPERATION: lambda o: (o.name, o.path),
    Sort.LEVEL: lambda o: (o.level or "", o.path, o.method),
    Sort.KIND: lambda o: (o.kind, o.path, o.method),
}


def listed(
    operations: Iterable[Operation], wanted: Filter, sort: Sort = Sort.PATH
) -> list[Operation]:
    """The operations that a filter keeps, sorted.

    Args:
        operations: All of them.
        wanted: The filter.
        sort: What to sort by; `Sort.ROUTE` keeps the order of registration.
    """
    found = [operation for operation in operations if wanted.keeps(operation)]
    return found if sort is Sort.ROUTE else sorted(found, key=_KEYS[sort])


class GroupBy(StrEnum):
    """What rows are put together by."""

    API = "api"
    TAG = "tag"
    FILE = "file"
    LEVEL = "level"


_GROUPS: dict[GroupBy, Callable[[Operation], tuple[str, ...]]] = {
    GroupBy.API: lambda o: (o.api,),
    GroupBy.TAG: lambda o: o.tags,
    GroupBy.FILE: lambda o: (str(near(o.source.file)),) if o.source else (),
    GroupBy.LEVEL: lambda o: (o.level or "",),
}


def grouped(operations: Iterable[Operation], by: GroupBy) -> dict[str, list[Operation]]:
    """The operations of each group, as they are sorted; one stands under each of its tags.

    Args:
        operations: The operations.
        by: What to put them together by. What has nothing of that is in the last group, `none`.
    """
    groups: dict[str, list[Operation]] = {}
    for operation in operations:
        for name in _GROUPS[by](operation) or ("",):
            groups.setdefault(name, []).append(operation)
    named = {name: groups[name] for name in sorted(groups) if name}
    return named | ({"none": groups[""]} if "" in groups else {})


def conflicts(operations: Iterable[Operation]) -> list[list[Operation]]:
    """The operations that share their method and path with another one.

    Args:
        operations: All of them.

    Returns:
        One list for each method and path that is there more than once.
    """
    # FastAPI has its pages whatever else is there.
    operations = [operation for operation in operations if operation.kind != "page"]
    counted = Counter(operation.key for operation in operations)
    return [
        [operation for operation in operations if operation.key == key]
        for key, count in counted.items()
        if count > 1
    ]
