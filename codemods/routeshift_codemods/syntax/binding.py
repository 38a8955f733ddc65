"""The names that a module binds at its top level, and the statements that bind them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from routeshift_codemods.once import once
from routeshift_codemods.syntax.walking import children, walk

Kind = Literal["import", "class", "function", "value"]


@dataclass(frozen=True, slots=True)
class Bound:
    """One top-level binding of a name.

    Attributes:
        name: The name.
        kind: What binds it.
        node: The statement that binds it, which may stand inside a `try` or an `if`.
        typing_only: Whether it stands under `if TYPE_CHECKING`.
        target: For an import, the dotted module and the name in it; the name is None when the
            module itself is bound. The module has leading dots when the import is relative.
    """

    name: str
    kind: Kind
    node: ast.stmt
    typing_only: bool = False
    target: tuple[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Star:
    """A `from x import *` at the top level.

    Attributes:
        module: The module, with leading dots when the import is relative.
        node: The statement.
        typing_only: Whether it stands under `if TYPE_CHECKING`.
        sure: Whether it runs in any case; not so under a condition, or where it may fail.
    """

    module: str
    node: ast.ImportFrom
    typing_only: bool = False
    sure: bool = True


def bindings(
    body: list[ast.stmt], *, typing_only: bool = False, sure: bool = True
) -> Iterator[Bound | Star]:
    """What the statements of a module bind, in order.

    Args:
        body: The statements.
        typing_only: Whether they stand under `if TYPE_CHECKING`.
        sure: Whether they run in any case.
    """
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from _imported(node, typing_only, sure)
        elif isinstance(node, ast.ClassDef):
            yield Bound(node.name, "class", node, typing_only)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Bound(node.name, "function", node, typing_only)
        else:
            yield from _nested(node, typing_only, sure)


# Classes are asked for each method of each API, and those above them again for each heir.
@once
def bound_in(node: ast.ClassDef) -> Mapping[str, Bound]:
    """What the body of a class binds by name; of several of one name, the last.

    Args:
        node: The class.
    """
    return {b.name: b for b in bindings(node.body) if isinstance(b, Bound)}


def is_typing_block(node: ast.stmt) -> bool:
    """Whether a statement is `if TYPE_CHECKING:` without an `else`."""
    # With an `else` it binds at run time, too.
    if not isinstance(node, ast.If) or node.orelse:
        return False
    test = node.test
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", None)
    return name == "TYPE_CHECKING"


def module_named(node: ast.ImportFrom, deeper: int = 0) -> str:
    """The module of a `from` statement as it is written, with its dots.

    Args:
        node: The statement.
        deeper: How many packages deeper it is to stand.
    """
    return "." * (node.level and node.level + deeper) + (node.module or "")


def _imported(
    node: ast.Import | ast.ImportFrom, typing_only: bool, sure: bool
) -> Iterator[Bound | Star]:
    for alias in node.names:
        if isinstance(node, ast.Import):
            # `import a.b` binds `a`, and `import a.b as c` binds `a.b`.
            whole = alias.name if alias.asname else alias.name.partition(".")[0]
            yield Bound(alias.asname or whole, "import", node, typing_only, (whole, None))
            continue
        module = module_named(node)
        if alias.name == "*":
            yield Star(module, node, typing_only, sure)
        else:
            target = (module, alias.name)
            yield Bound(alias.asname or alias.name, "import", node, typing_only, target)


def _nested(node: ast.stmt, typing_only: bool, sure: bool) -> Iterator[Bound | Star]:
    for name in _stored(node):
        yield Bound(name, "value", node, typing_only)
    for_types = is_typing_block(node)
    for block in blocks(node):
        # A `TYPE_CHECKING` block is for type checkers, which take it in any case.
        yield from bindings(block, typing_only=typing_only or for_types, sure=sure and for_types)


def blocks(node: ast.stmt | ast.mod) -> list[list[ast.stmt]]:
    """The statements inside of a statement, body by body.

    Args:
        node: A statement, or a whole module.
    """
    found: list[list[ast.stmt]] = []
    # Most statements hold no others, and are asked for them most often.
    for name in _BLOCKS.get(node.__class__, ()):
        inner = getattr(node, name, [])
        found += [part.body for part in inner] if name in ("handlers", "cases") else [inner]
    return found


_BLOCKS: dict[type[ast.AST], list[str]] = {
    kind: [n for n in ("body", "orelse", "finalbody", "handlers", "cases") if n in kind._fields]
    for kind in (
        *(ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.If, ast.For),
        *(ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match),
    )
}


def classes_in(body: Sequence[ast.stmt]) -> Iterator[ast.ClassDef]:
    """The classes of statements, those inside of classes, conditions and functions too."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield node
        for block in blocks(node):
            yield from classes_in(block)


def _stored(node: ast.stmt) -> Iterator[str]:
    """The names that a statement itself binds, its bodies left out."""
    # `x: int` declares, and binds nothing.
    if isinstance(node, ast.AnnAssign) and node.value is None:
        return
    heads = [child for child in children(node) if not isinstance(child, ast.stmt)]
    waiting = [h for h in heads if not isinstance(h, ast.ExceptHandler | ast.match_case)]
    waiting += [part for case in getattr(node, "cases", []) for part in (case.pattern, case.guard)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id
        elif isinstance(part, _CAPTURES):
            name = part.rest if isinstance(part, ast.MatchMapping) else part.name
            yield from () if name is None else (name,)
        waiting += _parts(part)


def _parts(part: ast.AST | None) -> list[ast.AST]:
    if part is None or isinstance(part, ast.Lambda):
        return []
    if not isinstance(part, _COMPREHENSIONS):
        return children(part)
    # The variables of a comprehension are its own; a walrus in it binds outside of it.
    return [node for node in walk(part) if isinstance(node, ast.NamedExpr)]


_CAPTURES = ast.MatchAs | ast.MatchStar | ast.MatchMapping
_COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def certain(body: list[ast.stmt]) -> frozenset[str]:
    """The names that are bound when statements have run, whichever way they went."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, ast.Delete):
            found -= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.If):
            # Whichever way it goes: only what both bind is sure.
            found |= certain(node.body) & certain(node.orelse)
        elif isinstance(node, ast.Try | ast.TryStar):
            found |= _tried(node)
        elif isinstance(node, ast.With | ast.AsyncWith):
            inner = frozenset() if any(map(_suppresses, node.items)) else certain(node.body)
            found |= inner | set(_stored(node))
        elif _surely_runs(node):
            found |= {b.name for b in bindings([node]) if isinstance(b, Bound)}
    return frozenset(found)


def _suppresses(item: ast.withitem) -> bool:
    """Whether a context manager goes on where its body failed, as `suppress(ImportError)`."""
    call = item.context_expr
    target = call.func if isinstance(call, ast.Call) else call
    name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
    return bool(name == "suppress")


def _surely_runs(node: ast.stmt) -> bool:
    if isinstance(node, ast.For):  # over what is written there
        return isinstance(node.iter, ast.Tuple | ast.List) and bool(node.iter.elts)
    return not isinstance(node, ast.AsyncFor | ast.While | ast.Match)


def _tried(node: ast.Try | ast.TryStar) -> frozenset[str]:
    ways = [certain([*node.body, *node.orelse])]
    # A handler that raises leaves nobody who could miss the name.
    ways += [certain(h.body) for h in node.handlers if not isinstance(h.body[-1], ast.Raise)]
    return frozenset.intersection(*ways) | certain(node.finalbody)


def deleted(body: list[ast.stmt]) -> frozenset[str]:
    """The names that a `del` of the module takes away for good."""
    targets = [t for node in body if isinstance(node, ast.Delete) for t in node.targets]
    return frozenset(t.id for t in targets if isinstance(t, ast.Name)) - certain(body)
