"""Where it is hard to tell who implements what: what moves works, and the rest is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from effort import one_in
from tests.codemod.test_habits import said
from tests.codemod.test_repository import SERVICE, indented, migrated, project

from routeshift_codemods.apply import write
from routeshift_codemods.migrate import plan_migration

HEAD = "import asyncio\nfrom shop_api.orders import Orders\n"
SIGNATURE = "name: str, lines: list[str], note: str | None = None"
CHANGE = "order_id: str, note: str, count: int = 1"
OWN = SERVICE.format(body=indented("return f'{name} {lines} {note}'"))

WORKS = {
    "circular imports": {
        "shop.py": f"import calls\n{OWN}",
        "calls.py": (
            f"{HEAD}import shop\nprint(asyncio.run(shop.Service().add('a', [], note='n')))\n"
        ),
    },
    "two classes of one name": {
        "shop.py": OWN,
        "other.py": "class Service:\n    async def add(self, name, lines): return 'other'\n",
        "calls.py": (
            f"{HEAD}import other, shop\nfrom other import Service as Other\n"
            "from shop import Service\nasync def story():\n"
            "    print(await Service().add('a', []), await Other().add('a', []))\n"
            "    print(await shop.Service().add('b', []), await other.Service().add('b', []))\n"
            "asyncio.run(story())\n"
        ),
    },
    "one name for two in a file": {
        "calls.py": (
            f"{HEAD}class S(Orders):\n    async def add(self, {SIGNATURE}): return 'first'\n"
            f"class S(Orders):\n    async def add(self, {SIGNATURE}): return f'second {{name}}'\n"
            "print(asyncio.run(S().add('a', [])))\n"
        ),
    },
    "a Protocol that is implemented twice": {
        "shop.py": OWN,
        "calls.py": (
            f"{HEAD}from shop import Service\n"
            f"class Quiet(Orders):\n    async def add(self, {SIGNATURE}): return name.lower()\n"
            "async def each(every: list[Orders]):\n"
            "    return await asyncio.gather(*(one.add('A', [], note='n') for one in every))\n"
            "print(asyncio.run(each([Service(), Quiet()])))\n"
        ),
    },
    "an implementation that is made below another": {
        "shop.py": OWN,
        "calls.py": (
            f"{HEAD}from shop import Service\nMade = type('Made', (Service,), {{}})\n"
            "print(asyncio.run(Made().add('a', ['x'])))\n"
        ),
    },
    "an implementation that is made of functions": {
        "calls.py": (
            f"{HEAD}async def add(self, {SIGNATURE}): return f'{{name}} {{note}}'\n"
            f"async def change(self, {CHANGE}): return f'{{note}} {{count}}'\n"
            "Made = type('Made', (Orders,), {'add': add, 'change': change})\n"
            "async def story(orders: Orders): print(await orders.change('1', 'n', count=2))\n"
            "asyncio.run(story(Made()))\nprint(asyncio.run(Made().add('a', [])))\n"
        ),
    },
    "one of a factory": {
        "calls.py": (
            f"{HEAD}def make(text):\n    class Made(Orders):\n"
            f"        async def add(self, {SIGNATURE}): return text + name\n    return Made()\n"
            "print(asyncio.run(make('b').add('a', [])))\n"
        ),
    },
}


@pytest.mark.process
@pytest.mark.parametrize("shape", one_in(3, WORKS))
def test_it_works_as_before(tmp_path: Path, shape: str) -> None:
    project(tmp_path, WORKS[shape])
    before = said(tmp_path)
    plan = plan_migration(tmp_path)
    write(plan.changes)
    assert plan.unmoved == ()
    assert plan.calls > 0
    assert said(tmp_path) == before


STAYS = {
    "its methods come from a variable": (
        "def made(methods): return type('Made', (Orders,), {**methods})\nNAMES = ['add']\n",
        "only a run tells",
    ),
    "its function is used elsewhere, too": (
        f"async def add(self, {SIGNATURE}): return name\n"
        "Made = type('Made', (Orders,), {'add': add})\nprint(add)\n",
        "`add` is used elsewhere, too",
    ),
    "it says nowhere what it is": (
        f"class Memory:\n    async def add(self, {SIGNATURE}): ...\n"
        f"    async def change(self, {CHANGE}): ...\n    async def get(self, order_id): ...\n",
        "Memory has all that Orders has",
    ),
}


@pytest.mark.parametrize("shape", STAYS)
def test_it_stays_and_is_told(tmp_path: Path, shape: str) -> None:
    """To pass requests to it would break at the first call."""
    code, reason = STAYS[shape]
    calls = f"{HEAD}{code}async def f(orders: Orders): await orders.add('a', [])\n"
    plan = migrated(tmp_path, {"shop.py": OWN, "calls.py": calls})
    assert {one.path.name for one in plan.unmoved if reason in one.message} == {"calls.py"}
    assert "await orders.add('a', [])" in (tmp_path / "calls.py").read_text()
    assert "async def add(self, name: str" in (tmp_path / "shop.py").read_text()
    assert plan_migration(tmp_path).changes == ()


def test_what_only_looks_like_an_implementation_can_be_accepted(tmp_path: Path) -> None:
    code = STAYS["it says nowhere what it is"][0]
    accepted = code.replace("class Memory:", "class Memory:  # routeshift: accept nobody passes it")
    plan = migrated(tmp_path, {"shop.py": OWN, "memory.py": accepted})
    assert plan.unmoved == ()
    assert plan.implementations == 2


def test_files_that_do_not_parse_are_named_among_hundreds_that_do(tmp_path: Path) -> None:
    files = {
        f"part_{n}.py": f"{HEAD}async def f(orders: Orders): return await orders.add('{n}', [])\n"
        for n in range(300)
    }
    broken = {
        "part_7_old.py": "print 'orders'\n",
        "templates/new.py": "class {{ name }}(Orders):\n",
    }
    plan = migrated(tmp_path, {"shop.py": OWN, **files, **broken})
    assert {error.file for error in plan.unreadable} == {tmp_path / name for name in broken}
    assert plan.calls == len(files)
    for name, text in broken.items():
        assert (tmp_path / name).read_text() == text
