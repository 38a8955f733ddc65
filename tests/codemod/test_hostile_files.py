"""Files that are hard to read or to write: named or handled, never damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from routeshift.errors import TargetError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan

WEBMETHOD = """\
V1 = "v1"


def webmethod(route, method, level=None):
    def wrap(function):
        function.__webmethod__ = Entry(route, method, level)
        return function
    return wrap


class Entry:
    def __init__(self, route, method, level):
        self.route, self.method, self.level = route, method, level
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


CONFLICT = "<<<<<<< HEAD\nfrom .webmethod import webmethod\n=======\n>>>>>>> other\n"


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (f"x = 1\n{CONFLICT}".encode(), 2, "in the middle of a merge conflict"),
        (b"webmethod = (\n", 1, "does not parse"),
        (b"webmethod = 1\nx = 2\0\n", 2, "does not parse"),
        (b"# coding: nonsense\nwebmethod = 1\n", 1, "cannot be decoded"),
        (b"webmethod = '\xff'\n", 1, "cannot be decoded"),
        (b"webmethod = " + b"(" * 3000 + b")" * 3000 + b"\n", 1, "does not parse"),
    ],
    ids=["conflict", "unclosed", "null", "coding", "bytes", "deep"],
)
def test_an_unreadable_file_that_may_declare_an_api_is_named(
    package: Path, data: bytes, line: int, words: str
) -> None:
    (package / "orders.py").write_text(ORDERS)
    (package / "other.py").write_bytes(data)
    before = contents(package)
    with pytest.raises(TargetError, match=words) as error:
        plan_migration(package)
    assert (error.value.file, error.value.line) == (package / "other.py", line)
    assert error.value.hint
    assert contents(package) == before


def test_an_unreadable_file_without_an_api_is_reported_and_not_touched(package: Path) -> None:
    (package / "orders.py").write_text(ORDERS)
    (package / "other.py").write_bytes(b"x = '\xff'\n")
    plan = plan_migration(package)
    assert [error.file for error in plan.unreadable] == [package / "other.py"]
    assert migrated(package)["other.py"] == b"x = '\xff'\n"


DEEP = f"X = a{'.b' * 980}\n"


def test_what_nests_deeper_than_the_stack_is_not_in_the_way_of_an_api(package: Path) -> None:
    (package / "orders.py").write_text(ORDERS)
    (package / "deep.py").write_text(DEEP)
    assert len(migrated(package)) > 5
    assert (package / "deep.py").read_text() == DEEP


def test_an_api_beside_what_nests_deeper_than_the_stack_is_refused(package: Path) -> None:
    (package / "orders.py").write_text(ORDERS + "\n\n" + DEEP)
    with pytest.raises(TargetError, match="levels deep") as error:
        plan_migration(package)
    assert error.value.file == package / "orders.py"
    assert error.value.line == ORDERS.count("\n") + 3
    assert not scan(package).operations


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("folder", [True, False])
def test_what_may_not_be_read_is_named(package: Path, folder: bool) -> None:
    (package / "orders.py").write_text(ORDERS)
    closed = package / "closed.py"
    if folder:
        closed.mkdir()
    else:
        closed.touch()
    closed.chmod(0)
    with pytest.raises(TargetError, match="cannot be read: Permission denied") as error:
        plan_migration(package)
    closed.chmod(0o700)
    assert error.value.file == closed


def test_files_that_are_no_code_are_left_alone(package: Path) -> None:
    (package / "orders.py").write_text(ORDERS)
    (package / "folder.py").mkdir()
    os.mkfifo(package / "pipe.py")
    (package / "circle.py").symlink_to("circle.py")
    (package / "empty.py").write_bytes(b"")
    (package / "orders.pyi").write_text("class Orders: ...\n")
    (package / "dangling.py").symlink_to("nowhere.py")
    (package / "loop").symlink_to(".")
    after = migrated(package)
    assert after["empty.py"] == b""
    assert after["orders.pyi"] == b"class Orders: ...\n"
    assert (package / "dangling.py").is_symlink()
    assert (package / "loop").is_symlink()
    assert (package / "circle.py").is_symlink()
    assert (package / "pipe.py").is_fifo()
    assert (package / "folder.py").is_dir()


def test_a_name_that_is_no_utf_8(package: Path) -> None:
    path = package / os.fsdecode(b"ord\xe9rs.py")
    path.write_text(ORDERS)
    assert os.fsdecode(b"ord\xe9rs/routes.py") in migrated(package)


def test_a_long_file(package: Path) -> None:

    constants = "".join(f"x{n} = {n}\n" for n in range(800))
    (package / "orders.py").write_text(f"{ORDERS}\n{constants}")
    assert b"\nx799 = 799\n" in migrated(package)["orders/models.py"]
