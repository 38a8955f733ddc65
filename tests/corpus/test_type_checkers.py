"""Real type checkers tell what source does not, where types say more than names: in generics."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from corpus.conftest import program

from routeshift.cli import run

FILES = {
    "pyproject.toml": "[project]\nname = 'shop'\n",
    "src/shop/__init__.py": "",
    "src/shop/orders.py": """from typing import Protocol
from routeshift import webmethod


class Orders(Protocol):
    @webmethod(route="/orders", method="POST", level="v1")
    async def add(self, name: str, count: int = 1) -> str: ...
""",
    "src/shop/service.py": """from shop.orders import Orders


class Service(Orders):
    async def add(self, name: str, count: int = 1) -> str:
        return name


class Basket:
    def add(self, name: str) -> None:
        self.name = name
""",
    "src/shop/calls.py": """from typing import Any, Generic, TypeVar

from shop.orders import Orders
from shop.service import Basket

T = TypeVar("T")


class Lazy(Generic[T]):
    def __init__(self, made: T) -> None:
        self.made = made

    def get(self) -> T:
        return self.made


async def call(orders: Lazy[Orders], baskets: Lazy[Basket], maybe: Lazy[Orders | None]) -> None:
    await orders.get().add("𝄞", 2); await orders.made.add("ä")
    baskets.get().add("b")
    found = maybe.get()
    if found:
        await found.add("c")
""",
}
MOVED = """
    await orders.get().add(AddRequest(name="𝄞", count=2))
    await orders.made.add(AddRequest(name="ä"))
    baskets.get().add("b")
    found = maybe.get()
    if found:
        await found.add(AddRequest(name="c"))
"""


@pytest.mark.parametrize("checker", ["ty", "pyrefly"])
def test_generics_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checker: str) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    path = str(program("type-checkers", checker).parent)
    monkeypatch.setenv("PATH", os.pathsep.join([path, os.environ["PATH"]]))
    assert run(["migrate", str(tmp_path), "--resolver", checker, "--write"]) == 0
    assert MOVED in (tmp_path / "src" / "shop" / "calls.py").read_text()
