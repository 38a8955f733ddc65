"""Where the parts go: names that are taken, and what migrated code may import."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

from . import harness

LEGACY = """from typing import Protocol

from routeshift import webmethod
{more}

class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str) -> str: ...
"""


def project(folder: Path, more: str = "") -> Path:
    (folder / "shop").mkdir()
    (folder / "shop" / "__init__.py").write_text("")
    (folder / "shop" / "items.py").write_text(LEGACY.format(more=more))
    return folder


def written(folder: Path) -> dict[str, str]:
    write(plan_migration(folder).changes)
    return {name: data.decode() for name, data in harness.files(folder).items()}


def test_migrated_code_imports_nothing_of_routeshift(tmp_path: Path) -> None:
    files = written(project(tmp_path))
    assert not [name for name, text in files.items() if "routeshift" in text]


def test_a_name_that_the_module_uses_is_no_file_of_its_package(tmp_path: Path) -> None:
    """Importing a submodule binds its name in the package, over what was there."""
    files = written(project(tmp_path, "import json as models\napi = 1\n"))
    assert {"shop/items/schemas.py", "shop/items/protocol.py"} <= files.keys()
    with harness.importable(tmp_path):
        import importlib

        module = importlib.import_module("shop.items")
        importlib.import_module("shop.items.routes")
        assert (module.models.__name__, module.api) == ("json", 1)


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (project(tmp_path) / "shop" / "items").mkdir()
    with pytest.raises(WorkTreeError, match="folder items stands beside"):
        plan_migration(tmp_path)


def test_a_top_level_module_keeps_its_helpers_inside(tmp_path: Path) -> None:
    (tmp_path / "items.py").write_text(LEGACY.format(more=""))
    assert "items/router_contract.py" in written(tmp_path)
