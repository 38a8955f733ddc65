"""Starting: what a project has that the toolkit works on, and the settings that say so."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from routeshift.config import Config, parse_toml, read_table
from routeshift.errors import RouteshiftError, TargetError
from routeshift_codemods.changes import FileChange
from routeshift_codemods.index import Index, Surroundings, is_test, run_on, whole_project
from routeshift_codemods.resolve import (
    Diagnostic,
    Inventory,
    metadata_readers,
    take_inventory,
)
from routeshift_codemods.settings import decisions_of

_DOCUMENT = re.compile(r"(?i).*(openapi|spec|api).*\.(json|ya?ml)")
# A document is read whole, to see what it is about.
_LARGEST = 20_000_000
_SKIPPED = frozenset({"node_modules", "site-packages", "dist", "build"})


@dataclass(frozen=True, slots=True)
class Start:
    """What a project has.

    Attributes:
        file: Its pyproject.toml, which may not be there yet.
        target: The package with its APIs.
        others: Further packages with APIs.
        legacy: How many operations of the target are webmethods.
        routes: How many are a router's.
        decorators: Where its decorator is defined.
        hosts: Who reads what the decorator leaves.
        document: The committed document of its operations.
        unreadable: What is wrong with decorators, whose operations cannot be read.
        unread: The files that do not parse, where further operations may be.
        change: The file with the settings; None when it has some already.
    """

    file: Path
    target: Path
    others: tuple[Path, ...]
    legacy: int
    routes: int
    decorators: tuple[Path, ...]
    hosts: tuple[Diagnostic, ...]
    document: Path | None
    unreadable: tuple[Diagnostic, ...]
    unread: tuple[RouteshiftError, ...]
    change: FileChange | None


def start_of(folder: Path) -> Start:
    """What a project has, and the settings that say so. Nothing is written or imported.

    Args:
        folder: The project's folder.

    Raises:
        TargetError: It is no folder of a project, or has no API.
    """
    if not folder.is_dir():
        raise TargetError("This is no folder.", file=folder, hint="Give that of the project.")
    _refuse_below(folder)
    return run_on(folder, lambda index: _start(index, folder))


def _start(index: Index, folder: Path) -> Start:
    inventory = take_inventory(index, decisions_of(Config()))
    inventory.refuse_nothing()
    packages = _packages(inventory, folder)
    if not packages:
        hint = "Give the folder of the project whose packages have some."
        raise TargetError("There is no API outside of tests here.", file=folder, hint=hint)
    target, *others = packages
    project = whole_project(index)
    file = folder / "pyproject.toml"
    document = _document(folder, inventory)
    legacy = [api for api in inventory.legacy if api.module.path.is_relative_to(target)]
    routers = [one for one in inventory.routers if one.module.path.is_relative_to(target)]
    return Start(
        file=file,
        target=target,
        others=tuple(others),
        legacy=sum(len(api.operations) for api in legacy),
        routes=sum(len(one.operations) for one in routers),
        decorators=tuple(_decorators(project, folder)),
        hosts=metadata_readers(project),
        document=document,
        unreadable=inventory.unreadable_decorators,
        unread=tuple(inventory.unreadable.values()),
        change=_settings(file, target, document),
    )


def _packages(inventory: Inventory, folder: Path) -> list[Path]:
    """The packages that declare APIs, the one with most of them first."""
    declaring = [api.module.path for api in inventory.legacy]
    declaring += [router.module.path for router in inventory.routers]
    places: dict[Path, list[Path]] = {}
    for path in declaring:
        if not is_test(folder, path):
            places.setdefault(_outermost(path, folder), []).append(path)
    every = sorted(places, key=lambda p: (-len(places[p]), p.is_file(), p))
    return [_common(places[place]) for place in every]


def _outermost(path: Path, folder: Path) -> Path:
    """The outermost package around a module, or the module itself."""
    found = path
    for parent in path.parents:
        if parent == folder or not (parent / "__init__.py").is_file():
            return found
        found = parent
    return found


def _common(paths: Iterable[Path]) -> Path:
    """The innermost folder around modules, or the only one, which is its package's where it has."""
    return Path(os.path.commonpath([_whole(path) for path in paths]))


def _whole(path: Path) -> Path:
    return path.parent if (path.parent / "__init__.py").is_file() else path


def _decorators(project: Surroundings, folder: Path) -> Iterator[Path]:
    """Where the decorator is defined."""
    for module in project.having((), rb"def\s+webmethod\b"):
        if module.path.is_relative_to(folder) and not is_test(folder, module.path):
            yield module.path


def _document(folder: Path, inventory: Inventory) -> Path | None:
    """The committed document with most of the operations; None without any."""
    paths = {re.sub(r"\{(\w+):\w+\}", r"{\1}", o.path) for o in inventory.operations}
    counted: Counter[Path] = Counter()
    for file in _candidates(folder):
        text = file.read_text("utf-8", errors="replace")
        counted[file] = sum(path in text for path in paths) if "openapi" in text[:2000] else 0
    best = sorted(counted, key=lambda file: (-counted[file], len(file.parts), file))
    return best[0] if best and counted[best[0]] else None


def _candidates(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        kept = [n for n in folders if not n.startswith(".") and n not in _SKIPPED]
        folders[:] = sorted(n for n in kept if not is_test(folder, Path(place, n)))
        for name in filter(_DOCUMENT.fullmatch, names):
            file = Path(place, name)
            if file.is_file() and file.stat().st_size <= _LARGEST:
                yield file


def _settings(file: Path, target: Path, document: Path | None) -> FileChange | None:
    """The project's file with the settings at its end; None when it has some."""
    before = file.read_bytes() if file.is_file() else None
    if before is not None and read_table(file):
        return None
    wanted = {"target": target.relative_to(file.parent).as_posix()}
    if document is not None:
        wanted["document"] = document.relative_to(file.parent).as_posix()
    lines = ["[tool.routeshift]", *(f"{key} = {_quoted(value)}" for key, value in wanted.items())]
    there = before or b""
    end = "\r\n" if b"\r\n" in there else "\n"
    gap = "" if not there.strip() else end if there.endswith(b"\n") else end * 2
    after = there + (gap + end.join([*lines, ""])).encode("utf-8")
    if _says(file, after) != wanted:
        raise TargetError(
            "It has a table that nothing can be added to.",
            file=file,
            hint=f"Write by hand: {'; '.join(lines)}.",
        )
    return FileChange(file, before, after)


def _quoted(value: str) -> str:
    """A TOML string."""
    return tomlkit.string(value).as_string()


def _says(file: Path, data: bytes) -> object:
    """What the settings of a file would say; None when it would be no TOML."""
    try:
        return parse_toml(file, data).get("tool", {}).get("routeshift")
    except (TargetError, AttributeError):
        return None


def _refuse_below(folder: Path) -> None:
    """Refuse a folder whose settings stand above it: its own would take their place."""
    if (folder / "__init__.py").is_file():
        hint = "Give the folder of its project."
        raise TargetError("This is a package.", file=folder, hint=hint)
    for above in folder.parents:
        file = above / "pyproject.toml"
        if file.is_file() and read_table(file):
            hint = "Give that project's folder; settings here would hide its own."
            raise TargetError("It has [tool.routeshift] already.", file=file, hint=hint)
