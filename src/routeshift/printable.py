"""What comes from documents, sources and responses is data: shown, and never obeyed.

Every command and every format takes its escapes from here. JSON has its own.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

# Controls but for tab and line feed, directions, invisible marks, and halves of characters.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAKS = re.compile("[\t\n]")
# What a log of GitHub Actions obeys: `::name` that opens a line, and `##[name]` anywhere.
_WORKFLOW = re.compile(r"^(\s*):(?=:)|#(?=#\[)", re.M)
# What opens or closes something in Markdown, and in the HTML that it may hold. Nothing more, for
# the text is read as it is, too: an underscore within a word is no markup.
_MARKUP = re.compile(
    r"""([`*\[<|~$]|\\(?=[!-/:-@\[-`{-~]|$)|(?<![^\W_])_|_(?![^\W_])|&(?=\#?\w+;)|\#(?=\d)
    |:(?=/|[\w+-]+:)|(?<=mailto):|(?<=xmpp):|(?<=www)\.)""",
    re.IGNORECASE | re.VERBOSE,
)
# What opens a list, a heading, a quotation or a rule where it opens a line, after a number or not.
_OPENING = re.compile(r"^(?=\d+[.)](?:\s|$)|[-+](?:\s|$)|[-=:]+\s*$|#+(?:\s|$)|>)(\d*)")
# With a space of no width a name is no mention, and still reads as one.
_AT = "@\u200b"


def plain(text: str) -> str:
    """Text with escapes for what a terminal, a page or a log would obey; its lines are kept."""
    return _WORKFLOW.sub(_unobeyed, _OBEYED.sub(_escape, text))


def is_plain(text: str) -> bool:
    """Whether text holds nothing that a terminal, a page or a log obeys wherever it stands."""
    return _OBEYED.search(text) is None and "##[" not in text


def line(text: str) -> str:
    """The same on one line: line breaks and tabs are escaped too."""
    return _BREAKS.sub(_escape, plain(text))


def markdown(text: str) -> str:
    """Text on one line that Markdown takes as text: no heading, link, cell, mention or HTML."""
    found = _OPENING.sub(r"\1\\", _MARKUP.sub(r"\\\1", line(text)))
    return found.replace("@", _AT)


def markdown_code(text: str) -> str:
    """Inline code on one line: no backtick inside can end it, and no bar a table's cell."""
    if not text:
        return ""
    found = line(text).replace("|", "\\|")
    # A fence longer than any run of backticks inside is closed by nothing but itself.
    longest = max(map(len, re.findall("`+", found)), default=0)
    fence, gap = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{gap}{found}{gap}{fence}"


def json_text(value: Any, indent: int | None = 2, *, ascii_only: bool = False) -> str:
    """A value as JSON, in which nothing is left that a terminal would obey."""
    return _quoted(json.dumps(value, indent=indent, default=str, ensure_ascii=ascii_only))


def yaml_text(value: Any) -> str:
    """A value as YAML, in which nothing is left that a terminal would obey."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Quotes strings that need escapes: in plain ones YAML knows none."""

    def string(dumper: Dumper, text: str) -> Any:
        style = None if is_plain(text) else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(str, string)
    text: str = yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100)
    return _quoted(text)


def html_text(text: str) -> str:
    """Text for a page, between tags or within an attribute's quotes; its lines are kept."""
    return html.escape(plain(text), quote=True)


def _quoted(text: str) -> str:
    """Text of JSON or YAML, whose quoted strings have the same escapes."""
    unobeyed = text.replace("##[", "#\\u0023[")
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", unobeyed)


def _escape(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]


def _unobeyed(found: re.Match[str]) -> str:
    return "\\x23" if found[0] == "#" else f"{found[1]}\\x3a"
