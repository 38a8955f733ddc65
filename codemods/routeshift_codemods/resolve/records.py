"""What resolving yields: legacy APIs with their methods and routes, and what a user must know."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from routeshift.docstrings import Docstring
from routeshift.webmethod import WebMethod
from routeshift.wire import Binding, BoundParameter, Lists, Operation, Parameter, Place, bind
from routeshift_codemods.index import FunctionNode, Module
from routeshift_codemods.resolve.decisions import Decision
from routeshift_codemods.resolve.signatures import MethodParameter

DiagnosticKind = Literal["cannot", "ignored", "decision", "host", "call", "info"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something that a user must know of one operation.

    Attributes:
        kind: `cannot` and `ignored` when the operation is not rewritten; `decision` when a user
            may choose; `host` where the decorator's metadata is read; `call`
            where implementations and calls of an operation stay as they are; `info` otherwise.
        subject: The method, as `Orders.create_order`, or the decorator, as `@webmethod`.
        message: One sentence.
        path: The file.
        line: The line, counted from 1.
        decision: What is to be decided of which operation.
        code: What to write there, where that is known.
    """

    kind: DiagnosticKind
    subject: str
    message: str
    path: Path
    line: int
    decision: Decision | None = None
    code: str = ""

    def sentence(self, place: str, word: str) -> str:
        """The diagnostic as a line of text.

        Args:
            place: What the file and line are called.
            word: What its kind is called.
        """
        return f"{place}: {self.subject}: {word}: {self.message}."

    @property
    def about(self) -> tuple[str, str]:
        """The name that the message opens with, and the rest, which alike diagnostics share."""
        opening = re.match(r"(`[^`]*`) ", self.message)
        return (opening[1], self.message[opening.end() :]) if opening else ("", self.message)

    @property
    def about_decorator(self) -> bool:
        """Whether a decorator's definition is at fault, for all that it decorates."""
        return self.subject.startswith("@")

    def as_json(self) -> dict[str, str | int | None]:
        """A JSON object; `settle` is the TOML with the answer that is proposed."""
        decision = self.decision
        return {
            "kind": self.kind,
            "subject": self.subject,
            "message": self.message,
            "file": str(self.path),
            "line": self.line,
            "setting": None if decision is None else decision.setting,
            "settle": None if decision is None else decision.as_toml(),
            "code": self.code or None,
        }


@dataclass(frozen=True, slots=True)
class Route:
    """One entry of a method's decorators.

    Attributes:
        operation: What it declares.
        entry: Its metadata.
        node: The decorator.
        expressions: The decorator's arguments by name, as they stand in source.
    """

    operation: Operation
    entry: WebMethod
    node: ast.expr
    expressions: Mapping[str, ast.expr]


@dataclass(frozen=True, slots=True)
class Method:
    """One decorated method of a Protocol.

    Attributes:
        module: The module that declares it.
        protocol: The class that declares it.
        node: The function.
        routes: In the order in which Python applies the decorators.
        parameters: Without `self`, as clients see them.
        binding: Where the parameters go, on every route.
        docs: What its docstring says.
        diagnostics: What a user must know.
        documented: Where they go by the Protocol, where its implementations take something else.
        lists: Where a list on GET or DELETE is read from (rule P2).
        renamed: The parameters that clients may call by another name, all by their own markers.
    """

    module: Module
    protocol: ast.ClassDef
    node: FunctionNode
    routes: tuple[Route, ...]
    parameters: tuple[MethodParameter, ...]
    binding: Binding
    docs: Docstring
    diagnostics: tuple[Diagnostic, ...] = ()
    documented: Binding | None = None
    lists: Lists = Lists.BOTH
    renamed: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Its name."""
        return self.node.name

    @property
    def subject(self) -> str:
        """Its name with its class."""
        return f"{self.protocol.name}.{self.name}"

    @property
    def rewritable(self) -> bool:
        """Whether nothing keeps it from being rewritten."""
        return all(one.kind not in ("cannot", "ignored") for one in self.diagnostics)

    @property
    def refused(self) -> bool:
        """Whether it cannot be rewritten."""
        return any(one.kind == "cannot" for one in self.diagnostics)

    @property
    def spread(self) -> bool:
        """Whether its handler takes the fields of the request one by one.

        A form's fields are taken so, and a query with a field that is not documented, or that has
        an alias: older FastAPI loses what a query gives a model by an alias.
        """
        alone = {parameter.name for parameter in self.parameters if parameter.undocumented}
        alone |= self.renamed
        return self.binding.multipart or any(b.name in alone for b in self._query_fields)

    @property
    def _query_fields(self) -> tuple[BoundParameter, ...]:
        binding = self.binding
        return binding.request_fields if binding.request_place is Place.QUERY else ()

    def bind(self, facts: Sequence[Parameter]) -> Binding:
        """Where other parameters would go in place of its own."""
        operation = self.routes[0].operation
        bound = bind(self.name, operation.method, operation.path, facts, self.lists)
        return replace(bound, request_name=self.binding.request_name)

    def parameter(self, name: str) -> MethodParameter:
        """One of its parameters."""
        return next(p for p in self.parameters if p.name == name)


@dataclass(frozen=True, slots=True)
class LegacyApi:
    """One API that Protocols of one module declare.

    Attributes:
        name: Its name, the same that live discovery gives.
        module: The module.
        protocol: The class that stands for it: the one that no other API class inherits.
        classes: Every class of the module that declares operations of it, in order.
        methods: Its decorated methods, in the order of the source.
        alone: Whether it is the only API of its module.
    """

    name: str
    module: Module
    protocol: ast.ClassDef
    classes: tuple[ast.ClassDef, ...]
    methods: tuple[Method, ...]
    alone: bool

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Its operations, in the order of the source."""
        return tuple(route.operation for method in self.methods for route in method.routes)

    @property
    def rewritable(self) -> bool:
        """Whether a method of it can be rewritten."""
        return any(method.rewritable for method in self.methods)
