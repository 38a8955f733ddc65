"""Text of a user's that was edited, with the line ends that it had."""

from __future__ import annotations

import difflib


def with_line_ends(before: str, after: str) -> str:
    """The text after an edit, where each line ends as it did before it.

    What edits it knows one kind of line end, and files of a project may have both.

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
