"""Names that generated clients expose for operations: operationIds, tags, deprecation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.compare.drafts import Draft
from routeshift.compare.records import Verdict
from routeshift.compare.sunset import sunset_remark
from routeshift.compare.telling import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.operations import DocumentedOperation


def operation_name_drafts(old: DocumentedOperation, new: DocumentedOperation) -> Iterator[Draft]:
    """What generated clients call an operation.

    Args:
        old: The operation in the old document.
        new: The same operation in the new one.

    Yields:
        Drafts at the level of SDKs.
    """
    before, after = old.data.get("operationId"), new.data.get("operationId")
    if before != after:
        message = f"the operationId is another: {brief(before)} → {brief(after)}"
        yield _draft("operation-id-changed", Verdict.BREAKING, message, old, before, after)
    tags, retagged = old.data.get("tags") or [], new.data.get("tags") or []
    if tags != retagged:
        message = f"the tags are others: {brief(tags)} → {brief(retagged)}"
        yield _draft("tags-changed", Verdict.BREAKING, message, old, tags, retagged)
    was, stays = (one.data.get("deprecated") is True for one in (old, new))
    if was != stays:
        message = "the operation is " + ("no longer deprecated" if was else "deprecated now")
        yield _draft("deprecation-changed", Verdict.COSMETIC, message, old, was, stays)

    def remark(rule: str, verdict: Verdict, told: str, first: Any, second: Any) -> Draft:
        return _draft(rule, verdict, f"the operation {told}", old, first, second)

    yield from sunset_remark(old.data, new.data, remark)


def _draft(
    rule: str,
    verdict: Verdict,
    message: str,
    operation: DocumentedOperation,
    old: Any,
    new: Any,
) -> Draft:
    return Draft(rule, verdict, message, operation.label, "the operation", old=old, new=new)
