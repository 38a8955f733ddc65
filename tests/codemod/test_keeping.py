"""What replaces a method for a while keeps it, calls it, and puts it back: all of that moves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.codemod import harness
from tests.codemod.test_repository import SERVICE, indented, project

from routeshift_codemods.apply import write
from routeshift_codemods.migrate import plan_migration

RECORDER = """from typing import Any

from shop import Service

recorded = []
_originals: dict[str, Any] = {}


async def _record(original, kind, self, name, lines):
    recorded.append((kind, name))
    return await original(self, name, lines)


def patch():
    global _originals
    _originals = {"add": Service.add}

    async def patched(self, name, lines, note=None):
        return await _record(_originals["add"], "orders", self, name, lines)

    Service.add = patched


def unpatch():
    if "add" not in _originals or not _originals:
        return
    Service.add = _originals["add"]
    del _originals["add"]
    _originals.clear()
"""
# The same, written otherwise.
FORMS = {
    "a table that is filled at once": RECORDER,
    "a table that is filled by and by": RECORDER.replace(
        '_originals = {"add": Service.add}', '_originals["add"] = Service.add'
    ),
    "called in its place": RECORDER.replace(
        'await _record(_originals["add"], "orders", self, name, lines)',
        'recorded.append(("orders", name)) or await _originals["add"](self, name, lines)',
    ),
}
# What a program says of it, whatever its methods take.
RUN = """import asyncio, inspect
import recorder
from shop import Service

def taken(*given):
    if "request" in inspect.signature(Service.add).parameters:
        from shop_api.orders import AddRequest
        given = [AddRequest(name=given[0], lines=given[1])]
    return asyncio.run(Service().add(*given))

own = Service.add
recorder.patch()
assert Service.add is not own
assert taken("ada", ["tea"]) == "ada"
assert recorder.recorded == [("orders", "ada")]
recorder.unpatch()
assert Service.add is own
assert taken("bob", []) == "bob"
assert len(recorder.recorded) == 1
"""


def files(recorder: str) -> dict[str, str]:
    return {"shop.py": SERVICE.format(body=indented("return name")), "recorder.py": recorder}


@pytest.mark.parametrize("form", FORMS)
def test_what_is_kept_is_called_with_a_request(tmp_path: Path, form: str) -> None:
    plan = plan_migration(project(tmp_path, files(FORMS[form])))
    assert [one.message for one in plan.unmoved] == []
    write(plan.changes)
    text = "".join((tmp_path / "recorder.py").read_text().split())
    assert "asyncdefpatched(self,request:AddRequest):" in text
    assert "(self,AddRequest(name=" in text


@pytest.mark.process
@pytest.mark.parametrize("moved", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("form", FORMS)
def test_it_records_and_is_put_back_as_before(tmp_path: Path, form: str, moved: bool) -> None:
    project(tmp_path, files(FORMS[form]))
    if moved:
        write(plan_migration(tmp_path).changes)
    path = f"{harness.SUPPORT}:{tmp_path}"
    subprocess.run([sys.executable, "-c", RUN], env={"PYTHONPATH": path}, check=True)


# What makes it unknown who else calls what is kept, or what is kept.
KEPT = {
    "a table that others see": ("_originals", "originals"),
    "a table that is passed on": ("recorded = []", "recorded = []\nprint(lambda: _originals)"),
    "another method under its key": (
        "    Service.add = patched",
        '    Service.add = patched\n    _originals["add"] = Service.get',
    ),
    "a key that only a run tells": (
        "    Service.add = patched",
        '    Service.add = patched\n    print(_originals[input("key")])',
    ),
    "a parameter of its name": ("def unpatch():", "def unpatch(_originals=_originals):"),
    "a function that others see": ("_record", "record"),
    "a function that is called with others": (
        "def unpatch():",
        'def other():\n    _record(print, "", "", "", "")\n\n\ndef unpatch():',
    ),
    "a function that is passed on": ("recorded = []", "recorded = []\nprint(lambda: _record)"),
    "a decorated function": ("async def _record(", "@print\nasync def _record("),
    "a parameter that is bound anew": (
        "    recorded.append",
        "    original = original or print\n    recorded.append",
    ),
    "put elsewhere": (
        '    Service.add = _originals["add"]',
        '    recorded.add = _originals["add"]',
    ),
}


@pytest.mark.parametrize("form", KEPT)
def test_what_may_be_called_by_others_keeps_its_operation(tmp_path: Path, form: str) -> None:
    assert RECORDER.count(KEPT[form][0])
    plan = plan_migration(project(tmp_path, files(RECORDER.replace(*KEPT[form]))))
    assert {one.subject for one in plan.unmoved} == {"Orders.add"}


def test_a_variable_keeps_it_too(tmp_path: Path) -> None:
    code = """from shop import Service


def test_it():
    async def fake(self, name, lines, note=None):
        return name

    own = Service.add
    Service.add = fake
    Service.add = own
"""
    plan = plan_migration(project(tmp_path, files(RECORDER) | {"test_it.py": code}))
    assert [one.message for one in plan.unmoved] == []
    write(plan.changes)
    assert "def fake(self, request: AddRequest):" in (tmp_path / "test_it.py").read_text()
