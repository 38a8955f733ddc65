"""A method that is named by a table of texts: what is held is what the table has."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration

from .test_repository import SERVICE, indented, project

OWN = SERVICE.format(body=indented("return name"))
HEAD = "from shop_api.orders import Orders\n"
TABLE = "TABLE = {'new': 'add'}\n"


def held(folder: Path, code: str, **more: str) -> set[str]:
    """The operations that stay, where some code names them."""
    files = {"shop.py": OWN, "calls.py": f"{HEAD}{code}", **more}
    return {one.subject for one in plan_migration(project(folder, files)).unmoved}


NAMED = {
    "an entry": f"{TABLE}def f(o: Orders, key): return getattr(o, TABLE[key])",
    "an entry that may not be there": (
        f"{TABLE}def f(o: Orders, key): return getattr(o, TABLE.get(key, 'get'))"
    ),
    "a variable": (
        f"{TABLE}def f(o: Orders, key):\n    name = TABLE[key]\n    return getattr(o, name)"
    ),
    "a loop": "ALL = ('add', 'get')\ndef f(o: Orders): return [getattr(o, n) for n in ALL]",
    "a loop over items": (
        f"{TABLE}def f(o: Orders):\n    for key, name in TABLE.items(): getattr(o, name)"
    ),
    "a part of an entry": (
        "TABLE: dict[str, tuple[str, str]] = {'new': ('orders', 'add')}\n"
        "def f(o: Orders, key):\n    target, name = TABLE[key]\n    return getattr(o, name)"
    ),
    "a table in a table": (
        "TABLE = {'new': {'one': 'add'}}\ndef f(o: Orders, k): return getattr(o, TABLE[k]['one'])"
    ),
    "one of two": "def f(o: Orders, new): return getattr(o, 'add' if new else 'get')",
    "a list of its own": (
        "def f(o: Orders):\n    names = ['add']\n    for n in sorted(names): getattr(o, n)"
    ),
}


@pytest.mark.parametrize("code", NAMED.values(), ids=NAMED)
def test_what_a_table_names_is_held_and_nothing_else(tmp_path: Path, code: str) -> None:
    assert held(tmp_path, f"{code}\n") == {"Orders.add"}


@pytest.mark.parametrize("how", ["from tables import TABLE", "import tables"])
def test_a_table_of_another_module_is_read_too(tmp_path: Path, how: str) -> None:
    table = "TABLE" if how.endswith("TABLE") else "tables.TABLE"
    code = f"{how}\ndef f(o: Orders, key): return getattr(o, {table}[key])\n"
    assert held(tmp_path, code, **{"tables.py": TABLE}) == {"Orders.add"}


UNKNOWN = {
    "a parameter": "def f(o: Orders, name): return getattr(o, name)",
    "an entry of a parameter": "def f(o: Orders, names): return getattr(o, names['a'])",
    "what is made of an entry": (
        f"{TABLE}def f(o: Orders, key): return getattr(o, TABLE[key].lower())"
    ),
    "a table that grows": (
        f"{TABLE}TABLE['b'] = input()\ndef f(o: Orders, key): return getattr(o, TABLE[key])"
    ),
    "a table that is updated": (
        f"{TABLE}TABLE.update(a=input())\ndef f(o: Orders, key): return getattr(o, TABLE[key])"
    ),
    "an entry that grows": (
        "TABLE = {'new': ['add']}\nTABLE['new'].append(input())\n"
        "def f(o: Orders, key): return getattr(o, TABLE[key][0])"
    ),
    "a table that a function binds": (
        f"{TABLE}def g():\n    global TABLE\n    TABLE = read()\n"
        "def f(o: Orders, key): return getattr(o, TABLE[key])"
    ),
    "a table that somebody gets": (
        f"{TABLE}fill(TABLE)\ndef f(o: Orders, key): return getattr(o, TABLE[key])"
    ),
    "a table that is no constant": (
        "table = {'new': 'add'}\ndef f(o: Orders, key): return getattr(o, table[key])"
    ),
    "a table with more in it": (
        "TABLE = {'new': 'add', **MORE}\ndef f(o: Orders, key): return getattr(o, TABLE[key])"
    ),
    "a table that is bound again": (
        f"{TABLE}if input():\n    TABLE = read()\n"
        "def f(o: Orders, key): return getattr(o, TABLE[key])"
    ),
}


@pytest.mark.parametrize("code", UNKNOWN.values(), ids=UNKNOWN)
def test_where_a_name_may_be_any_all_is_held(tmp_path: Path, code: str) -> None:
    assert held(tmp_path, f"{code}\n") == {"Orders.add", "Orders.change"}
