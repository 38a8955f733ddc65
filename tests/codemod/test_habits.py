"""Code with habits of its own: it works as before, or it stays and somebody is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.codemod import harness
from tests.codemod.test_repository import SERVICE, indented, migrated, project

from routeshift_codemods.apply import write
from routeshift_codemods.migrate import plan_migration

OWN = SERVICE.format(body=indented("return f'{name} {lines} {note}'"))
HEAD = (
    "import asyncio\nfrom functools import partialmethod, wraps\n"
    "from shop_api.orders import Orders\n"
)


def said(folder: Path) -> str:
    """What the project's `calls.py` prints."""
    code = f"import sys; sys.path.append({str(harness.SUPPORT)!r}); import calls"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout or done.stderr


WORKS = {
    "a call through the class": "print(asyncio.run(Service.change(Service(), '1', note='n')))",
    "one by name": "print(asyncio.run(Service.add(Service(), name='a', lines=['x'])))",
    "through a base": (
        "class Loud(Service):\n"
        "    async def add(self, name: str, lines: list[str], note: str | None = None) -> str:\n"
        "        return await Service.add(self, name.upper(), lines, note)\n"
        "print(asyncio.run(Loud().add('a', [])))"
    ),
    "another default": (
        "class Small(Service):\n"
        "    async def change(self, order_id: str, note: str, count: int = 7) -> str:\n"
        "        return f'{count} {note}'\n"
        "print(asyncio.run(Small().change('1', 'n')), asyncio.run(Small().change('1', 'n', 2)))"
    ),
}


@pytest.mark.process
@pytest.mark.parametrize("habit", WORKS)
def test_it_says_what_it_said(tmp_path: Path, habit: str) -> None:
    calls = f"{HEAD}from shop import Service\n{WORKS[habit]}\n"
    project(tmp_path, {"shop.py": OWN, "calls.py": calls})
    before = said(tmp_path)
    plan = plan_migration(tmp_path)
    write(plan.changes)
    assert plan.unmoved == ()
    assert "Request(" in (tmp_path / "calls.py").read_text()
    assert said(tmp_path) == before


STAYS = {
    "a name that is put together": (
        "def f(o: Orders, verb): return getattr(o, f'ad{verb}')('a', [])",
        "only a run tells",
    ),
    "a name from an unknown table": (
        "def f(o: Orders, names): getattr(o, names[0])('a')",
        "only a run tells",
    ),
    "another name": (
        "class O(Orders):\n    async def add(self, name, lines, note=None): ...\n    put = add",
        "`put` is made from it",
    ),
    "a part of it": (
        "class O(Orders):\n    async def add(self, name, lines, note=None): ...\n"
        "    put = partialmethod(add, note='n')",
        "`put` is made from it",
    ),
    "a decorator with names": (
        "def logged(f):\n    @wraps(f)\n    async def inner(self, name, *more): ...\n"
        "    return inner\n"
        "class O(Orders):\n    @logged\n    async def add(self, name, lines, note=None): ...",
        "its decorator `logged` takes its arguments by name",
    ),
}


@pytest.mark.parametrize("habit", STAYS)
def test_it_stays_and_is_told(tmp_path: Path, habit: str) -> None:
    code, reason = STAYS[habit]
    plan = migrated(tmp_path, {"shop.py": OWN, "calls.py": f"{HEAD}{code}\n"})
    assert {one.path.name for one in plan.unmoved if reason in one.message} == {"calls.py"}
    assert "async def add(self, name: str" in (tmp_path / "shop.py").read_text()


def test_a_name_that_cannot_be_it_keeps_nothing(tmp_path: Path) -> None:
    code = "def f(o: Orders, verb): return getattr(o, f'get_{verb}')"
    assert migrated(tmp_path, {"shop.py": OWN, "calls.py": f"{HEAD}{code}\n"}).unmoved == ()


def test_a_decorator_that_passes_all_on_keeps_nothing(tmp_path: Path) -> None:
    code = (
        "def logged(f):\n    async def inner(self, *args, **more): ...\n    return inner\n"
        "class O(Orders):\n    @logged\n    async def add(self, name, lines, note=None): ...\n"
    )
    assert migrated(tmp_path, {"shop.py": OWN, "calls.py": f"{HEAD}{code}\n"}).unmoved == ()


KEPT = {
    "an argument without a type": "async def f(o: Orders, n): return await o.add(n)",
    "a path parameter by position": "async def f(o: Orders, **k): return await o.change('1', **k)",
}


@pytest.mark.parametrize("habit", KEPT)
def test_what_stays_stays_in_a_second_run(tmp_path: Path, habit: str) -> None:
    """Nothing of it has moved: no call of it passes a request yet, in whatever order."""
    keeping = (
        "async def g(o: Orders, a): await o.add(*a)\nasync def h(o: Orders, a): o.change(*a)\n"
    )
    plan = migrated(
        tmp_path, {"shop.py": OWN, "calls.py": f"{HEAD}{KEPT[habit]}\n", "more.py": HEAD + keeping}
    )
    assert {one.path.name for one in plan.unmoved} == {"more.py"}
    again = plan_migration(tmp_path)
    assert again.changes == ()
    assert {one.path.name for one in again.unmoved} == {"more.py"}


def test_the_comments_of_a_signature_stay(tmp_path: Path) -> None:
    signature = "name: str, lines: list[str], note: str | None = None"
    commented = (
        "\n        # Whose it is.\n        name: str,  # the name\n        lines: list[str],\n"
        "        note: str | None = None,  # noqa: X100\n    "
    )
    migrated(tmp_path, {"shop.py": OWN.replace(signature, commented)})
    wanted = (
        "        # Whose it is.\n        # the name\n        request: AddRequest,\n    ) -> str:"
    )
    text = (tmp_path / "shop.py").read_text()
    assert wanted in text
    assert "noqa" not in text


def test_a_mark_breaks_no_line_above_it(tmp_path: Path) -> None:
    head = f"async def f(x, {', '.join(f'argument_{n}_that_is_long' for n in range(4))}):"
    calls = f"{head}\n    await x.add('a', [])\n"
    migrated(tmp_path, {"shop.py": OWN, "calls.py": calls})
    text = (tmp_path / "calls.py").read_text()
    assert text.startswith(f"{head}\n    # TODO(routeshift): ")


@pytest.mark.parametrize("where", ["above", "behind"])
def test_a_mark_above_what_is_accepted_goes(tmp_path: Path, where: str) -> None:
    call = "    await x.add('a', [])"
    migrated(tmp_path, {"shop.py": OWN, "calls.py": f"async def f(x):\n{call}\n"})
    text = (tmp_path / "calls.py").read_text()
    reason = "# routeshift: accept a set"
    accepted = f"    {reason}\n{call}" if where == "above" else f"{call}  {reason}"
    (tmp_path / "calls.py").write_text(text.replace(call, accepted))
    write(plan_migration(tmp_path).changes)
    assert (tmp_path / "calls.py").read_text() == f"async def f(x):\n{accepted}\n"
    assert plan_migration(tmp_path).changes == ()


def test_a_class_of_the_same_name_elsewhere_is_no_request(tmp_path: Path) -> None:
    """What stays for a call outside of the target stays in the proof of the run, too."""
    (tmp_path / ".git").mkdir()
    service = "class OrdersService:\n" + OWN.partition("\n")[2].partition(":\n")[2]
    part = project(tmp_path / "part", {"shop.py": service})
    outside = (
        "class ChangeRequest(str): ...\n\n\n"
        "async def f(o, r: ChangeRequest): await o.change('1', r)\n"
    )
    (tmp_path / "outside.py").write_text(outside)
    plan = plan_migration(part)
    assert [one.path.name for one in plan.unmoved] == ["outside.py"]
    # Nor is it marked there: nothing outside of the target changes.
    assert "outside.py" not in {change.path.name for change in plan.changes}
