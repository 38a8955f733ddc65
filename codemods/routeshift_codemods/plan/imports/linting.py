"""Unbound names as ruff reports them: it is needed anyway, and reads all newer syntax."""

from __future__ import annotations

import json
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from routeshift.errors import RouteshiftError
from routeshift_codemods.index import Module
from routeshift_codemods.programs import last_said, ran

# An undefined name, one in `__all__`, and one that a star import may bind.
_RULES = ("F821", "F822", "F405")
# It reads all newer syntax with it. From 3.14 on annotations may use what stands below them.
_VERSION = "py314" if sys.version_info >= (3, 14) else "py313"
# Behind each text: of a file of which ruff does not say that this is unbound, it says nothing.
_UNBOUND = "_routeshift_is_bound_nowhere"
_NAME = re.compile("`([^`]+)`")
_NUMBER = re.compile(r"\d+")
# Of a module with a lambda in a function of that decorator, ruff says nothing: it gets another one,
# which is as long, for what stands behind it has to stay in its column.
_SILENCING, _SILENT = re.compile(r"\bno_type_check\b"), "_o_type_check"


class Unbound(NamedTuple):
    """The use of a name that nothing binds.

    Attributes:
        line: Its line, from 1.
        column: Where it starts there, in characters, from 1.
        name: The name.
    """

    line: int
    column: int
    name: str


def reported(modules: Sequence[Module]) -> list[set[Unbound]]:
    """The unbound names of each module, also those that a star may bind or an author knows of.

    Raises:
        RouteshiftError: Ruff cannot be run, or does not read a module.
    """
    found: list[set[Unbound]] = [set() for _ in modules]
    with tempfile.TemporaryDirectory(prefix="routeshift-") as name:
        files = [_written(Path(name, str(n)), module) for n, module in enumerate(modules)]
        for row in _checked(files):
            told, place = _NAME.search(row["message"]), row["location"]
            if told is not None and row["code"] in _RULES:
                # The folder's own name may be no text, and another one in what ruff says.
                number = int(_NUMBER.findall(row["filename"])[-1])
                own = unicodedata.normalize("NFKC", told[1].replace(_SILENT, "no_type_check"))
                found[number].add(Unbound(place["row"], place["column"], own))
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


def _checked(files: Sequence[Path]) -> Iterator[dict[str, Any]]:
    rules = ["--ignore-noqa", "--target-version", _VERSION, "--select", ",".join(_RULES)]
    options = ["--isolated", "--no-cache", "--exit-zero", "--output-format", "json"]
    for done in ran("ruff", ["check", *options, *rules], files):
        try:
            yield from json.loads(done.stdout)
        except ValueError as error:
            raise RouteshiftError(
                f"Ruff cannot check what would be written: {last_said(done)}.",
                hint="Nothing was written.",
            ) from error


def _without_ours(module: Module, found: set[Unbound]) -> set[Unbound]:
    own = {use for use in found if use.name != _UNBOUND}
    if len(own) == len(found):
        raise RouteshiftError(
            "Ruff does not read this file as it is, or would be.",
            file=module.path,
            hint="Another release of ruff may do so. Nothing was written.",
        )
    return own
