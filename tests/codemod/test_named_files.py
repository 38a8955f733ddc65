"""Files that are no Python and name a module whose file goes: they are told, by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration

API = """from typing import Protocol

from routeshift import webmethod


class Orders(Protocol):
    @webmethod(route="/orders", method="GET", level="v1")
    async def find(self, name: str) -> str: ...
"""


def told(folder: Path, name: str, text: str, module: str = "lib/shop/orders.py") -> list[str]:
    """The notes on a module, beside a file of a name with a text."""
    (folder / "pyproject.toml").write_text("")
    for path, content in {module: API, "lib/shop/__init__.py": "", name: text}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    notes = plan_migration(folder).diagnostics
    assert all((one.path, one.line) == (folder / module, 1) for one in notes)
    return [one.message for one in notes]


NAMED = {
    "an owner": (".github/CODEOWNERS", "* @all\n/lib/shop/orders.py @shop\n"),
    "a hook": (".pre-commit-config.yaml", "repos: []\nfiles: ^lib/shop/orders\\.py$\n"),
    "a link": ("docs/api.md", "#\n[it](../lib/shop/orders.py)\n"),
    "a link to a host": ("README.md", "\nhttps://example.com/blob/main/lib/shop/orders.py#L3\n"),
    "a target": ("Makefile", "docs:\n\tpython -m doctest lib/shop/orders.py\n"),
    "an image": ("Dockerfile.dev", "FROM python\nCOPY ./lib/shop/orders.py .\n"),
    "a setting of a part": ("lib/pyproject.toml", "[a]\n'shop/orders.py' = ['F401']\n"),
    "a setting by the module's name": ("tox.ini", "[x]\nmodule = shop.orders\n"),
}


@pytest.mark.parametrize("file", NAMED.values(), ids=NAMED)
def test_who_names_the_file_is_told_with_its_line(tmp_path: Path, file: tuple[str, str]) -> None:
    said = "`orders.py` becomes a folder: name that, or a file in it, in "
    assert told(tmp_path, *file) == [f"{said}{file[0]}:2"]


OTHERS = {
    "another file of the name": ("README.md", "`other/orders.py` and `orders.py`\n"),
    "the end of another name": ("README.md", "lib/shop/reorders.py, lib/shop/orders.pyi\n"),
    "what can be imported as before": (
        "setup.cfg",
        "x = shop.orders:Orders\ny = shop.orders.Orders\n",
    ),
    "the module in a text": ("README.md", "Import `shop.orders`.\n"),
    "what once was": ("CHANGELOG.md", "lib/shop/orders.py is new\n"),
    "data": ("data.json", '"lib/shop/orders.py"\n'),
    "what is built": ("build/README.md", "lib/shop/orders.py\n"),
    "what is installed": (".venv/README.md", "lib/shop/orders.py\n"),
}


@pytest.mark.parametrize("file", OTHERS.values(), ids=OTHERS)
def test_nothing_else_is_told(tmp_path: Path, file: tuple[str, str]) -> None:
    assert not told(tmp_path, *file)


def test_a_file_that_stays_is_named_as_before(tmp_path: Path) -> None:
    module = "lib/shop/orders/api.py"
    (tmp_path / "lib/shop/orders").mkdir(parents=True)
    (tmp_path / "lib/shop/orders/__init__.py").write_text("")
    assert not told(tmp_path, "README.md", f"{module}\n", module)


def test_a_note_names_some_and_counts_the_rest(tmp_path: Path) -> None:
    (note,) = told(tmp_path, "README.md", "lib/shop/orders.py\n" * 50)
    assert note.endswith("README.md:8 and 42 more")
