"""Changes reach the smallest statement around them, by way of LibCST, and nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, NoReturn

import libcst
import pytest

from routeshift.cli import run
from routeshift.errors import TargetError
from routeshift_codemods.edit import (
    AddImport,
    Change,
    InsertBehind,
    QualifyNames,
    RemoveDecorator,
    RemoveImport,
    RemoveStatement,
    ReplaceName,
    ReplaceStatements,
    Transform,
    WrapCallee,
    applied,
)
from routeshift_codemods.edit.statements import lines_around
from routeshift_codemods.index.index import Module, parse_text
from routeshift_codemods.once import forget


@pytest.fixture(autouse=True)
def _nothing_is_known() -> None:
    """What another test has read is read again."""
    forget()


SHOP = Path(__file__).parents[3] / "examples/shop"


def module(text: str) -> Module:
    return parse_text(text, Path("some.py"), "some")


def place(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


STATEMENTS = {
    "one among others": ("a = 1\nhere = 2\nb = 3\n", "here = 2\n"),
    "over several lines": ("a = 1\nb = [\n    here,\n]\nc = 3\n", "b = [\n    here,\n]\n"),
    "in a body": ("if a:\n    b = 1\n    here = 2\n", "    here = 2\n"),
    "in a handler": ("try:\n    a\nexcept E:\n    here\n", "    here\n"),
    "in a case": ("match a:\n    case 1:\n        here\n", "        here\n"),
    "behind a semicolon": ("a = 1; here = 2\nb = 3\n", "a = 1; here = 2\n"),
    "behind a colon": ("if a: here = 2\nb = 3\n", "if a: here = 2\n"),
    "behind the end of another": (
        "if a:\n    b = [\n    ]; here = 2\n    c = 3\n",
        "    b = [\n    ]; here = 2\n",
    ),
    "with its decorators": (
        "class A:\n    @(  # @\n        b\n    )\n    def here(self): ...\n\n    c = 1\n",
        "    @(  # @\n        b\n    )\n    def here(self): ...\n",
    ),
    "in a body behind a long head": ("def f(\n    a,\n):\n    here\n    b\n", "    here\n"),
    "in a head": ("def f(\n    here,\n):\n    # b\n    b\n", "def f(\n    here,\n):\n    # b\n"),
    "in the head of another branch": (
        "if a:\n    b\nelif here:\n    c\nelse:\n    d\n",
        "if a:\n    b\nelif here:\n    c\nelse:\n    d\n",
    ),
    "in another branch": ("if a:\n    b\nelif c:\n    d\n    here\n", "    here\n"),
    "in a head with its body behind it": ("def f(here): a\nb = 1\n", "def f(here): a\n"),
}


@pytest.mark.parametrize(("text", "statement"), STATEMENTS.values(), ids=list(STATEMENTS))
def test_the_smallest_statement_around_a_place_is_whole_lines(text: str, statement: str) -> None:
    found = module(text)
    lines = lines_around(found, place(text, "here"))
    assert found.source.block(lines.first, lines.last) == statement


INDENTED = {
    "spaces": 'class A:\n  x = "\n\n'.replace('"\n\n', '"""\n\tkept\n """') + "; here = 1\n",
    "tabs": "class A:\n\tif b:\n\t\tx = '\\\n  kept'; here = 1  # kept\n",
    "a form feed before all": "\fhere = 1\n",
    "a form feed": "class A:\n\f    x = 1\n\f    here = 1\n",
    "no line end": "if a:\n    here = 1",
}


@pytest.mark.parametrize("text", INDENTED.values(), ids=list(INDENTED))
def test_what_is_indented_is_changed_as_it_stands(text: str) -> None:
    change = Change(Path("some.py"), place(text, "here"), ReplaceName("there"))
    assert applied(module(text), [change]) == text.replace("here", "there")


def test_several_changes_meet_in_one_statement() -> None:
    text = "class A:\n    @a\n    def f(self):\n        return here\n\n\nhere = 1\n"
    changes = [
        Change(Path("some.py"), place(text, "def f"), RemoveDecorator((0,))),
        Change(Path("some.py"), place(text, "here"), ReplaceName("there")),
    ]
    wanted = "class A:\n    def f(self):\n        return there\n\n\nhere = 1\n"
    assert applied(module(text), changes) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "a = f(\n    here()\n)\n",
        "a = (f\n    (here))\n",
        "a = (\n    here\n    .b()\n)\n",
    ],
)
def test_an_expression_is_read_by_itself(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parse = libcst.parse_module

    def reading(source: str) -> libcst.Module:
        read.append(source)
        return parse(source)

    monkeypatch.setattr(libcst, "parse_module", reading)
    change = Change(Path("some.py"), place(text, "here"), QualifyNames({"here": "request.here"}))
    assert applied(module(text), [change]) == text.replace("here", "request.here")
    assert read == ["here"]


def test_an_expression_over_several_lines_is_read_with_its_statement() -> None:
    text = "a = (\n    f\n    .here(1)\n)\n"
    change = Change(Path("some.py"), place(text, "f\n    .here(1)"), WrapCallee("both"))
    wanted = "a = (\n    both(f\n    .here)(1)\n)\n"
    assert applied(module(text), [change]) == wanted


def test_an_import_goes_and_another_comes_behind_it() -> None:
    text = "import a\nfrom here import b  # ours\nimport c\n"
    span = place(text, "from here import b")
    changes = [
        Change(Path("some.py"), span, InsertBehind(("from there import B",))),
        Change(Path("some.py"), span, RemoveImport(frozenset({"b"}))),
    ]
    wanted = "import a\nfrom there import B\nimport c\n"
    assert applied(module(text), changes) == wanted


GAPS = {
    "between sections": ("import a\n\nhere\n\nimport b\n", "import a\n\nimport b\n"),
    "before a class": ("import a\n\nhere\n\n\nclass B: ...\n", "import a\n\n\nclass B: ...\n"),
    "behind a class": ("class B: ...\n\n\nhere\n\nb = 1\n", "class B: ...\n\n\nb = 1\n"),
    "at the top": ("here\n\nimport a\n", "import a\n"),
    "below another": ("import a\nhere\n\n\nb = 1\n", "import a\n\n\nb = 1\n"),
    "twice": ("import a\n\nhere\n\nhere\n\nb = 1\n", "import a\n\nb = 1\n"),
    "in a class": (
        "class A:\n    a = 1\n\n    here\n\n    b = 1\n",
        "class A:\n    a = 1\n\n    b = 1\n",
    ),
    "without a gap": ("a = 1\nhere\nb = 1\n", "a = 1\nb = 1\n"),
}


@pytest.mark.parametrize(("before", "after"), GAPS.values(), ids=GAPS)
def test_a_statement_that_goes_leaves_no_gap(before: str, after: str) -> None:
    spans = [found.span() for found in re.finditer("here", before)]
    changes = [Change(Path("some.py"), span, RemoveStatement()) for span in spans]
    assert applied(module(before), changes) == after


def test_a_statement_that_libcst_does_not_read_is_refused_with_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(libcst, "parse_module", unread)
    text = "a = 1\nhere = 2\n"
    change = Change(Path("some.py"), place(text, "here"), ReplaceName("there"))
    with pytest.raises(TargetError, match="LibCST does not read this statement") as refused:
        applied(module(text), [change])
    assert (refused.value.file, refused.value.line) == (Path("some.py"), 2)


@pytest.mark.parametrize(
    "transform",
    [
        AddImport(("z",)),
        RemoveImport(frozenset({"y"})),
        ReplaceStatements("a = 1\n"),
        RemoveStatement(),
    ],
)
def test_a_statement_that_goes_with_its_line_has_it_to_itself(transform: Transform[Any]) -> None:
    text = "from x import y; here = 1\n"
    with pytest.raises(TargetError, match="others stand on its line") as refused:
        applied(module(text), [Change(Path("some.py"), (0, len(text) - 1), transform)])
    assert refused.value.line == 1


@pytest.mark.parametrize("transform", [AddImport(("z",)), RemoveImport(frozenset({"y"}))])
def test_an_import_behind_a_colon_is_refused_with_a_way_out(transform: Transform[Any]) -> None:
    text = "if True: from x import y, w\n"
    with pytest.raises(TargetError, match=r"Give it a line of its own\. Nothing was written"):
        applied(module(text), [Change(Path("some.py"), (9, len(text) - 1), transform)])


def unread(source: str) -> NoReturn:
    raise libcst.ParserSyntaxError("no", lines=[source], raw_line=1, raw_column=0)


def test_without_libcst_nothing_of_the_example_is_rewritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = shutil.copytree(SHOP, tmp_path / "shop")
    before = {path: path.read_bytes() for path in shop.rglob("*") if path.is_file()}
    # Templates are the codemod's own, and are read once.
    assert run(["migrate", str(shop / "shop_api")]) == 0
    monkeypatch.setattr(libcst, "parse_module", unread)
    assert run(["migrate", str(shop / "shop_api"), "--write"]) == 1
    assert "LibCST does not read this statement" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in shop.rglob("*") if path.is_file()} == before


SHOWING = {
    "plain": ('f"{x=}"', 'f"x={y!r}"'),
    "with blanks": ('f"a { x  =  } b"', None),
    "formatted": ('f"{x=:>5}"', None),
    "converted": ("f'{x=!s}'", None),
    "raw": ("rf'\\d{x=}'", None),
    "with braces": ('f"{ {1: x}=}"', None),
    "three quotes": ('f"""{x=}\n"""', None),
    "with quotes": ("f\"{[x, 'a']=}\"", None),
    "beside another": ('f"{z=} {x=}" f"{x}"', None),
    "beside itself": ('f"{x=} {x} {x=}"', None),
}


@pytest.mark.parametrize(("text", "wanted"), SHOWING.values(), ids=list(SHOWING))
def test_an_f_string_that_shows_its_text_shows_the_same(text: str, wanted: str | None) -> None:
    before = module(f"{text}\n")
    places = [found.span() for found in re.finditer(r"\bx\b", text)]
    changes = [Change(before.path, span, ReplaceName("y")) for span in places]
    after = applied(before, changes).removesuffix("\n")
    values = {"x": "it's", "y": "it's", "z": 1}
    assert eval(after, values) == eval(text, values)
    assert "y" in after
    assert after == (wanted or after)


def test_an_f_string_shows_the_call_that_was_there() -> None:
    text = 's = f"{one(1).size=} {one(2)}"\n'
    spans = [place(text, part) for part in ("one(1)", "one(2)")]
    changes = [Change(Path("some.py"), span, WrapCallee("both")) for span in spans]
    wanted = 's = f"one(1).size={both(one)(1).size!r} {both(one)(2)}"\n'
    assert applied(module(text), changes) == wanted
