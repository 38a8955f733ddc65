"""Files that are hard to read or to write: named or handled, never damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.errors import TargetError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

WEBMETHOD = """\
V1 = "v1"


def webmethod(route, method, level=None, **extras):
    return lambda function: function
"""

ORDERS = '''\
"""Orders, in Düsseldorf."""

from typing import Protocol

from pydantic import BaseModel

from .webmethod import V1, webmethod


class Order(BaseModel):
    """An order from Besançon."""

    id: str


class Orders(Protocol):
    """Orders."""

    @webmethod(route="/orders", method="GET", level=V1)
    async def list_orders(self, limit: int = 20) -> list[Order]:
        """List orders, as à la carte.

        :param limit: How many, naïvely
        """
        ...
'''


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package without its API module."""
    folder = tmp_path / "pkg"
    folder.mkdir()
    (folder / "__init__.py").write_bytes(b"")
    (folder / "webmethod.py").write_text(WEBMETHOD)
    return folder


def migrated(package: Path) -> dict[str, bytes]:
    """The bytes of each file after a migration that is written."""
    write(plan_migration(package).changes)
    assert not plan_migration(package).changes
    return contents(package)


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of each file, by its path in a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_latin_1_with_a_coding_line_becomes_utf_8_without_it(package: Path) -> None:
    coded = "# -*- coding: latin-1 -*-\n# Copyright (c) Zoë\n" + ORDERS
    (package / "orders.py").write_bytes(coded.encode("latin-1"))
    after = migrated(package)
    models = after["orders/models.py"].decode()
    assert "Besançon" in models
    assert "naïvely" in models
    assert "# Copyright (c) Zoë" in models
    assert not any(b"coding:" in data for data in after.values())


def test_a_latin_1_file_that_stays_keeps_its_encoding(package: Path) -> None:
    (package / "orders").mkdir()
    (package / "orders" / "__init__.py").write_bytes(b"")
    coded = "# coding: latin-1\n" + ORDERS.replace(".webmethod", "..webmethod")
    (package / "orders" / "orders.py").write_bytes(coded.encode("latin-1"))
    shim = migrated(package)["orders/orders.py"]
    assert shim.startswith(b"# coding: latin-1\n")
    assert "Düsseldorf" in shim.decode("latin-1")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_new_files_have_the_line_ends_of_their_module(package: Path, newline: str) -> None:
    (package / "orders.py").write_bytes(ORDERS.replace("\n", newline).encode())
    for name, data in migrated(package).items():
        if name.startswith("orders/"):
            assert data.count(b"\n") == data.count(newline.encode()), name


def test_a_byte_order_mark_is_no_part_of_the_text(package: Path) -> None:
    (package / "orders.py").write_bytes(ORDERS.encode("utf-8-sig"))
    assert not any("\ufeff" in data.decode() for data in migrated(package).values())


def test_form_feeds_between_and_inside_statements_are_white_space(package: Path) -> None:
    text = ORDERS.replace("\n\n\nclass", "\n\f\nclass") + "\n\f\nX = '''\n\f'''\n"
    (package / "orders.py").write_text(text)
    after = migrated(package)
    assert b"X = '''\n\f'''" in after["orders/models.py"]


def test_a_file_without_a_newline_at_its_end(package: Path) -> None:
    (package / "orders.py").write_text(ORDERS.rstrip() + "  # the end")
    assert any(b"# the end" in data for data in migrated(package).values())


def test_tabs_stay_tabs(package: Path) -> None:
    (package / "orders.py").write_text(ORDERS.replace("    ", "\t"))
    after = migrated(package)
    assert b"\tid: str\n" in after["orders/models.py"]


def test_mixed_line_ends_are_refused_and_named(package: Path) -> None:
    path = package / "orders.py"
    path.write_bytes(ORDERS.encode() + b"X = 1\r\n")
    with pytest.raises(TargetError) as error:
        plan_migration(package)
    assert error.value.file == path
    assert error.value.hint
