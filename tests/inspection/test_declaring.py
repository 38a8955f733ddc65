"""Whoever asks a Protocol for its operations is told those of both kinds."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from routeshift import discover
from routeshift.inspection import declared_operations, protocol_operations

_FILES = {
    "lent/__init__.py": "",
    "lent/books.py": """
from typing import Protocol
from routeshift import webmethod

class Books(Protocol):
    @webmethod(route="/books", method="GET", level="v1", experimental=True)
    async def list_books(self, limit: int = 3) -> list[str]: ...
    async def start(self) -> None: ...
""",
    "lent/cards/__init__.py": "from .api import Cards",
    "lent/cards/api.py": """
from typing import Protocol

class Cards(Protocol):
    async def get_card(self, card: str) -> str: ...
    async def start(self) -> None: ...
""",
    "lent/cards/routes.py": """
from fastapi import APIRouter
from .api import Cards

def create_router(impl: Cards) -> APIRouter:
    router = APIRouter(prefix="/v1")

    @router.get("/cards/{card}", openapi_extra={"x-experimental": True})
    async def get_card(card: str) -> str:
        return await impl.get_card(card)

    return router
""",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package with an API of each kind."""
    for name, text in _FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == "lent"]:
        monkeypatch.delitem(sys.modules, name)
    return "lent"


def test_apis_of_both_kinds_declare_operations(package: str) -> None:
    found = declared_operations(discover(package))
    told = [(o.api, o.name, str(o), o.kind) for o in found]
    assert told == [
        ("books", "list_books", "GET /v1/books", "legacy"),
        ("cards", "get_card", "GET /v1/cards/{card}", "router"),
    ]


@pytest.mark.parametrize(
    ("module", "name", "operations"),
    [
        ("lent.books", "Books", ["list_books"]),
        ("lent.cards", "Cards", ["get_card"]),
    ],
)
def test_T28_a_protocol_has_its_operations_before_and_after_its_move(
    package: str, module: str, name: str, operations: list[str]
) -> None:
    """With what its decorator said, and without the methods that are none."""
    protocol = getattr(importlib.import_module(module), name)
    found = protocol_operations(protocol, package)
    assert list(found) == operations
    assert all(operation.extras["experimental"] for operation in found.values())


def test_a_class_that_inherits_apis_has_the_operations_of_all(package: str) -> None:
    books, cards = (importlib.import_module(f"lent.{name}") for name in ("books", "cards"))
    everything = type("Everything", (books.Books, cards.Cards), {})
    assert sorted(protocol_operations(everything, package)) == ["get_card", "list_books"]
