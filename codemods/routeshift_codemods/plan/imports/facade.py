"""The file through which everything that could be imported before still can."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from routeshift_codemods.edit import AddToList, Change, applied, listed_key
from routeshift_codemods.index import literal_all, origin, star_names
from routeshift_codemods.new import Expression, Template, code_of, docstring, literal, string
from routeshift_codemods.plan.imports.block import ImportBlock
from routeshift_codemods.plan.imports.namespace import Namespace, guarded
from routeshift_codemods.plan.imports.package_init import lists_of_all
from routeshift_codemods.plan.layout import Statement, apart, is_ours
from routeshift_codemods.syntax import Bound, deleted, module_named

# Names that are imported only to be imported from here are no mistake.
KEPT = "# ruff: noqa: F401 - what could be imported from here still can\n\n"

# Examples run with the names of their module, and no linter looks into them.
SHOWN = "# ruff: noqa: F401 - examples in docstrings use what is imported here\n\n"

_LISTED = Template("__all__ = {names}")
_MORE = Template("__all__ = [*__all__, {names}]")
_OPTIONALLY = Template("""
if {name} in globals():
    __all__ += [{name}]
""")
_DYNAMIC = Template(
    '__all__ = [name for name in globals() if not name.startswith("_") and name not in {others}]'
)


@dataclass(frozen=True, slots=True)
class Facade:
    """What a facade re-exports.

    Attributes:
        models: The names in the models' module.
        api: The names in the Protocols' module.
        requests: The request models, which are new.
    """

    models: tuple[str, ...]
    api: tuple[str, ...]
    requests: tuple[str, ...]


def facade_text(namespace: Namespace, facade: Facade, title: str) -> str:
    """The text of a facade.

    The imports whose names are taken from here stay, in their order, for imports run code, and
    `from x import *` gives those.

    Args:
        namespace: The module's names.
        facade: What it re-exports.
        title: The docstring that it gets when the module had none.
    """
    layers, module = namespace.layers, namespace.module
    block = _kept_imports(namespace)
    layout = namespace.layout
    sure, gone = namespace.sure, deleted(module.tree.body)
    unsure: list[tuple[str, str]] = []
    for path, names in ((layout.models, facade.models), (layout.api, facade.api)):
        for name in names:
            # What may be missing at run time is imported
            # under a guard, or the package would not import.
            if name in sure:
                block.add(layout.sibling(path), name)
            elif name not in gone:
                unsure.append((layout.sibling(path), name))
    conditional = [s for s in layers.conditional_imports if _is_kept(namespace, s)]
    typing = [s for s in layers.statements if s.is_typing and _is_kept(namespace, s)]
    blocks = [namespace.text_of(s) for s in conditional]
    blocks += [namespace.typing_imports(s, {*s.binds, "*"} - namespace.dropped) for s in typing]
    header = layers.header if layout.kind in ("nested", "init") else layers.legal
    head = (header if layers.docstring else apart(header)) + _docstring(namespace, title)
    listed = _public_names(namespace, facade)
    optional = {n for s in conditional for n in s.binds}
    exported = literal_all(module) if listed is None else listed
    if not {*block.names, *optional} - namespace.needed <= {
        *(exported or ()),
        *facade.requests,
        "*",
    }:
        head += KEPT
    for statement in filter(partial(_is_kept, namespace), layers.future):
        head += f"{module.source.block(statement.code, statement.last)}\n"
    body = "".join(f"\n{text}" for text in blocks)
    return head + block.render() + body + _exports(namespace, facade, listed, unsure)


def _exports(
    namespace: Namespace,
    facade: Facade,
    listed: Sequence[str] | None,
    unsure: Sequence[tuple[str, str]],
) -> str:
    """`__all__`, and the names that may be missing."""
    optional = {n for s in namespace.layers.conditional_imports for n in s.binds}
    optional -= namespace.dropped
    if listed is not None:
        names = sorted(n for n in optional - set(listed) if not n.startswith("_"))
        optionally = "".join(_text(_OPTIONALLY, name=string(name)) for name in names)
        public = [guarded(at, name, listed=not name.startswith("_")) for at, name in unsure]
        return "".join([_text(_LISTED, names=literal(list(listed))), optionally, *public])
    own = [s for s in namespace.layers.statements if s.is_all]
    text = _own_all(namespace, own, facade.requests) if own else ""
    if not own:
        layout = namespace.layout
        siblings = {path.stem for path in (layout.models, layout.api, layout.routes)}
        text = _text(_DYNAMIC, others=literal(siblings | namespace.needed))
    return "".join([*(guarded(where, name) for where, name in unsure), text])


def _public_names(namespace: Namespace, facade: Facade) -> list[str] | None:
    """What `__all__` lists, so that a star import gives what it gave; None when it does not.

    A module's own `__all__` stays. One is needed beside the submodules of a package, and for type
    checkers, to which an imported name is none of the module's own.
    """
    module = namespace.module
    if any(s.is_all for s in namespace.layers.statements):
        return None
    starred = star_names(namespace.index, module)
    if starred is None:
        return None
    # Our decorator is what migrated code must not import.
    ours = {n for s in namespace.layers.leading_imports if is_ours(s) for n in s.binds}
    ours |= namespace.dropped
    own = [n for n, bound in module.names.items() if n not in ours and not bound.typing_only]
    names = {n for n in own if not n.startswith("_")} & namespace.sure
    names |= {*starred, *facade.requests} - namespace.dropped
    return sorted(names, key=listed_key)


def _kept_imports(namespace: Namespace) -> ImportBlock:
    """The imports that were there, those below the first statement at their sorted places."""
    layers, module = namespace.layers, namespace.module
    block = namespace.block()
    plain = [s for s in _late_imports(namespace) if isinstance(s.node, ast.Import) or s.is_starred]
    for statement in (*layers.leading_imports, *plain):
        named = _named(namespace, statement)
        if named is not None:
            for one in named:
                block.add(*one)
        elif not is_ours(statement):
            names = {*statement.binds, "*"} - namespace.hidden
            block.keep(module, statement, names, namespace.layout.shift)
    for bound in _late(namespace):
        where, name = bound.target or ("", None)
        dots = "." * namespace.layout.shift if where.startswith(".") else ""
        if name is not None:
            block.add(f"{dots}{where}", name, None if name == bound.name else bound.name)
    return block


def _named(namespace: Namespace, statement: Statement) -> list[tuple[str, str]] | None:
    """What stands for a star import that brings what is not re-exported: the modules and names."""
    known = namespace.module.names.keys()
    for found in namespace.stars:
        names = found.exports.sure - known
        if found.star.node is statement.node and names & namespace.dropped:
            where = module_named(found.star.node, namespace.layout.shift)
            kept = sorted(names - namespace.dropped)
            own = [n for n in kept if origin(namespace.stars, n)[0] is found.star]
            return [(where, name) for name in own]
    return None


def _is_kept(namespace: Namespace, statement: Statement) -> bool:
    """Whether a facade needs an import of the module's."""
    return statement.is_starred or not statement.binds <= namespace.hidden


def _late_imports(namespace: Namespace) -> list[Statement]:
    """The imports below the first statement."""
    return [s for s in (*namespace.split.models, *namespace.split.api) if s.is_import]


def _late(namespace: Namespace) -> list[Bound]:
    late = {name for statement in _late_imports(namespace) for name in statement.binds}
    names = sorted(late - namespace.hidden)
    return [namespace.module.names[name] for name in names]


def _docstring(namespace: Namespace, text: str) -> str:
    own = namespace.layers.docstring
    if own is None:
        return f"{code_of(docstring(text))}\n"
    return namespace.module.source.block(own.first, own.last) + "\n"


def _own_all(namespace: Namespace, statements: Sequence[Statement], requests: Sequence[str]) -> str:
    """What the module says of `__all__` itself, with the request models."""
    module = namespace.module
    lists = lists_of_all(module)
    known = {e.value for own in lists for e in own.elts if isinstance(e, ast.Constant)}
    new = tuple(name for name in requests if name not in known)
    changes: list[Change] = []
    if new and lists:
        changes.append(Change(module.path, module.source.span(lists[0]), AddToList(new)))
    blocks = [applied(module, changes, one.first, one.last) for one in statements]
    text = "".join(block.rstrip("\n") + "\n" for block in blocks)
    more = "" if changes or not new else code_of(_MORE.statement(names=[*map(string, new)]))
    return f"\n{text}{more}"


def _text(template: Template, **places: Expression) -> str:
    """A statement with a blank line above it."""
    return f"\n{code_of(template.statement(**places))}"
