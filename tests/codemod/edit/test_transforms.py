"""What the transforms do with the many ways in which the same can be written."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path
from typing import Any

import pytest

from routeshift_codemods.edit import (
    AddImport,
    AddToList,
    Change,
    MoveImport,
    NewImport,
    NewParameter,
    RemoveDecorator,
    RemoveDescriptions,
    RemoveImport,
    ReplaceCall,
    ReplaceParameters,
    Transform,
    applied,
    decorator_comments,
    rewritten,
)
from routeshift_codemods.index import Module, parse_text

LONG = "x" * 80
REQUEST = NewParameter("request", "Request")

LISTS = {
    "a tuple without brackets": ('x = "A", "B"\n', "C", 'x = "A", "B", "C"\n'),
    "a tuple of one": ('x = ("A",)\n', "C", 'x = ("A", "C")\n'),
    "a comma at the end": ('x = ["A", ]\n', "C", 'x = ["A", "C", ]\n'),
    "a comment behind it": ('x = ["A"]  # why\n', "C", 'x = ["A", "C"]  # why\n'),
    "several on a line": (
        'x = [\n    "A", "B",\n    "C"]\n',
        "D",
        'x = [\n    "A", "B",\n    "C",\n    "D"]\n',
    ),
}


@pytest.mark.parametrize(("before", "added", "after"), LISTS.values(), ids=list(LISTS))
def test_a_list_stays_as_it_is_written(before: str, added: str, after: str) -> None:
    assert rewritten(before, AddToList((added,))) == after


IMPORTS = {
    "a name under another": (
        "from a import b as c, d\n",
        RemoveImport(frozenset({"c"})),
        "from a import d\n",
    ),
    "a module": ("import a, b.c\n", RemoveImport(frozenset({"a"})), "import b.c\n"),
    "a line that goes on": (
        "from a import b, \\\n    c\n",
        AddImport(("d",)),
        "from a import (\n    b,\n    c,\n    d,\n)\n",
    ),
    "a pragma on a line that gets too long": (
        "from a import b  # noqa: F401\n",
        AddImport((LONG,)),
        f"from a import (  # noqa: F401\n    b,\n    {LONG},\n)\n",
    ),
    "names that have moved": (
        "# why\nfrom .a import (  # all\n    b,  # one\n    # two\n    C as d,\n)  # ours\n",
        MoveImport({"b": ".b", "C": "..c"}, (NewImport(".", "a", "# noqa"),)),
        "# why\nfrom ..c import (\n    # two\n    C as d,\n)\nfrom . import a  # noqa\n"
        "from .b import (  # all\n    b,  # one\n)  # ours\n",
    ),
    "a pragma on names that have moved": (
        "from a import b, c  # noqa\n",
        MoveImport({"b": "a.b"}, (NewImport("a.b", LONG),)),
        f"from a import c  # noqa\nfrom a.b import (  # noqa\n    b,\n    {LONG},\n)\n",
    ),
    "comments everywhere": (
        "from a import (  # one\n    # two\n    b,  # three\n    # four\n)  # five\n",
        AddImport(("a",)),
        "from a import (  # one\n    a,\n    # two\n    b,  # three\n    # four\n)  # five\n",
    ),
    "a comment above what goes": (
        "from a import (\n    b,\n    # about the rest\n    c,  # this one\n    d,\n)\n",
        RemoveImport(frozenset({"c"})),
        "from a import (\n    b,\n    # about the rest\n    d,\n)\n",
    ),
}


@pytest.mark.parametrize(("before", "how", "after"), IMPORTS.values(), ids=list(IMPORTS))
def test_an_import_stays_as_it_is_written(before: str, how: Transform[Any], after: str) -> None:
    assert rewritten(before, how) == after


SIGNATURES = {
    "what may not be named": (
        "def f(self, a, /, b=1, *, c='x', d=2) -> int: ...\n",
        ReplaceParameters(("self", "a", REQUEST, "c"), frozenset({"c"})),
        "def f(self, a, request: Request, *, c='x') -> int: ...\n",
    ),
    "what must be named": (
        "def f(\n    self,\n    *,  # named\n    # about c\n    c=1,\n): ...\n",
        ReplaceParameters(("self", "c"), frozenset({"c"})),
        "def f(\n    self,\n    *,  # named\n    # about c\n    c=1,\n): ...\n",
    ),
    "what is named no more": (
        "def f(\n    self,\n    a,\n    *,  # named\n    c=1,\n): ...\n",
        ReplaceParameters(("self", "a", REQUEST)),
        "def f(self, a, request: Request): ...\n",
    ),
    "what is named no more, whose comments stay": (
        "def f(\n    self,\n    a,\n    *,  # named\n    c=1,  # one\n): ...\n",
        ReplaceParameters(("self", "a", REQUEST), keeps=True),
        "def f(\n    self,\n    a,\n    # named\n    # one\n    request: Request,\n): ...\n",
    ),
    "a body behind the colon": (
        "def f(self, a): x = 1; y = 2  # c\n",
        ReplaceParameters(("self", REQUEST)),
        "def f(self, request: Request): x = 1; y = 2  # c\n",
    ),
    "no parameters, and a comment": (
        "def f(  # why\n    a,\n): ...\n",
        ReplaceParameters(()),
        "def f(  # why\n): ...\n",
    ),
}


@pytest.mark.parametrize(("before", "how", "after"), SIGNATURES.values(), ids=list(SIGNATURES))
def test_a_signature_stays_as_it_is_written(before: str, how: Transform[Any], after: str) -> None:
    assert rewritten(before, how) == after


CALLS = {
    "by name": ("f(a=1, b=2)\n", "f(a=1, request=R(b=2))\n"),
    "by place": ("f(1, 2)\n", "f(1, R(b=2))\n"),
    "unpacked": ("f(1, *args)\n", "f(1, *args)\n"),
    "with a comment on all": (
        "f(  # noqa: S1\n    1, 2\n)\n",
        "f(  # noqa: S1\n    1, R(b=2\n))\n",
    ),
    "with comments": (
        "f(\n    1,  # one\n    2,  # two\n)\n",
        "f(\n    1,  # one\n    R(b=2,  # two\n))\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), CALLS.values(), ids=list(CALLS))
def test_a_call_keeps_what_it_passes(before: str, after: str) -> None:
    assert rewritten(before, ReplaceCall("R", ("a", "b"), ("a",))) == after


DECORATED = {
    "inside and behind": ("@b(  # one\n    # two\n)  # three", ["# one", "# two", "# three"], ""),
    "for a tool": ("@b(  # fmt: skip\n)  # noqa: E501", [], ""),
    "above it, about the method": ("# one\n@b", [], "# one\n"),
    "above it, about a path": ("# one\n# as /two\n@b", ["# one", "# as /two"], ""),
    "above it, about a verb": ("# A GET, really.\n@b", ["# A GET, really."], ""),
    "above it, with a gap": ("# GET /one\n\n@b", [], "# GET /one\n\n"),
    "a title": ("# ---- GET /one ----\n@b", [], "# ---- GET /one ----\n"),
    "a title between rules": ("#####\n# Routes\n#####\n@b", [], "#####\n# Routes\n#####\n"),
    "for a tool, above it": ("# GET\n# fmt: off\n@b", [], "# GET\n# fmt: off\n"),
    "above others, too": ("# as /one\n@a\n# two\n@b", ["# two"], "# as /one\n@a\n"),
    "below it": ("@b\n# one, as /two", [], "# one, as /two\n"),
    "no path": ("# and/or https://a.b/c, see ./d\n@b", [], "# and/or https://a.b/c, see ./d\n"),
}


def method(decorators: str) -> tuple[Module, ast.FunctionDef]:
    """A class with a method below its decorators, and the method."""
    text = textwrap.indent(f"x = 1\n\n{decorators}def f(self):\n    pass\n", "    ")
    module = parse_text(f"class A:\n{text}", Path("some.py"), "some")
    (shop,) = module.tree.body
    assert isinstance(shop, ast.ClassDef)
    node = shop.body[-1]
    assert isinstance(node, ast.FunctionDef)
    return module, node


def without_decorator(module: Module, node: ast.FunctionDef, number: int) -> str:
    change = Change(module.path, module.source.span(node), RemoveDecorator((number,)))
    return applied(module, [change])


@pytest.mark.parametrize(("decorators", "gone", "left"), DECORATED.values(), ids=list(DECORATED))
def test_a_decorator_goes_with_the_comments_about_it(
    decorators: str, gone: list[str], left: str
) -> None:
    module, node = method(f"{decorators}\n")
    number = len(node.decorator_list) - 1
    assert [*decorator_comments(module, node, [number]).get(number, ())] == gone
    assert without_decorator(module, node, number) == method(left)[0].source.text


def test_where_several_decorators_have_comments_each_goes_with_its_own() -> None:
    found = decorator_comments(*method("# the old one\n@a\n# the new one\n@b\n"), (0, 1))
    assert found == {0: ("# the old one",), 1: ("# the new one",)}


def test_the_end_of_a_string_is_no_comment_above() -> None:
    string = "y = '''\n# GET'''\n"
    assert without_decorator(*method(f"{string}@b\n"), 0) == method(string)[0].source.text


def test_a_docstring_keeps_its_prefix_and_quotes() -> None:
    before = "R'''Do \\d.\n\n:param x: X.\n'''\n"
    assert rewritten(before, RemoveDescriptions(frozenset({"x"}))) == "R'''Do \\d.'''\n"
