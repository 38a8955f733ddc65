"""A setup.py with the new packages and fastapi in the lists that it passes to `setup`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from routeshift.errors import TargetError
from routeshift_codemods.edit import AddToList, Change, applied
from routeshift_codemods.index import Module, parse_text
from routeshift_codemods.plan.packaging.project import (
    REQUIREMENT,
    NewPackages,
    is_fastapi,
    missing_packages,
)
from routeshift_codemods.resolve import Diagnostic
from routeshift_codemods.syntax import walk


def setup_py(text: str, new: NewPackages) -> str:
    """The file with more in its lists; what finds packages by itself finds the new ones.

    Args:
        text: The file.
        new: What is new.
    """
    module = _parsed(text)
    return text if module is None else applied(module, _changes(module, new))


def unread_packages(path: Path, text: str, new: NewPackages) -> Iterator[Diagnostic]:
    """A diagnostic on a list of packages or modules that only a person can change.

    Args:
        path: The file.
        text: Its text.
        new: What is new.
    """
    added = ", ".join(new.packages)
    module = _parsed(text)
    if not new.packages:
        return
    if module is None:
        message = f"it cannot be read; if it lists packages, add {added}"
        yield Diagnostic("info", path.name, message, path, 1)
        return
    given = _given(module)
    packages, modules = given.get("packages"), given.get("py_modules")
    finds = isinstance(packages, ast.Call) and "find" in ast.unparse(packages.func)
    if packages is not None and not finds and _strings(packages) is None:
        yield _diagnostic(path, packages, f"`packages` is no plain list: add {added}")
    listed = _strings(modules) or []
    for name in (n for n in new.modules if n in listed):
        assert modules is not None
        yield _diagnostic(path, modules, f"{name} is a package now: move it to `packages`")


def _diagnostic(path: Path, node: ast.expr, message: str) -> Diagnostic:
    return Diagnostic("info", path.name, message, path, node.lineno)


def _parsed(text: str) -> Module | None:
    try:
        return parse_text(text, Path("setup.py"), "setup")
    except TargetError:
        return None


def _changes(module: Module, new: NewPackages) -> Iterator[Change]:
    given = _given(module)
    packages, requirements = given.get("packages"), given.get("install_requires")
    listed = _strings(packages)
    if isinstance(packages, ast.List | ast.Tuple) and listed:
        names = tuple(missing_packages(new.packages, listed))
        if names:
            yield Change(module.path, module.source.span(packages), AddToList(names))
    needed = _strings(requirements)
    lacking = needed and not any(map(is_fastapi, needed))
    if isinstance(requirements, ast.List | ast.Tuple) and lacking:
        added = AddToList((REQUIREMENT,))
        yield Change(module.path, module.source.span(requirements), added)


def _given(module: Module) -> dict[str, ast.expr]:
    """What `setup(...)` gets by name; a name stands for the list that it was assigned."""
    calls = [node for node in walk(module.tree) if isinstance(node, ast.Call)]
    setups = [c for c in calls if ast.unparse(c.func) in ("setup", "setuptools.setup")]
    keywords = [keyword for call in setups for keyword in call.keywords]
    return {k.arg: _value(module, k.value) for k in keywords if k.arg is not None}


def _value(module: Module, node: ast.expr) -> ast.expr:
    bound = module.names.get(node.id) if isinstance(node, ast.Name) else None
    statement = None if bound is None else bound.node
    return statement.value if isinstance(statement, ast.Assign) else node


def _strings(node: ast.expr | None) -> list[str] | None:
    """The strings of a list; None for anything else."""
    elements = node.elts if isinstance(node, ast.List | ast.Tuple) else None
    if elements is None:
        return None
    found = [e.value for e in elements if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    return found if len(found) == len(elements) else None
