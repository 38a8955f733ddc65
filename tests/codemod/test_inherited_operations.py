"""What a Protocol inherits is an operation of the API above it, after the move as before."""

from __future__ import annotations

from pathlib import Path

from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

FILES = {
    "pyproject.toml": "",
    "shop/__init__.py": "",
    "shop/reading.py": """from typing import Protocol

from legacy_decorator import webmethod


class Reader(Protocol):
    @webmethod(route="/items", method="GET", level="v1")
    async def read_items(self, kind: str | None = None, limit: int = 25) -> list[str]: ...
""",
    "shop/items.py": """from typing import Protocol

from legacy_decorator import webmethod

from shop.reading import Reader


class Items(Reader, Protocol):
    @webmethod(route="/items/rename", method="POST", level="v1")
    async def rename(self, item_id: str, name: str) -> str: ...
""",
    "service.py": """from shop.items import Items


class Service(Items):
    async def read_items(self, kind: str | None = None, limit: int = 25) -> list[str]:
        return [str(kind)][:limit]

    async def rename(self, item_id: str, name: str) -> str:
        return item_id + name
""",
    "worker.py": """from shop.items import Items


async def work(items: Items, name: str, **arguments: str) -> object:
    return await getattr(items, name)(**arguments)
""",
}


def test_what_only_a_run_names_holds_them_in_the_next_run_too(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    plan = plan_migration(tmp_path)
    write(plan.changes)
    assert plan.implementations == 0
    assert (tmp_path / "service.py").read_text() == FILES["service.py"]
    assert plan_migration(tmp_path).changes == ()
