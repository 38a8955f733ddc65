"""Whether a loop that adds routes does no more than `mount` does, and leaves no operation out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from routeshift.webmethod import METADATA
from routeshift_codemods.resolve.hosts.records import Host, name_of
from routeshift_codemods.resolve.hosts.serving.roles import assigned, names_in
from routeshift_codemods.syntax import walk

# What a route is told that `mount` tells it too, or that only documents it.
_CARRIED = frozenset({"endpoint", "methods", "name", "path", "response_model"})
# A path may begin with the level of its operation, and with nothing else of the server's own.
_LEVEL = re.compile(r"/?(v\d\w*/?)?")


@dataclass(frozen=True, slots=True)
class Reason:
    """What a loop does that `mount` does not, or the other way round.

    Attributes:
        line: Where it does so.
        words: What, as a clause.
    """

    line: int
    words: str


def differences(
    host: Host, loop: ast.For, app: str, adding: Sequence[ast.Call]
) -> Iterator[Reason]:
    """What `mount` behind a loop would not serve as the loop did; nothing for one that is whole.

    Args:
        host: The function around it.
        loop: The loop.
        app: What gets the routes.
        adding: The calls that add one, in the loop or in a function that it calls.
    """
    inside = list(walk(loop))
    for call in adding:
        yield from (Reason(call.lineno, words) for words in _given_besides(call))
    for one in inside:
        if isinstance(one, _LEAVING):
            yield Reason(one.lineno, "the loop may end there before its last API")
        elif isinstance(one, ast.BoolOp) and _has(one, adding):
            yield Reason(one.lineno, "`and` or `or` decides whether a route is added")
        elif isinstance(one, ast.For) and not _is_all(loop, one):
            yield Reason(one.lineno, "it goes over a part of a list, or over another one")
    for one in _conditions(loop, adding):
        if not _asks_of_operation(loop, one.test):
            yield Reason(one.lineno, "a condition leaves operations out")
    if not _is_an_app(host, loop, app):
        yield Reason(loop.lineno, f"`{app}` is not the one app of all APIs")


_LEAVING = ast.Return | ast.Delete | ast.Break


def _given_besides(call: ast.Call) -> Iterator[str]:
    """What a route gets besides, as a dependency or a status, or a path of its own."""
    # getattr(app, method)(path, ...)(handler)
    told = call.func if isinstance(call.func, ast.Call) else call
    given = [*told.args, *(keyword.value for keyword in told.keywords)]
    parts = (one for value in given for one in walk(value) if isinstance(one, ast.Constant))
    paths = [one.value for one in parts if isinstance(one.value, str) and "/" in one.value]
    yield from (f"paths get `{path}`" for path in paths if not _LEVEL.fullmatch(path))
    for keyword in told.keywords if _adds(told) else ():
        if keyword.arg is None:
            yield f"a route gets whatever `{ast.unparse(keyword.value)}` has"
        elif keyword.arg not in _CARRIED and not _is_carried(keyword):
            yield f"a route gets `{keyword.arg}`"


def _is_carried(keyword: ast.keyword) -> bool:
    """Whether an option is what the decorator says of it, which routers say, too."""
    read = {node.attr for node in walk(keyword.value) if isinstance(node, ast.Attribute)}
    return keyword.arg == "deprecated" and keyword.arg in read


def _adds(call: ast.Call) -> bool:
    """Whether a call adds the route itself, and is none of a function that does."""
    return not isinstance(call.func, ast.Name)


def _is_all(loop: ast.For, inner: ast.For) -> bool:
    """Whether a loop goes over all of what it is given, whichever API it is of."""
    values, waiting = assigned(loop), [inner.iter]
    seen: set[str] = set()
    for node in waiting:
        if any(isinstance(one, ast.IfExp | ast.Slice) for one in walk(node)):
            return False
        names = names_in(node, ast.Load) & values.keys() - seen
        seen |= names
        waiting += [values[name] for name in names]
    return True


def _conditions(loop: ast.For, adding: Sequence[ast.Call]) -> Iterator[ast.If]:
    """What in the loops inside of a loop decides whether an operation is served."""
    for inner in [one for one in walk(loop) if isinstance(one, ast.For)]:
        if inner is loop and any(isinstance(one, ast.For) for one in walk(loop) if one is not loop):
            continue
        for one in walk(inner):
            skips = any(isinstance(part, ast.Continue) for part in walk(one))
            if isinstance(one, ast.If) and (skips or _has(one, adding)):
                yield one


def _asks_of_operation(loop: ast.For, test: ast.expr) -> bool:
    """Whether a condition asks no more than if a method is an operation."""
    values = assigned(loop)
    return _names_metadata(test) or all(
        name in values and _names_metadata(values[name]) for name in names_in(test, ast.Load)
    )


def _names_metadata(node: ast.AST) -> bool:
    return any(word in METADATA for one in walk(node) for word in _words(one))


def _words(node: ast.AST) -> Iterator[object]:
    yield getattr(node, "attr", None)
    yield getattr(node, "value", None) if isinstance(node, ast.Constant) else None


def _has(node: ast.AST, calls: Sequence[ast.Call]) -> bool:
    inside = set(map(id, walk(node)))
    return any(id(call) in inside for call in calls)


def _is_an_app(host: Host, loop: ast.For, app: str) -> bool:
    """Whether it is one app for all, and the one that answers."""
    values: Mapping[str, ast.expr] = assigned(host.function)
    value = values.get(app)
    made = name_of(value.func) if isinstance(value, ast.Call) else None
    return app.partition(".")[0] not in names_in(loop, ast.Store) and made != "APIRouter"
