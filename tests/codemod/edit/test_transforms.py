"""What the transforms do with the many ways in which the same can be written."""

from __future__ import annotations

from typing import Any

import pytest

from routeshift_codemods.edit import (
    AddImport,
    AddToList,
    NewParameter,
    RemoveDecorator,
    RemoveDescriptions,
    RemoveImport,
    ReplaceCall,
    ReplaceParameters,
    Transform,
    rewritten,
)

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
        "def f(\n    self,  # named\n    *,\n    # about c\n    c=1,\n): ...\n",
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
    "with comments": (
        "f(\n    1,  # one\n    2,  # two\n)\n",
        "f(\n    1,  # one\n    R(b=2,  # two\n))\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), CALLS.values(), ids=list(CALLS))
def test_a_call_keeps_what_it_passes(before: str, after: str) -> None:
    assert rewritten(before, ReplaceCall("R", ("a", "b"), ("a",))) == after


def test_a_decorator_between_others_leaves_their_comments() -> None:
    before = "@a\n# about b\n@b  # noqa: E501\n# about f\ndef f(): ...\n"
    assert rewritten(before, RemoveDecorator((1,))) == "@a\n# about b\n# about f\ndef f(): ...\n"


def test_a_docstring_keeps_its_prefix_and_quotes() -> None:
    before = "R'''Do \\d.\n\n:param x: X.\n'''\n"
    assert rewritten(before, RemoveDescriptions(frozenset({"x"}))) == "R'''Do \\d.'''\n"
