"""What a user must know of an operation: rows of a check and the sentence that it leads to."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from routeshift.wire import (
    Binding,
    Place,
    Shape,
    beside_the_request,
    path_parameters,
    refusals,
    takes_body,
)
from routeshift_codemods.index import Index, Outside, lookup_expression
from routeshift_codemods.resolve.decisions import CHOICES, LISTS, METHOD, Decision
from routeshift_codemods.resolve.declaring.changing import changing
from routeshift_codemods.resolve.declaring.ignores import ignoring_line
from routeshift_codemods.resolve.declaring.names import names_in_the_way
from routeshift_codemods.resolve.decorators import Decorator
from routeshift_codemods.resolve.records import Diagnostic, DiagnosticKind, Method
from routeshift_codemods.resolve.signatures import alias_of_itself


@dataclass(frozen=True, slots=True)
class _Case:
    index: Index
    method: Method
    decorators: Sequence[Decorator]
    bindings: Sequence[Binding]


_Check = Callable[[_Case], Iterator[str]]


def with_diagnostics(
    index: Index, method: Method, decorators: Sequence[Decorator], bindings: Sequence[Binding]
) -> Method:
    """The method with its diagnostics."""
    case = _Case(index, method, decorators, bindings)
    line = ignoring_line(method.module, method.protocol, method.node)
    # What a user has settled is not complained about.
    if line is not None:
        message = "it is left alone by a `# routeshift: ignore`"
        diagnostic = Diagnostic("ignored", method.subject, message, method.module.path, line)
        return replace(method, diagnostics=(diagnostic,))
    place = (method.module.path, method.node.lineno)
    diagnostics = [
        Diagnostic(
            kind, method.subject, message, *place, _open(method, setting) if setting else None
        )
        for kind, check, setting in _CHECKS
        for message in check(case)
    ]
    # Several decorators may have the same fault.
    found = dict.fromkeys([*_unreadable(decorators), *diagnostics])
    return replace(method, diagnostics=tuple(found))


def _unreadable(decorators: Sequence[Decorator]) -> Iterator[Diagnostic]:
    """What is wrong with the definition of a decorator: the same for all that it decorates."""
    for found in filter(None, (decorator.unreadable for decorator in decorators)):
        name = found.bound.name
        message = (
            f"what it leaves on methods cannot be read from its source; let `{name}` set "
            "`__webmethods__` to a list with one new record of its arguments, whichever way its "
            "code goes; `routeshift routes` reads the routes at run time as it is"
        )
        yield Diagnostic("cannot", f"@{name}", message, found.module.path, found.node.lineno)


def _open(method: Method, setting: str) -> Decision:
    """The decision that a setting is about."""
    operations = [route.operation for route in method.routes]
    declared = [o.declared_method for o in operations if o.declared_method in CHOICES[METHOD]]
    value = next(iter(declared), "POST") if setting == METHOD else CHOICES[setting][-1]
    return Decision(operations[0].api, method.name, setting, value)


def _conditional(case: _Case) -> Iterator[str]:
    method, module = case.method, case.method.module
    if method.protocol not in module.tree.body:
        yield "its class stands under a condition, and only running tells what holds; move it out"
    elif method.node not in method.protocol.body:
        yield "it stands under a condition, and only running tells what holds; move it out"


_PLACE = ("route", "method", "level")


def _unread(case: _Case) -> Iterator[str]:
    for decorator in case.decorators:
        names = [f"`{name}`" for name in _PLACE if name in decorator.unread]
        if names and decorator.unreadable is None:
            yield (
                f"its {', '.join(names)} cannot be read from the source; write "
                "`@webmethod(...)` itself, with constants"
            )


def _unread_metadata(case: _Case) -> Iterator[str]:
    for decorator in case.decorators:
        for name in decorator.unread:
            if name not in _PLACE:
                yield (
                    f"its `{name}` cannot be read from the source, and is not carried over to the "
                    "router; write it as a literal to keep it"
                )


def _routeless(case: _Case) -> Iterator[str]:
    if any(not d.entry.route for d in case.decorators):
        yield "its decorator has no route"


def _overwriting(case: _Case) -> Iterator[str]:
    if any(decorator.order is None for decorator in case.decorators):
        yield (
            "it has several `@webmethod`, of which its decorator keeps not all at run time, as far "
            "as its source tells; remove those that are not served, or let the decorator append "
            "its record to `__webmethods__`, whatever is there"
        )


def _changed(case: _Case) -> Iterator[str]:
    method = case.method
    for where, node in changing(case.index, method.module, method.protocol, method.name):
        name = getattr(node, "name", None)
        place = f"{where.name}, line {getattr(node, 'lineno', 1)}"
        yield (
            f"{f'`{name}`' if name else 'a statement'} ({place}) changes it after its decorator, "
            "and only running tells to what; write all of it where it is declared"
        )


def _unfit(case: _Case) -> Iterator[str]:
    facts = [p.facts for p in case.method.parameters]
    yield from refusals([p for p in facts if p.variadic or p.shape is Shape.INJECTED])


def _beside_the_request(case: _Case) -> Iterator[str]:
    reason = beside_the_request(case.method.binding)
    if reason is not None:
        yield reason


def _missing_path_parameter(case: _Case) -> Iterator[str]:
    names = {parameter.name for parameter in case.method.parameters}
    for route in case.method.routes:
        for name in path_parameters(route.operation.path):
            if name not in names:
                yield f"the path has `{{{name}}}`, and the method has no such parameter"


def _names(case: _Case) -> Iterator[str]:
    yield from names_in_the_way(case.method, [decorator.node for decorator in case.decorators])


def _recursive(case: _Case) -> Iterator[str]:
    method = case.method
    annotated = {f"`{p.name}`": p.node.annotation for p in method.parameters}
    for name, annotation in {**annotated, "its result": method.node.returns}.items():
        alias = alias_of_itself(case.index, method.module, annotation)
        if alias is not None:
            yield (
                f"the type of {name} is `{alias}`, which is made of itself, and pydantic cannot "
                f"build it; make it a `TypeAliasType`, or take `JsonValue`"
            )


def _overloaded(case: _Case) -> Iterator[str]:
    """Whether signatures for type checkers stand beside one that takes a request afterwards."""
    method = case.method
    others = [n for n in method.protocol.body if getattr(n, "name", "") == method.name]
    heads = [d for n in others if n is not method.node for d in getattr(n, "decorator_list", [])]
    found = [lookup_expression(case.index, method.module, head) for head in heads]
    overloads = [f for f in found if isinstance(f, Outside) and f.name.endswith(".overload")]
    if overloads and method.binding.request_fields:
        yield "no request model tells its `@overload`s apart; make them one signature"


def _different_bindings(case: _Case) -> Iterator[str]:
    if any(binding != case.bindings[0] for binding in case.bindings):
        yield "its routes take the same parameter in different places"


def _no_return(case: _Case) -> Iterator[str]:
    if case.method.node.returns is None:
        yield "it has no return annotation, so that nothing says what it answers"


def _not_async(case: _Case) -> Iterator[str]:
    if isinstance(case.method.node, ast.FunctionDef):
        yield "it is not `async`; its router calls it all the same, without `await`"


def _declared_otherwise(case: _Case) -> Iterator[str]:
    for route, decorator in zip(case.method.routes, case.decorators, strict=True):
        if "method" in decorator.unread:
            continue
        operation = route.operation
        if operation.declared_method != operation.method:
            declared = operation.declared_method or "nothing"
            yield (
                f"declared {declared}, served {operation.method} (rule R4), which the router "
                "keeps; another `method` answers 405 to the clients of today"
            )


def _list_on_get(case: _Case) -> Iterator[str]:
    for bound in case.bindings[0].parameters:
        if bound.also_body:
            yield (
                f"`{bound.name}` is a list on {case.method.routes[0].operation.method}: the "
                "document promises a query parameter, the old server read a JSON body (rule P2), "
                "and what was ignored is used from now on; "
                '`lists = "both"` takes either and is the default, "query" what is documented, '
                '"body" what the old server read, so that nothing changes'
            )


def _body_on_get(case: _Case) -> Iterator[str]:
    method = case.method.routes[0].operation.method
    for bound in case.bindings[0].at(Place.BODY, Place.FIELD):
        if not takes_body(method) and not bound.promised:
            yield f"`{bound.name}` travels in the body of a {method} (rule P2), and stays there"


# The kind, what it looks at, and the setting that decides.
# The first rows keep an operation from being rewritten.
_CHECKS: tuple[tuple[DiagnosticKind, _Check, str | None], ...] = (
    ("cannot", _conditional, None),
    ("cannot", _unread, None),
    ("cannot", _routeless, None),
    ("cannot", _overwriting, None),
    ("cannot", _changed, None),
    ("cannot", _unfit, None),
    ("cannot", _beside_the_request, None),
    ("cannot", _missing_path_parameter, None),
    ("cannot", _names, None),
    ("cannot", _recursive, None),
    ("cannot", _overloaded, None),
    ("cannot", _different_bindings, None),
    ("decision", _declared_otherwise, METHOD),
    ("decision", _list_on_get, LISTS),
    ("info", _unread_metadata, None),
    ("info", _body_on_get, None),
    ("info", _no_return, None),
    ("info", _not_async, None),
)
