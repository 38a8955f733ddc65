"""Names that generated clients expose for operations: operationIds, tags, deprecation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.compare.findings import Draft, brief, sunset_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.operation.pairing import Pair


def operation_name_drafts(pair: Pair) -> Iterator[Draft]:
    """What differs in what generated clients call an operation."""
    old, new = pair.old.data, pair.new.data
    before, after = old.get("operationId"), new.get("operationId")
    if before != after:
        message = f"the operationId is another: {brief(before)} → {brief(after)}"
        yield _draft("operation-id-changed", message, pair, before, after)
    tags, retagged = old.get("tags") or [], new.get("tags") or []
    if tags != retagged:
        message = f"the tags are others: {brief(tags)} → {brief(retagged)}"
        yield _draft("tags-changed", message, pair, tags, retagged)
    was, stays = (one.get("deprecated") is True for one in (old, new))
    if was != stays:
        message = "the operation is " + ("no longer deprecated" if was else "deprecated now")
        yield _draft("deprecation-changed", message, pair, was, stays)

    def sunset(rule: str, clause: str, first: Any, second: Any) -> Draft:
        return _draft(rule, f"the operation {clause}", pair, first, second)

    yield from sunset_change(old, new, sunset)


def _draft(rule: str, message: str, pair: Pair, old: Any, new: Any) -> Draft:
    return Draft(rule, message, pair.label, "the operation", old=old, new=new)
