"""How wide lines are: as the target's own tools are told, and as they are where nothing is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from routeshift_codemods.index.project import line_length
from routeshift_codemods.index.tree import Tree
from routeshift_codemods.migrate import plan_migration

from . import harness

SETTINGS = {
    "nothing": ({}, 88),
    "ruff": ({"pyproject.toml": "[tool.ruff]\nline-length = 110\n"}, 110),
    "ruff_toml": ({"ruff.toml": "line-length = 111\n"}, 111),
    "hidden_ruff_toml": ({".ruff.toml": "line-length = 112\n"}, 112),
    "the_first_of_two": (
        {".ruff.toml": "line-length = 90\n", "ruff.toml": "line-length = 9\n"},
        90,
    ),
    "black": ({"pyproject.toml": "[tool.black]\nline-length = 113\n"}, 113),
    "both": (
        {"pyproject.toml": "[tool.black]\nline-length = 99\n[tool.ruff]\nline-length = 114\n"},
        114,
    ),
    "ruff_without_a_width": (
        {"pyproject.toml": "[tool.black]\nline-length = 115\n[tool.ruff.lint]\nselect = []\n"},
        115,
    ),
    "extended": (
        {
            "pyproject.toml": '[tool.ruff]\nextend = "base/ruff.toml"\n',
            "base/ruff.toml": 'extend = "../more.toml"\n',
            "more.toml": "line-length = 116\n",
        },
        116,
    ),
    "a_circle": ({"ruff.toml": 'extend = "ruff.toml"\n'}, 88),
    "no_number": ({"ruff.toml": "line-length = true\n"}, 88),
    "no_toml": ({"ruff.toml": "line-length = = 3\n"}, 88),
    "nearer": (
        {
            "shop/ruff.toml": "line-length = 117\n",
            "pyproject.toml": "[tool.ruff]\nline-length = 9\n",
        },
        117,
    ),
    "a_project_of_other_tools": (
        {"shop/pyproject.toml": "[tool.mypy]\n", "ruff.toml": "line-length = 118\n"},
        118,
    ),
}


@pytest.mark.parametrize(("files", "width"), SETTINGS.values(), ids=SETTINGS)
def test_the_width_is_what_the_projects_tools_are_told(
    tmp_path: Path, files: dict[str, str], width: int
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "shop").mkdir(exist_ok=True)
    assert line_length(Tree(tmp_path), tmp_path / "shop") == width


def project(folder: Path, settings: str) -> None:
    """A project with an API of the folder's name."""
    shutil.copytree(harness.CASES / "query" / "before", folder)
    (folder / "pyproject.toml").write_text(settings)
    items = folder / "shop" / "items.py"
    items.write_text(items.read_text().replace('route="/items', f'route="/{folder.name}'))


def widest(target: Path) -> dict[str, int]:
    """The longest line of the routes that a migration writes, by project."""
    routes = [c for c in plan_migration(target).changes if c.path.name == "routes.py"]
    return {
        c.path.relative_to(target).parts[0]: max(map(len, (c.after or b"").splitlines()))
        for c in routes
    }


def test_without_settings_lines_have_at_most_88_characters(tmp_path: Path) -> None:
    project(tmp_path / "one", "")
    assert 79 < widest(tmp_path)["one"] <= 88


def test_each_of_several_projects_has_its_own_width(tmp_path: Path) -> None:
    project(tmp_path / "one", "[tool.black]\nline-length = 79\n")
    project(tmp_path / "two", "[tool.black]\nline-length = 120\n")
    found = widest(tmp_path)
    assert found["one"] <= 79
    assert 88 < found["two"] <= 120


PROMISED = """
from typing import Any, Protocol
from routeshift import webmethod

class Items(Protocol):
    @webmethod(route="/one", method="POST", level="v1")
    async def one(self, params: dict[str, Any]) -> dict[str, Any]: ...
"""
SERVED = """
from typing import Any
from shop.items import Items

class ItemsImpl(Items):
    async def one(self, params: dict[str, Any] | None = None) -> dict[str, Any]: return {}
"""
FILES = """
from typing import Annotated, Any, Protocol
from fastapi import Form, UploadFile
from routeshift import webmethod

class Items(Protocol):
    @webmethod(route="/files", method="POST", level="v1")
    async def upload(self, file: UploadFile, to: Annotated[str, Form()]) -> dict[str, Any]: ...
"""


@pytest.mark.parametrize("served", [SERVED, ""], ids=["document_and_wire_differ", "body_behind"])
def test_what_is_glued_to_a_signature_counts(tmp_path: Path, served: str) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").touch()
    (tmp_path / "shop" / "items.py").write_text(PROMISED if served else FILES)
    (tmp_path / "impl.py").write_text(served)
    changed = [c.after.decode() for c in plan_migration(tmp_path).changes if c.after]
    assert ("json_schema_input_type=" in "".join(changed)) == bool(served)
    assert [line for text in changed for line in text.splitlines() if len(line) > 88] == []


LONG = """
from typing import Protocol
from routeshift import webmethod

class Items(Protocol):
    @webmethod(
        route="/{path}",{comment}
        method="GET",
        level="v1",
    )
    async def one(self) -> str: ...
"""


@pytest.mark.parametrize("long", [True, False], ids=["too long", "short"])
@pytest.mark.parametrize("comment", ["  # noqa: E501 - so it is", "  # noqa: F401", ""])
def test_a_path_may_be_as_long_as_it_was(tmp_path: Path, comment: str, long: bool) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").touch()
    text = LONG.replace("{path}", "a" * (80 if long else 8)).replace("{comment}", comment)
    (tmp_path / "shop" / "items.py").write_text(text)
    after = {c.path.name: (c.after or b"").decode() for c in plan_migration(tmp_path).changes}
    assert ('a",  # noqa: E501 - so it is\n' in after["routes.py"]) is (long and "E5" in comment)
    assert ("noqa" in after["routes.py"]) is (long and "E5" in comment)
