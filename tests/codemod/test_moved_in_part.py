"""An API of which some methods stay legacy is one API still, in the next run, too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from routeshift.errors import DeclarationError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.status import status_of

API = """from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Size(BaseModel):
    width: int
    depth: int


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add(self, name: str, count: int = 1) -> str: ...

    @webmethod(route="/items/_drop", method="POST", level="v1")
    async def _drop(self, name: str) -> str: ...

    # routeshift: ignore
    @webmethod(route="/items/kept", method="POST", level="v1")
    async def keep(self, request: Size) -> str: ...
"""
METHODS = {
    "add": "async def add(self, name: str, count: int = 1): return name",
    "_drop": "async def _drop(self, name: str): return name",
    "keep": "async def keep(self, request): return 1",
    "keep, one by one": "async def keep(self, width, depth): return 1",
}


def project(folder: Path, *methods: str, base: str = "") -> Path:
    """A project with the API, and a class of its name that has some methods."""
    rows = "\n\n".join(
        f"    {METHODS[one]}".replace(": return", ":\n        return") for one in methods
    )
    imported = "from shop.items import Items\n\n\n" if base else ""
    files = {
        "pyproject.toml": "",
        "shop/__init__.py": "",
        "shop/items.py": API,
        "store.py": f"{imported}class ItemsStore{base}:\n{rows}\n",
    }
    (folder / "shop").mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize(
    "methods",
    [("add", "_drop"), ("add", "keep"), ("keep",), ("add", "keep, one by one")],
    ids=["what moved", "all but a private one that moved", "what stayed", "in another signature"],
)
def test_a_class_without_all_of_an_api_implements_no_part_of_it(
    tmp_path: Path, methods: tuple[str, ...]
) -> None:
    folder = project(tmp_path, *methods)
    before = (folder / "store.py").read_text()
    plan = plan_migration(folder)
    write(plan.changes)
    assert (plan.implementations, plan_migration(folder).changes) == (0, ())
    assert (folder / "store.py").read_text() == before


@pytest.mark.parametrize("kept", ["keep", "keep, one by one"])
def test_what_stays_takes_what_it_took_whatever_its_parameter_is_called(
    tmp_path: Path, kept: str
) -> None:
    folder = project(tmp_path, "add", "_drop", kept, base="(Items)")
    write(plan_migration(folder).changes)
    text = (folder / "store.py").read_text()
    assert METHODS[kept].partition(": return")[0] in text
    assert "add(self, request: AddRequest)" in text
    assert not plan_migration(folder).changes


def test_the_status_has_one_row_for_what_moved_and_what_stayed(tmp_path: Path) -> None:
    folder = project(tmp_path, "add", "_drop", "keep", base="(Items)")
    write(plan_migration(folder).changes)
    (api,) = status_of(folder).apis
    assert api.progress.parts["implementations"] == (2, 3)


# By its name the old server had `all_of` in front of `get`, whose path it fits, too.
MORE = """
    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get(self, item_id: str) -> str: ...

    # routeshift: ignore
    @webmethod(route="/items/{item_id:path}", method="GET", level="v1")
    async def all_of(self, item_id: str, limit: int = 3) -> str: ...
"""


def moved_in_part(folder: Path, where: str = "shop/items.py") -> Path:
    """The project, settled, with its API somewhere: its router."""
    project(folder, "add", "_drop", "keep", base="(Items)")
    (folder / "shop/items.py").unlink()
    (folder / where).parent.mkdir(exist_ok=True)
    (folder / where).write_text(f"{API}{MORE}")
    if "items/" in where:
        (folder / "shop/items/__init__.py").touch()
    return settled(folder)


def settled(folder: Path) -> Path:
    """A project of which some methods have moved, and the others may by now: its router."""
    write(plan_migration(folder).changes)
    for path in folder.rglob("*.py"):
        path.write_text(path.read_text().replace("    # routeshift: ignore\n", ""))
    (routes,) = folder.rglob("routes.py")
    return routes


@pytest.mark.parametrize(
    "where", ["shop/items.py", pytest.param("shop/items/api.py", marks=pytest.mark.long)]
)
def test_what_stayed_joins_the_router_that_is_there(tmp_path: Path, where: str) -> None:
    routes = moved_in_part(tmp_path, where)
    before = routes.read_text().splitlines()
    write(plan_migration(tmp_path).changes)
    after = routes.read_text()
    handlers = re.findall(r"    async def (\w+)", after)
    assert handlers == ["add", "_drop", "all_of", "get", "keep"]
    assert after.count("def create_router(") == 1
    lost = [line for line in before if line not in after.splitlines()]
    assert not [line for line in lost if "import" not in line]
    assert not plan_migration(tmp_path).changes


def test_each_joins_its_own_of_several_in_a_file(tmp_path: Path) -> None:
    first, head = API.replace("Items", "Boxes").replace("/items", "/boxes"), "class Items"
    both = f"{first}\n\n{head}{API.partition(head)[2]}"
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/__init__.py").touch()
    (tmp_path / "shop/items.py").write_text(both)
    routes = settled(tmp_path)
    write(plan_migration(tmp_path).changes)
    found = re.findall(r"def (\w+)", routes.read_text())
    of_one = ["add", "_drop", "keep"]
    assert found == ["create_boxes_router", *of_one, "create_items_router", *of_one]
    assert not plan_migration(tmp_path).changes


def test_it_joins_no_router_that_is_made_in_another_way(tmp_path: Path) -> None:
    routes = moved_in_part(tmp_path)
    routes.write_text(routes.read_text().replace('prefix="/v1"', 'prefix="/v2"'))
    with pytest.raises(DeclarationError, match="would get `all_of`, `keep`, and has") as caught:
        plan_migration(tmp_path)
    lines = routes.read_text().splitlines()
    assert caught.value.file == routes
    assert lines[(caught.value.line or 0) - 1].startswith("def create_router(")
