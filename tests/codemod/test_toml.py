"""TOML files of a user: what an edit adds is there, and all else is as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeshift.errors import TargetError
from routeshift_codemods.plan.text.toml import edited_toml, put

FILE = Path("pyproject.toml")


def with_dependencies(document: Any) -> None:
    put(document["project"], "dependencies", ["fastapi"])


def edited(text: str) -> str:
    """A project that gets dependencies."""
    return edited_toml(FILE, text.encode(), with_dependencies).decode()


PLACES = {
    "alone": '[project]\nname = "x"\n{}',
    "above_a_subtable": '[project]\nname = "x"\n{}\n# urls\n[project.urls]\na = 1\n',
    "above_a_comment": '[project]\nname = "x"  # n\n# of x\n{}\n# of tools\n\n[tool.x]\n',
    "above_an_array": '[project]\nname = "x"\n{}\n\n# one\n[[project.y]]\nb = 1\n',
    "above_a_deep_table": '[project]\nname = "x"\n{}\n# deep\n[project.y.z]\nb = 1\n',
    "among_others": 'a = 1 # a\n\n[project]\nname = "x"\n{}\n[tool]\nb = [ 1,2 , 3 ]\n',
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_new_key_stands_below_the_others_and_all_else_stays(
    text: str, end: str, mark: str
) -> None:
    before = mark + text.format("").replace("\n", end)
    after = mark + text.format('dependencies = ["fastapi"]\n').replace("\n", end)
    assert edited(before) == after


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nname = "x"',
        'project.name = "x"\n[tool]\n',
        'project = { name = "x" }\n',
        '[project]\nname = "x"\n[tool]\n[project.urls]\na = "b"\n',
    ],
)
def test_every_way_to_write_a_table_can_be_changed(text: str) -> None:
    wanted = tomllib.loads(text)
    with_dependencies(wanted)
    assert tomllib.loads(edited(text)) == wanted


def test_lines_that_end_in_several_ways_stay_as_they_are() -> None:
    text = '[project]\r\nname = "x"\n\n[tool]\r\na = 1\r\n'
    assert edited(text) == text.replace('"x"\n', '"x"\ndependencies = ["fastapi"]\r\n')


@pytest.mark.parametrize(
    ("data", "line", "told"),
    [
        (b"a = 1\nb = = 2\n", 2, "It is not TOML"),
        (b"a = 1\na = 2\n", 2, "It is not TOML"),
        (b"\xff\xfe", None, "It is not UTF-8 text."),
    ],
)
def test_a_file_that_does_not_parse_is_one_sentence_with_its_line(
    data: bytes, line: int | None, told: str
) -> None:
    with pytest.raises(TargetError, match=told) as error:
        edited_toml(FILE, data, lambda _: None)
    assert (error.value.file, error.value.line) == (FILE, line)


def test_a_change_that_does_not_fit_in_is_refused() -> None:
    def change(document: Any) -> None:
        if type(document) is dict:
            document["more"] = 1

    with pytest.raises(TargetError, match="not changed by itself"):
        edited_toml(FILE, b"a = 1\n", change)


LINES = st.sampled_from(["", "# remark", 'b = "c"  # d', "e = [\n  1, # one\n  2\n]", "f.g = 1"])
HEADS = st.sampled_from(["[tool.a]", "[project.urls]", "[[tool.b]]", "[project.c.d]"])
PARTS = st.lists(st.tuples(HEADS, st.lists(LINES, max_size=4, unique=True)), max_size=4)


@given(st.lists(LINES, max_size=5, unique=True), PARTS, st.sampled_from(["\n", "\r\n"]))
def test_no_line_is_lost_or_moved(
    own: list[str], parts: list[tuple[str, list[str]]], end: str
) -> None:
    others = dict(parts)
    rest = [line for head, lines in others.items() for line in (head, *lines)]
    text = "\n".join(["[project]", 'name = "x"', *own, *rest, ""]).replace("\n", end)
    lines = edited(text).split(end)
    at = lines.index('dependencies = ["fastapi"]')
    kept = [line for line in [*lines[:at], *lines[at + 1 :]] if line]
    assert kept == [line for line in text.split(end) if line]
    first = next((n for n, line in enumerate(lines) if line.startswith("[") and n), len(lines))
    assert at < first
