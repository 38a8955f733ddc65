"""Comments that a tool reads on one line: where they stand when a formatter breaks that line."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator, Sequence

from routeshift_codemods.edit import REPORTED, indentation

# Another comment may stand in front of it.
_PRAGMA = re.compile(rf"(?:#[^#'\"\n]*)?{REPORTED}.*$", re.MULTILINE)
_HEAD = re.compile(r"[ \t]*(?:(?:async )?def .*|from .* import )\($")
_LAYOUT = re.compile(r"[\s,()'\"]")
_CLOSING = (")", "]", "}")
_SKIP = "  # fmt: skip"
_BETWEEN = (tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)


def with_pragmas_kept(text: str, laid_out: str, *, skips: bool) -> str:
    """Code as it was laid out, the pragmas of lines that were broken where tools look for them.

    What is reported of a signature or an import is reported of its first line. Of any other
    statement nobody knows which part its pragma is about: it stays as it stood, as a whole, for
    within a statement formatters do not listen.

    Args:
        text: The code as it was.
        laid_out: What a formatter has made of it.
        skips: Whether formatters are told to leave such a statement.
    """
    if not _PRAGMA.search(text):
        return laid_out
    before, after = text.split("\n"), laid_out.split("\n")
    # Some look alike without their layout: those of one look have kept their order.
    alike: dict[str, list[list[str]]] = {}
    for first, last in _statements(text):
        alike.setdefault(_bare(before[first:last]), []).append(before[first:last])
    for first, last in reversed([*_statements(laid_out)]):
        own = alike.get(_bare(after[first:last]))
        if own:
            after[first:last] = _kept(after[first:last], own.pop(), _SKIP * skips)
    return "\n".join(after)


def _statements(code: str) -> Iterator[tuple[int, int]]:
    """The rows of each statement, or of its head, first and last as in a slice."""
    try:
        tokens = [*tokenize.generate_tokens(io.StringIO(code).readline)]
    except tokenize.TokenError:
        # It is written for a newer Python: a formatter knows more than this one does.
        return
    first = None
    for token in tokens:
        if token.type == tokenize.NEWLINE and first is not None:
            yield first, token.start[0]
            first = None
        elif first is None and token.type not in _BETWEEN:
            first = token.start[0] - 1


def _bare(rows: Sequence[str]) -> str:
    """Code without what a formatter changes."""
    return _LAYOUT.sub("", "".join(rows))


def _kept(broken: list[str], own: Sequence[str], end: str) -> list[str]:
    """A statement as it was laid out, or where that moved a pragma of it, as it has to be.

    Args:
        broken: Its rows as they were laid out.
        own: Its rows as they were.
        end: What tells formatters to leave it.
    """
    there = {_bare([row]) for row in own}
    closing = (row for row in broken if row.lstrip().startswith(_CLOSING) and _PRAGMA.search(row))
    if all(_bare([row]) in there for row in closing):
        return broken
    found = _PRAGMA.search(broken[-1])
    if _HEAD.match(broken[0]) and found is not None:
        head = f"{broken[0]}  {found[0]}"
        return [head, *broken[1:-1], broken[-1][: found.start()].rstrip()]
    first, *rest = own
    *above, last = [f"{indentation(broken[0])}{first.lstrip()}", *rest]
    return [*above, f"{last}{end}"]
