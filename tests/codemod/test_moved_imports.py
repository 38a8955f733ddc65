"""Code that moves into a package imports what it imported, and says what it said."""

from __future__ import annotations

from pathlib import Path

import pytest

from .test_hostile_files import ORDERS, migrated, package

__all__ = ["package"]

MOVED = {
    "in a docstring": ('"""As in\n\nfrom .other import thing\n"""', "\nfrom .other import thing\n"),
    "in a string": ('TEXT = """\n    from . import thing\n"""', "\n    from . import thing\n"),
    "behind a colon": ("if ORDER: from .other import thing", ":\n    from ..other import thing"),
    "behind a semicolon": ("pass; from . import other", "\nfrom .. import other"),
    "in a function": (
        "def late():\n    from .other import (\n        thing,\n    )",
        "    from ..other import (\n        thing,\n    )",
    ),
    "after a tab": ("def late():\n    from\t.other import thing", "from ..other import thing"),
    "without a blank": ("def late():\n    from.other import thing", "from ..other import thing"),
}


@pytest.mark.parametrize(("before", "after"), MOVED.values(), ids=list(MOVED))
def test_only_relative_imports_get_more_dots(package: Path, before: str, after: str) -> None:
    (package / "other.py").write_text("thing = 1\n")
    text = ORDERS.replace("class Order(", f"ORDER = None\n{before}\n\n\nclass Order(", 1)
    (package / "orders.py").write_text(text)
    assert after in migrated(package)["orders/models.py"].decode()


# What uses a name `Kind` without a load of it that stands in the code.
QUOTED = {
    "quotes in quotes": "class Page(BaseModel):\n    rows: \"list['Kind']\"",
    "quotes in a quoted union": "class Pages(BaseModel):\n    row: \"'Kind' | None\"",
    "a cast": "CAST = cast('list[Kind]', 1)",
    "a cast in a function": "def page(x):\n    return typing.cast('Kind', x)",
    "a bound": "T = TypeVar('T', bound='Kind')",
    "a constraint": "S = TypeVar('S', 'Kind', 'int')",
    "a typed dict": "TABLE = TypedDict('TABLE', {'a': 'Kind'})",
    "a named tuple": "ROW = NamedTuple('ROW', [('a', 'Kind')])",
    "a new type": "NEW = NewType('NEW', 'Kind')",
    "an alias": "ALIAS: TypeAlias = 'list[Kind]'",
    "eval": "FOUND = eval('Kind')",
    "a deletion": "del Kind",
    "a class inside that has one": "def f():\n    class A:\n        Kind = 1\n    return Kind",
    "a function inside that has one": "def g():\n    def h():\n        Kind = 1\n    return Kind",
}


def test_what_is_quoted_has_its_imports_where_it_goes(package: Path) -> None:
    """Without them the run would be refused by its own proof."""
    named = {f"Kind{number}": text for number, text in enumerate(QUOTED.values())}
    used = "\n\n\n".join(text.replace("Kind", name) for name, text in named.items())
    taken = "cast, NamedTuple, NewType, TypeAlias, TypedDict, TypeVar"
    head = f"import typing\nfrom typing import {taken}\nfrom .kinds import {', '.join(named)}\n"
    (package / "kinds.py").write_text("".join(f"class {name}: ...\n" for name in named))
    text = ORDERS.replace("from typing", f"{head}from typing", 1)
    (package / "orders.py").write_text(f"{text}\n\n{used}\n")
    _, _, imported = migrated(package)["orders/models.py"].decode().partition("from ..kinds import")
    assert set(named) <= set(imported.partition("class")[0].replace(",", " ").split())
