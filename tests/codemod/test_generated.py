"""Generated packages through scan and migrate: nothing crashes, nothing is lost.

`ROUTESHIFT_EFFORT=500 pytest tests/codemod/test_generated.py` runs as many as the full
check wants. With ROUTESHIFT_NEWEST_PYTHON, that interpreter compiles what this one cannot.
"""

from __future__ import annotations

import importlib
import io
import os
import re
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from hypothesis import HealthCheck, Phase, given, note, settings

from routeshift.discovery import discover
from routeshift.errors import TargetError
from routeshift.openapi import document
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.outcome import Migration
from routeshift_codemods.scan import Scan, scan

from .generators import PACKAGE, Package, packages

NEWEST = os.environ.get("ROUTESHIFT_NEWEST_PYTHON")

Files = dict[str, bytes]


# A failing package is printed; to shrink one takes longer than to read it.
@pytest.mark.generated
@given(packages())
@settings(
    max_examples=examples(20),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_a_generated_package_loses_nothing(package: Package) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = package.write(Path(folder))
        before = contents(root)
        if package.refused:
            with pytest.raises(TargetError, match=r"lines end in different ways|cannot be decoded"):
                plan_migration(root)
            assert contents(root) == before
        else:
            migrated(package, root, before)


def migrated(package: Package, root: Path, before: Files) -> None:
    """Migrate a package, and check what is left of it."""
    note("\n".join(f"{name}\n{text_of(data)}" for name, data in before.items() if data))
    scanned = scan(root)
    shown = None if package.newer else seen(root)
    plan = plan_migration(root)
    write(plan.changes)
    after = contents(root)
    note("\n".join(f"{name}\n{text_of(data)}" for name, data in after.items() if data))
    check_texts(package, plan, after)
    check_files(plan, root, before, after)
    check_line_ends(before[package.module.partition("/")[2]], plan)
    check_scans(plan, scanned, scan(root))
    assert not plan_migration(root).changes
    assert contents(root) == after
    if shown is None:
        check_syntax(root)
    else:
        check_imports(shown, seen(root), {n for one in plan.dropped for n in one.names})


def check_texts(package: Package, plan: Migration, after: Files) -> None:
    """No comment is lost, and every name is in the file that it was imported from, or reported."""
    texts = {path: text_of(data) for path, data in after.items()}
    # Formatters put a blank behind the `#`.
    everything = "\n".join(texts.values()).replace("# ", "#")
    lost = [c for c in package.comments if c.replace("# ", "#") not in everything]
    dropped = {name for one in plan.dropped for name in one.names}
    assert not set(lost) - (package.of_imports if dropped else set())
    name = package.module.partition("/")[2]
    facade = texts.get(name, "") + texts.get(name.removesuffix(".py") + "/__init__.py", "")
    assert not [n for n in {*package.names} - dropped if not re.search(rf"\b{n}\b", facade)]


def check_files(plan: Migration, root: Path, before: Files, after: Files) -> None:
    """What the plan does not name is as it was."""
    touched = {str(change.path.relative_to(root)) for change in plan.changes}
    assert {k: v for k, v in before.items() if k not in touched} == {
        k: v for k, v in after.items() if k not in touched
    }


def check_line_ends(module: bytes, plan: Migration) -> None:
    """New files end their lines as their module did."""
    for change in plan.changes:
        others = change.path.parent.name == "base" or change.path.name == "router_contract.py"
        if change.before is None and change.after and not others:
            ends = change.after.count(b"\n"), change.after.count(b"\r\n")
            assert ends[1] == (ends[0] if b"\r\n" in module else 0), change.path


def check_scans(plan: Migration, before: Scan, after: Scan) -> None:
    """A scan tells of the same operations before and afterwards, and so does the report."""
    assert len(before.operations) == sum(api.operations for api in plan.apis)
    assert {s.operation.api for s in before.operations} == {api.name for api in plan.apis}
    assert rows(after) == rows(before)
    assert {s.operation.kind for s in after.operations} == {"router"}


def rows(found: Scan) -> set[tuple[object, ...]]:
    """What a scan says of each operation, whoever declares it."""
    every = [scanned.operation for scanned in found.operations]
    return {(o.method, o.path, o.name, o.deprecated, o.public, o.scope, o.level) for o in every}


def check_imports(before: dict[str, Any], after: dict[str, Any], dropped: set[str]) -> None:
    """Everything that could be imported still can or is reported; the document is what it was."""
    lost = {name: found - after[name] - dropped for name, found in before.items() if name}
    assert not {name: found for name, found in lost.items() if found}
    assert after[""] == before[""]


def seen(root: Path) -> dict[str, Any]:
    """The names of each module of the package that was there before, and under "" its document."""
    with importable(root):
        found: dict[str, Any] = {"": document(discover(PACKAGE))}
        for name in _modules(root):
            importlib.import_module(name)
            found[name] = vars(sys.modules[name]).keys() - {"__annotations__"}
        return found


def _modules(root: Path) -> Iterator[str]:
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@contextmanager
def importable(root: Path) -> Iterator[None]:
    """The package can be imported, and is forgotten afterwards."""
    sys.path.insert(0, str(root.parent))
    importlib.invalidate_caches()
    written_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = written_bytecode
        sys.path.remove(str(root.parent))
        for loaded in [n for n in sys.modules if n.partition(".")[0] == PACKAGE]:
            del sys.modules[loaded]


_COMPILE = """
import pathlib, sys
for path in pathlib.Path(sys.argv[1]).rglob("*.py"):
    compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
"""


def check_syntax(root: Path) -> None:
    """What a newer Python alone can read is compiled by it."""
    if NEWEST:
        command = [NEWEST, "-I", "-S", "-W", "ignore", "-c", _COMPILE, str(root)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def contents(folder: Path) -> Files:
    """The bytes of each file."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def text_of(data: bytes) -> str:
    """A file's text by its own coding line."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
