"""Whatever text a report holds, each format shows it and none obeys it: for every row."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from effort import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reports.made import report

from routeshift.printable import is_plain, line
from routeshift.reports import FORMATS, Format, render

NASTY = (
    "esc\x1b[31mred\x1b]0;title\x07",
    "c1\x9b31m\x9d0;title\x9c",
    "bidi\u202eevil\u2066x",
    "line\n\n# Forged heading\n\n::error::forged\n  ::add-mask::x\n",
    "::set-output name=a::b",
    "a ##[error]b ##[add-mask]c",
    "return\r::error file=a,line=1::x\r\n::stop-commands::t",
    "x,title=forged::y%0A::error::z%",
    "tick` [link](https://evil.example) `",
    "```\n::error::x\n```\n<img src=x onerror=alert(1)>",
    "|---|---|\n| cell | cell |",
    "</script><script>alert(1)</script>",
    "' onmouseover='alert(1)\" onfocus=\"alert(1)",
    "</details></summary>]]></failure><testcase/>",
    "@somebody #1 https://evil.example www.evil.example",
    "&lt;b&gt;",
    "null\x00 half \ud800 none \uffff",
)
_PIECES = st.sampled_from(
    [*NASTY, *"`|<>&'\"[](){}:%,#@\\-=!*_~\n\r\t \x1b\u202e\u2028\ud800", "::", "##[", "%0A", "```"]
)
TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=6).map("".join))


class _Tags(HTMLParser):
    """Collects tags and the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


def _page(text: str) -> None:
    parser, plain = _Tags(), _Tags()
    parser.feed(text)
    plain.feed(render(report("x"), _row("html")))
    assert (parser.found, parser.attributes) == (plain.found, plain.attributes)
    assert text.count("<script>") == 1


def _xml(text: str) -> None:
    cases = ElementTree.fromstring(text).findall("testsuite/testcase")
    assert len(cases) == len(report("x").telling) + 1


def _comment(text: str) -> None:
    """All lines are ours, and outside of code nothing is a tag, a link or a mention."""
    outside = re.sub(r"^(`{3,})\w*\n.*?^\1$", "", text, flags=re.M | re.S)
    ours = re.compile(
        r"### |- (\*\*)?|  - |\| |\|---|</?details>|<details><summary>|_\d|\s*$"
        # What opens no list, no rule and no heading may begin with the same sign.
        r"|(?![-+](\s|$)|[-=:]+\s*$|#+(\s|$)|\d+[.)](\s|$))[^\s<|>]"
    )
    for one in outside.splitlines():
        assert ours.match(one), one
        words = re.sub(r"</?(details|summary)>", "", one)
        bare = re.sub(r"\\.|(`+)(?:(?!\1).)*\1(?!`)", "", words)
        assert not re.search(r"[\[<]|https?:|www\.|@(?!\u200b)", bare), one


def _annotations(text: str) -> None:
    """As the runner reads them: each line is one command, with the properties that we gave it."""
    lines = text.removesuffix("\n").split("\n")
    assert len(lines) == len(report("x").telling) + 1
    for one in lines:
        name, _, rest = one.removeprefix("::").partition(" ")
        properties, _, _ = rest.partition("::")
        given_ = [pair.partition("=")[0] for pair in properties.split(",")]
        assert name in ("error", "warning", "notice")
        assert given_ in (["title"], ["file", "line", "title"])


def _listed(text: str) -> None:
    issues = json.loads(text)
    marks = [issue["fingerprint"] for issue in issues]
    assert len(marks) == len(set(marks)) > 0


_READERS: dict[str, Callable[[str], object]] = {
    "html": _page,
    "junit": _xml,
    "markdown": _comment,
    "github": _annotations,
    "gitlab": _listed,
    "json": json.loads,
    "sarif": json.loads,
}


def _row(name: str) -> Format:
    return next(one for one in FORMATS if one.name == name)


@pytest.mark.generated
@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_no_text_is_obeyed_in_any_format(row: Format) -> None:
    """By a terminal, a log of GitHub Actions, or whatever reads the format."""

    @settings(max_examples=examples(40))
    @given(TEXTS)
    def check(text: str) -> None:
        written = render(report(text), row)
        assert written.endswith("\n")
        written.encode("utf-8")
        # The mark that keeps a mention from being one is our own.
        assert is_plain(written.replace("@\u200b", "@"))
        commands = re.findall(r"^\s*::", written, re.M)
        assert not commands or row.name == "github"
        _READERS.get(row.name, str)(written)

    for text in NASTY:
        check = example(text)(check)
    check()


@pytest.mark.generated
@settings(max_examples=examples(40))
@given(TEXTS)
def test_an_annotation_says_what_the_text_says(text: str) -> None:
    """The runner undoes our escapes of its own marks, and sees the text on one line."""
    written = render(report(text), _row("github")).split("\n")[-2]
    assert written.partition("::error title=routeshift made-up::")[2].replace("%25", "%") == line(
        text
    )
