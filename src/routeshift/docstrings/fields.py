"""Docstrings with `:param x:` and `:returns:` lines, as facts (rule D2).

The compat layer reads live docstrings with it and the codemod those in source, so that a
description is the same text before and after a migration.
"""

from __future__ import annotations

import inspect
import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from routeshift.docstrings.sections import in_sections, indent_of

_FIELD = re.compile(
    r"\s*:(?P<kind>param|parameter|arg|argument|key|keyword|type|returns?|rtype|raises?|yields?)"
    r"(?:[ \t]+(?P<name>[^:\n]+?))?[ \t]*:(?:[ \t]+(?P<text>.*)|[ \t]*)$"
)
_PARAMETER_KINDS = frozenset({"param", "parameter", "arg", "argument", "key", "keyword"})
_RETURN_KINDS = frozenset({"return", "returns"})


@dataclass(frozen=True, slots=True)
class DocumentedParameter:
    """One `:param x:` of a docstring.

    Attributes:
        name: The parameter's name.
        text: Its description on one line, whitespace normalised; empty when there is none.
    """

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Docstring:
    """What a docstring says of an operation.

    Attributes:
        description: The text up to the first field line, cleaned and stripped.
        returns: The first line of `:returns:`; None without one.
        parameters: One for each `:param x:`, in order.
    """

    description: str = ""
    returns: str | None = None
    parameters: tuple[DocumentedParameter, ...] = ()

    def parameter(self, name: str) -> str | None:
        """The description of one parameter, or None when the docstring has none for it."""
        return next((p.text or None for p in self.parameters if p.name == name), None)


@dataclass(frozen=True, slots=True)
class _Field:
    kind: str
    name: str
    lines: tuple[str, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).split())

    @property
    def first_line(self) -> str | None:
        return next((line.strip() for line in self.lines if line.strip()), None)


def parse(docstring: str | None) -> Docstring:
    """Read a docstring.

    Args:
        docstring: As the source or `__doc__` has it; None or empty for none.
    """
    # A docstring may begin on its second line, and from source it has the indentation of its code.
    lines = inspect.cleandoc(docstring or "").splitlines()
    fields = list(_fields(lines))
    head = lines[: fields[0].start] if fields else lines
    returns = next((f.first_line for f in fields if f.kind in _RETURN_KINDS), None)
    parameters = tuple(
        DocumentedParameter(f.name, f.text) for f in fields if f.kind in _PARAMETER_KINDS
    )
    return Docstring("\n".join(head).strip(), returns, parameters)


def without_parameters(docstring: str, names: Collection[str]) -> str:
    """A docstring without what its lists say of some parameters, all else byte for byte.

    These are `:param x:` lines, and the sections that Google and NumPy write.

    Args:
        docstring: The text between the quotes, with its indentation.
        names: The parameters whose lines go.
    """
    lines = docstring.splitlines(keepends=True)
    gone = [
        range(field.start, field.end)
        for field in _fields(lines)
        # A `:type x:` without its `:param x:` would speak of nothing.
        if field.kind in _PARAMETER_KINDS | {"type"} and field.name in names
    ]
    gone += in_sections(lines, names)
    return "".join(line for at, line in enumerate(lines) if not any(at in span for span in gone))


def _fields(lines: list[str]) -> Iterator[_Field]:
    starts = [at for at, line in enumerate(lines) if _FIELD.match(line)]
    for start, limit in itertools.pairwise([*starts, len(lines)]):
        match = _FIELD.match(lines[start])
        assert match is not None
        end = _end_of_field(lines, start, limit)
        # `:param str name:` has its type in front.
        name = (match["name"] or "").split()[-1:]
        body = (match["text"] or "", *lines[start + 1 : end])
        yield _Field(match["kind"], "".join(name).lstrip("*"), body, start, end)


def _end_of_field(lines: list[str], start: int, limit: int) -> int:
    """A field ends before the next one, or at a blank line that no indented line follows."""
    end = start + 1
    for at in range(start + 1, limit):
        after_blank = not lines[at - 1].strip()
        if lines[at].strip() and after_blank and indent_of(lines[at]) <= indent_of(lines[start]):
            break
        if lines[at].strip():
            end = at + 1
    return end
