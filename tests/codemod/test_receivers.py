"""Whose method does a call reach? What source tells, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.index import Surroundings, run_on
from routeshift_codemods.resolve import Site, Sites, operated, take_inventory

API = """from typing import Protocol
from legacy_decorator import webmethod


class Orders(Protocol):
    @webmethod(route="/orders", method="POST", level="v1")
    async def add(self, name: str, count: int = 1) -> str: ...
"""
SERVICE = """from orders import Orders


class Service(Orders):
    async def add(self, name: str, count: int = 1) -> str:
        return name


class Adding:
    async def add(self, name: str, count: int = 1) -> str:
        return name


class Mixed(Adding, Orders):
    pass


class Look:
    async def add(self, name: str) -> str:
        return name
"""


def sites(folder: Path, code: str, name: str = "calls.py") -> list[Site]:
    """What is found in a file beside the API and its implementations."""
    (folder / "pyproject.toml").write_text("")
    (folder / "orders.py").write_text(API)
    (folder / "service.py").write_text(SERVICE)
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(code)

    def found(index):  # type: ignore[no-untyped-def]
        surroundings = Surroundings(index, (folder,), tests=True)
        operations = operated(surroundings, take_inventory(index).legacy)
        every = Sites(surroundings, operations).all()
        return [site for site in every if site.module.path == file]

    return run_on(folder, found)  # type: ignore[no-any-return]


def verdicts(folder: Path, code: str, name: str = "calls.py") -> list[str]:
    return [site.verdict for site in sites(folder, code, name)]


CERTAIN = {
    "what stands behind a return that is of any type": (
        "from typing import Any\nclass C:\n    impls: dict[str, Orders]\n"
        "    def make(self) -> Any:\n        return self.impls['x']\nC().make().add('a')"
    ),
    "an annotated parameter": "def f(o: Orders): o.add('a')",
    "a quoted annotation": "def f(o: 'Orders'): o.add('a')",
    "a parameter that may be None": "def f(o: Orders | None): o.add('a')",
    "an implementation that is made": "Service().add('a')",
    "a variable": "def f():\n    o = Service()\n    o.add('a')",
    "an attribute from the constructor": (
        "class C:\n    def __init__(self, o: Orders): self.o = o\n    def f(self): self.o.add('a')"
    ),
    "an attribute of a base": (
        "class B:\n    o: Orders\nclass C(B):\n    def f(self): self.o.add('a')"
    ),
    "a property": (
        "class C:\n    @property\n    def o(self) -> Orders: ...\n    def f(self): self.o.add('a')"
    ),
    "what a function returns": "def make() -> Orders: ...\nmake().add('a')",
    "what a function is seen to return": "def make():\n    return Service()\nmake().add('a')",
    "what is waited for": (
        "async def make() -> Orders: ...\nasync def f(): (await make()).add('a')"
    ),
    "an item of a list": "def f(all: list[Orders]):\n    for o in all: o.add('a')",
    "an item of a dictionary": "def f(all: dict[str, Orders]): all['x'].add('a')",
    "the values of a dictionary": (
        "def f(all: dict[str, Orders]): [o.add('a') for o in all.values()]"
    ),
    "its items": "def f(all: dict[str, Orders]):\n    for k, o in all.items(): o.add('a')",
    "a get": "def f(all: dict[str, Orders]): all.get('x').add('a')",
    "a cast": "from typing import cast\ndef f(x): cast(Orders, x).add('a')",
    "one or the other": "def f(x, o: Orders): (o if x else Service()).add('a')",
    "a context": (
        "from contextlib import contextmanager\nfrom collections.abc import Iterator\n"
        "@contextmanager\ndef opened() -> Iterator[Orders]: ...\n"
        "def f():\n    with opened() as o: o.add('a')"
    ),
    "super": "class C(Service):\n    async def more(self): await super().add('a')",
    "a mixin that its heirs complete": "def f(m: Mixed): m.add('a')",
    "a mock with a spec": "from unittest.mock import AsyncMock\nAsyncMock(spec=Orders).add('a')",
    "a lambda": "f = lambda: Service().add('a')",
    "an alias": (
        "from typing import Optional\nMaybe = Optional[Orders]\ndef f(o: Maybe): o.add('a')"
    ),
    "a type variable's bound": (
        "from typing import TypeVar\nT = TypeVar('T', bound=Orders)\ndef f(o: T): o.add('a')"
    ),
    "a new type": (
        "from typing import NewType\nMine = NewType('Mine', Service)\ndef f(o: Mine): o.add('a')"
    ),
    "any number of parameters": "def f(*all: Orders): all[0].add('a')",
    "any keywords": "def f(**all: Orders): all['x'].add('a')",
    "what is taken out of a list": "def f(all: list[Orders]):\n    [o] = all\n    o.add('a')",
    "a list in another": "def f(all: list[Orders]): [*all][0].add('a')",
    "a dictionary in another": "def f(all: dict[str, Orders]): {**all}['x'].add('a')",
    "a part of a pair": "def f(pair: tuple[int, Orders]): pair[1].add('a')",
    "a pair taken apart": "def f(pair: tuple[int, Orders]):\n    n, o = pair\n    o.add('a')",
    "what a callable gives": (
        "from collections.abc import Callable\ndef f(make: Callable[[], Orders]): make().add('a')"
    ),
    "a class that is matched": ("def f(x):\n    match x:\n        case Service() as o: o.add('a')"),
    "what a condition binds": "def f(all: list[Orders]):\n    if o := all[0]: o.add('a')",
    "an import in a function": "def f():\n    from service import Service as S\n    S().add('a')",
}


@pytest.mark.parametrize("shape", CERTAIN)
def test_a_receiver_that_source_declares_is_certain(tmp_path: Path, shape: str) -> None:
    code = f"from orders import Orders\nfrom service import Mixed, Service\n{CERTAIN[shape]}\n"
    assert verdicts(tmp_path, code) == ["certain"]


NO = {
    "a class that is no implementation": "from service import Look\nLook().add('a')",
    "a client of another package": "from client import Client\nClient().orders.add('a')",
    "a base of another package": (
        "from client import Client\nclass Own(Client): ...\ndef f(c: Own): c.orders.add('a')"
    ),
    "a set": "def f(s: set[str]): s.add('a')",
    "a set that is made": "def f():\n    seen = set()\n    seen.add('a')",
    "a text": "'abc'.add('a')",
    "what takes an object where the API takes a text": (
        "class Order:\n    name = ''\nclass Later(Order): ...\n"
        "def f(anything, order: Order | Later): anything.add(order)"
    ),
    "a module of another package": "import requests\nrequests.add('a')",
    "the other part of a pair": (
        "from orders import Orders\ndef f(pair: tuple[set[str], Orders]):\n"
        "    seen, _ = pair\n    seen.add('a')"
    ),
}


@pytest.mark.parametrize("shape", NO)
def test_a_look_alike_is_none(tmp_path: Path, shape: str) -> None:
    assert verdicts(tmp_path, NO[shape] + "\n") == ["no"]


TWINS = {"twin": "", "no": "    async def drop(self): ...\n"}


@pytest.mark.parametrize("verdict", TWINS)
def test_another_protocol_that_an_implementation_fits_is_a_twin(
    tmp_path: Path, verdict: str
) -> None:
    code = (
        "from typing import Protocol\n"
        f"class Table(Protocol):\n    async def add(self, name: str): ...\n{TWINS[verdict]}"
        "def f(t: Table): t.add('a')\n"
    )
    assert verdicts(tmp_path, code) == [verdict]


INFERRED = {
    "in an implementation": "class R(Orders):\n    async def add(self, name, count=1):\n"
    "        return await self.lookup(name).add(name, count)",
    "in a method of the name": "class R:\n    def lookup(self, name): ...\n"
    "    async def add(self, name, count=1):\n        await self.lookup(name).add(name, count)",
    "by its key": "def f(impls): impls['orders'].add('a')",
    "by its key in an enumeration": "def f(impls): impls[Api.orders].add('a')",
    "by an annotation that is its key": (
        "class Own:\n    orders = 'orders'\n"
        "class R:\n    o: Own.orders\n    def f(self): self.o.add('a')"
    ),
    "the one of several that has the method": (
        "class Other: ...\ndef f(o: Other | Orders): o.add('a')"
    ),
    "by a get": "def f(impls): impls.get('orders').add('a')",
}


@pytest.mark.parametrize("shape", INFERRED)
def test_a_receiver_is_inferred_from_what_is_around_it(tmp_path: Path, shape: str) -> None:
    code = f"from orders import Orders\nfrom somewhere import Api\n{INFERRED[shape]}\n"
    found = [site.verdict for site in sites(tmp_path, code)]
    assert found == ["inferred"]


@pytest.mark.parametrize("arguments", ["", "'a', 1, 2", "'a', other=1", "'a', name='b'"])
def test_an_inferred_receiver_must_take_the_arguments(tmp_path: Path, arguments: str) -> None:
    assert verdicts(tmp_path, f"def f(impls): impls['orders'].add({arguments})\n") == ["unknown"]


UNKNOWN = {
    "a bare parameter": "def f(o): o.add('a')",
    "anything": "from typing import Any\ndef f(o: Any): o.add('a')",
    "one of both": "from service import Look, Service\ndef f(o: Look | Service): o.add('a')",
    "a class with the methods of an API": (
        "class Own:\n    async def add(self, name, count=1): ...\nOwn().add('a')"
    ),
    "a check that others have, too": (
        "class R:\n    def lookup(self): ...\n    def add(self): self.lookup().add('a')"
    ),
    "a key of a dictionary": (
        "from orders import Orders\ndef f(all: dict[str, Orders]):\n    for o in all: o.add('a')"
    ),
    "what another package may give back": (
        "from orders import Orders\ndef f(all: list[Orders]):\n"
        "    for o in filter(None, all): o.add('a')"
    ),
    "what another package may make": (
        "from functools import partial\nfrom service import Service\npartial(Service)().add('a')"
    ),
    "of another package's generic": (
        "from contextvars import ContextVar\nfrom orders import Orders\n"
        "def f(var: ContextVar[Orders]): var.get().add('a')"
    ),
    "a type variable": (
        "from typing import TypeVar\nfrom service import Service\nT = TypeVar('T')\n"
        "def same(x: T) -> T: return x\nsame(Service()).add('a')"
    ),
    "what takes a text that is of a class of its own": (
        "from enum import Enum\nclass Name(str, Enum):\n    ada = 'ada'\n"
        "def f(anything, name: Name): anything.add(name)"
    ),
    "what takes an object or a text": (
        "class Order: ...\ndef f(anything, name: Order | str): anything.add(name)"
    ),
    "what takes an object of a class of another package": (
        "from names import Name\nclass Own(Name): ...\n"
        "def f(anything, name: Own): anything.add(name)"
    ),
    "what lacks the method, whichever it is": (
        "from orders import Orders\nclass Other: ...\nclass More: ...\n"
        "class R(Orders):\n    async def more(self, o: Other | More): o.add('a')"
    ),
    "what returns nothing that is seen": (
        "from typing import Any\ndef make() -> Any: ...\nmake().add('a')"
    ),
    "a method that the class lacks": "class Other: ...\ndef f(o: Other): o.add('a')",
}


@pytest.mark.parametrize("shape", UNKNOWN)
def test_what_source_does_not_tell_is_unknown(tmp_path: Path, shape: str) -> None:
    assert verdicts(tmp_path, UNKNOWN[shape] + "\n") == ["unknown"]


def test_a_fixture_is_found_as_pytest_finds_it(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/conftest.py").write_text(
        "import pytest\nfrom service import Service\n"
        "@pytest.fixture\ndef orders():\n    yield Service()\n"
    )
    code = "def test_it(orders): orders.add('a')\n"
    assert verdicts(tmp_path, code, "tests/test_it.py") == ["certain"]


def test_a_fixture_of_a_plugin_is_found(tmp_path: Path) -> None:
    (tmp_path / "plugin.py").write_text(
        "import pytest\nfrom service import Service\n"
        "@pytest.fixture(name='orders')\ndef make():\n    return Service()\n"
    )
    (tmp_path / "conftest.py").write_text("pytest_plugins = ['plugin']\n")
    assert verdicts(tmp_path, "def test_it(orders): orders.add('a')\n", "test_it.py") == ["certain"]


def test_a_bare_mock_is_what_the_code_under_test_takes_it_for(tmp_path: Path) -> None:
    code = (
        "import pytest\nfrom unittest.mock import AsyncMock\nfrom orders import Orders\n"
        "class Shop:\n    def __init__(self, orders: Orders): self.orders = orders\n"
        "@pytest.fixture\ndef orders(): return AsyncMock()\n"
        "def test_it(orders):\n    Shop(orders=orders)\n"
        "    orders.add.assert_called_once_with('a')\n"
    )
    (site,) = sites(tmp_path, code, "test_it.py")
    assert (site.verdict, site.part.role) == ("certain", "assertion")


@pytest.mark.parametrize(
    "code",
    [
        "def f(o: Orders): o.add.return_value = 1",
        "def f(o: Orders): o.add.assert_not_called()",
        "def f(o: Orders): o.add = AsyncMock(side_effect=ValueError('no'))",
    ],
)
def test_a_mock_that_takes_any_arguments_is_no_site(tmp_path: Path, code: str) -> None:
    assert sites(tmp_path, f"from orders import Orders\n{code}\n") == []


def test_what_depends_on_itself_ends(tmp_path: Path) -> None:
    code = "def f(): return g()\ndef g(): return f()\nx = f()\nx = x or x\nx.add('a')\n"
    assert verdicts(tmp_path, code) == ["unknown"]
