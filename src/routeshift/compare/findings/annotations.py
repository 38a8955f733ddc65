"""What schemas say besides which values are valid: names for generated clients, texts, spelling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routeshift.compare.findings.messages import brief
from routeshift.compare.findings.spelling import spelling
from routeshift.compare.findings.sunset import sunset_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.documents import Document
    from routeshift.compare.schema import Branch, Conjunction, Node
    from routeshift.compare.subschema import Schemas, Visit


@dataclass(frozen=True, slots=True)
class AnnotationChange:
    """One difference that no value shows.

    Args:
        rule: The rule's id, or "respelled" for the family's own.
        message: The sentence without its subject.
        old: The old side.
        new: The new side.
        noise: The name of the generator noise, or "".
    """

    rule: str
    message: str
    old: Any = None
    new: Any = None
    noise: str = ""


@dataclass(frozen=True, slots=True)
class Annotations:
    """A schema as it is written at one place: the reference's own words, then its target's.

    Args:
        document: The document.
        raws: The schema objects at the place, unresolved.
    """

    document: Document
    raws: Conjunction

    def get(self, key: str) -> Any:
        """What is said under a keyword, nearest first; None when nothing is."""
        return next((raw[key] for raw in self._levels() if key in raw), None)

    def component(self) -> str:
        """The name of the component that is referred to, or ""."""
        names = (self.document.component_of(raw) for raw in self._levels())
        return next((name for name in names if name), "")

    def extensions(self) -> dict[str, Any]:
        """The vendor extensions."""
        found: dict[str, Any] = {}
        for raw in self._levels():
            found = {k: v for k, v in raw.items() if str(k).startswith("x-")} | found
        return found

    def _levels(self) -> Iterator[dict[str, Any]]:
        for raw in self.raws:
            if isinstance(raw, dict):
                yield raw
                yield from self._below(raw)

    def _below(self, raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
        members = raw.get("allOf")
        single = members[0] if isinstance(members, list) and len(members) == 1 else raw
        target = self.document.resolve(single)
        if target is not raw and isinstance(target, dict):
            yield target


def annotation_changes(schemas: Schemas, visit: Visit) -> tuple[AnnotationChange, ...]:
    """What is said differently at one pair of schemas, the ones below left aside.

    Args:
        schemas: The comparing of the two documents.
        visit: The pair, with the step to it: a property may say more than its target.

    Returns:
        The changes.
    """
    sides = _sides(visit)
    if sides[0] == sides[1] and visit.producer.raws == visit.consumer.raws:
        return ()
    left, right = sides if visit.old_produces else sides[::-1]
    old, new = Annotations(schemas.old, left), Annotations(schemas.new, right)
    found = list(_changes(old, new, visit.word))
    if _is_quiet(schemas, visit):
        found += _spelling(old, new)
    return tuple(found)


def names(visit: Visit) -> tuple[tuple[str, str], ...]:
    """The components that stand for each other at a pair under different names.

    Args:
        visit: The pair.

    Returns:
        Old and new names: of the pair as a whole, and of the branches above it.
    """
    pairs = [(visit.producer.name, visit.consumer.name)]
    if visit.step is not None:
        pairs.append((visit.step.branch.name, visit.step.partner.name))
    renamed = [pair for pair in pairs if all(pair) and pair[0] != pair[1]]
    return tuple(pair if visit.old_produces else pair[::-1] for pair in renamed)


def _sides(visit: Visit) -> tuple[Conjunction, Conjunction]:
    step = visit.step
    if step is None:
        return visit.producer.raws, visit.consumer.raws
    return (
        _raws(step.branch, step.kind, step.name, step.position, visit.producer),
        _raws(step.partner, step.kind, step.name, step.position, visit.consumer),
    )


def _raws(branch: Branch, kind: str, name: str, position: int, node: Node) -> Conjunction:
    if kind == "property" and name in branch.properties:
        return branch.properties[name]
    if kind == "item" and position < len(branch.prefix):
        return branch.prefix[position]
    return branch.rest or node.raws


def _is_quiet(schemas: Schemas, visit: Visit) -> bool:
    there = schemas.pairs.local(visit.producer, visit.consumer)
    back = schemas.pairs.local(visit.consumer, visit.producer)
    return not there.gaps and not back.gaps


def _changes(old: Annotations, new: Annotations, path: str) -> Iterator[AnnotationChange]:
    yield from _title(old, new, path)
    yield from _discriminator(old, new)
    yield from _deprecated(old, new)
    yield from sunset_change(old.extensions(), new.extensions(), AnnotationChange)
    for rule, key in (("description-changed", "description"), ("example-changed", "example")):
        yield from _text(rule, key, old.get(key), new.get(key))
    yield from _text("example-changed", "examples", old.get("examples"), new.get("examples"))
    left, right = old.extensions(), new.extensions()
    for key in sorted({*left, *right}):
        yield from _text("extension-changed", key, left.get(key), right.get(key))


def _text(rule: str, what: str, old: Any, new: Any) -> Iterator[AnnotationChange]:
    if (old or None) != (new or None):
        message = f"has another {what}: {brief(old)} → {brief(new)}"
        yield AnnotationChange(rule, message, old, new)


def _deprecated(old: Annotations, new: Annotations) -> Iterator[AnnotationChange]:
    was, stays = old.get("deprecated") is True, new.get("deprecated") is True
    if was != stays:
        message = "is no longer deprecated" if was else "is deprecated now"
        yield AnnotationChange("deprecation-changed", message, was, stays)


def _title(old: Annotations, new: Annotations, path: str) -> Iterator[AnnotationChange]:
    before, after = old.get("title"), new.get("title")
    if before == after:
        return
    # A component's title is its name: renamed together, that is one change, told of the component.
    if before == old.component() and after == new.component():
        return
    if None in (before, after) and _is_generated(str(before or after), path, old, new):
        message = "has a generated title on one side only"
        yield AnnotationChange("title-respelled", message, before, after, noise="generated title")
        return
    message = f"has another title: {brief(before)} → {brief(after)}"
    yield AnnotationChange("title-changed", message, before, after)


def _is_generated(title: str, path: str, old: Annotations, new: Annotations) -> bool:
    """Whether a title is what pydantic and FastAPI derive from a name."""
    last = path.rpartition(".")[2].rstrip("[]{}")
    names = (last.replace("_", " ").title(), last.title().replace("_", " "), last)
    return title in (*names, old.component(), new.component()) or title.startswith("Response ")


def _discriminator(old: Annotations, new: Annotations) -> Iterator[AnnotationChange]:
    before, after = old.get("discriminator"), new.get("discriminator")
    if _tagging(before) != _tagging(after):
        message = f"has another discriminator: {brief(before)} → {brief(after)}"
        yield AnnotationChange("discriminator-changed", message, before, after)


def _tagging(discriminator: Any) -> Any:
    """The property and the values; which component each value names is a matter of renaming."""
    if not isinstance(discriminator, dict):
        return None
    mapping = discriminator.get("mapping")
    values = sorted(map(str, mapping)) if isinstance(mapping, dict) else []
    return discriminator.get("propertyName"), values


def _spelling(old: Annotations, new: Annotations) -> Iterator[AnnotationChange]:
    noise = spelling(old.raws, new.raws)
    if noise:
        message = f"is spelled differently: {noise}"
        yield AnnotationChange("respelled", message, noise=noise)
