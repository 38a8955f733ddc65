"""Generated packages through scan and migrate: nothing crashes, nothing is lost.

`ROUTESHIFT_EXAMPLES=10000 pytest tests/codemod/test_generated.py` runs as many as the full
check wants.
"""

from __future__ import annotations

import ast
import importlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from hypothesis import HealthCheck, Phase, given, note, settings

from routeshift import target
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.report import Migration
from routeshift_codemods.scan import Scan, scan

from .generators import PACKAGE, Package, packages

EXAMPLES = int(os.environ.get("ROUTESHIFT_EXAMPLES", "80"))
# A failing package is printed; to shrink one takes longer than to read it.
generated = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
few = settings(generated, max_examples=max(4, EXAMPLES // 30))


@contextmanager
def written(package: Package) -> Iterator[tuple[Path, Migration]]:
    """The package on disk, and the plan of its migration."""
    with tempfile.TemporaryDirectory() as folder:
        root = package.write(Path(folder))
        note(f"{package.module}\n{text_of(package.files[package.module])}")
        yield root, plan_migration(root)


@contextmanager
def imported(root: Path, name: str) -> Iterator[ModuleType]:
    """A module of the package, forgotten afterwards."""
    sys.path.insert(0, str(root.parent))
    importlib.invalidate_caches()
    written_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield importlib.import_module(name)
    finally:
        sys.dont_write_bytecode = written_bytecode
        sys.path.remove(str(root.parent))
        for loaded in [n for n in sys.modules if n.partition(".")[0] == PACKAGE]:
            del sys.modules[loaded]


def names(root: Path, package: Package) -> set[str]:
    """What can be imported from the module, and from the package around it."""
    above = package.dotted.rpartition(".")[0]
    with imported(root, package.dotted) as module:
        around = sys.modules[above]
        return {f"{m.__name__}:{name}" for m in (module, around) for name in vars(m)}


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of each file."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def text_of(data: bytes) -> str:
    """A file's text by its own coding line."""
    coded = b"coding: latin-1" in data[:80]
    return data.decode("latin-1" if coded else "utf-8-sig").replace("\r\n", "\n")


def rows(found: Scan) -> set[tuple[object, ...]]:
    """What a scan says of each operation, whoever declares it."""
    every = [scanned.operation for scanned in found.operations]
    return {(o.method, o.path, o.name, o.deprecated, o.public, o.scope, o.level) for o in every}


@given(packages())
@generated
def test_no_comment_and_no_name_is_lost(package: Package) -> None:
    with written(package) as (root, plan):
        write(plan.changes)
        texts = {path: text_of(data) for path, data in contents(root).items()}
        everything = "\n".join(texts.values())
        assert not [comment for comment in package.comments if comment not in everything]
        facade = texts.get(package.module.partition("/")[2], "")
        facade += texts.get(
            package.module.partition("/")[2].removesuffix(".py") + "/__init__.py", ""
        )
        assert not [n for n in package.names if not re.search(rf"\b{n}\b", facade)]


@given(packages())
@generated
def test_the_output_parses_and_a_second_run_changes_nothing(package: Package) -> None:
    with written(package) as (root, plan):
        before = contents(root)
        write(plan.changes)
        after = contents(root)
        assert not plan_migration(root).changes
        assert contents(root) == after
        touched = {str(change.path.relative_to(root)) for change in plan.changes}
        assert {k: v for k, v in before.items() if k not in touched} == {
            k: v for k, v in after.items() if k not in touched
        }
        if not package.newer:
            for name, data in after.items():
                ast.parse(data, name)


@given(packages(newer=False))
@generated
def test_everything_importable_before_is_importable_after(package: Package) -> None:
    with written(package) as (root, plan):
        before = names(root, package)
        write(plan.changes)
        assert not before - names(root, package)


@given(packages())
@generated
def test_scan_agrees_with_what_migrate_reports_and_with_itself_afterwards(package: Package) -> None:
    with written(package) as (root, plan):
        before = scan(root)
        assert len(before.operations) == sum(api.operations for api in plan.apis)
        assert {s.operation.api for s in before.operations} == {api.name for api in plan.apis}
        write(plan.changes)
        after = scan(root)
        assert rows(after) == rows(before)
        assert {s.operation.kind for s in after.operations} == {"router"}


@given(packages(newer=False))
@few
def test_the_document_stays_what_it_was(package: Package) -> None:
    with written(package) as (root, plan):
        before = target.document(str(root))
        write(plan.changes)
        assert target.document(str(root)) == before
