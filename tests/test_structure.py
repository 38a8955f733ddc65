"""The rules of the house that a machine can check: directions of imports, sizes of files."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "src" / "routeshift"
CODEMOD = ROOT / "codemods" / "routeshift_codemods"
OURS = [*LIBRARY.rglob("*.py"), *CODEMOD.rglob("*.py")]

# The modules that the codemod shares with the library: facts and rules, no server.
SHARED = {
    "binding",
    "config",
    "contract",
    "docstrings",
    "errors",
    "naming",
    "operation",
    "webmethod",
}


def imports(file: Path) -> set[str]:
    """Every module that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module}
    return found


def top(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_no_file_is_too_long_to_hold_in_ones_head() -> None:
    files = [*OURS, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    long = {name(f): n for f in files if (n := len(f.read_bytes().splitlines())) > 400}
    assert not long


def test_the_library_knows_the_codemod_only_where_it_runs_it() -> None:
    users = {name(f) for f in LIBRARY.rglob("*.py") if "routeshift_codemods" in top(imports(f))}
    assert users <= {"src/routeshift/cli/migrate.py", "src/routeshift/cli/scan.py"}


def test_the_codemod_shares_only_rules_with_the_library() -> None:
    for file in CODEMOD.rglob("*.py"):
        shared = {m.split(".")[1] for m in imports(file) if m.startswith("routeshift.")}
        assert shared <= SHARED, name(file)


def test_the_codemod_is_static() -> None:
    for file in CODEMOD.rglob("*.py"):
        assert not top(imports(file)) & {"fastapi", "pydantic", "starlette"}, name(file)


def test_only_the_command_line_prints() -> None:
    for file in OURS:
        if LIBRARY / "cli" not in file.parents:
            assert not top(imports(file)) & {"rich", "typer", "click"}, name(file)


def test_the_binding_table_knows_no_framework() -> None:
    for module in ("binding", "naming", "operation", "webmethod", "errors"):
        outside = top(imports(LIBRARY / f"{module}.py")) - sys.stdlib_module_names
        assert outside <= {"routeshift", "__future__"}


def module_name(file: Path) -> str:
    root = ROOT / "src" if LIBRARY in file.parents else ROOT / "codemods"
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("file", OURS, ids=name)
def test_every_module_can_be_imported_first(file: Path) -> None:
    """A module that only imports after another one is part of an import circle."""
    module = module_name(file)
    if module.endswith("__main__"):
        pytest.skip("running it is its import")
    done = subprocess.run(
        [sys.executable, "-c", f"import {module}"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_importing_routeshift_is_light() -> None:
    code = (
        "import sys, routeshift; print({'fastapi','libcst','rich','pydantic'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
