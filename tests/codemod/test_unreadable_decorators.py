"""A decorator that cannot be read is named once, by its own line, and what to change there."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest
from tests.codemod.test_own_decorators import ASKED, ENTRY, ITEMS, READ, package, read

from routeshift.cli import run
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.reporting.migrated import report_of_migration
from routeshift_codemods.scan import scan
from routeshift_codemods.status import status_of

__all__ = ["package"]

# What changes a list of records in a way that is not followed.
CHANGES = {
    "an item that is replaced": 'stored[0] = Entry("/x", method, level)',
    "an item that is replaced where it is left": 'function.__webmethods__[-1] = Entry("/x")',
    "a slice that is replaced": 'stored[:] = [Entry("/x", method, level)]',
    "an item that is deleted": "del stored[0]",
    "fields that are set at once": 'entry.__dict__.update(route="/x")',
    "a field whose name nobody knows": "setattr(entry, input(), 1)",
    "a field that may be set where it is left": (
        "if input():\n    function.__webmethods__[-1].route = '/x'"
    ),
    "an item of what nobody knows": 'input(function.__webmethods__)[0].route = "/x"',
}

CHANGED = {
    f"a list that {what}": ENTRY
    + "from not_installed_here import some\n\n"
    + 'def webmethod(route, method="GET", level="v1"):\n    def wrap(function):\n'
    + "        stored = [Entry(route, method, level)]\n"
    + f"        {change}\n"
    + "        function.__webmethods__ = stored\n"
    + "        return function\n    return wrap\n"
    for what, change in {
        "a stranger changes": "some(stored)",
        "changes under a condition": 'stored[0].level = "v2" if some() else level',
        "is changed one way": 'if some(): stored[0].level = "v2"',
        "is mixed": "stored.extend(some())",
        "is sorted": "stored.sort()",
    }.items()
} | {
    what: ENTRY
    + 'def webmethod(route, method="GET", level="v1"):\n    def wrap(function):\n'
    + "        entry = Entry(route, method, level)\n"
    + "        stored = function.__webmethods__ = [entry]\n"
    + indent(change, " " * 8)
    + "\n        return function\n    return wrap\n"
    for what, change in CHANGES.items()
}


@pytest.mark.parametrize("what", CHANGED)
def test_R1_a_list_that_others_may_change_is_not_guessed(package: Path, what: str) -> None:
    (package / "http.py").write_text(CHANGED[what])
    assert [n.subject for n in scan(package).diagnostics if n.kind == "cannot"] == ["@webmethod"]


def test_what_a_decorator_cannot_tell_is_said_once_at_its_own_line(package: Path) -> None:
    """Its user has written constants: nothing at the methods is to be changed."""
    (package / "http.py").write_text("\n" + ASKED["a record that nobody sees"])
    items = ITEMS.replace(
        '    @webmethod("/count")', '    @webmethod("/all")\n    @webmethod("/count")'
    )
    (package / "items.py").write_text(items)
    (found,) = (one for one in scan(package).diagnostics if one.kind == "cannot")
    assert (found.path.name, found.line, found.subject) == ("http.py", 2, "@webmethod")
    assert "let `webmethod` set `__webmethods__`" in found.message
    assert "`routeshift routes`" in found.message
    assert "constants" not in found.message
    plan = plan_migration(package, skip=True)
    report = report_of_migration(plan, written=False, passed=True)
    assert [one.message for one in report.findings if one.subject == "@webmethod"] == [
        found.message
    ]


def test_R1_a_decorator_from_elsewhere_is_asked_for_what_it_may_give_by_default(
    package: Path,
) -> None:
    items = ITEMS.replace("from .http", "from not_installed_here")
    (package / "items.py").write_text(items)
    first, second = (note.message for note in scan(package).diagnostics if "cannot" in note.message)
    assert "its `method`, `level` cannot be read" in first
    assert "its `level` cannot be read" in second
    said = items.replace('"/count"', '"/count", "GET", "v1"').replace(
        'method="DELETE"', 'method="DELETE", level="v1"'
    )
    (package / "items.py").write_text(said)
    assert read(package) == {("GET", "/v1/count"), ("DELETE", "/v1/items")}


def test_what_a_call_leaves_to_running_is_said_at_the_call(package: Path) -> None:
    """The decorator is as it should be."""
    (package / "http.py").write_text(READ["its defaults"])
    (package / "items.py").write_text("import os\n" + ITEMS.replace('"/count"', "os.sep"))
    (found,) = (one for one in scan(package).diagnostics if one.kind == "cannot")
    assert found.subject == "Items.count"
    assert "its `route` cannot be read from the source" in found.message


def test_status_counts_what_its_decorator_keeps(package: Path) -> None:
    (package / "http.py").write_text(ASKED["a record that nobody sees"])
    (api,) = status_of(package).apis
    assert [one.subject for one in api.left] == ["@webmethod"]


def test_init_warns_of_a_decorator_that_cannot_be_read(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "http.py").write_text(ASKED["a record that nobody sees"])
    (found,) = (one for one in scan(package).diagnostics if one.kind == "cannot")
    assert run(["init", str(package.parent), "--allow-dirty"]) == 0
    said = capsys.readouterr().out
    assert said.count("warning ") == 1
    assert found.message in said
