"""The handlers of a router: one function for each method, in plain FastAPI."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from routeshift.webmethod import vendor_extensions
from routeshift.wire import (
    STREAM_FLAG,
    BoundParameter,
    Declared,
    Place,
    StreamFlag,
    documented,
    join_path,
)
from routeshift_codemods.index import Index
from routeshift_codemods.plan.code.fields import ParameterRenderer
from routeshift_codemods.plan.code.protocols import REQUEST, Call, call_of
from routeshift_codemods.plan.code.request_models import RequestModel
from routeshift_codemods.plan.code.served import ServedParameter, body_documented, parsed_name
from routeshift_codemods.plan.code.streams import Answer, answer_of, flag_of
from routeshift_codemods.plan.code.symbols import Symbols
from routeshift_codemods.plan.options import Options
from routeshift_codemods.plan.text import (
    INDENT,
    Code,
    Piece,
    block,
    call,
    docstring,
    string,
    subscript,
    wrapped_string,
)
from routeshift_codemods.resolve import (
    METHOD,
    Method,
    MethodParameter,
    Pages,
    Route,
    members_of_union,
)


@dataclass(frozen=True, slots=True)
class HandlerRenderer:
    """Renders handlers of one module.

    Attributes:
        index: The facts.
        pages: What may be a page.
        parameters: Renders parameters.
        symbols: What generated code calls its imports.
        contract: The module with the shared helpers, as the routes import it.
        options: What was chosen and decided.
        prefixed: Whether the router's prefix carries the level.
        width: How long a line may be.
    """

    index: Index
    pages: Pages
    parameters: ParameterRenderer
    symbols: Symbols
    contract: str
    options: Options
    prefixed: bool
    width: int

    def handler(self, method: Method, model: RequestModel | None, name: str) -> str:
        """One handler with its decorators, indented for a function's body.

        Args:
            method: The method.
            model: Its request model, if it has one.
            name: What the handler is called.
        """
        answer = answer_of(self.index, method)
        flag = flag_of(self.index, method)
        decorators = [
            *self._promised(method),
            *(
                self._decorator(method, route, answer, model, streams=flag is not None, name=name)
                for route in reversed(method.routes)
            ),
        ]
        head = call(
            f"async def {name}",
            self._parameters(method, model),
            INDENT,
            self.width,
            f"{self._returns(method, answer, streams=flag is not None)}:",
        )
        return "".join(
            [
                *(f"{INDENT}{decorator}\n" for decorator in decorators),
                f"{INDENT}{head}\n",
                self._docstring(method),
                self._body(method, model, flag),
            ]
        )

    def _decorator(
        self,
        method: Method,
        route: Route,
        answer: Answer,
        model: RequestModel | None,
        *,
        streams: bool,
        name: str,
    ) -> str:
        arguments = [self._path(route)]
        if name != method.name:
            arguments.append(f"name={string(method.name)}")
        if answer.item is not None or streams:
            arguments.append(f"response_model={self._union(answer) or 'None'}")
        declared = Declared(
            route.operation.method,
            nothing=_returns_none(method),
            description=method.docs.returns,
            item=answer.component,
        )
        arguments += [self._option(*option) for option in documented(declared).items()]
        if route.operation.deprecated:
            arguments.append("deprecated=True")
        extra = self._openapi_extra(method, route, model)
        if extra:
            arguments.append(f"openapi_extra={extra}")
        dependency = self._lists_in_body(method)
        if dependency:
            arguments.append(f"dependencies=[{dependency}]")
        head = f"@router.{self._method(method, route)}"
        return call(head, arguments, INDENT, self.width)

    def _option(self, name: str, value: object) -> str:
        head = f"{name}="
        if isinstance(value, str):
            return f"{head}{wrapped_string(value, head, INDENT * 2, self.width)}"
        return f"{head}{self._value(value, head)}"

    def _method(self, method: Method, route: Route) -> str:
        decided = self.options.decisions.of(route.operation.api, method.name, METHOD)
        return str(decided or route.operation.method).lower()

    def _lists_in_body(self, method: Method) -> str | None:
        """The dependency that lets lists come in the body, as they did (rule P2)."""
        names = [string(b.name) for b in method.binding.parameters if b.also_body]
        if not names:
            return None
        depends = self.symbols.use("fastapi", "Depends")
        return f"{depends}({self.symbols.use(self.contract, 'lists_in_body')}({', '.join(names)}))"

    def _promised(self, method: Method) -> list[str]:
        """The decorator that documents lists of the body where they are documented (rule P2)."""
        names = [string(b.name) for b in method.binding.parameters if b.promised]
        if not names:
            return []
        documented = self.symbols.use(self.contract, "documented_in_query")
        return [call(f"@{documented}", ["router", *names], INDENT, self.width)]

    def _openapi_extra(self, method: Method, route: Route, model: RequestModel | None) -> str:
        """What the document says of an operation beyond FastAPI; "" for nothing."""
        extensions = vendor_extensions(route.entry) | body_documented(method)
        head = "openapi_extra="
        if model is None or not any(b.extra_body for b in method.binding.parameters):
            return self._value(extensions, head) if extensions else ""
        helper = self.symbols.use(self.contract, "extra_body")
        fields = f"{helper}({model.name}, {string(self.options.extra_body)})"
        if not extensions:
            return fields
        entries: dict[Any, Any] = {**extensions, None: Code(fields)}
        return self._value(entries, head)

    def _value(self, value: object, head: str) -> str:
        indent = INDENT * 2
        return block(value, indent, len(indent) + len(head), self.width)

    def _path(self, route: Route) -> str:
        entry = route.entry
        path = join_path(None, entry.route)
        if self.prefixed or not entry.level:
            return string(path)
        expression = route.expressions["level"]
        if isinstance(expression, ast.Constant):
            return string(join_path(entry.level, entry.route))
        escaped = path.replace("{", "{{").replace("}", "}}")
        return f"f{string(f'/{{{self.parameters.source(expression)}}}{escaped}')}"

    def _parameters(self, method: Method, model: RequestModel | None) -> list[str]:
        shown = method.binding.parameters if method.spread else method.binding.plain
        rows = [row for bound in shown for row in self._rows(method, bound)]
        if model is not None and not method.spread:
            rows.insert(_after_path(shown), self._request_parameter(method, model))
        return [text for text, required in rows if required] + [
            text for text, required in rows if not required
        ]

    def _request_parameter(self, method: Method, model: RequestModel) -> tuple[str, bool]:
        if method.binding.request_place is Place.QUERY:
            annotated = self.symbols.use("typing", "Annotated")
            query = self.symbols.use("fastapi", "Query")
            return f"{REQUEST}: {annotated}[{model.name}, {query}()]", True
        optional = method.binding.request_optional
        accepted, after = (f"{model.name} | None", " = None") if optional else (model.name, "")
        if not body_documented(method):
            return f"{REQUEST}: {accepted}{after}", not optional
        said = model.name if optional else f"{model.name} | None"
        validator = self.symbols.use("pydantic", "BeforeValidator")
        either = ("lambda value: value", f"json_schema_input_type={said}")
        pieces = [Piece(accepted), Piece(validator, either)]
        before = f"{REQUEST}: {self.symbols.use('typing', 'Annotated')}"
        text = subscript(before, pieces, len(f"{after},"), INDENT * 2, self.width)
        return f"{text}{after}", not optional

    def _rows(self, method: Method, bound: BoundParameter) -> Iterator[tuple[str, bool]]:
        yield self._parameter(method, bound)
        parameter = method.parameter(bound.name)
        if parameter.wire is not None and parameter.wire.parser is not None:
            served = ServedParameter(self.parameters, parameter, parameter.wire, self.symbols)
            before = f"{parsed_name(method, bound.name)}: {self.symbols.use('typing', 'Annotated')}"
            yield subscript(before, served.parser(), len(","), INDENT * 2, self.width), True

    def _parameter(self, method: Method, bound: BoundParameter) -> tuple[str, bool]:
        parameter = method.parameter(bound.name)
        described = method.docs.parameter(bound.name)
        # Without a marker, FastAPI would read a form's field from the query.
        needed = described or not bound.place.value.implied or bound.promised
        marker = _marker(parameter, bound) if needed else None
        if marker is not None and parameter.marker is None:
            marker = self.symbols.use("fastapi", marker)
        pieces = self.parameters.described(parameter, marker, described, self.symbols)
        default = self.parameters.handler_default(parameter, self.symbols)
        if bound.place is Place.PATH:
            default = None
        elif parameter.wire is not None and parameter.wire.parser is not None:
            default = "None"
        after = "" if default is None else f" = {default}"
        if len(pieces) == 1:
            return f"{bound.name}: {pieces[0]}{after}", default is None
        annotated = self.symbols.use("typing", "Annotated")
        before = f"{bound.name}: {annotated}"
        behind = len(f"{after},")
        text = subscript(before, pieces, behind, INDENT * 2, self.width)
        return f"{text}{after}", default is None

    def _returns(self, method: Method, answer: Answer, *, streams: bool) -> str:
        if method.node.returns is None:
            return ""
        if streams:
            # The document reads `response_model`; this is for the reader and the type checker.
            members = members_of_union(self.index, method.module, method.node.returns)
            texts = [self.parameters.annotation(member) for member in members]
            return f" -> {' | '.join([*texts, self.symbols.use(self.contract, 'EventStream')])}"
        if answer.item is None:
            return f" -> {self._union(answer)}"
        return f" -> {self.parameters.annotation(method.node.returns)}"

    def _union(self, answer: Answer) -> str:
        return " | ".join(self.parameters.annotation(model) for model in answer.models)

    def _docstring(self, method: Method) -> str:
        description = inspect.cleandoc(method.docs.description)
        return docstring(description, INDENT * 2) if description else ""

    def _body(self, method: Method, model: RequestModel | None, flag: StreamFlag | None) -> str:
        lines: list[str] = []
        lines += self._request_lines(method, model)
        invoked = self._invocation(method, model, "return await ", INDENT * 2)
        indent = INDENT * 2
        if flag is not None:
            stream = self.symbols.use(self.contract, "EventStream")
            lines.append(f"if {self._flag(method, model, flag)}:")
            deeper = self._invocation(method, model, " " * 4, INDENT * 4)
            streamed = call(stream, [deeper], INDENT * 3, self.width - len("return "))
            lines.append(f"    return {streamed}")
        waits = "await " if isinstance(method.node, ast.AsyncFunctionDef) else ""
        # Also where None is declared: what an implementation returns goes out whole (rule S1).
        lines.append(f"return {waits}{invoked}")
        return "".join(f"{indent}{line}\n" for line in lines)

    def _request_lines(self, method: Method, model: RequestModel | None) -> list[str]:
        if model is None:
            return []
        if method.spread:
            fields = [f"{f}={parsed_name(method, name)}" for name, f in model.fields.items()]
            return [call(f"{REQUEST} = {model.name}", fields, INDENT * 2, self.width)]
        if method.binding.request_optional:
            return [f"{REQUEST} = {REQUEST} or {model.name}()"]
        return []

    def _invocation(
        self, method: Method, model: RequestModel | None, before: str, indent: str
    ) -> str:
        takes = call_of(method, self.options.convention)
        if takes.request is not None and takes.request != (model.name if model else None):
            return self._whole_invocation(method, takes, model, indent, len(before))
        if takes.names == (REQUEST,) and takes.request:
            return f"impl.{method.name}({REQUEST})"
        # A rewritten signature has no positional-only parameters.
        kept = () if takes.request else method.parameters
        positional_only = {p.name for p in kept if p.facts.positional_only}
        arguments = [n if n in positional_only else f"{n}={n}" for n in takes.names]
        return call(f"impl.{method.name}", arguments, indent, self.width - len(before))

    def _whole_invocation(
        self, method: Method, takes: Call, model: RequestModel | None, indent: str, before: int
    ) -> str:
        """The call under the `whole` convention: path parameters join the request."""
        fields = [f"{b.name}={b.name}" for b in method.binding.at(Place.PATH)]
        fields += [f"**dict({REQUEST})"] if model is not None else []
        request = f"{takes.request}({', '.join(fields)})"
        others = [f"{name}={name}" for name in takes.names if name != REQUEST]
        passed = [f"{REQUEST}={request}" if others else request, *others]
        return call(f"impl.{method.name}", passed, indent, self.width - before)

    @staticmethod
    def _flag(method: Method, model: RequestModel | None, flag: StreamFlag) -> str:
        name = flag.parameter
        if flag.field:
            return f"{name}.{STREAM_FLAG}"
        in_request = model is not None and name in model.fields and not method.spread
        return f"{REQUEST}.{model.fields[name]}" if in_request and model else name


def _marker(parameter: MethodParameter, bound: BoundParameter) -> str | None:
    """The marker that a parameter gets; one that was moved has lost its own."""
    place = bound.place.value
    moved = parameter.wire is not None and parameter.wire.place is not None
    return place.markers[0] if moved and place.markers else place.given


def _after_path(shown: tuple[BoundParameter, ...]) -> int:
    return sum(1 for bound in shown if bound.place is Place.PATH)


def _returns_none(method: Method) -> bool:
    returns = method.node.returns
    return isinstance(returns, ast.Constant) and returns.value is None
