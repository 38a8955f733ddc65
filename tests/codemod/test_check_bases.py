"""`check`: a base that Protocols share says nothing of who implements which of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.apply.writing import write
from routeshift_codemods.check import check_implementations
from routeshift_codemods.migrate import plan_migration

from .test_repository import project

API = """from typing import Protocol
from legacy_decorator import webmethod
from shop_api.common import Closable


class {api}(Closable, Protocol):
    @webmethod(route="/{name}", method="GET")
    async def list_{name}(self) -> list[str]: ...
"""
FILES = {
    "shop_api/common.py": "from typing import Protocol\n\n\n"
    "class Closable(Protocol):\n    async def close(self) -> None: ...\n",
    "shop_api/orders.py": API.format(api="Orders", name="orders"),
    "shop_api/jobs.py": API.format(api="Jobs", name="jobs"),
    "service.py": "from shop_api.jobs import Jobs\n\n\nclass Service(Jobs):\n"
    "    async def list_jobs(self) -> list[str]: return []\n"
    "    async def close(self) -> None: return None\n",
}


@pytest.mark.parametrize("moved", [["orders"], ["orders", "jobs"], []])
def test_a_class_is_held_against_the_protocol_above_it(tmp_path: Path, moved: list[str]) -> None:
    folder = project(tmp_path, FILES)
    if moved:
        write(plan_migration(folder, apis=moved).changes)
    result = check_implementations([folder / "service.py"], folder / "shop_api")
    assert (result.checked, result.diagnostics) == (("Service",), ())
