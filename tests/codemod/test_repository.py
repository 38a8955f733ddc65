"""Implementations and calls move with their API, or stay together (T3, T11, T12, T13)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.outcome import Migration

from . import harness

API = '''"""Orders."""

from typing import Protocol

from legacy_decorator import webmethod


class Orders(Protocol):
    @webmethod(route="/orders", method="POST", level="v1")
    async def add(self, name: str, lines: list[str], note: str | None = None) -> str: ...

    @webmethod(route="/orders/{order_id}", method="POST", level="v1")
    async def change(self, order_id: str, note: str, count: int = 1) -> str: ...

    @webmethod(route="/orders/{order_id}", method="GET", level="v1")
    async def get(self, order_id: str) -> str: ...
'''
SERVICE = """from shop_api.orders import Orders


class Service(Orders):
    async def add(self, name: str, lines: list[str], note: str | None = None) -> str:
{body}

    async def change(self, order_id: str, note: str, count: int = 1) -> str:
        return f"{{order_id}} {{note}} {{count}}"

    async def get(self, order_id: str) -> str:
        return order_id
"""
CALLS = """from shop_api.orders import Orders


async def buy(orders: Orders, **more):
{body}
"""


def project(folder: Path, files: dict[str, str]) -> Path:
    """A project with the API, and other files."""
    given = {"pyproject.toml": "", "shop_api/__init__.py": "", "shop_api/orders.py": API} | files
    for name, text in given.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text)
    return folder


def migrated(folder: Path, files: dict[str, str]) -> Migration:
    """The project, migrated as a whole."""
    plan = plan_migration(project(folder, files))
    write(plan.changes)
    return plan


def indented(body: str) -> str:
    return "".join(f"        {line}\n" for line in body.split("\n")).rstrip("\n")


def body_of(folder: Path, body: str) -> str:
    """What becomes of the body of `Service.add`, its indent taken off."""
    migrated(folder, {"shop.py": SERVICE.format(body=indented(body))})
    text = (folder / "shop.py").read_text()
    signature = "    async def add(self, request: AddRequest) -> str:\n"
    inside = text.partition(signature)[2].partition("\n\n    async def change")[0]
    return "\n".join(line.removeprefix("        ") for line in inside.split("\n")).strip("\n")


BODIES = {
    "read": ("return name + str(note)", "return request.name + str(request.note)"),
    "keyword": ("return dict(name=name)", "return dict(name=request.name)"),
    "attribute": ("return self.name + name.note", "return self.name + request.name.note"),
    "f-string": ('return f"{name!r:>5}"', 'return f"{request.name!r:>5}"'),
    "comprehension": (
        "return [line for line in lines if line != note]",
        "return [line for line in request.lines if line != request.note]",
    ),
    "condition": (
        "if note:\n    return name  # as it is\nreturn ''",
        "if request.note:\n    return request.name  # as it is\nreturn ''",
    ),
    "rebound": (
        "note = note or name\nreturn note",
        "note = request.note\nnote = note or request.name\nreturn note",
    ),
    "counted up": ("name += '!'\nreturn name", "name = request.name\nname += '!'\nreturn name"),
    "captured": (
        "return map(lambda x: name, lines)",
        "name = request.name\nreturn map(lambda x: name, request.lines)",
    ),
    "hidden by a comprehension": (
        "return [name for name in lines] + [name]",
        "name = request.name\nreturn [name for name in request.lines] + [name]",
    ),
    "shown with its name": ('return f"{name=}"', 'name = request.name\nreturn f"{name=}"'),
    "shown in a width": (
        'return f"{name=:>{len(lines)}}"',
        'name = request.name\nreturn f"{name=:>{len(request.lines)}}"',
    ),
    "shown in another": (
        'return f"{ {1: name}=}"',
        'name = request.name\nreturn f"{ {1: name}=}"',
    ),
    "a text with an equals sign": ('return f"name={name}"', 'return f"name={request.name}"'),
    "mutated": (
        "lines.append(name)\nreturn lines",
        "lines = copy(request.lines)\nlines.append(request.name)\nreturn lines",
    ),
    "made longer": (
        "lines += [name]\nreturn lines",
        "lines = copy(request.lines)\nlines += [request.name]\nreturn lines",
    ),
    "an item set": (
        "lines[0] = name\nreturn lines",
        "lines = copy(request.lines)\nlines[0] = request.name\nreturn lines",
    ),
    "another request": (
        "request = note\nreturn request, name",
        "name = request.name\nnote = request.note\nrequest = note\nreturn request, name",
    ),
    "a request of a function in it": (
        "def show():\n    request = name\n    return request\nreturn show()",
        "name = request.name\ndef show():\n    request = name\n    return request\nreturn show()",
    ),
    "docstring": (
        '"""Add.\n\n:param name: Whose.\n"""\nnote = note or name\nreturn note',
        '"""Add."""\nnote = request.note\nnote = note or request.name\nreturn note',
    ),
    "comment above": (
        "# What it says.\nnote = note or name\nreturn note",
        "note = request.note\n# What it says.\nnote = note or request.name\nreturn note",
    ),
    "comment above, below a docstring": (
        '"""Add."""\n# What\n# it says.\nnote = note or name\nreturn note',
        '"""Add."""\nnote = request.note\n# What\n# it says.\n'
        "note = note or request.name\nreturn note",
    ),
    "nothing of it": ("return 'a'", "return 'a'"),
}


IN_PLACE = {
    "a method": ("print(name)\nlines.append(name)\nlines.pop()", 1),
    "an item": ("lines[0] = name", 0),
    "made longer": ("lines += [name]", 0),
    "one of its own": ("lines = list(lines)\nlines.append(name)", None),
    "nothing": ("return len(lines)", None),
}


@pytest.mark.parametrize("shape", IN_PLACE)
def test_a_change_that_callers_see_no_more_is_told_once(tmp_path: Path, shape: str) -> None:
    body, at = IN_PLACE[shape]
    given = SERVICE.format(body=indented(body))
    first = given.splitlines().index(indented(body).splitlines()[0]) + 1
    plan = migrated(tmp_path, {"shop.py": given})
    told = [(one.path.name, one.line) for one in plan.diagnostics if "`lines`" in one.message]
    assert told == ([] if at is None else [("shop.py", first + at)])


@pytest.mark.parametrize("shape", BODIES)
def test_a_body_reads_what_the_request_holds(tmp_path: Path, shape: str) -> None:
    before, after = BODIES[shape]
    assert body_of(tmp_path, before) == after


def call_of(folder: Path, body: str) -> str:
    """What becomes of a call, its indent taken off."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    migrated(folder, {"calls.py": CALLS.format(body=lines.rstrip("\n"))})
    text = (folder / "calls.py").read_text().partition("**more):\n")[2]
    return "\n".join(line.removeprefix("    ") for line in text.rstrip("\n").split("\n"))


REQUESTS = {
    "by position": (
        "await orders.add('a', [])",
        "await orders.add(AddRequest(name='a', lines=[]))",
    ),
    "by name": (
        "await orders.add(lines=[], name='a')",
        "await orders.add(AddRequest(lines=[], name='a'))",
    ),
    "both": (
        "await orders.change('1', note='x')",
        "await orders.change('1', ChangeRequest(note='x'))",
    ),
    "a path parameter by name": (
        "await orders.change(note='x', order_id='1')",
        "await orders.change(order_id='1', request=ChangeRequest(note='x'))",
    ),
    "unpacked": ("await orders.add(**more)", "await orders.add(AddRequest(**more))"),
    "unpacked behind what stays": (
        "await orders.change('1', **more)",
        "await orders.change('1', ChangeRequest(**more))",
    ),
    "in an f-string": (
        "return f\"{await orders.add('a', [])}\"",
        "return f\"{await orders.add(AddRequest(name='a', lines=[]))}\"",
    ),
    "one in another": (
        "await orders.get(await orders.add(await orders.get('1'), []))",
        "await orders.get(await orders.add(AddRequest(name=await orders.get('1'), lines=[])))",
    ),
    "several in a row": (
        "await print(*(orders.change(i, 'x') for i in 'ab'))",
        "await print(*(orders.change(i, ChangeRequest(note='x')) for i in 'ab'))",
    ),
    "behind a call": (
        "(await orders.add('a', [])).upper()",
        "(await orders.add(AddRequest(name='a', lines=[]))).upper()",
    ),
    "with comments": (
        "await orders.add(\n    'a',  # whose\n    [],  # none\n)",
        "await orders.add(\n    AddRequest(name='a',  # whose\n    lines=[],  # none\n    ))",
    ),
    "nothing to move": ("await orders.get('1')", "await orders.get('1')"),
}


@pytest.mark.parametrize("shape", REQUESTS)
def test_a_call_passes_a_request(tmp_path: Path, shape: str) -> None:
    before, after = REQUESTS[shape]
    found = call_of(tmp_path, before)
    assert _flat(found) == _flat(after)
    assert found.count("#") == before.count("#")


def _flat(code: str) -> str:
    """Code on one line: how a long call is laid out is none of this."""
    return "".join("".join(line.split()) for line in code.split("\n")).replace(",)", ")")


def test_a_request_is_imported_where_its_api_is(tmp_path: Path) -> None:
    call_of(tmp_path, "await orders.add('a', [])")
    first, *_ = (tmp_path / "calls.py").read_text().split("\n")
    assert first == "from shop_api.orders import AddRequest, Orders"


def test_T13_what_is_passed_on_is_passed_on_as_a_whole(tmp_path: Path) -> None:
    body = "return await self.inner.add(name, lines, note=note)"
    service = SERVICE.format(body=indented(body)) + "\n    inner: Orders\n"
    migrated(tmp_path, {"shop.py": service})
    assert "        return await self.inner.add(request)\n" in (tmp_path / "shop.py").read_text()


def test_T13_a_part_of_it_is_put_together_again(tmp_path: Path) -> None:
    body = "return await self.inner.add(name, lines)"
    service = SERVICE.format(body=indented(body)) + "\n    inner: Orders\n"
    migrated(tmp_path, {"shop.py": service})
    expected = "self.inner.add(AddRequest(name=request.name, lines=request.lines))"
    assert expected in (tmp_path / "shop.py").read_text()


def test_the_order_of_an_implementation_counts_where_it_is_called_itself(tmp_path: Path) -> None:
    service = "\n".join(
        [
            "from shop_api.orders import Orders",
            "class Own(Orders):",
            "    async def add(self, note: str | None, name: str, lines: list[str]): return note",
            "async def buy(): return await Own().add('n', 'a', [])",
            "",
        ]
    )
    migrated(tmp_path, {"shop.py": service})
    text = (tmp_path / "shop.py").read_text()
    assert "Own().add(AddRequest(note='n', name='a', lines=[]))" in text
    assert "async def add(self, request: AddRequest):\n        return request.note\n" in text


STAYS = {
    "an unknown receiver": ("async def f(x): await x.add('a', [])\n", "may be a call of it"),
    "a twin": (
        "from typing import Protocol\nclass T(Protocol):\n    async def add(self, name): ...\n"
        "async def f(t: T): await t.add('a')\n",
        "another Protocol's",
    ),
    "passed on": ("def f(o: Orders): return o.add\n", "without being called"),
    "arguments at run time": ("def f(o: Orders, a): o.add(*a)\n", "known at run time only"),
    "a path parameter at run time": ("def f(o: Orders, a): o.change(**a)\n", "at run time only"),
    "a mock is asked": ("def f(o: Orders): return o.add.call_args\n", "as `call_args.args[0]`"),
    "all names": (
        "class O(Orders):\n    async def add(self, name, lines, note=None): return locals()\n",
        "calls `locals()`, which",
    ),
    "a request of its own": (
        "class O(Orders):\n    async def add(self, name, lines, note=None): return request\n",
        "another `request`",
    ),
    "a request that a function in it takes": (
        "class O(Orders):\n    async def add(self, name, lines, note=None):\n"
        "        def show(x=request):\n            request = x\n            return request\n"
        "        return show()\n",
        "another `request`",
    ),
    "any more": (
        "class O(Orders):\n    async def add(self, name, **more): return more\n",
        "does not name",
    ),
}


@pytest.mark.parametrize("shape", STAYS)
def test_T12_what_cannot_move_keeps_all_of_its_operation(tmp_path: Path, shape: str) -> None:
    """Half an operation would fail at the first call; and somebody is told, with file and line."""
    code, reason = STAYS[shape]
    service = SERVICE.format(body=indented("return name"))
    calls = (
        f"from shop_api.orders import Orders\nasync def g(o: Orders): await o.add('a', [])\n{code}"
    )
    plan = migrated(tmp_path, {"shop.py": service, "calls.py": calls})
    left = [note for note in plan.unmoved if reason in note.message]
    assert [note.path.name for note in left] == ["calls.py"]
    assert left[0].line > 2
    # The implementation is named, too, for it is no longer what its Protocol says.
    assert "shop.py" in {path.name for path, _ in plan.staying}
    name = left[0].subject.partition(".")[2]
    assert f"{name.title()}Request(" not in (tmp_path / "calls.py").read_text()
    assert f"async def {name}(self, request" not in (tmp_path / "shop.py").read_text()


def test_a_line_that_is_accepted_keeps_nothing(tmp_path: Path) -> None:
    code = "async def f(x): await x.add('a', [])  # routeshift: accept a set of ours\n"
    plan = migrated(
        tmp_path, {"shop.py": SERVICE.format(body=indented("return name")), "calls.py": code}
    )
    assert plan.unmoved == ()
    assert plan.implementations == 2


def test_an_implementation_that_nobody_could_call_keeps_nobody(tmp_path: Path) -> None:
    service = SERVICE.format(body=indented("return name"))
    broken = "class Broken(Orders):\n    async def add(self, name, lines, other): return other\n"
    plan = migrated(tmp_path, {"shop.py": service + broken})
    text = (tmp_path / "shop.py").read_text()
    assert plan.implementations == 2
    assert "async def add(self, name, lines, other): return other" in text
    assert ["takes other arguments" in one.message for one in plan.unmoved] == [True]


def test_one_that_passes_on_what_it_gets_stays_and_serves_both(tmp_path: Path) -> None:
    service = SERVICE.format(body=indented("return name"))
    passing = (
        "class Passing(Orders):\n    def __init__(self, inner): self.inner = inner\n"
        "    async def add(self, *args, **kwargs):\n"
        "        return await self.inner.add(*args, **kwargs)  # routeshift: accept passes all\n"
    )
    plan = migrated(tmp_path, {"shop.py": service + passing})
    assert plan.implementations == 2
    assert "async def add(self, *args, **kwargs):" in (tmp_path / "shop.py").read_text()


@pytest.mark.process
def test_T11_after_the_move_a_call_reaches_the_implementation(tmp_path: Path) -> None:
    body = "note = note or 'none'\nlines.append(name)\nreturn f'{name} {lines} {note}'"
    calls = (
        "import asyncio\nfrom shop import Service\n"
        "async def story(s: Service):\n"
        "    return [await s.add('a', ['x'], note='n'), await s.change('1', count=2, note='y')]\n"
        "print(asyncio.run(story(Service())))\n"
    )
    folder = project(tmp_path, {"shop.py": SERVICE.format(body=indented(body)), "calls.py": calls})
    before = answer(folder)
    write(plan_migration(folder).changes)
    assert "AddRequest(" in (folder / "calls.py").read_text()
    assert answer(folder) == before


def answer(folder: Path) -> str:
    """What the calls print."""
    command = [
        sys.executable,
        "-c",
        f"import sys; sys.path.append({str(harness.SUPPORT)!r}); import calls",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    service = SERVICE.format(body=indented("return name"))
    migrated(tmp_path, {"shop.py": service})
    assert plan_migration(tmp_path).changes == ()
