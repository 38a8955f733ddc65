"""Decisions as TOML: tables to paste, and answers in the project's own file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import InlineTable, Item, Table

from routeshift_codemods.plan.text import edited_toml, put
from routeshift_codemods.resolve import Decision

_PLACE = ("tool", "routeshift", "decisions")


def pasted(decisions: Sequence[Decision], begun: frozenset[str]) -> str:
    """A table for each operation, to paste below what the project's file has.

    Args:
        decisions: The decisions that are open.
        begun: The operations that the project has a table of already.
    """
    document = tomlkit.document()
    # TOML refuses a table twice: to these an answer is shown as a line to add.
    loose = [d for d in decisions if d.key in begun]
    for decision in loose:
        document.add(tomlkit.comment(f'in [{".".join(_PLACE)}."{decision.key}"]:'))
        document.add(tomlkit.comment(_line(decision)))
    whole = tuple(d for d in decisions if d.key not in begun)
    text = tomlkit.dumps(document)
    if whole:
        text += ("\n" if text else "") + tomlkit.dumps(_tables(whole))
    return text.strip("\n") + "\n"


def decided(path: Path, data: bytes, decisions: Sequence[Decision]) -> bytes:
    """A pyproject.toml with answers in it, a table for each operation.

    Args:
        path: The file.
        data: What it holds.
        decisions: What to decide, each with the answer that changes nothing for clients.

    Raises:
        TargetError: It does not parse, or is written in a way that cannot be changed.
    """
    return edited_toml(path, data, partial(_decide, decisions=decisions))


def _decide(document: Any, *, decisions: Sequence[Decision]) -> tomlkit.TOMLDocument | None:
    known = document
    for name in _PLACE:
        known = known.get(name, {})
    new = []
    for key, own in _by_operation(decisions):
        api, _, method = key.partition(".")
        table = known.get(key, known.get(api, {}).get(method))
        if table is not None:
            for decision in own:
                put(table, decision.setting, _value(decision, remark=isinstance(table, Table)))
        elif isinstance(known, InlineTable):
            known[key] = {d.setting: d.answer for d in own}
        else:
            new += own
    if isinstance(document, tomlkit.TOMLDocument):
        return _tables(new) if new else None
    _add_plain(document, new)
    return None


def _add_plain(document: dict[str, Any], decisions: Sequence[Decision]) -> None:
    for decision in decisions:
        table = document
        for name in (*_PLACE, decision.key):
            table = table.setdefault(name, {})
        table[decision.setting] = decision.answer


def _tables(decisions: Sequence[Decision]) -> tomlkit.TOMLDocument:
    """A document with the tables of several operations."""
    tables = tomlkit.table(is_super_table=True)
    for key, own in _by_operation(decisions):
        table = tomlkit.table()
        for decision in own:
            if decision.unchanged is None:
                table.add(tomlkit.comment(_line(decision)))
            else:
                table.add(decision.setting, _value(decision, remark=True))
        tables.append(key, table)
    for name in reversed(_PLACE[1:]):
        above = tomlkit.table(is_super_table=True)
        above.append(name, tables)
        tables = above
    document = tomlkit.document()
    document.append(_PLACE[0], tables)
    return document


def _by_operation(decisions: Sequence[Decision]) -> Iterator[tuple[str, list[Decision]]]:
    # Sorted, for `groupby` puts together only what stands together.
    for key, own in groupby(sorted(decisions, key=lambda d: d.key), key=lambda d: d.key):
        yield key, list(own)


def _value(decision: Decision, *, remark: bool) -> Item:
    value = tomlkit.string(decision.answer)
    if remark:
        value.comment(_remark(decision))
        value.trivia.comment_ws = "  "
    return value


def _line(decision: Decision) -> str:
    return f'{decision.setting} = "{decision.answer}"  # {_remark(decision)}'


def _remark(decision: Decision) -> str:
    if decision.unchanged is None:
        return "clients can tell: only you can decide it"
    others = ", ".join(f'"{other}"' for other in decision.others)
    return f"as clients know it; or {others}" if others else "as clients know it"
