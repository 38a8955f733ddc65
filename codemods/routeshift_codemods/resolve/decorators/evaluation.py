"""The values of expressions inside a decorator's definition, as far as they can be read."""

from __future__ import annotations

import ast
import builtins
import operator
from collections.abc import Callable
from typing import Any, Final

from routeshift_codemods.index import Index, Module, UnknownValueError, text_of


class _Unknown:
    """A value that only running would tell."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()


class _Others:
    """The records that other decorators have left, of which there is one at least."""

    def __repr__(self) -> str:
        return "OTHERS"


OTHERS: Final = _Others()

_TEXT = frozenset({"lower", "lstrip", "removeprefix", "removesuffix", "rstrip", "strip", "upper"})

_KEYED = frozenset({"get", "pop", "setdefault", "update"})

_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda value, many: value in many,
    ast.NotIn: lambda value, many: value not in many,
}


class Record(dict[str, Any]):
    """The fields of an object that the decorator makes, `UNKNOWN` where a value is."""


class Evaluator:
    """The values of expressions in one function of a module.

    Attributes:
        index: The index.
        module: The function's module.
        names: The values of the function's own names.
    """

    def __init__(self, index: Index, module: Module, names: dict[str, Any]) -> None:
        self.index = index
        self.module = module
        self.names = names

    def value(self, node: ast.expr) -> Any:
        """The value of an expression, or `UNKNOWN`."""
        match node:
            case ast.Name() if node.id in self.names:
                return self.names[node.id]
            case ast.BoolOp():
                return self._either(node)
            case ast.UnaryOp(op=ast.Not()):
                inner = self.value(node.operand)
                return UNKNOWN if inner is UNKNOWN else not inner
            case ast.IfExp():
                test = self.value(node.test)
                return (
                    UNKNOWN if test is UNKNOWN else self.value(node.body if test else node.orelse)
                )
            case ast.Compare(ops=[op]):
                return self._compared(op, self.value(node.left), self.value(node.comparators[0]))
            case ast.Dict() | ast.List() | ast.Tuple():
                return self._display(node)
            case ast.Call():
                return self._called(node)
            case ast.JoinedStr() | ast.BinOp() | ast.FormattedValue():
                return self._joined(node)
            case ast.Attribute() | ast.Subscript():
                return self._part(node)
            case _:
                return self.read(node)

    def _joined(self, node: ast.expr) -> Any:
        """A sum of lists, or a string."""
        first = self.value(node.left) if isinstance(node, ast.BinOp) else UNKNOWN
        if not isinstance(node, ast.BinOp) or not isinstance(first, list):
            return self.read(self._filled(node))
        rest = self.value(node.right)
        known = isinstance(node.op, ast.Add) and isinstance(rest, list)
        return first + rest if known else UNKNOWN

    def _part(self, node: ast.Attribute | ast.Subscript) -> Any:
        """A field of a record, or an item of a list or dictionary."""
        match node:
            case ast.Attribute():
                owner = self.value(node.value)
                if isinstance(owner, Record):
                    # What holds the fields of an object changes with them.
                    return owner if node.attr == "__dict__" else owner.get(node.attr, UNKNOWN)
                return OTHERS if owner is OTHERS else self.read(node)
            case ast.Subscript() if isinstance(many := self.value(node.value), list | dict):
                return _item(many, self.value(node.slice))
            case _:
                return self.read(node)

    def read(self, node: ast.expr | None) -> Any:
        if node is None or (isinstance(node, ast.Name) and hasattr(builtins, node.id)):
            return UNKNOWN
        try:
            return text_of(self.index, self.module, node)
        except UnknownValueError:
            return UNKNOWN

    def _filled(self, node: ast.expr) -> ast.expr | None:
        """An expression of strings with the values of its names in it."""
        if isinstance(node, ast.JoinedStr):
            parts = [self._filled(part) for part in node.values]
            return None if None in parts else ast.JoinedStr([p for p in parts if p is not None])
        if isinstance(node, ast.FormattedValue) and node.format_spec is None:
            inner = self._filled(node.value)
            return ast.FormattedValue(inner, node.conversion) if inner else None
        if isinstance(node, ast.BinOp):
            left, right = self._filled(node.left), self._filled(node.right)
            return ast.BinOp(left, node.op, right) if left and right else None
        value = self.value(node)
        return ast.Constant(value) if isinstance(value, str | int | float | bool) else None

    def _either(self, node: ast.BoolOp) -> Any:
        value: Any = UNKNOWN
        for part in node.values:
            value = self.value(part)
            # As Python: the first that decides is the value, and what follows is not looked at.
            if value is UNKNOWN or bool(value) is isinstance(node.op, ast.Or):
                return value
        return value

    def _compared(self, op: ast.cmpop, left: Any, right: Any) -> Any:
        if left is UNKNOWN or right is UNKNOWN or type(op) not in _COMPARISONS:
            return UNKNOWN
        try:
            return _COMPARISONS[type(op)](left, right)
        except TypeError:
            return UNKNOWN

    def _display(self, node: ast.Dict | ast.List | ast.Tuple) -> Any:
        if isinstance(node, ast.Dict):
            return self._table(node)
        found: list[Any] = []
        for item in node.elts:
            if not isinstance(item, ast.Starred):
                found.append(self.value(item))
                continue
            value = self.value(item.value)
            if value is UNKNOWN:
                # Whether the list has anything is not known either.
                return UNKNOWN
            found += value if isinstance(value, list) else [value]
        return found

    def _table(self, node: ast.Dict) -> Any:
        found: dict[str, Any] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            inner = self.value(value)
            if key is not None and isinstance(name := self.value(key), str):
                found[name] = inner
            elif key is None and type(inner) is dict:
                found |= inner
            else:
                return UNKNOWN
        return found

    def _called(self, node: ast.Call) -> Any:
        """What a call gives."""
        raise NotImplementedError

    def _named(self, node: ast.Call) -> dict[str, Any] | None:
        found: dict[str, Any] = {}
        for keyword in node.keywords:
            value = self.value(keyword.value)
            if keyword.arg is not None:
                found[keyword.arg] = value
            elif isinstance(value, dict):
                found |= value
            else:
                return None
        return found


def grow(many: list[Any], how: str, values: list[Any]) -> None:
    """Put values into a list.

    Args:
        many: The list.
        how: The name of its method: `append`, `extend` or `insert`.
        values: What that is called with.
    """
    value = values[-1]
    at = values[0] if how == "insert" else len(many)
    # Between others nobody knows where it is.
    is_known = isinstance(at, int) and (at == 0 or how != "insert" or OTHERS not in many)
    if is_known:
        many[at:at] = value if how == "extend" and isinstance(value, list) else [value]
    else:
        spoil(many)


def method_of(owner: Any, name: str, values: list[Any], named: dict[str, Any]) -> Any:
    """What a method of a string, or of a dictionary or list of the function's own gives.

    What another method may have changed is forgotten.
    """
    known = not named and UNKNOWN not in values[:1]
    if known and isinstance(owner, str) and name in _TEXT and all(map(_is_text, values)):
        return getattr(owner, name)(*values)
    if known and type(owner) is dict and name in _KEYED and values:
        try:
            return getattr(owner, name)(*values)
        except (KeyError, TypeError, ValueError):
            return UNKNOWN
    if isinstance(owner, list) and name == "copy":
        return owner.copy()
    # A method that is not known may have changed it.
    spoil(owner)
    return UNKNOWN


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _item(many: Any, key: Any) -> Any:
    try:
        # How many the others are nobody knows: what is counted over them may be one of them.
        if isinstance(many, list) and OTHERS in (many[: key + 1] if key >= 0 else many[key:]):
            return OTHERS
        return many[key]
    except (LookupError, TypeError):
        return UNKNOWN


def spoil(value: Any) -> None:
    """Forget what a dictionary, record or list holds that unknown code may have changed."""
    if isinstance(value, dict):
        value |= dict.fromkeys(value, UNKNOWN)
    elif isinstance(value, list):
        for one in value:
            spoil(one)
        value[:] = [UNKNOWN]
