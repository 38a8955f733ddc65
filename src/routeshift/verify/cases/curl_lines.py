"""A case as command lines to copy: what to send first, and what to carry over."""

from __future__ import annotations

import base64
import re
import shlex
from collections.abc import Iterable, Iterator

from routeshift.printable import is_plain
from routeshift.redaction import USERINFO
from routeshift.verify.cases.carrying import LOCATION, mark
from routeshift.verify.cases.case import Case

# Systems take no argument that is much longer.
_ARGUMENT = 100_000
# What a shell does not leave alone between double quotes.
_EXPANDED = re.compile(r'["$`\\!]')
# Prints the last part of the path that a Location names.
_LAST_PART = r"""tr -d '\r' < "$HEADERS" | sed -nE 's|^[Ll]ocation:.*/([^/?#]+)/?([?#].*)?$|\1|p'"""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def curl(case: Case, base: str) -> str:
    """The command line that sends a case, below those that send the steps before it.

    A shell fills in the variables that stand for secrets, and what it reads from answers by `jq`.

    Args:
        case: The case.
        base: Where the server is, as in `http://127.0.0.1:8000`.
    """
    cases = (*case.before, case)
    needed = dict.fromkeys(source for one in cases for source in one.carried)
    names = {source: f"CARRIED_{number}" for number, source in enumerate(needed)}
    steps = (_step(i, one, base, names) for i, one in enumerate(case.before))
    return "\n".join([*(line for lines in steps for line in lines), _line(case, base, names)])


def _step(index: int, case: Case, base: str, names: dict[str, str]) -> Iterator[str]:
    sent = _line(case, base, names).replace("curl -i ", "curl -s ", 1)
    wanted = [source for source in names if source.startswith(f"{index} ")]
    if not wanted:
        yield f"{sent} -o /dev/null"
        return
    located = f"{index} {LOCATION}"
    if located in wanted:
        wanted.remove(located)
        sent = sent.replace("curl -s ", 'curl -s -D "$HEADERS" ', 1)
        yield "HEADERS=$(mktemp)"
    yield f"ANSWER=$({sent})"
    if located in names:
        yield f"{names[located]}=$({_LAST_PART})"
    for source in wanted:
        path = "".join(_jq(part) for part in source.split("/")[2:])
        yield f'{names[source]}=$(printf %s "$ANSWER" | jq -r {shlex.quote("." + path)})'


def _jq(part: str) -> str:
    name = part.replace("~1", "/").replace("~0", "~")
    return f"[{name}]" if name.isdecimal() else f'["{name}"]'


def _line(case: Case, base: str, names: dict[str, str]) -> str:
    words = ["curl", "-i", "--path-as-is", "--globoff", "-X", case.method]
    if case.method == "HEAD":
        # With `-X HEAD` curl waits for a body that never comes.
        words = ["curl", "-i", "--path-as-is", "--globoff", "--head"]
    for name, value in case.wire_headers():
        # By a colon and nothing curl would drop the header; a semicolon sends it empty.
        words += ["-H", f"{name}: {value}" if value else f"{name};"]
    if case.body is not None and not any(n.lower() == "content-type" for n, _ in case.headers):
        # Curl would call it a form.
        words += ["-H", "content-type:"]
    words += [base.rstrip("/") + case.target, *_body(case.body)]
    carried = {mark(n): names[source] for n, source in enumerate(case.carried)}
    for marked, name in carried.items():
        words = [word.replace(marked, f"${name}") for word in words]
    variables = (*case.variables, *carried.values(), USERINFO)
    line = " ".join(_quoted(word, variables) for word in words)
    if case.body is None or _argument(case.body) is not None:
        return line
    return f"echo {base64.b64encode(case.body).decode()} | base64 -d | {line}"


def _quoted(word: str, variables: Iterable[str]) -> str:
    """A word for a shell, which puts in only the variables that are meant."""
    pattern = re.compile(rf"(\$(?:{'|'.join(map(re.escape, variables))}))(?![A-Za-z0-9_])")
    pieces = pattern.split(word)
    if len(pieces) == 1:
        return shlex.quote(word)
    if not any(_EXPANDED.search(literal) for literal in pieces[::2]):
        return f'"{word}"'
    return "".join(
        f'"{piece}"' if index % 2 else shlex.quote(piece)
        for index, piece in enumerate(pieces)
        if piece
    )


def _argument(body: bytes) -> str | None:
    """A body as an argument that can be shown and copied; None goes through a pipe."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    return text if is_plain(text) and "\0" not in text and len(body) <= _ARGUMENT else None


def _body(body: bytes | None) -> list[str]:
    if body is None:
        return []
    text = _argument(body)
    if text is None:
        return ["--data-binary", "@-"]
    # A leading @ would name a file.
    return ["--data-raw", text] if text.startswith("@") else ["--data-binary", text]
