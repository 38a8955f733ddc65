"""Protocols lose their HTTP, however their signatures and decorators are written."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

HEAD = """from typing import Annotated, Protocol

from fastapi import File, Header, UploadFile
from legacy_decorator import webmethod
from pydantic import Field


class Items(Protocol):
"""

DECORATOR = '    @webmethod(route="/items", method="POST", level="v1")\n'


def protocol(folder: Path, method: str) -> str:
    """What becomes of the Protocol with one method."""
    package = folder / "shop"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "items.py").write_text(HEAD + method)
    changes = {change.path.name: change.after for change in plan_migration(package).changes}
    text = (changes["api.py"] or b"").decode()
    (written,) = (node for node in ast.parse(text).body if isinstance(node, ast.ClassDef))
    return inspect.cleandoc("\n" + (ast.get_source_segment(text, written) or "").partition("\n")[2])


PARAMETERS = {
    "a bracket in a string": (
        'note: Annotated[str, Header(description="a ( b")] = "n"',
        'note: str = "n"',
    ),
    "a default in brackets": ('note: Annotated[str, Header()] = ("a)")', 'note: str = ("a)")'),
    "an annotation in brackets": ("note: (Annotated[str, Header()])", "note: (str)"),
    "both in brackets": (
        "note: (Annotated[str, Header()]) = (  # why\n            'a')",
        "note: (str) = (  # why\n            'a')",
    ),
    "a function that makes the default": (
        "note: Annotated[str, Header(default_factory=lambda: (1, 2)[0])]",
        "note: str",
    ),
}
RETURNS = {
    "nothing": " -> None",
    "a dictionary": ' -> Annotated[str, Field(json_schema_extra={"x": 1})]',
    "a function": " -> Annotated[str, Field(default_factory=lambda: 'x')]",
    "brackets": " -> (str)",
}


@pytest.mark.parametrize("last", [True, False], ids=["last", "not last"])
@pytest.mark.parametrize(("parameter", "kept"), PARAMETERS.values(), ids=list(PARAMETERS))
def test_a_parameter_keeps_its_text_without_a_marker(
    tmp_path: Path, parameter: str, kept: str, last: bool
) -> None:
    rows = ["self", "*", "name: str", parameter] if last else ["self", "*", parameter, "name: str"]
    text = protocol(tmp_path, f"{DECORATOR}    async def item({', '.join(rows)}) -> str: ...\n")
    (method,) = ast.parse(text).body
    assert isinstance(method, ast.AsyncFunctionDef)
    wanted = ast.parse(f"async def item(self, request: ItemRequest, *, {kept}) -> str: ...")
    assert ast.unparse(method) == ast.unparse(wanted)
    assert "".join(kept.split()) in "".join(text.split())


@pytest.mark.parametrize("returns", RETURNS.values(), ids=list(RETURNS))
def test_what_a_method_returns_keeps_its_text(tmp_path: Path, returns: str) -> None:
    method = f"    async def item(self, name: str){returns}: ...\n"
    text = protocol(tmp_path, DECORATOR + method)
    wanted = ast.parse(f"async def item(self, request: ItemRequest){returns}: ...")
    assert ast.unparse(ast.parse(text)) == ast.unparse(wanted)
    assert returns.replace("(str)", "str") in text


def test_a_decorator_may_stand_in_brackets(tmp_path: Path) -> None:
    decorator = '    @(  # why\n        webmethod(route="/items", method="POST")\n    )\n'
    text = protocol(tmp_path, f"{decorator}    async def item(self, name: str) -> str: ...\n")
    assert text == "async def item(self, request: ItemRequest) -> str: ..."
    write(plan_migration(tmp_path).changes)
    routes = (tmp_path / "shop" / "items" / "routes.py").read_text()
    assert "    # why\n    @router.post(" in routes


DOCSTRINGS = {
    "one string": ('"""Do.\n\n        :param name: Its name\n        """', '"""Do."""'),
    "two strings": (
        '"""Do.\n        :param name: Its name\n        """ """More."""',
        '"""Do.\n    :param name: Its name\n    """ """More."""',
    ),
}


@pytest.mark.parametrize(("before", "after"), DOCSTRINGS.values(), ids=list(DOCSTRINGS))
def test_a_docstring_of_one_string_loses_what_the_request_says(
    tmp_path: Path, before: str, after: str
) -> None:
    method = f"    async def item(self, name: str) -> str:\n        {before}\n        ...\n"
    assert f"{after}\n" in protocol(tmp_path, DECORATOR + method)
