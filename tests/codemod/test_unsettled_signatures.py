"""A signature means where it goes what it means where it stands, or the run asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.errors import DeclarationError
from routeshift_codemods.migrate import plan_migration

from .decorated import package_in

HTTP = """
def webmethod(route, method="POST", level="v1"):
    def wrap(function):
        function.__webmethod__ = {"route": route, "method": method, "level": level}
        return function
    return wrap
"""
HEAD = (
    "from typing import Protocol\n\nfrom pydantic import BaseModel\n\nfrom .http import webmethod\n"
)


def plan(folder: Path, before: str, signature: str, after: str = "") -> None:
    package = package_in(folder, HTTP)
    method = f'    @webmethod("/a")\n    async def a(self, {signature}) -> int: ...\n'
    text = f"{HEAD}\n{before}\n\n\nclass Items(Protocol):\n{method}\n\n{after}\n"
    (package / "items.py").write_text(text)
    plan_migration(package)


@pytest.mark.parametrize(
    ("before", "signature", "after", "said"),
    [
        ("L = 1", "x: int = L", "L = 2", "uses `L`, which the module binds again below"),
        ("L = 1", "x: int = L", "L += 1", "uses `L`, which the module binds again below"),
        ("T = int", "x: T", "T = str", "uses `T`, which the module binds again below"),
        (
            "class M(BaseModel):\n    a: int",
            "x: M",
            "class M(BaseModel):\n    b: int",
            "uses `M`, which the module binds again below",
        ),
        ("", "x: int = (L := 4), y: int = L", "", "its signature binds `L`"),
        ("", "x: int, __y: int = 1", "", "clients know `__y` with the name of the class"),
    ],
)
def test_a_name_that_means_something_else_there_is_asked_for(
    tmp_path: Path, before: str, signature: str, after: str, said: str
) -> None:
    with pytest.raises(DeclarationError, match=said):
        plan(tmp_path, before, signature, after)


@pytest.mark.parametrize(
    ("before", "signature", "after"),
    [
        ("L = 1\nL = 2", "x: int = L", ""),
        ("try:\n    L = 1\nexcept OSError:\n    L = 2", "x: int = L", ""),
        ("", 'x: "M"', "class M(BaseModel):\n    a: int"),
        ("L = [1]", "x: list[int] = L", "L.append(2)"),
        ("", "_x: int, __: int = 1", ""),
    ],
)
def test_a_name_that_means_the_same_there_is_kept(
    tmp_path: Path, before: str, signature: str, after: str
) -> None:
    plan(tmp_path, before, signature, after)
