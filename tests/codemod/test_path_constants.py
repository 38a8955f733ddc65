"""A path keeps the constants that it is put together of, where they give the same text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

from . import harness

API = """from enum import Enum
from typing import Protocol

import shop.paths
from legacy_decorator import webmethod
from shop import paths
from shop.paths import OTHER

BASE = "/items"
ONE = f"{{BASE}}/{{{{name}}}}"
BARE = "items"
base = "/items"
if BASE:
    UNSURE = "/items"


class Paths(str, Enum):
    ALL = "/items"


class Items(Protocol):
    @webmethod(route={route}, method="GET", level="v1")
    async def {method}(self, name: str) -> str: ...

    @webmethod(route="/more", method="GET", level={level})
    async def more(self) -> str: ...
"""


def routed(
    folder: Path, route: str, method: str = "find", level: str = '"v1"'
) -> tuple[str, set[str]]:
    """The path that the router of an API has, as it is written, and the paths that are served."""
    package = folder / "shop"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "paths.py").write_text('OTHER = "/items"\n')
    (package / "items.py").write_text(API.format(route=route, method=method, level=level))
    before = harness.documented(folder)
    write(plan_migration(folder).changes)
    after = harness.documented(folder)
    assert after == before
    text = (package / "items" / "routes.py").read_text()
    written = re.search(r"@router.get\((.*)\)\n    async def (?!more)", text)
    assert written
    return written[1], set(after["paths"])


@pytest.mark.parametrize(
    "route",
    ["BASE", "ONE", 'f"{BASE}/all"', 'f"{ONE}/parts"', "OTHER", "paths.OTHER", "base"],
)
def test_a_constant_of_the_module_stays(tmp_path: Path, route: str) -> None:
    assert routed(tmp_path, route)[0] == route


def test_a_level_stands_in_front_of_it(tmp_path: Path) -> None:
    written, served = routed(tmp_path, 'f"{BASE}/all"', level='"v2"')
    assert (written, served) == ('f"/v1{BASE}/all"', {"/v1/items/all", "/v2/more"})


@pytest.mark.parametrize(
    "route", ["BARE", 'BASE + ""', 'f"{BASE!s}"', "Paths.ALL", "Paths.ALL.value", "UNSURE"]
)
def test_what_may_give_another_text_is_written_out(tmp_path: Path, route: str) -> None:
    assert routed(tmp_path, route)[0] == '"/items"'


def test_a_handler_does_not_hide_it(tmp_path: Path) -> None:
    assert routed(tmp_path, "base", "base")[0] == 'base, name="base"'
