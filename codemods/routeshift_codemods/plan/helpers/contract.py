"""The module of shared helpers: the text that the compat layer runs, only the parts in use."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import routeshift
from routeshift_codemods.index import Module, parse_text
from routeshift_codemods.plan.imports import ImportBlock
from routeshift_codemods.plan.layout import take_apart

# The very code that serves legacy APIs, so that both kinds answer alike.
_FOLDER = Path(routeshift.__file__).parent / "serving" / "contract"
_PACKAGE = "routeshift.serving.contract"

# What routers may use of each file of the compat layer's contract; the first is always needed.
_FILES = {
    "routes": ("standard_responses", "ContractRoute"),
    "pages": ("PageRoute",),
    "lists": ("lists_in_body",),
    "extra_fields": ("extra_body",),
    "promised": ("documented_in_query",),
    "streams": ("EventStream",),
}


def contract_names() -> frozenset[str]:
    """The public names that the module can have."""
    return frozenset(name for names in _FILES.values() for name in names)


def contract_text(names: Collection[str], header: str) -> str:
    """The module with some of its names, and what they need.

    Args:
        names: The names that routers use.
        header: The licence comment of the package.
    """
    used = [file for file, own in _FILES.items() if file == "routes" or {*own} & {*names}]
    parts = [_part(file) for file in used]
    block = ImportBlock(lambda _: False)
    for part in parts:
        for node in part.imports:
            _add(block, node)
    return header + parts[0].docstring + "\n" + block.render() + "".join(p.body for p in parts)


def defined_in(text_module: Module) -> frozenset[str]:
    """The contract's public names that an existing module defines."""
    return contract_names() & set(text_module.names)


def same_code(one: str, other: str) -> bool:
    """Whether two texts are the same code, whatever their layout, and that of their imports."""
    try:
        return _code(one) == _code(other)
    except SyntaxError:
        return False


def _code(text: str) -> tuple[set[tuple[str | None, str]], list[str]]:
    """What a text imports, in no order and however grouped, and all else."""
    body = ast.parse(text).body
    imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {
        (getattr(node, "module", None), ast.dump(alias)) for node in imports for alias in node.names
    }
    return names, [ast.dump(node) for node in body if node not in imports]


@dataclass(frozen=True, slots=True)
class _Part:
    """One file of the contract.

    Attributes:
        docstring: Its docstring, with the line end.
        imports: What it imports from elsewhere than the other files.
        body: All below its imports, byte for byte.
    """

    docstring: str
    imports: tuple[ast.Import | ast.ImportFrom, ...]
    body: str


@cache
def _part(name: str) -> _Part:
    path = _FOLDER / f"{name}.py"
    module = parse_text(path.read_text("utf-8"), path, f"{_PACKAGE}.{name}")
    layers = take_apart(module)
    assert layers.docstring is not None
    source, statements = module.source, layers.leading_imports
    nodes = [s.node for s in statements if isinstance(s.node, ast.Import | ast.ImportFrom)]
    return _Part(
        source.block(layers.docstring.first, layers.docstring.last),
        tuple(node for node in nodes if _PACKAGE not in (getattr(node, "module", None) or "")),
        source.block(statements[-1].last + 1, len(source.lines)).rstrip("\n") + "\n",
    )


def _add(block: ImportBlock, node: ast.Import | ast.ImportFrom) -> None:
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            block.add(node.module or "", alias.name, alias.asname)
        else:
            block.add_module(alias.name, alias.asname)
