"""New code is made of nodes: what is put into a template stays what it was."""

from __future__ import annotations

import ast
import doctest
import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeshift_codemods import new
from routeshift_codemods.new import (
    Template,
    code_of,
    decorator,
    docstring,
    expression,
    formatted,
    identifier,
    keyword,
    literal,
    parameter,
    string,
    wrapped,
)

NAMES = {name: getattr(new, name) for name in new.__all__}
# Half a pair of surrogates is no text of a file.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def examples() -> list[doctest.DocTest]:
    found = doctest.DocTestFinder(recurse=False)
    every = [test for name, it in NAMES.items() for test in found.find(it, name, globs=NAMES)]
    return [test for test in every if test.examples]


@pytest.mark.parametrize("shown", examples(), ids=lambda shown: shown.name)
def test_what_it_shows_is_so(shown: doctest.DocTest) -> None:
    assert not doctest.DocTestRunner().run(shown).failed


FUNCTION = Template("""
@{decorators}
def {name}({parameters}) -> {returns}:
    {docstring}
    return 1
""")


def function(**places: object) -> str:
    nothing = {"decorators": [], "parameters": [], "returns": None, "docstring": []}
    return code_of(FUNCTION.statement(**{**nothing, "name": identifier("f"), **places}))  # type: ignore[arg-type]


def test_a_place_in_a_list_takes_any_number() -> None:
    assert function() == "def f():\n    return 1\n"
    filled = function(
        decorators=[decorator(expression("a")), decorator(expression("b(1)"), ["# why"])],
        parameters=[parameter("x"), parameter("y", expression("int"), literal(2))],
        returns=expression("str"),
        docstring=[docstring("Why.")],
    )
    assert filled == (
        '@a\n# why\n@b(1)\ndef f(x, y: int = 2) -> str:\n    """Why."""\n    return 1\n'
    )


def test_a_template_is_the_same_after_it_was_filled() -> None:
    assert function(returns=expression("str")) != function()
    assert function() == "def f():\n    return 1\n"


@pytest.mark.parametrize("name", ["two words", "", "a-b", "a(b"])
def test_what_is_no_name_is_none(name: str) -> None:
    with pytest.raises(AssertionError):
        identifier(name)


@pytest.mark.parametrize(
    "source", ["Field(  # why\n    gt=1,\n)", "1 +  # why\n2", '"a"  # why\n"b"', "(x := 1)"]
)
def test_an_expression_keeps_its_comments(source: str) -> None:
    code = code_of(
        Template("f({arguments})").expression(arguments=[keyword("a", expression(source))])
    )
    assert ast.dump(ast.parse(code)) == ast.dump(ast.parse("f(a=(" + source + "\n))"))
    assert ("# why" in code) == ("# why" in source)


@given(TEXTS, st.integers(0, 40))
def test_a_string_stays_a_string_whatever_it_holds(text: str, width: int) -> None:
    for node in (string(text), wrapped("said", text, 4, width), literal({text: [text]})):
        value = ast.literal_eval(code_of(node))
        assert value in (text, {text: [text]})


@given(TEXTS.filter(lambda text: not {*text} & {*"\r\n"} and text.isprintable()))
def test_the_text_around_a_value_stays_text(text: str) -> None:
    for name in ("x", 'd["x"]'):
        code = code_of(formatted("/{", expression(name), text))
        assert eval(code, {"x": "1", "d": {"x": "1"}}) == f"/{{1{text}"


@given(TEXTS.filter(lambda text: not {*text} & {*"\r\0"}).map(inspect.cleandoc).filter(str.strip))
def test_a_docstring_says_what_it_is_told(text: str) -> None:
    said = ast.get_docstring(ast.parse(code_of(docstring(text))), clean=False)
    assert said is not None
    assert said.rstrip("\n") == text.rstrip("\n")
