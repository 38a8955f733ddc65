"""Syntax that Python 3.11 lacks keeps its place, and the names that it uses are known."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from routeshift.compare import compare
from routeshift.errors import DeclarationError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.index.constants import UnknownValueError, value_of
from routeshift_codemods.index.index import Index, Module, parse_text
from routeshift_codemods.index.tree import Tree
from routeshift_codemods.migrate import plan_migration

from . import harness

TYPE_PARAMETERS = "class Box[\n\n    T: Bound,  # é\n    *Ts,\n]: pass\n"
SPREAD_FUNCTION = "def pick[\n    T: Bound,\n](x: T) -> None: ...\n"
GAPPED_FUNCTION = "def pick[\n\n    T: Bound,\n] (x: T) -> None: ...\n"
ALIAS = "type Pair[T = Bound] = tuple[T, T]\n"
FSTRINGS = {
    "the same quotes": 'x = f"{Bound["é"]}"\n',
    "a line break in braces": "x = f'{\n    Bound\n}'\n",
    "a backslash in braces": "x = f'{'\\n'.join(Bound)}'\n",
    "behind a keyword": 'x = 1 if 2 else"a" f"{Bound["b"]}"\n',
    "concatenated": 'x = ("a" f"{Bound["b"]}"\n    "c")\n',
}
SYNTAX = [TYPE_PARAMETERS, SPREAD_FUNCTION, GAPPED_FUNCTION, ALIAS, *FSTRINGS.values()]


def module(text: str) -> Module:
    return parse_text(text, Path("newer.py"), "newer")


@pytest.mark.parametrize("text", SYNTAX)
def test_every_statement_behind_it_keeps_its_place(text: str) -> None:
    found = module(f"{text}after = 'été'; last = 1\n")
    last = found.tree.body[-1]
    assert found.source.segment(last) == "last = 1"


@pytest.mark.parametrize("text", SYNTAX)
def test_the_names_in_it_are_used(text: str) -> None:
    found = module(text)
    assert "Bound" in found.uses(found.tree.body)


STRING = 'string = """of\n\nseveral parts"""\n'


@pytest.mark.parametrize("before", ["import a\n", STRING], ids=["import", "string"])
@pytest.mark.parametrize("text", SYNTAX)
def test_the_names_in_it_are_used_where_it_stands(text: str, before: str) -> None:
    found = module(f"{before}\n\n{text}\n\nafter = 1\n\n\n{text}")
    _, first, after, second = ([node] for node in found.tree.body)
    assert [found.source.segment(node) for node in after] == ["after = 1"]
    assert "Bound" in found.uses(first) & found.uses(second)
    assert "Bound" not in found.uses(after)


def test_an_alias_is_a_binding() -> None:
    assert {"Pair", "Other"} <= set(module(f"{ALIAS}type Other=int\n").names)


def test_text_behind_characters_of_several_bytes_is_found() -> None:
    found = module('x = f"{Bound["é"]}", "é", last\n')
    value = found.tree.body[0]
    assert isinstance(value, ast.Assign)
    assert isinstance(value.value, ast.Tuple)
    assert [found.source.segment(e) for e in value.value.elts[1:]] == ['"é"', "last"]


def test_an_older_string_in_a_newer_file_keeps_its_value(tmp_path: Path) -> None:
    (tmp_path / "newer.py").write_text('type X = int\nroute = f"/{1}/x"\nother = f"{route["a"]}"\n')
    index = Index(Tree(tmp_path))
    (found,) = index.modules()
    route, other = (ast.parse(name, mode="eval").body for name in ("route", "other"))
    assert value_of(index, found, route) == "/1/x"
    with pytest.raises(UnknownValueError):
        value_of(index, found, other)


NEWER_API = """from typing import Protocol

from legacy_decorator import webmethod

type Name = str
type Names = list[Name]


class Items[T](Protocol):
    @webmethod(route="/items/{name}", method="POST", level="v1")
    async def add_item(self, name: Name, others: Names, note: Name = "") -> Names: ...

    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(self, start: Name = "a") -> Names: ...

    def kept[S: str](self, value: S) -> S: ...
"""


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A package in the syntax of Python 3.12."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text("")
    (tmp_path / "shop" / "items.py").write_text(NEWER_API)
    return tmp_path


def test_it_is_rewritten_by_any_python(newer: Path) -> None:
    write(plan_migration(newer).changes)
    api = (newer / "shop" / "items" / "api.py").read_text()
    models = (newer / "shop" / "items" / "models.py").read_text()
    assert "class Items[T](Protocol):" in api
    assert "    def kept[S: str](self, value: S) -> S: ..." in api
    assert models.index("type Names = list[Name]") < models.index("class AddItemRequest")
    assert not plan_migration(newer).changes


@pytest.mark.skipif(sys.version_info < (3, 12), reason="importing it takes Python 3.12")
def test_no_client_sees_a_difference(newer: Path) -> None:
    before, names = harness.documented(newer), harness.names(newer)
    plan = plan_migration(newer)
    write(plan.changes)
    assert compare(before, harness.documented(newer)).preserved("docs", strict=True)
    kept = {
        name for name in names["shop.items"] if ("shop.items", name) not in harness.dropped(plan)
    }
    assert kept <= harness.names(newer)["shop.items"]


def test_a_type_parameter_in_a_signature_is_refused(newer: Path) -> None:
    text = NEWER_API.replace("note: Name", "note: T")
    (newer / "shop" / "items.py").write_text(text)
    with pytest.raises(DeclarationError, match="`T`") as error:
        plan_migration(newer)
    assert error.value.line == 11


NEWER_SIGNATURE = """from typing import Annotated, Protocol

from legacy_decorator import webmethod
from pydantic import Field

NAMES = {"a": "b"}


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(
        self,
        name: Annotated[str, Field(description=f"It is {NAMES["a"]}")],
        other: str = f"{NAMES["a"]}",
    ) -> str: ...
"""


def test_newer_strings_in_a_signature_travel_with_the_names_in_them(newer: Path) -> None:
    (newer / "shop" / "items.py").write_text(NEWER_SIGNATURE)
    write(plan_migration(newer).changes)
    models = (newer / "shop" / "items" / "models.py").read_text()
    assert 'NAMES = {"a": "b"}\n' in models
    # A formatter that knows of no newer Python takes the older quotes.
    assert """name: Annotated[str, Field(description=f"It is {NAMES['a']}")]\n""" in models
    assert """other: str = f"{NAMES['a']}"\n""" in models
    assert not plan_migration(newer).changes


def test_a_newer_string_in_a_signature_may_not_read_from_the_class(newer: Path) -> None:
    lines = NEWER_SIGNATURE.replace("Protocol):\n", 'Protocol):\n    OWN = {"a": "b"}\n\n')
    (newer / "shop" / "items.py").write_text(lines.replace('str = f"{NAMES', 'str = f"{OWN'))
    with pytest.raises(DeclarationError, match="takes `OWN` from the class"):
        plan_migration(newer)
