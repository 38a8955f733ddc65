"""Syntax that Python 3.11 lacks keeps its place, and the names that it uses are known."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from routeshift_codemods.index.constants import UnknownValueError, value_of
from routeshift_codemods.index.index import Index, Module, parse_text
from routeshift_codemods.index.tree import Tree

TYPE_PARAMETERS = "class Box[\n\n    T: Bound,  # é\n    *Ts,\n]: pass\n"
SPREAD_FUNCTION = "def pick[\n    T: Bound,\n](x: T) -> None: ...\n"
GAPPED_FUNCTION = "def pick[\n\n    T: Bound,\n] (x: T) -> None: ...\n"
ALIAS = "type Pair[T = Bound] = tuple[T, T]\n"
FSTRINGS = {
    "the same quotes": 'x = f"{Bound["é"]}"\n',
    "a line break in braces": "x = f'{\n    Bound\n}'\n",
    "a backslash in braces": "x = f'{'\\n'.join(Bound)}'\n",
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
