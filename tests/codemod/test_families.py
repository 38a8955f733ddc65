"""Which classes are APIs, and of which: the codemod and live discovery say the same."""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from routeshift import discover
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan

HEAD = "from typing import Protocol\n\nfrom routeshift import webmethod\n"
BASE = """
class Base(Protocol):
    @webmethod(route="/base", method="GET", level="v1")
    async def base(self) -> int: ...
"""
ONE = """
class One(Base, Protocol):
    @webmethod(route="/one", method="GET", level="v1")
    async def one(self) -> int: ...
"""
TWO = ONE.replace("One", "Two").replace("one", "two")
ANEW = """
class Anew(Base, Protocol):
    async def base(self) -> int: ...

    @webmethod(route="/anew", method="GET", level="v1")
    async def anew(self) -> int: ...
"""
MOVED = """
class Moved(Base, Protocol):
    @webmethod(route="/moved", method="GET", level="v1")
    async def base(self) -> int: ...
"""
REPEATS = BASE.replace("Base(Protocol)", "Repeats(Base)")
STRANGER = BASE.replace("Base(Protocol)", "Stranger")
EXTRA = """
    @webmethod(route="/extra", method="GET", level="v1")
    async def extra(self) -> int: ...
"""
MORE = """
class More(Base):
    @webmethod(route="/more", method="GET", level="v1")
    async def more(self) -> int: ...
"""
IMPORT = "from .base import Base\n"
CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "one module, two heirs": (
        {"a": BASE + ONE + TWO},
        ["one GET /v1/base", "one GET /v1/one", "two GET /v1/two"],
    ),
    "two modules, two heirs": (
        {"base": BASE, "b": IMPORT + ONE, "c": IMPORT + TWO},
        ["b GET /v1/one", "base GET /v1/base", "c GET /v1/two"],
    ),
    "heirs inside and outside": (
        {"base": BASE + TWO, "a": IMPORT + ONE},
        ["a GET /v1/one", "base GET /v1/base", "base GET /v1/two"],
    ),
    "a method that is defined anew has lost its route": ({"a": BASE + ANEW}, ["a GET /v1/anew"]),
    "a method that is declared anew has another": ({"a": BASE + MOVED}, ["a GET /v1/moved"]),
    "one heir defines it anew, another inherits it": (
        {"a": BASE + ANEW + TWO},
        ["anew GET /v1/anew", "two GET /v1/base", "two GET /v1/two"],
    ),
    "an implementation beside its Protocol repeats it": ({"a": BASE + REPEATS}, ["a GET /v1/base"]),
    "an implementation elsewhere repeats it": (
        {"base": BASE, "impl": IMPORT + REPEATS},
        ["base GET /v1/base"],
    ),
    "an implementation that inherits nothing repeats it": (
        {"base": BASE, "impl": STRANGER},
        ["base GET /v1/base"],
    ),
    "an implementation beside its Protocol repeats it and adds to it": (
        {"a": BASE + REPEATS + EXTRA},
        ["a GET /v1/base"],
    ),
    "an implementation elsewhere repeats it and adds to it": (
        {"base": BASE, "impl": IMPORT + REPEATS + EXTRA},
        ["base GET /v1/base"],
    ),
    "a class that adds an operation is an API": (
        {"base": BASE, "more": IMPORT + MORE},
        ["base GET /v1/base", "more GET /v1/more"],
    ),
}
_numbers = itertools.count()
Package = Callable[[dict[str, str]], Path]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    """Writes a package of its own name; forgets it afterwards."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    root = tmp_path / f"family_{next(_numbers)}"

    def write_all(modules: dict[str, str]) -> Path:
        root.mkdir()
        (root / "__init__.py").touch()
        for name, text in modules.items():
            (root / f"{name}.py").write_text(HEAD + text)
        importlib.invalidate_caches()
        return root

    yield write_all
    for name in [n for n in sys.modules if n.partition(".")[0] == root.name]:
        del sys.modules[name]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_scan_and_discovery_find_the_same_operations(package: Package, case: str) -> None:
    modules, expected = CASES[case]
    root = package(modules)
    scanned = sorted(f"{o.api} {o}" for o in scan(root).inventory.operations)
    live = [f"{api.name} {e.method} {e.path}" for api in discover(root) for e in api.endpoints]
    assert (scanned, sorted(live)) == (expected, expected)


SELFLESS = """
class Items(Protocol):
    @webmethod(route="/items/{name}", method="GET", level="v1")
    async def find(name: str, limit: int = 3) -> int: ...

    @webmethod(route="/items", method="POST", level="v1")
    async def add(this, name: str) -> int: ...
"""


def test_a_method_without_self_has_all_its_parameters(package: Package) -> None:
    """As it is served; the stub of it keeps its form."""
    root = package({"items": SELFLESS})
    assert [one.shape for one in scan(root).operations] == ["path + query", "embedded body"]
    plan = plan_migration(root)
    write(plan.changes)
    protocol = (root / "items" / "api.py").read_text()
    assert "find(name: str, request: FindRequest) -> int" in protocol
    assert "add(this, request: AddRequest) -> int" in protocol


def test_what_other_apis_inherit_is_told_with_who_has_its_route(package: Package) -> None:
    told = [
        note for note in scan(package({"a": BASE + ONE + TWO})).diagnostics if note.kind == "info"
    ]
    assert [(note.subject, note.line) for note in told] == [("Base.base", 7)]
    assert "inherited by Two too: its route goes with One" in told[0].message


def test_what_an_implementation_adds_to_its_protocol_is_told(package: Package) -> None:
    """The old servers asked the Protocol alone; a migration keeps it as it is."""
    root = package({"base": BASE, "impl": IMPORT + REPEATS + EXTRA})
    told = {note.subject: note.message for note in scan(root).diagnostics}
    assert "its class implements an API" in told["Repeats.extra"]
    write(plan_migration(root).changes)
    assert [f"{o.api} {o.kind}" for o in scan(root).inventory.operations] == ["base router"]
    assert [(api.name, api.endpoints) for api in discover(root)] == [("base", ())]


def test_a_migration_leaves_an_implementation_that_repeats_the_decorators(
    package: Package,
) -> None:
    """And the next run finds no API in it either."""
    root = package({"base": BASE, "impl": IMPORT + REPEATS})
    before = (root / "impl.py").read_text()
    plan = plan_migration(root)
    assert "its class implements an API" in " ".join(note.message for note in plan.diagnostics)
    write(plan.changes)
    assert (root / "impl.py").read_text() == before
    assert [f"{o.api} {o.kind}" for o in scan(root).inventory.operations] == ["base router"]
    assert [(api.name, api.endpoints) for api in discover(root)] == [("base", ())]
