"""A loop over the methods of a Protocol that asks each for the metadata: ask for its operations.

So do checks of implementations, and makers of clients and of stand-ins. The loop stays; whether a
method is an operation is told by its name, and no longer by what a decorator left.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from routeshift.webmethod import METADATA
from routeshift_codemods.resolve.hosts.members import (
    MemberLoop,
    Parents,
    member_loops,
    parents_in,
)
from routeshift_codemods.resolve.hosts.records import (
    Edit,
    Host,
    Replacement,
    name_of,
    named,
    written,
)
from routeshift_codemods.syntax import walk

# What the fields of decorators are called in an operation; all others are among its extras.
_FIELDS = {
    "deprecated": "deprecated",
    "level": "level",
    "public": "public",
    "required_scope": "scope",
}
# An operation has what is served, which need not be to the letter what was declared.
_SERVED = {"method": "method", "route": "path"}


def asked_by_name(host: Host) -> Replacement | None:
    """The lines that ask a Protocol for its operations; None where no loop asks its methods.

    Args:
        host: A function that depends on the metadata.
    """
    parents = parents_in(host.function)
    name = host.free("operations")
    loops = [loop for loop in member_loops(parents) if _reads(loop, parents)]
    if not loops or len({loop.owner for loop in loops}) > 1:
        return None
    found = [one for loop in loops for one in _Asking(host, loop, name, parents).edits()]
    mentions = sum(named(node) in METADATA for node in parents)
    answered = sum(len(_reads(loop, parents)) for loop in loops)
    all_known = answered == mentions and None not in found
    to_the_letter = all_known and len(loops) == 1 and not any(one.served for one in found if one)
    return Replacement(
        f"{name} = protocol_operations({loops[0].owner}, {host.packages})\n",
        ("from routeshift.inspection import protocol_operations",),
        loops[0].before if to_the_letter else None,
        edits=tuple(one for one in found if one is not None),
    )


def _reads(loop: MemberLoop, parents: Parents) -> list[ast.expr]:
    """Where a loop asks its methods for the metadata."""
    inside = [node for node in walk(loop.node) if node in parents]
    return [node for node in inside if isinstance(node, ast.expr) and _asked(node) == loop.member]


def _asked(node: ast.expr) -> str | None:
    """The variable that an expression asks for the metadata."""
    if isinstance(node, ast.Attribute) and node.attr in METADATA:
        return name_of(node.value)
    if not isinstance(node, ast.Call) or name_of(node.func) not in ("hasattr", "getattr"):
        return None
    is_asked = len(node.args) > 1 and named(node.args[1]) in METADATA
    return name_of(node.args[0]) if is_asked else None


@dataclass(frozen=True, slots=True)
class _Asking:
    """What becomes of a loop that asks for operations by name.

    Attributes:
        host: Its function.
        loop: The loop.
        operations: The variable with the operations.
        parents: The nodes of the function.
    """

    host: Host
    loop: MemberLoop
    operations: str
    parents: Parents

    def edits(self) -> Iterator[Edit | None]:
        """What stands for each expression; None for one that a person has to see."""
        variables = set()
        for node in _reads(self.loop, self.parents):
            parent = self.parents[node]
            if isinstance(node, ast.Call) and name_of(node.func) == "hasattr":
                yield self._asked_whether(node, parent)
                continue
            found = self._operation(node)
            variable = _assigned(parent)
            variables |= {variable} if variable else set()
            if found is None:
                yield None
            elif isinstance(parent, ast.Attribute):
                yield self._field(parent, found)
            else:
                yield self._edit(node, found)
                if variable is None and not _is_test(node, parent):
                    yield None
        yield from self._of_variables(variables)

    def _asked_whether(self, node: ast.Call, parent: ast.AST) -> Edit:
        if isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not):
            return self._edit(parent, f"{self.loop.key} not in {self.operations}")
        return self._edit(node, f"{self.loop.key} in {self.operations}")

    def _operation(self, node: ast.expr) -> str | None:
        """The operation of a method; None for one of which several are asked for."""
        several, _ = METADATA
        if any(named(one) == several for one in walk(node)):
            return None
        default = node.args[2:] if isinstance(node, ast.Call) else []
        if default and not (isinstance(default[0], ast.Constant) and default[0].value is None):
            return None
        key, operations = self.loop.key, self.operations
        return f"{operations}.get({key})" if default else f"{operations}[{key}]"

    def _of_variables(self, variables: set[str]) -> Iterator[Edit | None]:
        for node, parent in self.parents.items():
            is_read = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
            if not is_read or name_of(node) not in variables:
                continue
            if isinstance(parent, ast.Attribute):
                yield self._field(parent, name_of(node) or "")
            elif not _is_test(node, parent):
                yield None

    def _field(self, node: ast.Attribute, operation: str) -> Edit:
        served = _SERVED.get(node.attr)
        field = served or _FIELDS.get(node.attr, f'extras.get("{node.attr}")')
        return self._edit(node, f"{operation}.{field}", served=served is not None)

    def _edit(self, node: ast.expr, code: str, *, served: bool = False) -> Edit:
        return Edit(node, code, written(self.host.module, node), served=served)


def _assigned(parent: ast.AST) -> str | None:
    """The variable that an expression is assigned to."""
    if isinstance(parent, ast.NamedExpr):
        return parent.target.id
    targets = parent.targets if isinstance(parent, ast.Assign) else []
    return name_of(targets[0]) if len(targets) == 1 else None


def _is_test(node: ast.AST, parent: ast.AST) -> bool:
    """Whether it matters only that something is there."""
    if isinstance(parent, ast.If | ast.IfExp):
        return parent.test is node
    is_not = isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not)
    return is_not or isinstance(parent, ast.BoolOp | ast.comprehension)
