"""What an expression means, however a module spells it: two of them are compared by that."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Any

from routeshift_codemods.index import (
    Defined,
    Index,
    Module,
    Outside,
    UnknownValueError,
    lookup_expression,
    value_of,
)
from routeshift_codemods.resolve.signatures.parameters import (
    FIELDS,
    MethodParameter,
    annotated_parts,
    marker_of,
)
from routeshift_codemods.resolve.signatures.shapes import members_of_union, unquoted, without_quotes

NONE = "None"

# What a marker or a `Field` says of a parameter's name on the wire, and of the values that it
# accepts; all else is documentation.
NAMING = frozenset(["alias", "validation_alias", "alias_priority", "convert_underscores"])
ACCEPTING = NAMING | frozenset(
    [
        "gt",
        "ge",
        "lt",
        "le",
        "multiple_of",
        "min_length",
        "max_length",
        "pattern",
        "regex",
        "strict",
        "max_digits",
        "decimal_places",
        "allow_inf_nan",
        "discriminator",
        "union_mode",
    ]
)
# What pydantic takes a value by, the first that is there.
_GIVEN_AS = ("validation_alias", "alias")
_ACCEPTING_PACKAGES = frozenset({"pydantic", "pydantic_core", "annotated_types"})
_HOOK = "__get_pydantic_core_schema__"
_TYPES = {
    "List": "builtins.list",
    "Dict": "builtins.dict",
    "Set": "builtins.set",
    "FrozenSet": "builtins.frozenset",
    "Tuple": "builtins.tuple",
}


def value_meaning(index: Index, module: Module, node: ast.expr) -> str:
    """A value: what it is when it can be read, else its expression with names in full."""
    try:
        value = value_of(index, module, node)
        # With the type: 1, 1.0 and True are equal, and other values on the wire.
        return f"{type(value).__name__} {value!r}"
    except (UnknownValueError, RecursionError):
        return ast.dump(_Full(index, module).visit(copy.deepcopy(node)))


def type_meaning(index: Index, module: Module, node: ast.expr) -> frozenset[str]:
    """The members of a type, aliases and spellings looked through; `NONE` for None."""
    return frozenset(_Types(index).members(module, without_quotes(node)))


def alias_of(index: Index, module: Module, parameter: MethodParameter) -> str | None:
    """What a field is given as that is made of a parameter; None where that is its name.

    Args:
        index: The facts.
        module: The module that it stands in.
        parameter: The parameter.

    Raises:
        UnknownValueError: Source does not tell.
    """
    try:
        said = dict(_naming(index, module, parameter.node.annotation))
        said |= dict(_naming_of(index, module, parameter.default))
    except RecursionError as error:
        raise UnknownValueError from error
    found = [said[name] for name in _GIVEN_AS if said.get(name) is not None]
    if found and not isinstance(found[0], str):
        raise UnknownValueError
    return found[0] if found else None


def is_renamed(index: Index, module: Module, parameter: MethodParameter) -> bool:
    """Whether clients may call a parameter by another name than its own."""
    try:
        return alias_of(index, module, parameter) is not None
    except UnknownValueError:
        return True


def _naming(index: Index, module: Module, node: ast.expr | None) -> Iterator[tuple[str, Any]]:
    """What the metadata of an annotation, or of what it is an alias of, says of the name."""
    bare, metadata = annotated_parts(index, module, node)
    found = None if bare is None else lookup_expression(index, module, unquoted(bare))
    named = getattr(found.node, "value", None) if isinstance(found, Defined) else None
    if isinstance(found, Defined) and isinstance(named, ast.Subscript):
        for _ in _naming(index, found.module, named):
            # Whether pydantic looks at a marker of FastAPI's in a type depends on its version.
            raise UnknownValueError
    for one in metadata:
        yield from _naming_of(index, module, one)


def _naming_of(index: Index, module: Module, node: ast.expr | None) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.Call) and _is_about_field(index, module, node):
        for keyword in node.keywords:
            if keyword.arg in _GIVEN_AS:
                yield keyword.arg, value_of(index, module, keyword.value)


def constraints_meaning(index: Index, module: Module, nodes: list[ast.expr]) -> frozenset[str]:
    """What the metadata and markers of a parameter say of the values that it accepts.

    Args:
        index: The facts.
        module: The module that they stand in.
        nodes: The metadata of its `Annotated`, its marker, its `Field(...)` default.
    """
    return frozenset(words for node in nodes for words in _constraints(index, module, node))


def _constraints(index: Index, module: Module, node: ast.expr) -> Iterator[str]:
    found = lookup_expression(index, module, node.func if isinstance(node, ast.Call) else node)
    if _is_about_field(index, module, node):
        for keyword in getattr(node, "keywords", []):
            if keyword.arg in ACCEPTING:
                yield f"{keyword.arg}={value_meaning(index, module, keyword.value)}"
    elif _accepts(found):
        yield value_meaning(index, module, node)


def _is_about_field(index: Index, module: Module, node: ast.expr) -> bool:
    found = lookup_expression(index, module, node.func if isinstance(node, ast.Call) else node)
    is_field = isinstance(found, Outside) and found.name in FIELDS
    return is_field or marker_of(index, module, node) is not None


def _accepts(found: Defined | Outside | None) -> bool:
    """Whether a piece of metadata is known to say which values are accepted."""
    if isinstance(found, Outside):
        return found.name.partition(".")[0] in _ACCEPTING_PACKAGES
    body = getattr(found.node, "body", []) if found is not None else []
    return any(getattr(statement, "name", "") == _HOOK for statement in body)


class _Types:
    def __init__(self, index: Index) -> None:
        self._index = index
        self._open: set[tuple[str, str]] = set()

    def members(self, module: Module, node: ast.expr) -> Iterator[str]:
        for member in members_of_union(self._index, module, node):
            yield from self._member(module, member)

    def _member(self, module: Module, node: ast.expr) -> Iterator[str]:
        if isinstance(node, ast.Constant) and node.value is None:
            yield NONE
            return
        if isinstance(node, ast.Subscript):
            yield from self._subscript(module, node)
            return
        found = lookup_expression(self._index, module, node)
        if isinstance(found, Defined):
            yield from self._defined(found)
        elif found is not None:
            yield _spelled(found.name)
        else:
            yield ast.dump(node)

    def _subscript(self, module: Module, node: ast.Subscript) -> Iterator[str]:
        bare, metadata = annotated_parts(self._index, module, node)
        if metadata and bare is not None:
            constraints = constraints_meaning(self._index, module, metadata)
            inner = sorted(self.members(module, bare))
            yield from [f"{inner} with {sorted(constraints)}"] if constraints else inner
            return
        head = next(iter(self._member(module, node.value)), "")
        arguments = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if head.endswith(".Literal"):
            yield from (f"Literal[{ast.dump(a)}]" for a in arguments)
            return
        words = ("|".join(sorted(self.members(module, a))) for a in arguments)
        yield f"{head}[{', '.join(words)}]"

    def _defined(self, found: Defined) -> Iterator[str]:
        key = (found.module.name, found.bound.name)
        value = getattr(found.node, "value", None)
        if not isinstance(value, ast.Name | ast.Attribute | ast.Subscript | ast.BinOp):
            yield ".".join(key)
        # An alias that holds itself adds nothing to what it is.
        elif key not in self._open:
            self._open.add(key)
            yield from self.members(found.module, without_quotes(value))
            self._open.discard(key)


def _spelled(name: str) -> str:
    where, _, last = name.rpartition(".")
    if where in ("typing", "typing_extensions"):
        return _TYPES.get(last, f"typing.{last}")
    # What typing has under the same name is the same to pydantic.
    return f"typing.{last}" if where == "collections.abc" else name


class _Full(ast.NodeTransformer):
    """Writes names in full."""

    def __init__(self, index: Index, module: Module) -> None:
        self._index = index
        self._module = module

    def visit(self, node: ast.AST) -> ast.AST:
        """Write a name or dotted name in full, and look into all else."""
        if not isinstance(node, ast.Name | ast.Attribute):
            return self.generic_visit(node)
        found = lookup_expression(self._index, self._module, node)
        if found is None:
            return self.generic_visit(node)
        if isinstance(found, Defined):
            return ast.Name(f"{found.module.name}.{found.bound.name}")
        return ast.Name(found.name)
