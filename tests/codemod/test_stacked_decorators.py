"""Several decorators on one method: their routes have the order that they have at run time."""

from __future__ import annotations

import importlib
from pathlib import Path
from textwrap import indent

import pytest
from tests.codemod import harness
from tests.codemod.test_own_decorators import ENTRY, ITEMS, LISTS, alive, package, read

from routeshift.webmethod import read_webmethods
from routeshift_codemods.scan import scan

__all__ = ["package"]

STACKED = ITEMS.replace(
    '    @webmethod("/count")', '    @webmethod("/all")\n    @webmethod("/count")'
)

# Lists whose new record stands behind those that are there, and in front of them; and what keeps
# the record of one decorator alone.
BEHIND = {what: body for what, body in LISTS.items() if what != "holds a record that has a name"}
BEHIND["under a name of its own"] = """\
key = "__webmethods__"
if key not in function.__dict__:
    setattr(function, key, [])
getattr(function, key).append(entry)
function.__dict__[key][-1].route = "/last" + route
"""
IN_FRONT = {
    "inserted": 'function.__dict__.setdefault("__webmethods__", []).insert(0, entry)',
    "a new list": 'function.__webmethods__ = [entry, *getattr(function, "__webmethods__", [])]',
}
ALONE = {
    "a list of one": "function.__webmethods__ = [entry]",
    "one record": "function.__webmethod__ = entry",
    "the first": """\
stored = getattr(function, "__webmethods__", [])
if not stored:
    stored.append(entry)
function.__webmethods__ = stored
""",
    "the first that has none": """\
if not hasattr(function, "__webmethods__"):
    function.__webmethods__ = [entry]
""",
    "an order of three that two do not show": (
        'function.__dict__.setdefault("__webmethods__", []).insert(-1, entry)'
    ),
    "what follows the first": """\
stored = [*getattr(function, "__webmethods__", []), entry]
stored[0].route = "/first"
function.__webmethods__ = stored
""",
}


def leaving(body: str) -> str:
    """A decorator that leaves an `entry`."""
    head = 'def webmethod(route, method="GET", level="v1"):\n    def wrap(function):\n'
    made = "entry = Entry(route, method, level)\n"
    return (
        f"{ENTRY}{head}{indent(made + body, ' ' * 8)}\n        return function\n    return wrap\n"
    )


@pytest.mark.parametrize("body", BEHIND | IN_FRONT)
def test_R2_records_of_several_decorators_are_read_in_their_order(package: Path, body: str) -> None:
    (package / "http.py").write_text(leaving((BEHIND | IN_FRONT)[body]))
    (package / "items.py").write_text(STACKED)
    with harness.importable(package.parent):
        items = importlib.import_module("shop.items").Items
        found = [f"/{one.level}{one.route}" for one in read_webmethods(items.count)]
    assert len(found) == 2
    paths = [one.operation.path for one in scan(package).operations]
    assert paths[:2] == found


@pytest.mark.parametrize("body", ALONE)
def test_R2_what_keeps_one_of_several_decorators_is_refused(package: Path, body: str) -> None:
    (package / "http.py").write_text(leaving(ALONE[body]))
    (package / "items.py").write_text(STACKED)
    (found,) = (one for one in scan(package).diagnostics if one.kind == "cannot")
    assert (found.path.name, found.line, found.subject) == ("items.py", 10, "Items.count")
    assert "let the decorator append its record" in found.message
    (package / "items.py").write_text(ITEMS)
    assert read(package) == alive(package.parent)
