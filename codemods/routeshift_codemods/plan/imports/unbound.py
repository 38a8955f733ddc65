"""Names that a module uses and nothing binds: what ruff finds, star imports followed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from routeshift.errors import RouteshiftError
from routeshift_codemods.index import Index, Module, origin, starred
from routeshift_codemods.programs import program

# An undefined name, one in `__all__`, and one that a star import may bind.
_RULES = ("F821", "F822", "F405")
# It reads all newer syntax with it. From 3.14 on annotations may use what stands below them.
_VERSION = "py314" if sys.version_info >= (3, 14) else "py313"
# Behind each text: of a file of which ruff does not say that this is unbound, it says nothing.
_UNBOUND = "_routeshift_is_bound_nowhere"
_NAME = re.compile("`([^`]+)`")
# How an author says that a name is there at run time.
_KNOWN = re.compile(r"#\s*noqa(?!\s*:)|#\s*noqa\s*:.*\bF(821|822|405)\b", re.IGNORECASE)


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
        nowhere = [row for row in sorted(found) if origin(stars, row[1]) == (None, True)]
        yield module, [row for row in nowhere if not _is_known(module, row[0])]


def _reported(modules: Sequence[Module]) -> list[set[tuple[int, str]]]:
    """What ruff says of each module."""
    with tempfile.TemporaryDirectory(prefix="routeshift-") as name:
        root = Path(name).resolve()
        files = [_written(root / str(number), module) for number, module in enumerate(modules)]
        found: dict[str, set[tuple[int, str]]] = {str(file): set() for file in files}
        for row in _checked(files):
            told = _NAME.search(row["message"])
            if told is not None and row["code"] in _RULES:
                found[row["filename"]].add((row["location"]["row"], told[1]))
    return [_without_ours(*row) for row in zip(modules, found.values(), strict=True)]


def _written(place: Path, module: Module) -> Path:
    file = place.with_suffix(".py")
    if module.is_package:
        # Whose package has a `__path__`.
        place.mkdir()
        file = place / "__init__.py"
    file.write_bytes(f"{module.source.text}\n{_UNBOUND}\n".encode(errors="replace"))
    return file


def _checked(files: Sequence[Path]) -> list[dict[str, Any]]:
    if not files:
        return []
    rules = ["--ignore-noqa", "--target-version", _VERSION, "--select", ",".join(_RULES)]
    options = ["--isolated", "--no-cache", "--exit-zero", "--output-format", "json"]
    command = [program("ruff"), "check", *options, *rules, *map(str, files)]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - a linter
    try:
        rows: list[dict[str, Any]] = json.loads(done.stdout)
    except ValueError as error:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2].strip()
        raise RouteshiftError(
            f"Ruff cannot check what would be written: {said}.", hint="Nothing was written."
        ) from error
    return rows


def _without_ours(module: Module, found: set[tuple[int, str]]) -> set[tuple[int, str]]:
    own = {row for row in found if row[1] != _UNBOUND}
    if len(own) == len(found):
        raise RouteshiftError(
            "Ruff does not read what would be written here.",
            file=module.path,
            hint="Another release of ruff may do so. Nothing was written.",
        )
    return own


def _is_known(module: Module, line: int) -> bool:
    return any(_KNOWN.search(c.text) for c in module.tokens.comments_between(line, line))
