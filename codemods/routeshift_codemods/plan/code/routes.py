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
from routeshift_codemods.index import Defined, Index, Module, lookup_expression
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
from routeshift_codemods.syntax import names_used, walk

# How deep the arguments of a decorator stand.
_DEPTH = 8
# That a line may be too long, and why.
_TOO_LONG = re.compile(r"#\s*noqa:\s*E501\b(?!\s*,).*")

_TEXTS = ast.Constant | ast.JoinedStr | ast.BinOp


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
            path = self._path(method, route)
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

    def _path(self, method: Method, route: Route) -> Expression:
        parts = [*self._head(route), *_declared(self.index, method, route)]
        if all(isinstance(part, str) for part in parts):
            return string("".join(map(str, parts)))
        (first, *more) = parts
        return formatted(*parts) if more or isinstance(first, str) else first

    def _head(self, route: Route) -> list[str | Expression]:
        """What stands in front of a declared path, without the slash that this begins with."""
        if self.prefixed:
            return []
        if not route.entry.level:
            return [self.options.prefix.rstrip("/")]
        level = route.expressions["level"]
        if isinstance(level, ast.Constant):
            return [f"/{route.entry.level}"]
        return ["/", self.parameters.source(level)]

    def union(self, answer: Answer) -> Expression:
        """What is answered when nothing streams, as an annotation."""
        return union([self.parameters.annotation(model) for model in answer.models])


def _declared(index: Index, method: Method, route: Route) -> list[str | Expression]:
    """The path of a route: texts, and the constants of its module that it was put together of."""
    path = join_path(None, route.entry.route)
    node = route.expressions.get("route")
    values = node.values if isinstance(node, ast.JoinedStr) else [node]
    parts = [_constant(index, method.module, value) for value in values]
    # It begins with one slash, whatever was declared; and another module's names are not at hand.
    is_own = path == route.entry.route and any(one is node for one in walk(route.node))
    return [part for part in parts if part is not None] if is_own and None not in parts else [path]


def _constant(index: Index, module: Module, node: ast.expr | None) -> str | Expression | None:
    """A text, or a name of a module's; None for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return _constant(index, module, value)
        case ast.Name() | ast.Attribute():
            found = lookup_expression(index, module, node)
            given = getattr(found.node, "value", None) if isinstance(found, Defined) else None
            # A member of an enum stands in a path by its name, whatever it is equal to.
            is_text = isinstance(given, _TEXTS) and names_used([node]) <= module.certain
            return dotted(ast.unparse(node)) if is_text else None
    return None


def path_names(method: Method) -> set[str]:
    """The names of the module that the paths of a method's routes use."""
    nodes = [route.expressions.get("route") for route in method.routes]
    return names_used(node for node in nodes if node is not None)


def returns_none(method: Method) -> bool:
    """Whether a method is declared to return nothing."""
    returns = method.node.returns
    return isinstance(returns, ast.Constant) and returns.value is None
