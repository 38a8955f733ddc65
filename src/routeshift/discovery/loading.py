"""Importing the modules of a package that can declare operations, and telling what went wrong."""

from __future__ import annotations

import importlib
import inspect
import linecache
import re
import sys
import traceback
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from routeshift.discovery.found import Skipped
from routeshift.errors import RouteshiftError, TargetError
from routeshift.importing import importable
from routeshift.wire import Source, class_names
from routeshift.wording import one_line

# By text first: importing all modules of a package takes long, and may need what is not
# installed.
_DECLARES = re.compile(rb"webmethod")
_MAY_DECLARE = re.compile(rb"webmethod|Protocol|create_\w*router")
_DEF = re.compile(r"\s*(?:async\s+)?def\s+(\w+)")
# Importing these runs something, or needs a test runner.
_NEVER = frozenset({"__main__", "conftest", "tests"})


def load(target: str | Path | ModuleType) -> ModuleType:
    """Import a target.

    Args:
        target: A module, its dotted name, or the path to a package's folder or a module's file.

    Raises:
        TargetError: When it is not there, or its import fails.
    """
    if isinstance(target, ModuleType):
        return target
    if isinstance(target, Path) or _is_path(target):
        target = _importable(Path(target))
    return _import(target)


def _is_path(target: str) -> bool:
    path = Path(target)
    return "/" in target or path.is_dir() or (bool(path.suffix) and path.is_file())


def _importable(path: Path) -> str:
    """The dotted name of a path, made importable by putting its root first."""
    if not path.exists():
        raise TargetError(f"There is no {path}.", hint="Give a package's folder or dotted name.")
    path = path.resolve()
    if path.is_dir() and not (path / "__init__.py").exists():
        message = f"{path} is no package: it has no __init__.py."
        raise TargetError(message, hint="Give the folder of the package itself.")
    if path.is_file() and path.suffix != ".py":
        message = f"{path} is no Python file."
        raise TargetError(message, hint="Give a package's folder or dotted name.")
    parts = [path.stem]
    root = path.parent
    while (root / "__init__.py").exists():
        parts.insert(0, root.name)
        root = root.parent
    if parts[0] in sys.stdlib_module_names:
        message = f"{parts[0]} is the name of a module of Python's own."
        raise TargetError(message, file=path, hint="Rename it: it cannot be imported by that name.")
    importable(str(root))
    return ".".join(parts)


def modules(
    package: ModuleType, route_modules: Collection[str]
) -> tuple[list[ModuleType], list[Skipped]]:
    """Import the modules of a package that can declare operations.

    Args:
        package: The package, or a single module.
        route_modules: Names of modules that hold router factories.

    Returns:
        The modules, and those that failed to import and declare nothing.

    Raises:
        TargetError: When a module that declares operations or routers fails to import.
    """
    found = [package]
    skipped = []
    for name, file in _files(package):
        text = file.read_bytes()
        declares = name.rpartition(".")[2] in route_modules or _DECLARES.search(text)
        if not declares and not _MAY_DECLARE.search(text):
            continue
        try:
            found.append(_import(name))
        except TargetError as error:
            if declares:
                raise
            # A module that only may declare is often one whose extra is not installed: it is
            # listed, and no reason to stop.
            skipped.append(Skipped(name, str(error)))
    return found, skipped


def classes_of(package: ModuleType) -> frozenset[str]:
    """The names of the classes of a package, from the text of all its modules."""
    files = [file for _, file in _files(package)]
    if getattr(package, "__file__", None):
        files.append(Path(str(package.__file__)))
    return frozenset(name for f in files for name in class_names(f.read_text("utf-8", "replace")))


def _files(package: ModuleType) -> Iterator[tuple[str, Path]]:
    for folder in map(Path, getattr(package, "__path__", ())):
        # A folder, a pipe or a link to nothing may be called like a file, too.
        for file in sorted(filter(Path.is_file, folder.rglob("*.py"))):
            parts = file.relative_to(folder).with_suffix("").parts
            if not _NEVER & set(parts) and all(part.isidentifier() for part in parts):
                inside = parts[:-1] if parts[-1] == "__init__" else parts
                if inside:
                    yield ".".join((package.__name__, *inside)), file


def _import(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(f"{error.name}.")):
            message = f"There is no module {error.name}."
            raise TargetError(message, hint="Give its path, or install it.") from error
        raise _failed(name, error) from error
    except SyntaxError as error:
        raise (_unparsed(error) or _failed(name, error)) from error
    except RouteshiftError:
        raise
    except (Exception, SystemExit) as error:
        raise _failed(name, error) from error


def _unparsed(error: SyntaxError) -> TargetError | None:
    """What is wrong with a file that Python does not read; None for text that is in no file."""
    if error.filename is None or not Path(error.filename).is_file():
        return None
    version = ".".join(map(str, sys.version_info[:2]))
    return TargetError(
        f"The file does not parse in Python {version}: {error.msg}.",
        file=error.filename,
        line=error.lineno,
        hint="Mend it, or where it is written for another Python, have that one read it: by "
        "--python, or by --old-python and --new-python.",
    )


def _failed(name: str, error: BaseException) -> TargetError:
    frames = traceback.extract_tb(error.__traceback__)
    places = [f for f in frames if "importlib" not in f.filename and Path(f.filename).exists()]
    own = [f for f in places if f.filename != __file__]
    return TargetError(
        f"{name} cannot be imported: {type(error).__name__}: {one_line(error)}.",
        hint="Mend it, or install what it needs.",
        file=own[-1].filename if own else None,
        line=own[-1].lineno if own else None,
    )


def source_of(function: Callable[..., Any]) -> Source | None:
    """Where a function's `def` stands, below its decorators; None when nobody knows."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    if type(code) is not CodeType:
        return None
    # A code object begins at the first decorator, and readers look for the `def`.
    lines = linecache.getlines(code.co_filename)
    for line in range(code.co_firstlineno, len(lines) + 1):
        opening = _DEF.match(lines[line - 1])
        if opening is not None and opening[1] == code.co_name:
            return Source(Path(code.co_filename), line)
    return Source(Path(code.co_filename), code.co_firstlineno)
