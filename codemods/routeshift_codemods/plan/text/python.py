"""Python text: literals, calls and signatures, on one line when they fit."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

INDENT = "    "


@dataclass(frozen=True, slots=True)
class Code:
    """An expression in source that stands among values."""

    text: str


def literal(value: Any) -> str:
    """A value as source, with double quotes.

    As in `ast.Dict`, a key of None stands for `**`.
    """
    if isinstance(value, Code):
        return value.text
    if isinstance(value, str):
        return string(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)}{literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return repr(value)


def _key(key: Any) -> str:
    return "**" if key is None else f"{literal(key)}: "


def block(value: Any, indent: str, before: int, width: int) -> str:
    """A value as source, a dictionary's items on lines of their own when one line is too long.

    Args:
        value: The value; a comma stands behind it.
        indent: The indentation of the line that the value starts on.
        before: How many characters stand before it on that line.
        width: How long a line may be.
    """
    one = literal(value)
    if before + len(one) + 1 <= width or not isinstance(value, dict):
        return one
    inner = indent + INDENT
    rows = ""
    for key, item in value.items():
        head = f"{inner}{_key(key)}"
        rows += f"{head}{block(item, inner, len(head), width)},\n"
    return f"{{\n{rows}{indent}}}"


def string(text: str) -> str:
    """A string literal, in double quotes unless that needs more escapes."""
    if not text.isprintable():
        return json.dumps(text, ensure_ascii=False)
    quote = "'" if text.count('"') > text.count("'") else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return f"{quote}{escaped}{quote}"


def call(head: str, arguments: Sequence[str], indent: str, width: int, tail: str = "") -> str:
    """A call, or a signature: on one line when it fits, else an argument a line.

    Args:
        head: What stands before the bracket, on one line or several.
        arguments: The arguments; one with a line break in it forces a line each.
        indent: The indentation of the first line, which is not part of the result.
        width: How long a line may be.
        tail: What stands behind the bracket.
    """
    inside = f"({', '.join(arguments)}){tail}"
    above, _, last = head.rpartition("\n")
    before = len(last) if above else len(indent) + len(last)
    if "\n" not in inside and before + len(inside) <= width:
        return f"{head}{inside}"
    rows = "".join(f"{indent}{INDENT}{argument},\n" for argument in arguments)
    return f"{head}(\n{rows}{indent}){tail}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an `Annotated`: an expression, or a call whose arguments may need lines."""

    head: str
    arguments: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return self.head if self.arguments is None else f"{self.head}({', '.join(self.arguments)})"

    def laid_out(self, indent: str, width: int) -> str:
        """The piece, a comma behind it, on one line when it fits."""
        if self.arguments is None or len(indent) + len(str(self)) + 1 <= width:
            return str(self)
        inner = f"{indent}{INDENT}{', '.join(self.arguments)}"
        if len(inner) <= width:
            return f"{self.head}(\n{inner}\n{indent})"
        return call(self.head, self.arguments, indent, width)


def subscript(before: str, pieces: Sequence[Piece], behind: int, indent: str, width: int) -> str:
    """A subscript in one line, in three, or with a piece a line.

    Args:
        before: What stands before the bracket, as `name: Annotated`.
        pieces: What stands in it.
        behind: How many characters follow it on its last line.
        indent: The indentation of the first line, which is not part of the result.
        width: How long a line may be.
    """
    inside = ", ".join(map(str, pieces))
    one_line = f"{before}[{inside}]"
    if len(indent) + len(one_line) + behind <= width:
        return one_line
    inner = indent + INDENT
    if len(inner) + len(inside) <= width:
        return f"{before}[\n{inner}{inside}\n{indent}]"
    rows = "".join(f"{inner}{piece.laid_out(inner, width)},\n" for piece in pieces)
    return f"{before}[\n{rows}{indent}]"


def wrapped_string(text: str, head: str, indent: str, width: int) -> str:
    """A string literal; in pieces, in brackets, when it would not fit on one line.

    Args:
        text: The string.
        head: What stands before it on its line, without the indentation; a comma stands behind.
        indent: The indentation of that line.
        width: How long a line may be.
    """
    one = string(text)
    if len(indent) + len(head) + len(one) + 1 <= width or len(text.split()) < 2:
        return one
    rows: list[str] = []
    line = ""
    for word in _words(text):
        if line and len(indent) + len(INDENT) + len(string(line + word.rstrip())) > width:
            rows.append(line)
            line = ""
        line += word
    rows.append(line)
    body = "".join(f"{indent}{INDENT}{string(row)}\n" for row in rows)
    return f"(\n{body}{indent})"


def _words(text: str) -> list[str]:
    words = text.split(" ")
    return [*(f"{word} " for word in words[:-1]), words[-1]]


def docstring(text: str, indent: str) -> str:
    """A docstring, its lines indented, with its line end.

    Args:
        text: The cleaned text.
        indent: What stands before each line.
    """
    body = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if body.endswith('"'):
        body = body[:-1] + '\\"'
    lines = body.split("\n")
    if len(lines) == 1:
        return f'{indent}"""{body}"""\n'
    rest = "".join(f"{indent}{line}\n" if line.strip() else "\n" for line in lines[1:])
    return f'{indent}"""{lines[0]}\n{rest}{indent}"""\n'


def with_line_ends(before: str, after: str) -> str:
    """The text after an edit, where each line ends as it did before it.

    Args:
        before: The text before it.
        after: The text after it, with `\\n` at the end of each line.
    """
    *old, _ = before.split("\n")
    *new, rest = after.split("\n")
    returns = sum(line.endswith("\r") for line in old)
    if not returns:
        return after
    usual = "\r" if returns * 2 > len(old) else ""
    bare = [line.removesuffix("\r") for line in old]
    lines: list[str] = []
    matcher = difflib.SequenceMatcher(None, bare, new, autojunk=False)
    for same, start, end, first, last in matcher.get_opcodes():
        lines += old[start:end] if same == "equal" else [f"{n}{usual}" for n in new[first:last]]
    return "\n".join([*lines, rest])
