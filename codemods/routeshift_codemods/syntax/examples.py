"""The examples in docstrings, which `doctest` runs with the names of their module, and in pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

from routeshift_codemods.syntax.binding import Bound, bindings
from routeshift_codemods.syntax.quietly import is_read, parsed_quietly
from routeshift_codemods.syntax.used import names_used
from routeshift_codemods.syntax.walking import walk_statements

PROMPT = ">>>"
"""What each example begins with: a text without it has none."""


@dataclass(frozen=True, slots=True)
class Example:
    """The examples of one docstring, which see each other's names.

    Attributes:
        rows: The code of each, with the line of the file that it begins on.
    """

    rows: tuple[tuple[int, str], ...]

    @property
    def uses(self) -> dict[str, int]:
        """The names that they take from the module, or the builtins, each with its first line."""
        found: dict[str, int] = {}
        bound: set[str] = set()
        for line, code in self.rows:
            for statement in parsed_quietly(code).body:
                for name in names_used([statement]) - bound:
                    found.setdefault(name, line)
                bound |= {one.name for one in bindings([statement]) if isinstance(one, Bound)}
        return found


def examples_in(node: ast.AST) -> Iterator[Example]:
    """The examples of each docstring in some code; what Python does not read is left out.

    Args:
        node: The code.
    """
    for one in walk_statements(node):
        match one:
            case ast.Expr(value=ast.Constant(value=str(text)) as string) if PROMPT in text:
                yield Example(tuple(_rows(string, text)))


def example_of(page: str) -> Example:
    """The code of a page in Markdown or the like: what stands in fences, and behind prompts.

    Args:
        page: Its text.
    """
    fenced = ((page.count("\n", 0, at.start(2)), dedent(at[2])) for at in _FENCED.finditer(page))
    rows = [*_prompted(page), *(row for row in fenced if is_read(row[1]))]
    return Example(tuple((line + 1, code) for line, code in sorted(rows)))


_FENCED = re.compile(r"^( *)```(?:python|py)\b.*\n((?:.*\n)*?)\1```", re.MULTILINE)


def _rows(string: ast.Constant, text: str) -> Iterator[tuple[int, str]]:
    for at, code in _prompted(text):
        line = string.lineno + at
        # A text with backslashes may have other lines than its file.
        yield min(line, string.end_lineno or line), code


def _prompted(text: str) -> Iterator[tuple[int, str]]:
    """The code behind each prompt of a text, and how many lines stand above it."""
    if PROMPT not in text:
        return
    # It brings a debugger and a test framework, for the few files that have examples.
    from doctest import DocTestParser

    try:
        examples = DocTestParser().get_examples(text)
    except ValueError:
        return
    yield from ((one.lineno, one.source) for one in examples if is_read(one.source))
