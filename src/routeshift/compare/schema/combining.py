"""What schemas that combine others (`allOf`, `anyOf`, `oneOf`, `$ref`) come to: alternatives."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routeshift.compare.schema.alternatives import (
    Alternative,
    Undecidable,
    check_size,
    conjoined,
    each_once,
    smallest,
)
from routeshift.compare.schema.keywords import APPLICATORS, adapted
from routeshift.lenient_json import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from routeshift.compare.documents import Document


ANY: dict[str, Any] = {}
NOTHING: dict[str, Any] = {"enum": []}
_ANNOTATIONS = frozenset(
    # What is said beside values: a part with nothing else would only multiply the alternatives.
    ("title", "description", "default", "example", "examples", "deprecated", "discriminator")
)
_ROUNDS = 8
"""How often schemas that combine each other are looked at before they count as undecidable."""


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
            found = conjoined(found, self._settled(self.schema(raw)))
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
        # One object for each, so that `is` tells them from all others.
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
            # That it is undecidable for another reason brings nothing.
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
            # Keywords beside a reference hold as well, as in an `allOf`.
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
            found = conjoined(found, self._known(schema))
        for union in form.unions:
            options: list[Alternative] = []
            for schema in union:
                options += self._known(schema)
                check_size(options)
            found = conjoined(found, each_once(options))
        # The branches of a union are known by names of their own; the union's would hide these.
        found = [one.called(form.name, form.title, inner=bool(form.unions)) for one in found]
        return smallest(found) if in_circle else found

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


def _is_union(schema: dict[str, Any], key: str) -> bool:
    return isinstance(schema.get(key), list)


def _title(schema: dict[str, Any]) -> str:
    title = schema.get("title")
    return title if isinstance(title, str) else ""
