"""What stands outside of a target stays as it is, and what belongs to it stays with it."""

from __future__ import annotations

from pathlib import Path

from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

from .test_repository import API, CALLS, SERVICE, indented, project


def test_what_is_outside_of_the_target_is_never_touched(tmp_path: Path) -> None:
    service = SERVICE.format(body=indented("return name"))
    project(tmp_path, {"shop.py": service})
    plan = plan_migration(tmp_path / "shop_api")
    assert len(plan.outside) == 2
    assert plan.unmoved == ()
    assert not [change for change in plan.changes if change.path.name == "shop.py"]


def test_a_call_outside_of_the_target_keeps_its_operation_in_it(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "",
        "src/shop_api/__init__.py": "",
        "src/shop_api/orders.py": API,
        "src/shop.py": SERVICE.format(body=indented("return name")),
        "tests/test_add.py": CALLS.format(body="    await orders.add('a', [])"),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(text)
    plan = plan_migration(tmp_path / "src")
    assert [path.name for path in plan.outside] == ["test_add.py"]
    write(plan.changes)
    shop = (tmp_path / "src/shop.py").read_text()
    assert "def add(self, name: str, lines" in shop
    assert "def change(self, order_id: str, request" in shop
