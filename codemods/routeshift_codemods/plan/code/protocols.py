"""Protocols without HTTP: the edits that take decorators away and put requests in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from routeshift import docstrings
from routeshift.wire.places import Place
from routeshift_codemods.index.index import Module
from routeshift_codemods.plan.code.comments import ParameterComments, parameter_comments
from routeshift_codemods.plan.code.served import carried
from routeshift_codemods.plan.code.symbols import Symbols
from routeshift_codemods.plan.options import Convention
from routeshift_codemods.plan.text.edits import Edit
from routeshift_codemods.plan.text.python import INDENT, call
from routeshift_codemods.resolve.parameters import MethodParameter, receiver
from routeshift_codemods.resolve.records import Method

REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Call:
    """What the Protocol's method takes after the rewrite.

    Attributes:
        before: The plain parameters in front of the request.
        request: The name of the request model's class; None when the method takes no request.
        after: The plain parameters behind it.
    """

    before: tuple[str, ...]
    request: str | None
    after: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters, in order."""
        return (*self.before, *([REQUEST] if self.request else []), *self.after)


def call_of(method: Method, convention: Convention) -> Call:
    """What a method takes after the rewrite.

    Path parameters come first, then the request, then files and what has a default. A method
    without request fields takes what it took.
    """
    plain = list(method.binding.plain)
    request = method.binding.request_name if method.binding.request_fields else None
    if convention == "whole" and method.binding.at(Place.PATH):
        plain = [bound for bound in plain if bound.place is not Place.PATH]
        request = whole_name(method)
    if request is None:
        return Call(tuple(bound.name for bound in plain), None, ())
    before = tuple(b.name for b in plain if b.place is Place.PATH)
    return Call(before, request, tuple(b.name for b in plain if b.name not in before))


def requests_of(method: Method, convention: Convention) -> list[str]:
    """The models that are written for a method: of its request, of all it takes, or of both."""
    body = method.binding.request_name if method.binding.request_fields else None
    return [n for n in dict.fromkeys((body, call_of(method, convention).request)) if n]


def whole_name(method: Method) -> str:
    """The model that holds path parameters too, under the `whole` convention.

    The body's model keeps its name, for that is in the document (rule D1).
    """
    name = method.binding.request_name
    return name.removesuffix("Request") + "Call" if method.binding.request_fields else name


def method_edits(
    module: Module, method: Method, takes: Call, width: int, symbols: Symbols
) -> Iterator[Edit]:
    """The edits of one method: its decorators, its signature, its docstring.

    Args:
        module: The module that it stands in.
        method: The method.
        takes: What it takes afterwards.
        width: How long a line may be.
        symbols: What the Protocol's file calls what it imports for parameters that only
            implementations had.
    """
    yield from _decorator_edits(module, method)
    added = {p.name: _added_text(p, symbols) for p in method.parameters if _is_added(p)}
    if takes.request is not None or added:
        yield _signature_edit(module, method, takes, width, added)
        yield from _docstring_edit(module, method, takes)


def _is_added(parameter: MethodParameter) -> bool:
    return parameter.wire is not None and parameter.wire.promised is not None


def _added_text(parameter: MethodParameter, symbols: Symbols) -> str:
    wire = parameter.wire
    assert wire is not None
    assert wire.promised is not None
    text = f"{parameter.name}: {carried(wire.promised, symbols)}"
    optional = not parameter.facts.required and wire.default is not None
    return f"{text} = {carried(wire.default, symbols)}" if optional and wire.default else text


def _decorator_edits(module: Module, method: Method) -> Iterator[Edit]:
    source = module.source
    indent = " " * method.node.col_offset
    for route in method.routes:
        first, last = module.tokens.decorator_lines((route.node.lineno, route.node.col_offset))
        comments = module.tokens.comments_between(first, last)
        kept = "".join(f"{indent}{comment.text}\n" for comment in comments)
        yield Edit(source.offset(first, 0), source.offset(last + 1, 0), kept)


def _signature_edit(
    module: Module, method: Method, takes: Call, width: int, added: Mapping[str, str]
) -> Edit:
    node, source = method.node, module.source
    opening, closing = module.signature(node)
    start = source.offset(node.lineno, node.col_offset)
    head = source.text[start : _at(module, opening)]
    end = _signature_end(module, method, closing)
    tail = source.text[_at(module, closing) + 1 : end]
    comments = parameter_comments(module, node)
    rows = [*_receiver(method), *_rows(module, method, takes, added)]
    behind = _behind(module, method, end)
    text = _signature(head, rows, comments, tail, " " * node.col_offset, width - len(behind))
    return Edit(start, end, text)


def _behind(module: Module, method: Method, end: int) -> str:
    """The body where it stands on the line on which the signature ends, as ` ...` does."""
    body = module.source.text[end : _at(module, module.end_of(method.node.body[0]))]
    return "" if "\n" in body else body


def _signature_end(module: Module, method: Method, closing: tuple[int, int]) -> int:
    """Behind the colon that ends the signature; what it returns may have colons of its own."""
    returns = method.node.returns
    colon = module.tokens.opening(":", closing if returns is None else module.end_of(returns))
    return _at(module, colon) + 1


def _at(module: Module, position: tuple[int, int]) -> int:
    line, column = position
    return module.source.offset(line, 0) + column


def _receiver(method: Method) -> list[tuple[str, str]]:
    first = receiver(method.node)
    return [] if first is None else [(first.arg, first.arg)]


def _rows(
    module: Module, method: Method, takes: Call, added: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Each parameter's name and text; a `*` where keyword-only parameters start."""
    keyword_only = {argument.arg for argument in method.node.args.kwonlyargs} | added.keys()
    starred = False
    for name in takes.names:
        if name == REQUEST and takes.request:
            yield REQUEST, f"{REQUEST}: {takes.request}"
            continue
        if name in keyword_only and not starred:
            starred = True
            yield "*", "*"
        yield name, added.get(name) or _parameter_text(module, method, name)


def _parameter_text(module: Module, method: Method, name: str) -> str:
    parameter = method.parameter(name)
    last = parameter.node if parameter.default is None else parameter.default
    end = module.tokens.brackets_behind(module.end_of(last), module.signature(method.node)[1])
    return module.source.text[module.source.span(parameter.node)[0] : _at(module, end)]


def _signature(
    head: str,
    rows: list[tuple[str, str]],
    comments: ParameterComments,
    tail: str,
    indent: str,
    width: int,
) -> str:
    about = comments.leading.keys() | comments.trailing.keys()
    commented = comments.first or comments.last or about & {name for name, _ in rows}
    if not commented:
        return call(head, [text for _, text in rows], indent, width, tail)
    lines = [f"{head}({'  ' + comments.first if comments.first else ''}\n"]
    for name, text in rows:
        above, behind = comments.beside(name, text)
        lines += [f"{indent}{INDENT}{line}\n" for line in above]
        lines.append(f"{indent}{INDENT}{text},{behind}\n")
    lines += [f"{indent}{INDENT}{line}\n" for line in comments.last]
    return "".join(lines) + f"{indent}){tail}"


def _docstring_edit(module: Module, method: Method, takes: Call) -> Iterator[Edit]:
    """The `:param` lines that the request model has now go, all else stays."""
    first = method.node.body[0]
    if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant):
        return
    # Of strings side by side nobody can say where one line of the docstring ends.
    if not isinstance(first.value.value, str) or not module.is_one_token(first.value):
        return
    moved = {p.name for p in method.parameters} - set(takes.names)
    start, end = module.source.span(first.value)
    text = module.source.text[start:end]
    opening = _OPENING.match(text)
    if opening is None:
        return
    quote = opening["quote"]
    inside = text[opening.end() : -len(quote)]
    shorter = _tidied(docstrings.without_parameters(inside, moved))
    if shorter != inside:
        yield Edit(start, end, f"{opening[0]}{shorter}{quote}")


_OPENING = re.compile(r"[rRuU]?(?P<quote>\"\"\"|\'\'\'|\"|\')")


def _tidied(text: str) -> str:
    """Without the blank lines that stood between the description and what is gone."""
    lines = text.split("\n")
    while len(lines) > 2 and not lines[-2].strip():
        del lines[-2]
    if len(lines) == 2 and not lines[1].strip() and lines[0].strip():
        return lines[0].rstrip()
    return "\n".join(lines)
