"""What a router is told of a route: the decorators of its handler."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from routeshift.webmethod import vendor_extensions
from routeshift.wire import Declared, documented, join_path
from routeshift_codemods.edit import decorator_comments
from routeshift_codemods.index import Index
from routeshift_codemods.new import (
    Argument,
    Decorator,
    Expression,
    call,
    code_of,
    decorator,
    dotted,
    formatted,
    keyword,
    literal,
    positional,
    string,
    union,
    wrapped,
)
from routeshift_codemods.plan.code.fields import ParameterRenderer
from routeshift_codemods.plan.code.protocols import decorator_numbers
from routeshift_codemods.plan.code.request_models import RequestModel
from routeshift_codemods.plan.code.served import body_documented
from routeshift_codemods.plan.code.streams import Answer, answer_of, flag_of
from routeshift_codemods.plan.code.symbols import Symbols
from routeshift_codemods.plan.options import Options
from routeshift_codemods.resolve import METHOD, Method, Pages, Route

# How deep the arguments of a decorator stand.
_DEPTH = 8
# That a line may be too long, and why.
_TOO_LONG = re.compile(r"#\s*noqa:\s*E501\b(?!\s*,).*")


@dataclass(frozen=True, slots=True)
class RouteRenderer:
    """Renders routes of one module.

    Attributes:
        index: The facts.
        pages: What may be a page.
        parameters: Renders parameters.
        symbols: What generated code calls its imports.
        contract: The module with the shared helpers, as the routes import it.
        options: What was chosen and decided.
        prefixed: Whether the router's prefix carries the level, or what stands for one.
    """

    index: Index
    pages: Pages
    parameters: ParameterRenderer
    symbols: Symbols
    contract: str
    options: Options
    prefixed: bool

    def decorators(
        self, method: Method, model: RequestModel | None, name: str
    ) -> Iterator[Decorator]:
        """The decorators of a handler, from top to bottom, with the comments of those before them.

        Args:
            method: The method.
            model: Its request model, if it has one.
            name: What the handler is called.
        """
        promised = [string(b.name) for b in method.binding.parameters if b.promised]
        if promised:
            # It documents lists of the body where they are documented (rule P2).
            documented_in_query = self.symbols.use(self.contract, "documented_in_query")
            yield decorator(call(documented_in_query, [dotted("router"), *promised]))
        comments = decorator_comments(method.module, method.node, decorator_numbers(method))
        # Decorators run from the bottom up: so that routes are added in the order of the entries.
        for route in reversed(method.routes):
            decided = self.options.decisions.of(route.operation.api, method.name, METHOD)
            verb = str(decided or route.operation.method).lower()
            arguments = self._arguments(method, route, model, name)
            path = self._path(route)
            added = call(f"router.{verb}", [self._with_pragma(method, route, path), *arguments])
            # One decorator may add several.
            own = comments.pop(method.node.decorator_list.index(route.node), ())
            yield decorator(added, own)

    def _arguments(
        self, method: Method, route: Route, model: RequestModel | None, name: str
    ) -> Iterator[Argument]:
        answer = answer_of(self.index, method)
        # FastAPI makes the operationId of it, which is contract (rule R8).
        if name != method.name:
            yield keyword("name", string(method.name))
        if answer.item is not None or flag_of(self.index, method) is not None:
            models = self.union(answer) if answer.models else literal(None)
            yield keyword("response_model", models)
        declared = Declared(
            route.operation.method,
            nothing=returns_none(method),
            description=method.docs.returns,
            item=answer.component,
        )
        for option, value in documented(declared).items():
            yield keyword(option, self._option(option, value))
        if route.operation.deprecated:
            yield keyword("deprecated", literal(True))
        extra = self._openapi_extra(method, route, model)
        if extra is not None:
            yield keyword("openapi_extra", extra)
        in_body = [string(b.name) for b in method.binding.parameters if b.also_body]
        if in_body:
            # It lets lists come in the body, as they did (rule P2).
            depends = self.symbols.use("fastapi", "Depends")
            lists = call(self.symbols.use(self.contract, "lists_in_body"), in_body)
            yield keyword("dependencies", literal([call(depends, [lists])]))

    def _option(self, name: str, value: object) -> Expression:
        if isinstance(value, str):
            return wrapped(name, value, _DEPTH, self.parameters.width)
        return literal(value)

    def _openapi_extra(
        self, method: Method, route: Route, model: RequestModel | None
    ) -> Expression | None:
        """What the document says of an operation beyond FastAPI."""
        extensions: dict[Any, Any] = vendor_extensions(route.entry) | body_documented(method)
        if model is None or not any(b.extra_body for b in method.binding.parameters):
            return literal(extensions) if extensions else None
        helper = self.symbols.use(self.contract, "extra_body")
        fields = call(helper, [dotted(model.name), string(self.options.extra_body)])
        return literal({**extensions, None: fields}) if extensions else fields

    def _with_pragma(self, method: Method, route: Route, path: Expression) -> Argument:
        """The path as an argument, with the pragma by which its line was allowed to be too long."""
        lines = method.module.source.block(route.node.lineno, route.node.end_lineno or 0)
        found = _TOO_LONG.search(lines)
        if found is None or _DEPTH + len(f"{code_of(path)},") <= self.parameters.width:
            return positional(path)
        return positional(path, found[0])

    def _path(self, route: Route) -> Expression:
        entry = route.entry
        path = join_path(None, entry.route)
        if self.prefixed:
            return string(path)
        if not entry.level:
            return string(join_path(None, entry.route, self.options.prefix))
        level = route.expressions["level"]
        if isinstance(level, ast.Constant):
            return string(join_path(entry.level, entry.route))
        return formatted("/", self.parameters.source(level), path)

    def union(self, answer: Answer) -> Expression:
        """What is answered when nothing streams, as an annotation."""
        return union([self.parameters.annotation(model) for model in answer.models])


def returns_none(method: Method) -> bool:
    """Whether a method is declared to return nothing."""
    returns = method.node.returns
    return isinstance(returns, ast.Constant) and returns.value is None
