"""A host mounts what an API inherits, whichever APIs it mounts and whichever have moved."""

from __future__ import annotations

import itertools
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from routeshift import discover, mount
from routeshift.discovery import Apis
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

from . import harness

HEAD = "from typing import Protocol\n\nfrom legacy_decorator import webmethod\n\n"
BASE = """
class Base(Protocol):
    @webmethod(route="/{name:path}", method="GET", level="v1")
    async def look_up(self, name: str, limit: int = 25) -> str: ...
"""
ONE = """
class One(Base, Protocol):
    @webmethod(route="/one", method="GET", level="v1")
    async def all_of_one(self, kind: str | None = None) -> str: ...
"""
TWO = """
class Two(Base, Protocol):
    @webmethod(route="/two", method="GET", level="v1")
    async def the_two(self, kind: str | None = None) -> str: ...
"""
UNDECORATED = "\n    async def look_up(self, name: str, limit: int = 25) -> str: ...\n"
DECORATED = '\n    @webmethod(route="/else", method="GET", level="v1")' + UNDECORATED
IMPORT = "from shop.base import Base\n\n"
FAMILIES = {
    "one, of another module": {"base": BASE, "one": IMPORT + ONE},
    "two, of another module": {"base": BASE, "one": IMPORT + ONE, "two": IMPORT + TWO},
    "two, of the same module": {"all": f"{BASE}\n{ONE}\n{TWO}"},
    "one and one that defines it anew": {
        "base": BASE,
        "one": IMPORT + ONE,
        "two": IMPORT + TWO + UNDECORATED,
    },
    "one and one that declares it anew": {
        "base": BASE,
        "one": IMPORT + ONE,
        "two": IMPORT + TWO + DECORATED,
    },
}
SERVICE = """

class Service({protocols}):
    async def look_up(self, name: str, limit: int = 25) -> str:
        return f"{{name}} of {{limit}}"

    async def all_of_one(self, kind: str | None = None) -> str:
        return f"one {{kind}}"

    async def the_two(self, kind: str | None = None) -> str:
        return f"two {{kind}}"
"""
PATHS = ("/v1/a", "/v1/one", "/v1/one?kind=x", "/v1/two", "/v1/a/b?limit=3", "/v1/else?name=n")
# By the names of the APIs that are served.
Observed = dict[tuple[str, ...], Any]


def written(root: Path, modules: dict[str, str]) -> Path:
    """A package of some modules, and a class that implements all of its APIs."""
    (root / "shop").mkdir(parents=True)
    (root / "shop" / "__init__.py").touch()
    heirs = []
    for module, text in modules.items():
        (root / "shop" / f"{module}.py").write_text(HEAD + text)
        heirs += [(module, name) for name in ("One", "Two") if f"class {name}(" in text]
    imports = "".join(f"from shop.{module} import {name}\n" for module, name in heirs)
    code = imports + SERVICE.format(protocols=", ".join(name for _, name in heirs))
    (root / "service.py").write_text(code)
    return root


def observed(root: Path) -> Observed:
    """What clients see of each choice of APIs that a host may mount."""
    with harness.importable(root):
        service = runpy.run_path(str(root / "service.py"))["Service"]()
        apis = discover("shop")
        names = [api.name for api in apis]
        choices = (itertools.combinations(names, n) for n in range(1, len(names) + 1))
        return {
            served: seen(apis, dict.fromkeys(served, service))
            for served in itertools.chain(*choices)
        }


def seen(apis: Apis, impls: dict[str, object]) -> Any:
    """The operations of an app, its document, and its answers."""
    app = FastAPI()
    operations = mount(app, apis, impls, bridge=True)
    answers = map(TestClient(app).get, PATHS)
    return (
        {(o.api, o.name, o.path, o.tags) for o in operations},
        app.openapi(),
        [(path, a.status_code, a.text) for path, a in zip(PATHS, answers, strict=True)],
    )


def moves(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Each API alone, and all."""
    yield from ((name,) for name in names)
    yield names


@pytest.mark.parametrize("heirs", FAMILIES)
def test_what_is_inherited_is_served_as_it_was(tmp_path: Path, heirs: str) -> None:
    before = observed(written(tmp_path / "before", FAMILIES[heirs]))
    for moved in moves(max(before, key=len)):
        root = written(tmp_path / "-".join(("moved", *moved)), FAMILIES[heirs])
        write(plan_migration(root, moved).changes)
        after = observed(root)
        for served in before:
            assert after[served] == before[served], (moved, served)
