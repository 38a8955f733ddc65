"""New files import as their package does: by absolute names, or by relative ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration

from .test_hostile_files import ORDERS, WEBMETHOD, migrated

ABSOLUTE = ORDERS.replace("from .webmethod", "from pkg.webmethod")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package that imports its own modules by absolute names."""
    folder = tmp_path / "pkg"
    folder.mkdir()
    (folder / "__init__.py").write_text("from pkg.orders import Order, Orders\n")
    (folder / "webmethod.py").write_text(WEBMETHOD)
    (folder / "orders.py").write_text(ABSOLUTE)
    return folder


def own(package: Path) -> set[str]:
    """The modules of the package that its files import from, as they write them."""
    texts = [data.decode() for name, data in migrated(package).items() if name.endswith(".py")]
    return set(re.findall(r"^from (\.\S*|pkg\S*) import", "\n".join(texts), re.M))


def test_where_nobody_imports_by_a_relative_name_nobody_does_afterwards(package: Path) -> None:
    found = {"orders", "orders.api", "orders.models", "webmethod", "router_contract"}
    assert own(package) == {f"pkg.{name}" for name in found}


def test_neighbours_are_imported_by_relative_names_where_one_is(package: Path) -> None:
    (package / "other.py").write_text("from .webmethod import V1\n")
    assert {".api", ".models", "pkg.router_contract"} <= own(package)


def test_one_file_of_a_package_is_written_as_its_neighbours_are(package: Path) -> None:
    (package / "other.py").write_text("def f():\n    from . import webmethod\n")
    plan = plan_migration(package / "orders.py")
    api = next(change.after for change in plan.changes if change.path.name == "api.py")
    assert b"from .models import ListOrdersRequest, Order\n" in (api or b"")


def test_a_package_that_names_what_it_takes_is_written_absolutely(package: Path) -> None:
    (package / "orders.py").unlink()
    (package / "orders").mkdir()
    (package / "orders" / "orders.py").write_text(ABSOLUTE)
    (package / "orders" / "__init__.py").write_text("from pkg.orders.orders import Order, Orders\n")
    assert not [name for name in own(package) if name.startswith(".")]


def test_what_names_a_module_in_a_string_stays(package: Path) -> None:
    said = 'NAMES = ["from .webmethod import V1", """\nfrom ..a import b\n"""]\n'
    text = ORDERS.replace("\n\nclass Order(", f"\n{said}\n\nclass Order(", 1)
    (package / "orders.py").write_text(text)
    assert said.encode() in migrated(package)["orders/models.py"]
