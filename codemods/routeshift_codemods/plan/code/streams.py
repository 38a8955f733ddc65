"""Streaming in source: what a union with `AsyncIterator[X]` answers, and when (S3, D4)."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from routeshift.wire import STREAMS, StreamFlag, stream_flag
from routeshift_codemods.index import Defined, Index, Module, lookup_expression
from routeshift_codemods.resolve import Method, members_of_union, unquoted

_ITERATORS = frozenset(stream.__name__ for stream in STREAMS)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a return annotation says.

    Attributes:
        models: The members of the union that are no streams.
        item: What a stream is made of; None when there is none.
        component: The name of the item's schema.
    """

    models: tuple[ast.expr, ...]
    item: ast.expr | None = None
    component: str | None = None


def answer_of(index: Index, method: Method) -> Answer:
    """Take the return annotation of a method apart."""
    returns = method.node.returns
    if returns is None:
        return Answer(())
    members = members_of_union(index, method.module, returns)
    items = [item for member in members if (item := _item(member)) is not None]
    models = tuple(member for member in members if _item(member) is None)
    if not items:
        return Answer((unquoted(returns),))
    return Answer(models, items[0], _component(index, method.module, items[0]))


def _item(member: ast.expr) -> ast.expr | None:
    if not isinstance(member, ast.Subscript):
        return None
    head = member.value
    name = head.attr if isinstance(head, ast.Attribute) else getattr(head, "id", "")
    if name not in _ITERATORS:
        return None
    return member.slice.elts[0] if isinstance(member.slice, ast.Tuple) else member.slice


def _component(index: Index, module: Module, item: ast.expr) -> str:
    found = lookup_expression(index, module, unquoted(item))
    if isinstance(found, Defined):
        return found.bound.name
    return ast.unparse(unquoted(item)).rpartition(".")[2]


def flag_of(index: Index, method: Method) -> StreamFlag | None:
    """Where a request says that it wants a stream; None when it never can."""

    def fields(name: str) -> Collection[str]:
        annotation = method.parameter(name).node.annotation
        return () if annotation is None else _fields(index, method.module, annotation)

    return stream_flag(method.binding, fields)


def _fields(index: Index, module: Module, annotation: ast.expr) -> set[str]:
    found: set[str] = set()
    for owner, node in _classes(index, module, annotation):
        targets = [s.target for s in node.body if isinstance(s, ast.AnnAssign)]
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
        for base in node.bases:
            # The flag may be inherited, as by a model for streaming and plain requests alike.
            found |= _fields(index, owner, base)
    return found


def _classes(
    index: Index, module: Module, annotation: ast.expr
) -> Iterator[tuple[Module, ast.ClassDef]]:
    node = unquoted(annotation)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        node = node.slice.elts[0]  # Annotated[Model, Body(...)]
    found = lookup_expression(index, module, node)
    if isinstance(found, Defined) and isinstance(found.node, ast.ClassDef):
        yield found.module, found.node
    value = getattr(found.node, "value", None) if isinstance(found, Defined) else None
    if isinstance(found, Defined) and isinstance(value, ast.Name | ast.Attribute):
        yield from _classes(index, found.module, value)
