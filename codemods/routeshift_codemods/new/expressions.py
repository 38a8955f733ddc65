"""Expressions and their parts, as nodes, and nodes as text."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Literal

import libcst as cst

from routeshift_codemods.once import once
from routeshift_codemods.places import text_of

Expression = cst.BaseExpression
Argument = cst.Arg
Parameter = cst.Param
UnreadError = cst.ParserSyntaxError


@once
def expression(source: str) -> Expression:
    """An expression of a user's, from the very text that it has, comments included.

    Raises:
        ParserSyntaxError: LibCST does not read it.
    """
    try:
        return cst.parse_expression(source)
    except cst.ParserSyntaxError:
        if "\n" not in source:
            raise
        # It stood in brackets that are not part of it.
        return cst.parse_expression(f"(\n{source}\n)")


def dotted(name: str) -> Expression:
    """A name, or names with dots between them.

    >>> code_of(dotted("router.get"))
    'router.get'
    """
    first, *others = name.split(".")
    found: Expression = identifier(first)
    for other in others:
        found = cst.Attribute(found, identifier(other))
    return found


def identifier(name: str) -> cst.Name:
    """A name that is one."""
    assert name.isidentifier(), name
    return cst.Name(name)


def keyword(name: str, value: Expression) -> cst.Arg:
    """An argument that is passed by name."""
    return cst.Arg(value, keyword=identifier(name))


def call(
    function: Expression | str,
    arguments: Iterable[Expression | cst.Arg] = (),
    /,
    **named: Expression,
) -> cst.Call:
    """A call.

    >>> code_of(call("Query", [string("a")], ge=literal(1)))
    'Query("a", ge = 1)'
    """
    called = dotted(function) if isinstance(function, str) else function
    args = [a if isinstance(a, cst.Arg) else cst.Arg(a) for a in arguments]
    return cst.Call(called, [*args, *(keyword(name, value) for name, value in named.items())])


def positional(value: Expression, comment: str = "") -> cst.Arg:
    """An argument that is passed by place, with a comment behind it where there is one.

    >>> print(code_of(call("f", [positional(dotted("a"), "# why"), dotted("b")])))
    f(a,  # why
    b)
    """
    if not comment:
        return cst.Arg(value)
    end = cst.TrailingWhitespace(cst.SimpleWhitespace("  "), cst.Comment(comment))
    return cst.Arg(value, comma=cst.Comma(whitespace_after=cst.ParenthesizedWhitespace(end)))


def unpacked(value: Expression, *, by_name: bool = False) -> cst.Arg:
    """An argument with one star before it, or with two."""
    return cst.Arg(value, star="**" if by_name else "*")


def with_argument(found: Expression, argument: cst.Arg) -> cst.Call:
    """A call with one more argument."""
    node = cst.ensure_type(found, cst.Call)
    return node.with_changes(args=[*node.args, argument])


def of(head: Expression, *items: Expression) -> cst.Subscript:
    """A type of others, as `list[int]`."""
    return cst.Subscript(head, [cst.SubscriptElement(cst.Index(item)) for item in items])


def annotated(head: Expression, pieces: Sequence[Expression]) -> Expression:
    """A type; with what is said of it beside it in an `Annotated`, where there is something.

    >>> code_of(annotated(dotted("Annotated"), [dotted("int"), call("Query")]))
    'Annotated[int, Query()]'

    Args:
        head: What `Annotated` is called.
        pieces: The type and the rest.
    """
    if len(pieces) == 1:
        return pieces[0]
    return of(head, *pieces)


def union(members: Sequence[Expression]) -> Expression:
    """Types with `|` between them."""
    return functools.reduce(lambda one, two: cst.BinaryOperation(one, cst.BitOr(), two), members)


def formatted(*parts: str | Expression) -> cst.FormattedString:
    """An f-string of texts, and of values between them.

    >>> code_of(formatted("/", dotted("V1"), "/{id}"))
    'f"/{V1}/{{id}}"'
    """
    values = [part for part in parts if not isinstance(part, str)]
    quote: Literal["'", '"'] = "'" if any('"' in text_of(value) for value in values) else '"'
    made = [
        cst.FormattedStringText(_escaped(part, quote))
        if isinstance(part, str)
        else cst.FormattedStringExpression(part)
        for part in parts
    ]
    return cst.FormattedString(made, start="f'" if quote == "'" else 'f"', end=quote)


def _escaped(text: str, quote: str) -> str:
    doubled = text.replace("{", "{{").replace("}", "}}")
    return doubled.replace("\\", "\\\\").replace(quote, f"\\{quote}")


def parameter(
    name: str, annotation: Expression | None = None, default: Expression | None = None
) -> cst.Param:
    """A parameter of a function."""
    said = None if annotation is None else cst.Annotation(annotation)
    return cst.Param(identifier(name), said, default=default)
