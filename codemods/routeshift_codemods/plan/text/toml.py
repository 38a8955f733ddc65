"""TOML files of a user, edited so that all else stays as it is, byte for byte."""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Item, Null, Table, Whitespace

from routeshift.config import parse_toml
from routeshift.errors import TargetError
from routeshift_codemods.plan.text.line_ends import with_line_ends

Change = Callable[[Any], TOMLDocument | None]
"""Changes a document in place: one of tomlkit's, or the plain dict that tomllib reads.

It may return tables that are new, to stand below everything else.
"""


def edited_toml(path: Path, data: bytes, change: Change) -> bytes:
    """A TOML file with a change made to it.

    Comments, order, line ends and a byte order mark stay. The change is made twice, to the
    document and to what it says: the file must say just that afterwards.

    Args:
        path: The file.
        data: What it holds.
        change: What to do to the document.

    Raises:
        TargetError: It does not parse, or is written in a way that the change does not fit in.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    wanted = parse_toml(path, data)
    before = data.removeprefix(mark).decode()
    last = before.rpartition("\n")[2]
    end = "\r\n" if "\r\n" in before else "\n"
    whole = f"{before}{end}" if last else before
    try:
        text = whole.replace("\r\n", "\n")
        said = tomllib.loads(text)
        document = tomlkit.parse(text)
        change(wanted)
        below = change(document)
        after = text if document.unwrap() == said else tomlkit.dumps(document)
        if below:
            apart = "\n" if after and not after.endswith("\n\n") else ""
            after += f"{apart}{tomlkit.dumps(below)}"
        fits = tomllib.loads(after) == wanted
    except (TOMLKitError, tomllib.TOMLDecodeError, ValueError, TypeError) as error:
        raise _unfit(path) from error
    if not fits:
        raise _unfit(path)
    ended = with_line_ends(whole, after)
    # A last line that had no end gets one only where another follows.
    bare = bool(last) and ended.endswith(f"{last}{end}")
    return mark + (ended.removesuffix(end) if bare else ended).encode()


def put(table: Any, key: str, value: Any) -> None:
    """Give a table a new key, right below those that it has.

    Comments that stand apart below them are about what follows, and stay above that.

    Args:
        table: A table of tomlkit's, or a plain dict.
        key: The key.
        value: Its value, as plain data.
    """
    body = table.value.body if isinstance(table, Table) else []
    apart = _apart(body)
    moved = [body[at][1] for at in apart]
    if apart and apart.stop < len(body):
        below = _first(body[apart.stop][1])
        below.trivia.indent = "".join(i.as_string() for i in moved) + below.trivia.indent
        for at in apart:
            body[at] = (None, Null())
        table[key] = value
    else:
        del body[apart.start : apart.stop]
        table[key] = value
        body += [(None, item) for item in moved]


def _apart(body: list[tuple[Any, Item]]) -> range:
    """The blank line below the last plain key, and what stands between it and the next table."""
    plain = [at for at, (key, i) in enumerate(body) if key and not isinstance(i, AoT | Table)]
    start = plain[-1] + 1 if plain else 0
    end = next((at for at in range(start, len(body)) if body[at][0]), len(body))
    blank = (at for at in range(start, end) if isinstance(body[at][1], Whitespace))
    return range(next(blank, end), end)


def _first(item: Item) -> Item:
    """The item whose header is the first that is written of a table."""
    while isinstance(item, AoT) or (isinstance(item, Table) and item.is_super_table()):
        item = item[0] if isinstance(item, AoT) else next(i for k, i in item.value.body if k)
    return item


def _unfit(path: Path) -> TargetError:
    return TargetError(
        "It is written in a way that is not changed by itself.",
        file=path,
        hint="Change it by hand.",
    )
