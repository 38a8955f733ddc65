"""Transforms on generated code that is hard to read: no comment is lost, and nothing else changes.

`ROUTESHIFT_EFFORT=140 pytest tests/codemod/edit/test_generated_edits.py` tries as many.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from versions import reads_template_strings

from routeshift_codemods.edit import (
    AddImport,
    Change,
    DeepenImport,
    NewParameter,
    ReexportName,
    RemoveDecorator,
    RemoveImport,
    ReplaceParameters,
    Transform,
    applied,
    decorator_comments,
    parameter_comments,
)
from routeshift_codemods.index import FunctionNode, Module
from routeshift_codemods.index.index import parse_text

FILE = Path("shop.py")

# `@` stands for a comment with a number of its own, `~` for the indentation.
STRINGS = (
    '"("',
    "'])}'",
    '"# no comment"',
    "'it\\'s #'",
    '"""a ( b\n~"""',
    'r"\\\\"',
    'f"{ {1: (2)}[1]!r:>{3} }"',
    'f"{"nested"}"',
    'f"{f"{"deep"}"}"',
    *(['t"{x}("'] if reads_template_strings else []),
    '("a"  @\n~"b")',
    "'a' \\\n~'b'",
    'lambda x=")": (x, "]")',
    "[  @\n~1,  @\n~]",
    "{1: 2}[1]",
    "(yes := 1)",
)
DECORATORS = (
    "@webmethod({0}, route={1})",
    "@webmethod(  @\n~route={0},  @\n~@\n~)",
    "@(  @\n~webmethod({0}))",
    "@hook(lambda x={0}: (x, {1}))  @",
    "@hooks[{0}]",
    "@hook \\\n~({0})",
    "@hook",
)
PARAMETERS = (
    "{n}: str = {0}",
    "{n}={0}",
    "{n}: Annotated[str, Field({0})] = {1}",
    "{n}: (str) = (  @\n~{0}  @\n~)",
    "{n} : dict[  @\n~str, int] | None = None",
)
BODIES = (
    ": ...",
    ":  @\n~...",
    " -> Annotated[str, Field(lambda: {0})]: return {1}  @",
    " -> (  @\n~str):\n~{0}\n\n~# kept\n~x = 1; y = {1}; z = 2  @",
)
AROUND = (
    "x = {0}; y = 2  @\n",
    "@\n\n",
    "\f\n",
    '"""def f(:\n  @\n"""\n',
    "x = [\n~{0},  @\n]\n",
    "type Names = list[str]\n",
    "def f[T: (int, str)](x: T) -> T:\n\treturn x  @\n",
    "class A: x = {0}; y = 1\n",
    "if x: y = {0}  @\n",
)


@dataclass(frozen=True)
class Method:
    """A method, in its parts."""

    before: str
    decorators: tuple[str, ...]
    head: str
    parameters: tuple[str, ...]
    tail: str
    after: str
    indent: str

    @property
    def text(self) -> str:
        signature = f"{self.indent}{self.head}{''.join(self.parameters)}{self.tail}"
        return self.before + "".join(self.decorators) + signature + self.after


@st.composite
def written(draw: st.DrawFn, templates: Sequence[str], indent: str, name: str = "") -> str:
    """One template with its holes filled; comments are numbered where all is put together."""
    strings = [draw(st.sampled_from(STRINGS)) for _ in range(2)]
    template = draw(st.sampled_from(templates))
    for number, string in enumerate(strings):
        template = template.replace(f"{{{number}}}", string)
    return template.replace("{n}", name).replace("~", f"{indent}    ")


@st.composite
def methods(draw: st.DrawFn) -> Method:
    indent = draw(st.sampled_from(["    ", "\t", "  "]))
    around = st.lists(written(AROUND, ""), max_size=3)
    decorators = draw(st.lists(written(DECORATORS, indent), min_size=1, max_size=3))
    names = ["a", "b", "c"][: draw(st.integers(1, 3))]
    parameters = []
    for number, name in enumerate(names):
        text = draw(written(PARAMETERS, indent, name))
        end = draw(st.sampled_from([", ", ",\n~", ",  @\n~", ",  @\n~@\n~"]))
        last = draw(st.sampled_from(["", ",", "\n~", ",  @\n~@\n~"]))
        end = (last if number == len(names) - 1 else end).replace("~", f"{indent}    ")
        parameters.append(text + end)
    parts = Method(
        "".join(draw(around)) + "class Shop:  @\n",
        tuple(f"{indent}{d}\n" for d in decorators),
        draw(st.sampled_from(["def add(", "async  def add (", "def add[T]("])),
        (draw(st.sampled_from(["self, ", "self,  @\n" + indent])), *parameters),
        ")" + draw(written(BODIES, indent)) + "\n",
        draw(st.sampled_from(["", f"\n{indent}x = 1  @\n"])) + "".join(draw(around)),
        indent,
    )
    return numbered(parts)


def numbered(parts: Method) -> Method:
    """The same where each `@` that stands for a comment has a number."""
    count = itertools.count()
    return Method(
        numbered_text(parts.before, count),
        tuple(numbered_text(text, count) for text in parts.decorators),
        parts.head,
        tuple(numbered_text(text, count) for text in parts.parameters),
        numbered_text(parts.tail, count),
        numbered_text(parts.after, count),
        parts.indent,
    )


def numbered_text(text: str, count: Iterator[int] | None = None) -> str:
    numbers = itertools.count() if count is None else count
    hole = re.compile(r"(?<=\s)@$|^@$", re.M)
    return hole.sub(lambda _: f"# number {next(numbers)}.", text)


def changed(text: str, *transforms: Transform[Any]) -> tuple[str, Module, ast.stmt]:
    """A text in which the method, or the last statement, is changed."""
    module = parse_text(text, FILE, "shop")
    shop = next((n for n in module.tree.body if getattr(n, "name", "") == "Shop"), None)
    body = shop.body if isinstance(shop, ast.ClassDef) else module.tree.body[-1:]
    node = body[0]
    changes = [Change(FILE, module.source.span(node), transform) for transform in transforms]
    return applied(module, changes), module, node


def comments(text: str) -> list[str]:
    return re.findall(r"# number \d+\.", text)


@pytest.mark.generated
@given(methods(), st.data())
@settings(max_examples=examples(70))
def test_a_decorator_goes_and_its_comments_are_told(method: Method, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(method.decorators) - 1))
    after, module, node = changed(method.text, RemoveDecorator((number,)))
    rest = [text for n, text in enumerate(method.decorators) if n != number]
    assert after == replace(method, decorators=tuple(rest)).text
    assert isinstance(node, FunctionNode)
    told = decorator_comments(module, node, (number,))
    assert [*told.get(number, ())] == comments(method.decorators[number])


@pytest.mark.generated
@given(methods(), st.data())
@settings(max_examples=examples(70))
def test_parameters_take_their_comments_along(method: Method, data: st.DataObject) -> None:
    names = ["a", "b", "c"][: len(method.parameters) - 1]
    kept = data.draw(st.lists(st.sampled_from(names), unique=True))
    rows = ("self", NewParameter("request", "Request"), *kept)
    after, module, node = changed(method.text, ReplaceParameters(rows))
    assert after.startswith(method.before + "".join(method.decorators))
    assert after.endswith(method.tail + method.after)
    assert isinstance(node, FunctionNode)
    beside = parameter_comments(module, node)
    gone = [n for n in names if n not in kept]
    taken = [c for n in gone for c in (*beside.leading.get(n, ()), beside.trailing.get(n, ""))]
    assert {*comments(method.text)} <= {*comments(after), *taken}
    if set(kept) == set(names):
        assert sorted(comments(after)) == sorted(comments(method.text))
    own = {re.split(r"\W", parameter)[0]: parameter for parameter in parameters(method.text)}
    assert parameters(after) == ["self", "request: Request", *(own[name] for name in kept)]


def parameters(text: str) -> list[str]:
    """The parameters of the method, in a form that does not depend on their layout."""
    _, _, node = changed(text)
    assert isinstance(node, FunctionNode)
    arguments = node.args
    missing = [None] * (len(arguments.args) - len(arguments.defaults))
    pairs = zip(arguments.args, [*missing, *arguments.defaults], strict=True)
    return [ast.unparse(a) + (f" = {ast.unparse(d)}" if d else "") for a, d in pairs]


@st.composite
def listings(draw: st.DrawFn, opening: str, closing: str, items: Sequence[str]) -> str:
    """Items between brackets, on one line or on several, with comments."""
    ends = draw(st.sampled_from([[", "], [",\n    ", ",  @\n    ", "  @\n    ,\n    @\n    "]]))
    text = opening + (
        "" if ends == [", "] else draw(st.sampled_from(["\n    ", "  @\n    @\n    "]))
    )
    for item in items[:-1]:
        text += item + draw(st.sampled_from(ends))
    last = ["", ","] if ends == [", "] else ["\n", ",\n", ",  @\n    @\n", "  @\n"]
    text += items[-1] + draw(st.sampled_from(last)) + closing
    return text + draw(st.sampled_from(["", "  @"])) + "\n"


NAMES = st.lists(st.sampled_from(["LIMIT", "Item", "Order", "find", "x"]), min_size=1, unique=True)


@pytest.mark.generated
@given(st.lists(written(AROUND, ""), max_size=2), NAMES, st.data())
@settings(max_examples=examples(70))
def test_a_list_keeps_its_items_and_comments(
    around: list[str], names: list[str], data: st.DataObject
) -> None:
    items = [f'"{name}"' for name in names]
    before = "".join(around)
    text = before + data.draw(listings("__all__ = [", "]", items))
    text = numbered_text(text)
    module = parse_text(text, FILE, "shop")
    statement = module.tree.body[-1]
    assert isinstance(statement, ast.Assign)
    added = ("AddItemRequest", "ItemPage")
    span = module.source.span(statement.value)
    after = applied(module, [Change(FILE, span, ReexportName(added, beside=names[0]))])
    assert after.startswith(numbered_text(before))
    assert sorted(comments(after)) == sorted(comments(text))
    (*_, now) = parse_text(after, FILE, "shop").tree.body
    assert isinstance(now, ast.Assign)
    found = ast.literal_eval(now.value)
    assert [name for name in found if name not in added] == names
    assert set(found) == {*names, *added}
    about = {comment: beside(text, comment) for comment in comments(text)}
    assert not [c for c, item in about.items() if item in items and beside(after, c) != item]


def beside(text: str, comment: str) -> str:
    """What stands on the line of a comment, without commas."""
    line = next(line for line in text.split("\n") if comment in line)
    return line.partition("#")[0].strip().strip(",[]")


@pytest.mark.generated
@given(st.lists(written(AROUND, ""), max_size=2), NAMES, st.data())
@settings(max_examples=examples(70))
def test_an_import_keeps_its_names_and_comments(
    around: list[str], names: list[str], data: st.DataObject
) -> None:
    before = "".join(around)
    bracketed = data.draw(listings("from .shop import (", ")", names))
    plain = f"from .shop import {', '.join(names)}  @\n"
    text = numbered_text(before + data.draw(st.sampled_from([bracketed, plain])))
    after, _, _ = changed(text, DeepenImport(2), RemoveImport(frozenset()), AddImport(("Page",)))
    assert after.startswith(numbered_text(before))
    assert sorted(comments(after)) == sorted(comments(text))
    (*_, now) = parse_text(after, FILE, "shop").tree.body
    assert isinstance(now, ast.ImportFrom)
    assert now.level == 3
    assert [alias.name for alias in now.names if alias.name != "Page"] == names
    assert sum(alias.name == "Page" for alias in now.names) == 1
