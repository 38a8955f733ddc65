"""Values as literals: whatever a string holds, it stays a string."""

from __future__ import annotations

import json
from keyword import iskeyword
from typing import Any

import libcst as cst

from routeshift_codemods.new.expressions import Argument, Expression, expression, keyword, unpacked

_INDENT = "    "


def quoted(text: str) -> str:
    """A string literal in source, in double quotes unless that needs more escapes."""
    if not text.isprintable():
        return json.dumps(text, ensure_ascii=False)
    quote = "'" if text.count('"') > text.count("'") else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return f"{quote}{escaped}{quote}"


def string(text: str) -> cst.SimpleString:
    """A string."""
    return cst.SimpleString(quoted(text))


def literal(value: Any) -> Expression:
    """A value; expressions may stand in it. As in `ast.Dict`, a key of None stands for `**`.

    >>> code_of(literal({"x-a": [1, True], None: call("more")}))
    '{"x-a": [1, True], **more()}'
    """
    if isinstance(value, cst.BaseExpression):
        return value
    if isinstance(value, str):
        return string(value)
    if isinstance(value, dict):
        return cst.Dict([_entry(key, item) for key, item in value.items()])
    if isinstance(value, list):
        return cst.List([cst.Element(literal(item)) for item in value])
    if isinstance(value, set | frozenset) and value:
        return cst.Set([cst.Element(literal(item)) for item in sorted(value)])
    return expression(repr(value))


def _entry(key: Any, value: Any) -> cst.BaseDictElement:
    if key is None:
        return cst.StarredDictElement(literal(value))
    return cst.DictElement(literal(key), literal(value))


def wrapped(name: str, text: str, depth: int, width: int) -> Expression:
    """A string; in pieces, in brackets, when it would not fit on a line: no formatter breaks one.

    Args:
        name: What it is passed as.
        text: The string.
        depth: How deep a formatter puts the arguments of the call.
        width: How long a line may be, with the comma behind the string.
    """
    if depth + len(f"{name}={quoted(text)},") <= width or len(text.split()) < 2:
        return string(text)
    rows: list[str] = []
    line = ""
    *words, last = text.split(" ")
    for word in [*(f"{word} " for word in words), last]:
        if line and depth + len(_INDENT) + len(quoted(line + word.rstrip())) > width:
            rows.append(line)
            line = ""
        line += word
    return _concatenated([*rows, line])


def _concatenated(rows: list[str]) -> Expression:
    found: cst.SimpleString | cst.ConcatenatedString = string(rows[-1])
    for row in rows[-2::-1]:
        found = cst.ConcatenatedString(string(row), found)
    return found.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def argument(name: str, value: Expression) -> Argument:
    """An argument that is passed by name, whatever that is.

    >>> code_of(call("f", [argument("a", dotted("x")), argument("from", dotted("y"))]))
    'f(a = x, **{"from": y})'
    """
    if name.isidentifier() and not iskeyword(name):
        return keyword(name, value)
    return unpacked(literal({name: value}), by_name=True)


def docstring(text: str) -> cst.SimpleStatementLine:
    """A docstring of a cleaned text."""
    body = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if body.endswith('"'):
        body = body[:-1] + '\\"'
    end = "\n" if "\n" in body else ""
    return cst.SimpleStatementLine([cst.Expr(cst.SimpleString(f'"""{body}{end}"""'))])
