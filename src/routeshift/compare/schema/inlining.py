"""Schemas as stand-alone JSON Schema 2020-12: for the proving engine, and for validators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.compare.documents import is_plain_reference
from routeshift.compare.schema.keywords import adapted

if TYPE_CHECKING:
    from routeshift.compare.schema.nodes import Conjunction, Node, Space

_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_MAPS = ("properties", "patternProperties", "dependentSchemas", "$defs")
_SINGLES = (
    "items",
    "additionalProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "contentSchema",
)
# Recursive or larger schemas are compared by walking alone: written out, they would outgrow what
# the engine may be asked.
_MAX_NODES = 400


class _TooBigError(Exception):
    pass


def standalone(space: Space, raws: Conjunction, *, exclusive: bool = False) -> dict[str, Any]:
    """One schema with everything it refers to, as a validator wants it.

    Args:
        space: The space that the schema belongs to.
        raws: Schema objects that all hold.
        exclusive: Whether `oneOf` refuses what fits several branches. Servers take the
            first that fits, so the comparison asks that only where it is the question.

    Returns:
        A JSON Schema whose references are all inside itself.
    """
    copy = _Copy(space, exclusive=exclusive)
    # `True` changes nothing; without it an empty list would be no valid schema.
    root = {"allOf": [True, *(copy.schema(raw) for raw in raws)]}
    # One reference may bring others; each is copied once, under a name of its own.
    while copy.pending:
        reference, name = copy.pending.popitem()
        copy.definitions[name] = copy.schema(space.document.lookup(reference))
    return {**root, "$defs": copy.definitions}


def inlined(node: Node) -> dict[str, Any] | None:
    """One schema with its references written out.

    Args:
        node: A node.

    Returns:
        A JSON Schema without references, or None when it is recursive or too big.
    """
    copy = _Copy(node.space, inline=True)
    try:
        return {"allOf": [True, *(copy.schema(raw) for raw in node.raws)]}
    except _TooBigError:
        return None


class _Copy:
    def __init__(self, space: Space, *, inline: bool = False, exclusive: bool = False) -> None:
        self.exclusive = exclusive
        self.space = space
        self.inline = inline
        self.pending: dict[str, str] = {}
        self.definitions: dict[str, Any] = {}
        self._names: dict[str, str] = {}
        self._inside: list[str] = []
        self._count = 0

    def schema(self, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        self._count += 1
        if self.inline and self._count > _MAX_NODES:
            raise _TooBigError
        if is_plain_reference(raw):
            return self._reference(raw["$ref"])
        found = adapted(raw, nullable=self.space.document.legacy_nullable)
        if "$ref" in found:
            beside = self._reference(found.pop("$ref"))
            # Written out, what it leads to is a schema of its own, beside which no keyword stands.
            found["allOf"] = [*(found.get("allOf") or []), _Done(beside)]
        self._one_way(found)
        return self._children(found)

    def _children(self, found: dict[str, Any]) -> dict[str, Any]:
        for key, value in found.items():
            if key in _LISTS and isinstance(value, list):
                found[key] = [self._done(item) for item in value]
            elif key in _MAPS and isinstance(value, dict):
                found[key] = {name: self.schema(item) for name, item in value.items()}
            elif key in _SINGLES:
                found[key] = self.schema(value)
        # No keyword of JSON Schema, and it names components by paths that are no more.
        found.pop("discriminator", None)
        # Servers take the first branch that fits, so that
        # `oneOf` means `anyOf` unless that is the question.
        if "oneOf" in found and not self.exclusive:
            found["allOf"] = [*(found.get("allOf") or []), {"anyOf": found.pop("oneOf")}]
        return found

    def _done(self, item: Any) -> Any:
        return item.schema if isinstance(item, _Done) else self.schema(item)

    def _one_way(self, found: dict[str, Any]) -> None:
        """Drop the properties that do not travel in this direction."""
        properties = found.get("properties")
        if not isinstance(properties, dict):
            return
        skipped = [name for name, raw in properties.items() if not self.space.travels((raw,))]
        # Anything is fine under such a name; without the name, a closed object would refuse it.
        found["properties"] = {**properties, **dict.fromkeys(skipped, True)}
        if skipped and isinstance(found.get("required"), list):
            found["required"] = [name for name in found["required"] if name not in skipped]

    def _reference(self, reference: str) -> Any:
        if not self.inline:
            name = self._names.get(reference)
            if name is None:
                name = self._names[reference] = f"d{len(self._names)}"
                self.pending[reference] = name
            return {"$ref": f"#/$defs/{name}"}
        if reference in self._inside:
            raise _TooBigError
        self._inside.append(reference)
        found = self.schema(self.space.document.lookup(reference))
        self._inside.pop()
        return found


class _Done:
    """A copied schema among those still to be copied."""

    def __init__(self, schema: Any) -> None:
        self.schema = schema
