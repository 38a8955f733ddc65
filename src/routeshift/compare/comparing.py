"""The comparison itself: operations in pairs, drafts from each, causes, proofs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeshift.compare.documents import Document, DocumentedOperation, load, operations_of
from routeshift.compare.findings import Draft, findings
from routeshift.compare.operation import (
    Pair,
    body_drafts,
    document_drafts,
    matched,
    operation_name_drafts,
    parameter_drafts,
    security_drafts,
    text_drafts,
)
from routeshift.compare.records import Comparison, Direction
from routeshift.compare.schema import BudgetError
from routeshift.compare.subschema import Schemas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routeshift.compare.documents import Renaming


# A document as the functions of the library take it.
Side = dict[str, Any] | Document | str | Path


def compare(
    old: Side,
    new: Side,
    *,
    routes: Mapping[str, str] | None = None,
) -> Comparison:
    """Compare two OpenAPI documents by what they mean.

    Args:
        old: The document before, 3.0, 3.1 or 3.2: parsed, or named as on the command line (a
            file, `git:REV:PATH`, a TARGET).
        new: The document after.
        routes: "METHOD /old/path" to "METHOD /new/path", for operations moved on purpose.

    Returns:
        The findings at all levels: rules D1 to D6 of the document, and every place of
        the wire. Nothing is printed, fetched or written.

    Raises:
        DocumentError: When a document cannot be used.
    """
    left, right = _document(old, "the old document"), _document(new, "the new document")
    # Pairs first: what only one side has is a finding as a whole, and its parts are none.
    matching = matched(operations_of(left), operations_of(right), routes)
    run = _Run(Schemas(left, right))
    drafts = [draft for pair in matching.pairs for draft in run.operation(pair)]
    drafts += [_removed(operation) for operation in matching.removed]
    drafts += [_added(operation) for operation in matching.added]
    drafts += document_drafts(left, right)
    # Last, for the walks of all operations above have
    # noted which component stands where another stood.
    for renaming in run.schemas.components.renamings(pair.old for pair in matching.pairs):
        drafts += _renamed(renaming)
    return Comparison(
        findings(drafts, left, right), len(matching.pairs), _title(left), _title(right)
    )


def _document(side: Side, name: str) -> Document:
    if isinstance(side, str | Path):
        return load(str(side))
    return side if isinstance(side, Document) else Document(side, name)


@dataclass(frozen=True, slots=True)
class _Run:
    schemas: Schemas

    def operation(self, pair: Pair) -> Iterator[Draft]:
        """Everything about one operation, within its budget."""
        self.schemas.renew_budget()
        try:
            yield from _moved(pair)
            yield from parameter_drafts(self.schemas, pair)
            yield from body_drafts(self.schemas, pair)
            yield from security_drafts(pair)
            yield from operation_name_drafts(pair)
            yield from text_drafts(pair)
        # What was found up to here stays; that the rest is not known is a finding of its own, which
        # fails like a break.
        except (BudgetError, RecursionError):
            if self._is_written_alike(pair):
                return
            message = "the schemas of this operation are too large to be compared within its budget"
            yield Draft("operation-undecided", message, pair.label, "the operation")

    def _is_written_alike(self, pair: Pair) -> bool:
        """What is left to know of an operation that is too large to be compared."""
        old, new = pair.old, pair.new
        parts = ((old.data, new.data), (list(old.parameters), list(new.parameters)))
        sides = (self.schemas.old, self.schemas.new)
        return all(
            self.schemas.pairs.sameness.written_alike(before, after, sides)
            for before, after in parts
        )


_MOVES = {
    "server": "is at another path, because the server's path is another",
    "slash": "differs by a trailing slash",
    "prefix": "has another prefix",
    "map": "was moved on purpose",
}


def _moved(pair: Pair) -> Iterator[Draft]:
    if not pair.how:
        return
    rule = "operation-moved-on-purpose" if pair.how == "map" else "operation-moved"
    before, after = (one.prefix + one.path for one in (pair.old, pair.new))
    # One server or prefix moves many operations: a
    # message without their paths makes them one finding.
    common, clause = pair.how in ("server", "prefix"), _MOVES[pair.how]
    message = f"the path {clause}" if common else f"`{before}` {clause}: `{after}`"
    yield Draft(
        rule,
        message,
        pair.label,
        "path",
        component="paths" if common else "",
        direction=Direction.REQUEST,
        old=before,
        new=after,
    )


def _removed(operation: DocumentedOperation) -> Draft:
    message = f"`{operation.label}` is gone"
    return _unmatched(operation, "removed", message, old=operation.data)


def _added(operation: DocumentedOperation) -> Draft:
    message = f"`{operation.label}` is new"
    return _unmatched(operation, "added", message, new=operation.data)


def _unmatched(operation: DocumentedOperation, change: str, message: str, **side: Any) -> Draft:
    kind = "webhook" if operation.webhook else "operation"
    return Draft(f"{kind}-{change}", message, operation.label, f"the {kind}", **side)


def _renamed(renaming: Renaming) -> Iterator[Draft]:
    for operation in renaming.operations or ("",):
        yield Draft(
            renaming.rule,
            renaming.message,
            operation,
            "components",
            component=renaming.old or renaming.new or "",
            old=renaming.old,
            new=renaming.new,
            # A name is nothing that travels: noise on the wire, and a break for generated clients.
            noise="renamed component" if renaming.rule == "component-renamed" else "",
        )


def _title(document: Document) -> str:
    info = document.data.get("info")
    return str(info.get("title", "")) if isinstance(info, dict) else ""
