"""Names that a module uses and nothing binds: what ruff finds, star imports followed."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from routeshift.errors import RouteshiftError
from routeshift_codemods.index import (
    Index,
    Module,
    last_name,
    origin,
    starred,
    walk,
    walk_statements,
)
from routeshift_codemods.programs import program

# An undefined name, one in `__all__`, and one that a star import may bind.
_RULES = ("F821", "F822", "F405")
# It reads all newer syntax with it. From 3.14 on annotations may use what stands below them.
_VERSION = "py314" if sys.version_info >= (3, 14) else "py313"
# Behind each text: of a file of which ruff does not say that this is unbound, it says nothing.
_UNBOUND = "_routeshift_is_bound_nowhere"
_NAME = re.compile("`([^`]+)`")
_NUMBER = re.compile(r"\d+")
# Of a module with a lambda in a function of that decorator, ruff says nothing: it gets another one.
_SILENCING, _SILENT = re.compile(r"\bno_type_check\b"), "_routeshift_no_type_check"
# How an author says that a name is there at run time.
_KNOWN = re.compile(r"#\s*noqa(?!\s*:)|#\s*noqa\s*:.*\bF(821|822|405)\b", re.IGNORECASE)


class _Use(NamedTuple):
    """A use of a name: its line, its column in characters, both from 1, and the name."""

    line: int
    column: int
    name: str


def unbound_names(
    index: Index, modules: Sequence[Module]
) -> Iterator[tuple[Module, list[tuple[int, str]]]]:
    """The line and the name of each use of a global name that nothing binds, by module.

    The names in `__all__` count as used. A line with `# noqa: F821` is left out.

    Args:
        index: The facts.
        modules: The modules.

    Raises:
        RouteshiftError: Ruff cannot be run, or does not read a module.
    """
    for module, found in zip(modules, _reported(modules), strict=True):
        stars = starred(index, module)
        nowhere = [use for use in found if origin(stars, use.name) == (None, True)]
        unknown = [use for use in nowhere if not (_is_known(module, use) or _is_text(module, use))]
        yield module, sorted({(use.line, use.name) for use in unknown})


def _reported(modules: Sequence[Module]) -> list[set[_Use]]:
    """What ruff says of each module."""
    found: list[set[_Use]] = [set() for _ in modules]
    with tempfile.TemporaryDirectory(prefix="routeshift-") as name:
        files = [_written(Path(name, str(n)), module) for n, module in enumerate(modules)]
        for row in _checked(files):
            told, place = _NAME.search(row["message"]), row["location"]
            if told is not None and row["code"] in _RULES:
                # The folder's own name may be no text, and another one in what ruff says.
                number = int(_NUMBER.findall(row["filename"])[-1])
                own = unicodedata.normalize("NFKC", told[1].replace(_SILENT, "no_type_check"))
                found[number].add(_Use(place["row"], place["column"], own))
    return [_without_ours(*row) for row in zip(modules, found, strict=True)]


def _written(place: Path, module: Module) -> Path:
    file = place.with_suffix(".py")
    if module.is_package:
        # Whose package has a `__path__`.
        place.mkdir()
        file = place / "__init__.py"
    text = _SILENCING.sub(_SILENT, module.source.text)
    file.write_bytes(f"{text}\n{_UNBOUND}\n".encode(errors="replace"))
    return file


def _checked(files: Sequence[Path]) -> list[dict[str, Any]]:
    if not files:
        return []
    rules = ["--ignore-noqa", "--target-version", _VERSION, "--select", ",".join(_RULES)]
    options = ["--isolated", "--no-cache", "--exit-zero", "--output-format", "json"]
    command = [program("ruff"), "check", *options, *rules, *map(str, files)]
    # A user's may tell ruff to write what it finds to a file.
    own = {name: value for name, value in os.environ.items() if not name.startswith("RUFF_")}
    done = subprocess.run(command, capture_output=True, check=False, env=own)  # noqa: S603 - a linter
    try:
        rows: list[dict[str, Any]] = json.loads(done.stdout)
    except ValueError as error:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2].strip()
        raise RouteshiftError(
            f"Ruff cannot check what would be written: {said}.", hint="Nothing was written."
        ) from error
    return rows


def _without_ours(module: Module, found: set[_Use]) -> set[_Use]:
    own = {use for use in found if use.name != _UNBOUND}
    if len(own) == len(found):
        raise RouteshiftError(
            "Ruff does not read what would be written here.",
            file=module.path,
            hint="Another release of ruff may do so. Nothing was written.",
        )
    return own


def _is_known(module: Module, use: _Use) -> bool:
    lines = {use.line, *(n.lineno for n in _listing(module) if _spans(n, use.line))}
    return any(
        _KNOWN.search(comment.text)
        for line in lines
        for comment in module.tokens.comments_between(line, line)
    )


def _listing(module: Module) -> Iterator[ast.stmt]:
    """The statements that assign `__all__`, whose first line speaks for each name in them."""
    for node in walk_statements(module.tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if "__all__" in map(last_name, targets):
                yield node


def _spans(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _is_text(module: Module, use: _Use) -> bool:
    """Whether it is text of a `Literal`, or behind the type of an `Annotated`.

    Where these come from a module that is not `typing`, ruff takes the text for a type.
    """
    at = use.line, use.column - 1
    return any(
        module.source.position(start) <= at < module.source.position(end)
        for start, end in map(module.source.span, _texts(module))
    )


def _texts(module: Module) -> Iterator[ast.Constant]:
    for node in walk(module.tree):
        if isinstance(node, ast.Subscript) and last_name(node.value) in ("Literal", "Annotated"):
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            for part in parts[last_name(node.value) == "Annotated" :]:
                yield from (n for n in walk(part) if isinstance(n, ast.Constant))
