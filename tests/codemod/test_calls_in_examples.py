"""Calls in the examples of docstrings: they stay as they are, and those of an API are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.resolve import Diagnostic

from .test_repository import SERVICE, indented, project

OWN = SERVICE.format(body=indented("return name"))
OTHER = "from shop import Service\n\n\ndef other():\n"


def told(folder: Path, *, own: str = "", other: str = "") -> list[Diagnostic]:
    """What is told of examples in the file of an implementation, and in another one."""
    docstring = '    """It.\n\n    {}\n    """\n'
    shop = OWN.replace("(Orders):\n", f"(Orders):\n{docstring.format(own)}")
    files = {"shop.py": shop, "other.py": OTHER + docstring.format(other)}
    found = plan_migration(project(folder, files)).diagnostics
    return [one for one in found if "example" in one.message]


CALLS = {
    "an object": ">>> Service().add('a', [])",
    "in a variable": ">>> shop = Service()\n    >>> shop.add('a', lines=[])",
    "waited for": ">>> await Service().add('a', [])",
    "in another call": ">>> run(Service().add('a', []))",
    "over several lines": ">>> Service().add(\n    ...     'a', [])",
    "one that is imported there": ">>> from shop import Service\n    >>> Service().add('a', [])",
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_call_that_has_to_change_is_told_where_it_stands(tmp_path: Path, call: str) -> None:
    (note,) = told(tmp_path, other=call)
    assert note.message == "this example calls it as before: pass a `AddRequest`"
    assert (note.kind, note.subject, note.path.name) == ("info", "Orders.add", "other.py")
    line = next(n for n, text in enumerate(call.split("\n")) if ".add(" in text)
    assert note.line == OTHER.count("\n") + 3 + line


@pytest.mark.parametrize("own", [True, False], ids=["of an implementation", "of another file"])
def test_a_receiver_that_nothing_binds_is_the_api_in_its_own_files(
    tmp_path: Path, own: bool
) -> None:
    call = ">>> await orders.add('a', [])"
    assert bool(told(tmp_path, own=call) if own else told(tmp_path, other=call)) is own


OTHERS = {
    "takes none": ">>> Service().get('1')",
    "has other arguments": ">>> orders.add('a')",
    "has no such method": ">>> {1}.add('a', [])",
    "is no code": ">>> orders.add('a', []",
    "is badly indented": ">>> orders.add('a', [])\n  wrong",
    "is prose": "orders.add('a', [])",
}


@pytest.mark.parametrize("call", OTHERS.values(), ids=OTHERS)
def test_nothing_else_is_told(tmp_path: Path, call: str) -> None:
    assert not told(tmp_path, own=call)


def test_an_operation_that_stays_is_called_as_before(tmp_path: Path) -> None:
    shop = OWN.replace("(Orders):\n", '(Orders):\n    """>>> Service().add("a", [])"""\n')
    passed_on = "from shop import Service\n\nx = [Service().add]\n"
    assert plan_migration(project(tmp_path, {"shop.py": shop})).diagnostics
    assert not plan_migration(project(tmp_path, {"other.py": passed_on})).diagnostics
