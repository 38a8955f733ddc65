"""What schemas that combine others (`allOf`, `anyOf`, `oneOf`, `$ref`) come to: alternatives."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routeshift.compare.schema.keywords import APPLICATORS, adapted
from routeshift.lenient_json import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from routeshift.compare.documents import Document

ANY: dict[str, Any] = {}
NOTHING: dict[str, Any] = {"enum": []}
_ANNOTATIONS = frozenset(
    ("title", "description", "default", "example", "examples", "deprecated", "discriminator")
)
MAX_ALTERNATIVES = 512
"""How many alternatives a schema may unfold into."""

_MAX_IN_CIRCLE = 64
"""How many, for one that combines itself."""

_MAX_PARTS = 10_000
"""How many parts all the alternatives of a schema may have."""

_ROUNDS = 8
"""How often schemas that combine each other are looked at before they count as undecidable."""


class Undecidable(Exception):  # noqa: N818
    """A schema that has no normal form of bearable size."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to be valid: parts that all hold, none of which combines others.

    Args:
        parts: Adapted schema objects without applicators, each once.
        name: The component that they came from, or "".
        title: Their title, or "".
    """

    parts: tuple[dict[str, Any], ...]
    name: str = ""
    title: str = ""

    @property
    def key(self) -> frozenset[int]:
        """Which parts hold: equal keys are the same alternative."""
        return frozenset(map(id, self.parts))

    def also(self, other: Alternative) -> Alternative:
        """Both hold."""
        # What allows anything adds nothing: so the other keeps its name.
        if not self.parts:
            return other
        if other.key <= self.key:
            return self
        # Of both together nobody knows the name: neither component stands for it alone.
        parts = {id(part): part for part in (*self.parts, *other.parts)}
        return Alternative(tuple(parts.values()))

    def called(self, name: str, title: str, *, inner: bool) -> Alternative:
        """The same of a component: its name, unless a branch of it has its own."""
        if inner and self.name:
            return self
        return Alternative(self.parts, name or self.name, title or self.title)


class Combining:
    """The alternatives of the schemas of one document, each found once.

    A schema that combines itself, directly or through others, means the least that its
    keywords allow: what a value can be shown valid by in finitely many steps.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._forms: dict[int, _Form] = {}
        self._found: dict[int, list[Alternative] | Undecidable] = {}

    def conjunction(self, raws: Iterable[Any]) -> list[Alternative]:
        """The alternatives of schemas that all hold.

        Args:
            raws: Schema objects of the document.

        Returns:
            Alternatives; none at all means that nothing is valid.

        Raises:
            Undecidable: When there would be too many.
        """
        found = [Alternative(())]
        for raw in raws:
            found = _multiplied(found, self._settled(self.schema(raw)))
        return found

    def schema(self, raw: Any) -> dict[str, Any]:
        """A schema with its references followed, and `true` and `false` as objects.

        Args:
            raw: A schema of the document.

        Returns:
            `ANY` for what allows anything.

        Raises:
            DocumentError: For what is no schema, and for a reference that leads nowhere.
        """
        found = self.document.resolve(raw)
        if found is True or found == {}:
            return ANY
        if found is False:
            return NOTHING
        if not isinstance(found, dict):
            raise self.document.error(
                f"A schema is {json.dumps(found, default=str)[:60]}, not an object.",
                hint="Check the document with a validator.",
            )
        return found

    def _settled(self, schema: dict[str, Any]) -> list[Alternative]:
        # By identity: schemas live as long as their document, and are compared thousands of times.
        if id(schema) not in self._found:
            self._settle(schema)
        found = self._found[id(schema)]
        if isinstance(found, Undecidable):
            raise found
        return found

    def _settle(self, schema: dict[str, Any]) -> None:
        """Find the alternatives of a schema and of all that it combines, the innermost first."""
        for group in self._groups(self._form(schema)):
            # A schema alone that does not combine itself is known after one look.
            if len(group) == 1 and not any(one is group[0].schema for one in group[0].members()):
                self._improve(group[0], in_circle=False)
            else:
                self._settle_circle(group)

    def _settle_circle(self, group: list[_Form]) -> None:
        """Begin with nothing, and add what follows from that, until nothing more does."""
        changed = group
        for _ in range(_ROUNDS):
            changed = [form for form in group if self._improve(form, in_circle=True)]
            if not changed:
                return
        # What still grows after so many rounds is not followed to its end.
        for form in changed:
            self._found[id(form.schema)] = Undecidable("schemas combine each other without end")
        # Whatever refers to one of these is not known either; nothing else changes any more.
        rest = [form for form in group if form not in changed]
        while [form for form in rest if self._improve(form, in_circle=True)]:
            pass

    def _improve(self, form: _Form, *, in_circle: bool) -> bool:
        """Look at a schema once more, and tell whether that brought anything."""
        key = id(form.schema)
        before = self._found.get(key)
        after: list[Alternative] | Undecidable
        try:
            after = self._of(form, in_circle=in_circle)
        except Undecidable as reason:
            after = reason
        self._found[key] = after
        if isinstance(before, Undecidable) or isinstance(after, Undecidable):
            return type(before) is not type(after)
        return {one.key for one in before or ()} != {one.key for one in after}

    def _groups(self, root: _Form) -> Iterator[list[_Form]]:
        """What a schema combines and is not known yet, in groups that combine each other.

        These are the strongly connected components, by Tarjan, without recursion.
        """
        lowest: dict[int, int] = {}
        open_: list[_Form] = []
        stack = [(root, len(lowest), root.members())]
        while stack:
            form, number, members = stack[-1]
            if id(form.schema) not in lowest:
                lowest[id(form.schema)] = number
                open_.append(form)
            for schema in members:
                if id(schema) in self._found:
                    continue
                if id(schema) not in lowest:
                    below = self._form(schema)
                    stack.append((below, len(lowest), below.members()))
                    break
                lowest[id(form.schema)] = min(lowest[id(form.schema)], lowest[id(schema)])
            else:
                stack.pop()
                if stack:
                    above = id(stack[-1][0].schema)
                    lowest[above] = min(lowest[above], lowest[id(form.schema)])
                if lowest[id(form.schema)] == number:
                    group = [open_.pop()]
                    while group[-1] is not form:
                        group.append(open_.pop())
                    yield group

    def _form(self, schema: dict[str, Any]) -> _Form:
        found = self._forms.get(id(schema))
        if found is None:
            found = self._forms[id(schema)] = self._formed(schema)
        return found

    def _formed(self, schema: dict[str, Any]) -> _Form:
        written = adapted(schema, nullable=self.document.legacy_nullable)
        plain = {key: value for key, value in written.items() if key not in APPLICATORS}
        required = list(listed(written, "allOf"))
        if "$ref" in written:
            required.append(self.document.lookup(written["$ref"]))
        unions = [listed(written, key) for key in ("anyOf", "oneOf") if _is_union(written, key)]
        return _Form(
            schema,
            Alternative((plain,) if plain.keys() - _ANNOTATIONS else ()),
            self._each_once(required),
            [self._each_once(union) for union in unions],
            self.document.component_of(schema),
            _title(written),
        )

    def _each_once(self, raws: Iterable[Any]) -> list[dict[str, Any]]:
        schemas = map(self.schema, raws)
        return list({id(schema): schema for schema in schemas}.values())

    def _of(self, form: _Form, *, in_circle: bool) -> list[Alternative]:
        found = [form.own]
        for schema in form.required:
            found = _multiplied(found, self._known(schema))
        for union in form.unions:
            options: list[Alternative] = []
            for schema in union:
                options += self._known(schema)
                _check(options)
            found = _multiplied(found, _distinct(options))
        # The branches of a union are known by names of their own; the union's would hide these.
        found = [one.called(form.name, form.title, inner=bool(form.unions)) for one in found]
        return _smallest(found) if in_circle else found

    def _known(self, schema: dict[str, Any]) -> list[Alternative]:
        """What is known of a schema so far: nothing, at first, where schemas go in circles."""
        found = self._found.get(id(schema), [])
        if isinstance(found, Undecidable):
            raise found
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Form:
    """One schema object: its own assertions, and the schemas that it combines."""

    schema: dict[str, Any]
    own: Alternative
    required: list[dict[str, Any]]
    unions: list[list[dict[str, Any]]]
    name: str
    title: str

    def members(self) -> Iterator[dict[str, Any]]:
        yield from self.required
        for union in self.unions:
            yield from union


def _multiplied(left: list[Alternative], right: list[Alternative]) -> list[Alternative]:
    if len(left) == 1 and not left[0].parts:
        return right
    if len(right) == 1 and not right[0].parts:
        return left
    if len(left) * len(right) > MAX_ALTERNATIVES:
        # Many of them may be the same; but that is too many to look at.
        raise Undecidable(f"a schema unfolds into more than {MAX_ALTERNATIVES} alternatives")
    found = _distinct(one.also(other) for one in left for other in right)
    _check(found)
    return found


def _distinct(alternatives: Iterable[Alternative]) -> list[Alternative]:
    found: dict[frozenset[int], Alternative] = {}
    for one in alternatives:
        found.setdefault(one.key, one)
    return list(found.values())


def _check(alternatives: list[Alternative]) -> None:
    if len(alternatives) > MAX_ALTERNATIVES:
        raise Undecidable(f"a union has more than {MAX_ALTERNATIVES} branches")
    if sum(len(one.parts) for one in alternatives) > _MAX_PARTS:
        raise Undecidable(f"a schema unfolds into more than {_MAX_PARTS} parts")


def _smallest(alternatives: list[Alternative]) -> list[Alternative]:
    """Alternatives without those that ask for the same as another one, and more."""
    if len(alternatives) > _MAX_IN_CIRCLE:
        raise Undecidable("schemas combine each other in too many ways")
    keys = [one.key for one in alternatives]
    return [one for one in alternatives if not any(key < one.key for key in keys)]


def _is_union(schema: dict[str, Any], key: str) -> bool:
    return isinstance(schema.get(key), list)


def _title(schema: dict[str, Any]) -> str:
    title = schema.get("title")
    return title if isinstance(title, str) else ""
