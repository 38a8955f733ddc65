"""What a docstring says of parameters that are no longer there."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import libcst as cst

from routeshift import docstrings
from routeshift_codemods.edit.change import Change, Transform
from routeshift_codemods.index import FunctionNode, Module


def docstring_changes(
    module: Module, node: FunctionNode, gone: Collection[str]
) -> Iterator[Change]:
    """The change of a docstring that says something of parameters.

    Args:
        module: The module.
        node: A function of it.
        gone: Its parameters that go.
    """
    said = ast.get_docstring(node, clean=False)
    if said is not None and docstrings.without_parameters(said, gone) != said:
        yield Change(
            module.path, module.source.span(node.body[0]), RemoveDescriptions(frozenset(gone))
        )


@dataclass(frozen=True, slots=True)
class RemoveDescriptions(Transform[cst.Expr]):
    """Take the `:param` lines of some parameters out of a docstring; all else stays.

    Of strings side by side nobody can say where one line of the docstring ends: they stay.

    >>> docstring = "'''Add an order.\\n\\n:param order_id: Its number.\\n:param note: More.\\n'''"
    >>> print(rewritten(docstring, RemoveDescriptions(frozenset({"note"}))))
    '''Add an order.
    <BLANKLINE>
    :param order_id: Its number.
    '''

    Attributes:
        names: The parameters.
    """

    kind = cst.Expr
    names: frozenset[str]

    def change(self, node: cst.Expr) -> cst.Expr:
        string = node.value
        if not isinstance(string, cst.SimpleString):
            return node
        inside = string.raw_value
        shorter = _tidied(docstrings.without_parameters(inside, self.names))
        if shorter == inside:
            return node
        prefix = string.value[: len(string.prefix)]  # LibCST's is in lower case
        value = f"{prefix}{string.quote}{shorter}{string.quote}"
        return node.with_changes(value=string.with_changes(value=value))


def _tidied(text: str) -> str:
    """Without the blank lines that stood between the description and what is gone."""
    lines = text.split("\n")
    while len(lines) > 2 and not lines[-2].strip():
        del lines[-2]
    if len(lines) == 2 and not lines[1].strip() and lines[0].strip():
        return lines[0].rstrip()
    return "\n".join(lines)
