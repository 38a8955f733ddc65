"""A site: a place that names a method, and what is known of whose method that is."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Literal

from routeshift_codemods.index import Module
from routeshift_codemods.resolve.inference import Callee, Scope
from routeshift_codemods.resolve.receivers.operations import Operated
from routeshift_codemods.resolve.receivers.roles import Part

# `certain`: source says that it runs the operation; `inferred`: what is around it does, and its
# arguments fit; `twin`: another Protocol's method of that name; `no`: something else.
Verdict = Literal["certain", "inferred", "twin", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Site:
    """A place that names a method which has the name of an operation.

    Attributes:
        module: Its module.
        scope: The scope that it is evaluated in.
        node: What names it.
        name: The name.
        part: What is done with it there.
        verdict: Whether it is the operation's.
        reason: Why.
        operations: The operation that it is, or those that it may be.
        functions: Those of its functions that source says it runs.
        stand_in: The function of its module that is called in its place.
        uses: How often its module reads the name of that.
        unbound: Whether it is called through its class, with the object as the first argument.
    """

    module: Module
    scope: Scope
    node: ast.expr
    name: str
    part: Part
    verdict: Verdict
    reason: str
    operations: tuple[Operated, ...]
    functions: tuple[ast.stmt, ...] = ()
    stand_in: Callee | None = None
    uses: int = 0
    unbound: bool = False

    @property
    def call(self) -> ast.Call | None:
        """The call that has its arguments: its own, or that of an assertion about it."""
        return self.part.call

    @property
    def line(self) -> int:
        """Where it is named; in a chain over several lines, the line of its own name."""
        return self.node.end_lineno or self.node.lineno

    @property
    def is_moved(self) -> bool:
        """Whether it is known to run one operation."""
        return self.verdict in ("certain", "inferred")
