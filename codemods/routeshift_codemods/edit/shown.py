"""What an f-string shows of its own text, as `f"{x=}"` does, when that text changes."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from routeshift_codemods.places import text_of


def shown_as_before(before: cst.CSTNode, after: cst.CSTNode) -> cst.CSTNode:
    """A node; of an f-string the texts that it shows stay, where what they are of has changed.

    Args:
        before: The node.
        after: What has become of it.
    """
    if not isinstance(before, cst.FormattedString) or not isinstance(after, cst.FormattedString):
        return after
    pairs = zip(before.parts, after.parts, strict=True)
    parts = [part for old, new in pairs for part in _shown(old, new, before)]
    return after.with_changes(parts=parts)


def _shown(
    old: cst.BaseFormattedStringContent,
    new: cst.BaseFormattedStringContent,
    string: cst.FormattedString,
) -> Iterator[cst.BaseFormattedStringContent]:
    """What stands for a part: for one that shows its text, that text and the value by itself."""
    if (
        not isinstance(old, cst.FormattedStringExpression)
        or not isinstance(new, cst.FormattedStringExpression)
        or old.equal is None
        or old.deep_equals(new)
    ):
        yield new
        return
    spaces = (old.whitespace_before_expression, old.whitespace_after_expression)
    before, behind = map(text_of, spaces)
    text = f"{before}{text_of(old.expression)}{behind}{text_of(old.equal)}"
    yield cst.FormattedStringText(_literal(text, string))
    # Without a format it is shown as `repr` has it.
    conversion = old.conversion or (None if old.format_spec else "r")
    yield new.with_changes(equal=None, conversion=conversion)


def _literal(text: str, string: cst.FormattedString) -> str:
    """A text as it stands in an f-string."""
    text = text.replace("{", "{{").replace("}", "}}")
    if "r" in string.prefix:
        return text
    text = text.replace("\\", "\\\\").replace(string.quote, f"\\{string.quote}")
    return text if len(string.quote) == 3 else text.replace("\n", "\\n")
