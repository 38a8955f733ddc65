"""Drafts of findings: what one operation shows, before causes are merged and breaks are proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routeshift.compare.findings.annotations import AnnotationChange, annotation_changes, names
from routeshift.compare.findings.messages import detail
from routeshift.compare.records import Direction, Verdict
from routeshift.compare.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.documents import DocumentedOperation
    from routeshift.compare.schema import Node
    from routeshift.compare.subschema import Gap, Located, Schemas, Visit


@dataclass(frozen=True, slots=True)
class Draft:
    """One thing seen in one operation.

    Args:
        rule: The rule's id.
        message: One sentence.
        operation: "METHOD /path", or "" for the whole document.
        part: The part of the operation.
        path: The way through the schema.
        component: The nearest component.
        inside: The way from it.
        direction: Which way the data travels.
        old: The old side.
        new: The new side.
        located: The gap to prove by a witness, if there is one.
        noise: The name of the generator noise, or "".
    """

    rule: str
    message: str
    operation: str = ""
    part: str = ""
    path: str = ""
    component: str = ""
    inside: str = ""
    direction: Direction = Direction.NEITHER
    old: Any = None
    new: Any = None
    located: Located | None = None
    noise: str = ""

    @property
    def verdict(self) -> Verdict:
        """What its rule says; BREAKING is provisional while `located` awaits a witness."""
        return RULES[self.rule].at(self.direction)

    @property
    def suspicion(self) -> bool:
        """Whether it is only worth telling when a payload shows it."""
        return self.located is not None and self.located.gap.kind == "exclusive"

    @property
    def cause(self) -> tuple[Any, ...]:
        """What drafts of one cause have in common."""
        return (self.rule, self.verdict, self.message, self.direction, *self._where())

    def _where(self) -> tuple[str, ...]:
        if self.noise and self.verdict is Verdict.EQUIVALENT:
            return (self.noise,)
        if self.component:
            return (self.component, self.inside)
        # What asks nothing of anybody is one change in all operations where it looks the same.
        alike = self.verdict is Verdict.COMPATIBLE and self.located is None and self.part
        shown = (repr(self.old), repr(self.new)) if alike else (self.operation,)
        return (self.part, self.path, *shown)


@dataclass(frozen=True, slots=True)
class Where:
    """A place of an operation that holds a schema.

    Args:
        operation: The operation, in the old document when it is in both.
        part: What findings call the place.
        family: The family of rules: request, parameter, response, header.
        direction: Which way the values travel.
        lexical: Whether they travel as text.
        repeated: Whether lists are written by repeating a name.
    """

    operation: DocumentedOperation
    part: str
    family: str
    direction: Direction
    lexical: bool = False
    repeated: bool = False

    def draft(self, rule: str, message: str, **more: Any) -> Draft:
        """A draft about this place.

        Args:
            rule: The rule's id.
            message: One sentence.
            more: Further fields of the draft.

        Returns:
            The draft.
        """
        # What travels neither way, as a text, is one change however many places show it.
        goes = RULES[rule].direction is not Direction.NEITHER
        direction = self.direction if goes else Direction.NEITHER
        return Draft(rule, message, self.operation.label, self.part, direction=direction, **more)


def schema_drafts(schemas: Schemas, old: Any, new: Any, where: Where) -> Iterator[Draft]:
    """Everything that differs between two schemas at one place.

    Args:
        schemas: The comparing of the two documents.
        old: The old schema object, or None for anything.
        new: The new one.
        where: The place.

    Yields:
        Drafts, nearest to the root first.
    """
    response = where.direction is Direction.RESPONSE
    travel = {"response": response, "lexical": where.lexical, "repeated": where.repeated}
    left = schemas.node(old, new=False, **travel)
    right = schemas.node(new, new=True, **travel)
    for located in schemas.gaps(left, right, where.direction):
        draft = _draft(located, where)
        if draft is not None:
            yield draft
    yield from _annotated(schemas, left, right, where)


def _annotated(schemas: Schemas, old: Node, new: Node, where: Where) -> Iterator[Draft]:
    def changed(visit: Visit) -> tuple[AnnotationChange, ...]:
        for pair in names(visit):
            schemas.components.meet(*pair)
        return annotation_changes(schemas, visit)

    for visit, notes in schemas.noted(old, new, where.direction, changed):
        for change in notes:
            yield _of_change(change, visit, where)


def _of_change(change: AnnotationChange, visit: Visit, where: Where) -> Draft:
    component, inside = visit.within
    words = (component, inside) if component else (where.part, visit.path)
    name = ".".join(word for word in words if word)
    rule = f"{where.family}-{change.rule}" if change.rule == "respelled" else change.rule
    return where.draft(
        rule,
        change.message if change.noise else f"`{name}` {change.message}",
        path=visit.path,
        component=component,
        inside=inside,
        old=change.old,
        new=change.new,
        noise=change.noise,
    )


def _draft(located: Located, where: Where) -> Draft | None:
    gap, request = located.gap, where.direction is Direction.REQUEST
    change = _change(located, request=request)
    if change is None:
        return None
    component, inside = located.within
    nodes = (gap.producer, gap.consumer)
    old, new = nodes if located.old_produces else nodes[::-1]
    return where.draft(
        f"{where.family}-{change}",
        detail(located, where.part),
        path=located.path,
        component=component,
        inside=inside,
        old=_shown(old.raws),
        new=_shown(new.raws),
        located=located if located.forward and gap.kind in _SHOWABLE else None,
    )


_SHOWABLE = frozenset(
    ("type", "values", "constraint", "presence", "refused", "closed", "branch", "opaque")
) | {"exclusive"}
_NARROWED = {"presence": "property-required", "closed": "object-closed"}
_WIDENED = {"presence": "property-optional", "closed": "object-opened"}


def _change(located: Located, *, request: bool) -> str | None:
    """What happened at a gap; None for what nobody sees there."""
    gap, narrowed = located.gap, located.old_produces
    if gap.kind == "default":
        return _default(gap) if request else None
    # Only a value that is sent can fit two branches and be refused for it.
    if gap.kind == "exclusive" and not located.forward:
        return None
    if gap.kind == "content" and located.forward:
        return "content-changed"
    if gap.kind == "content":
        return "content-added" if request else "content-removed"
    if gap.kind in ("undeclared", "refused", "presence") and not _is_declared(gap):
        return _property(gap, narrowed=narrowed, request=request)
    table = _NARROWED if narrowed else _WIDENED
    stem = "conditions" if gap.kind in ("opaque", "exclusive") else gap.kind
    return table.get(gap.kind, f"{stem}-{'narrowed' if narrowed else 'widened'}")


def _default(gap: Gap) -> str:
    known = gap.branch is not None and gap.name in gap.branch.defaults
    return "default-changed" if known else "default-added"


def _is_declared(gap: Gap) -> bool:
    """Whether what must be there is a property that the other side has, too."""
    declared = gap.branch is not None and gap.name in gap.branch.properties
    return gap.kind == "presence" and declared


def _property(gap: Gap, *, narrowed: bool, request: bool) -> str:
    """What became of a property that one side does not declare."""
    if gap.kind == "presence":
        if narrowed:
            return "required-property-added"
        # Where a client sends it, the server goes on taking what is declared for all properties.
        return "property-optional" if request else "property-removed"
    if narrowed:
        return "property-removed" if request else "optional-property-removed"
    return "property-added-to-closed-object" if gap.kind == "refused" else "property-added"


def _shown(raws: tuple[Any, ...]) -> Any:
    if len(raws) == 1:
        return raws[0]
    return {"allOf": list(raws)} if raws else {}
