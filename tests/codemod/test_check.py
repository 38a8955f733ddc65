"""`check`: does every implementation fit its Protocol, of either kind? Nothing is imported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from routeshift.cli import run
from routeshift.errors import TargetError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.check import check_implementations, check_versions
from routeshift_codemods.migrate import plan_migration

API = '''from typing import Annotated, AsyncIterator, Optional, Protocol
from legacy_decorator import webmethod


class Orders(Protocol):
    """Orders."""

    @webmethod(route="/orders", method="POST", level="v1")
    async def add_order(self, name: str, size: int = 1) -> str: ...

    @webmethod(route="/orders/{order_id}", method="GET", level="v1")
    async def get_order(self, order_id: str, note: str | None = None) -> str:
        """An order."""

    @webmethod(route="/orders/{order_id}/events", method="GET", level="v1")
    async def follow(self, order_id: str) -> AsyncIterator[str]: ...
'''
ADD = "async def add_order(self, name: str, size: int = 1) -> str: return name"
GET = "async def get_order(self, order_id: str, note: str | None = None) -> str: return order_id"
FOLLOW = "async def follow(self, order_id: str): yield order_id"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with one legacy API."""
    folder = tmp_path / "shop_api"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "orders.py").write_text(API)
    return folder


def implementation(
    package: Path, *methods: str, head: str = "class OrdersService(Orders):"
) -> Path:
    file = package.parent / "service.py"
    imports = "from typing import Optional\nfrom shop_api.orders import Orders\n\n\n"
    file.write_text("\n    ".join([imports + head, *methods]) + "\n")
    return file


def found(package: Path, *methods: str, head: str = "class OrdersService(Orders):") -> list[str]:
    result = check_implementations([implementation(package, *methods, head=head)], package)
    return [f"{one.kind}: {one.subject}: {one.message}" for one in result.diagnostics]


def migrated(package: Path) -> Path:
    write(plan_migration(package).changes)
    return package


def test_what_fits_is_told_nothing_of(package: Path) -> None:
    assert found(package, ADD, GET, FOLLOW) == []


@pytest.mark.parametrize(
    ("method", "told"),
    [
        ("async def add_order(self, size: int = 1): pass", "cannot: it does not take `name`"),
        ("async def add_order(self, **fields): pass", None),
        ("async def add_order(self, size: int = 1, *, name: str): pass", None),
        (
            "async def add_order(self, name: str, /, size: int = 1): pass",
            "cannot: it takes `name` by position only",
        ),
        (
            "async def add_order(self, name: str, size: int = 1, tenant: str = ''): pass",
            "info: it takes `tenant` of clients",
        ),
        (
            "async def add_order(self, name: str, tenant: str, size: int = 1): pass",
            "info: it demands `tenant` of clients",
        ),
        ("async def add_order(self, name: str, size: int): pass", "info: `size` must be sent here"),
        (
            "async def add_order(self, name: str = '', size: int = 1): pass",
            "info: `name` may be left out here",
        ),
        (
            "async def add_order(self, name: str, size: int = 2): pass",
            "info: `size` has another default",
        ),
        (
            "async def add_order(self, name: int, size: int = 1): pass",
            "info: `name` is `int` here, and `str` in the Protocol",
        ),
        ("async def add_order(self, name: Unknown, size: int = 1): pass", None),
        ("def add_order(self, name: str, size: int = 1): pass", None),
    ],
)
def test_R6_a_legacy_server_calls_by_the_implementations_signature(
    package: Path, method: str, told: str | None
) -> None:
    kinds = [
        one.replace("OrdersService.add_order: ", "") for one in found(package, method, GET, FOLLOW)
    ]
    assert len(kinds) == (told is not None), kinds
    assert told is None or kinds[0].startswith(told)


@pytest.mark.parametrize(
    ("method", "told"),
    [
        ("async def add_order(self, request): return request", None),
        (
            "async def add_order(self, name: str, size: int = 1): pass",
            "where the router passes `request`",
        ),
        ("def add_order(self, request): pass", "it is no coroutine, and the router awaits it"),
        ("async def add_order(self, request): yield 1", "it is no coroutine"),
        ("async def add_order(self, request, tenant): pass", "it demands `tenant`"),
    ],
)
def test_T11_a_router_passes_what_the_protocol_has(
    package: Path, method: str, told: str | None
) -> None:
    get = "async def get_order(self, order_id: str, request): return order_id"
    cannot = [
        one for one in found(migrated(package), method, get, FOLLOW) if one.startswith("cannot")
    ]
    assert bool(cannot) == (told is not None), cannot
    assert told is None or any(told in one for one in cannot)


def test_T2_a_missing_method_is_told(package: Path) -> None:
    (missing,) = found(package, ADD, GET, head="class MyOrders:")
    assert missing == "cannot: MyOrders.follow: it is missing, and the API orders calls it"
    (empty,) = found(package, ADD, GET)
    assert empty.startswith("info: OrdersService.follow: it is the empty one of Orders")


def test_methods_come_from_the_classes_above(package: Path) -> None:
    head = f"class Base:\n    {ADD}\n    {FOLLOW}\n\n\nclass OrdersService(Base, Orders):"
    assert found(package, GET, head=head) == []


@pytest.mark.parametrize("head", ["class Other:", "class OrdersError(Exception):"])
def test_what_merely_looks_alike_is_not_checked(package: Path, head: str) -> None:
    with pytest.raises(
        TargetError, match=r"nothing to check: no class in .*API of .*\. Give the folder"
    ):
        found(package, "async def get_order(self): pass", head=head)


def test_a_class_that_only_joins_protocols_implements_none(package: Path) -> None:
    with pytest.raises(TargetError, match="implements an API"):
        found(package, "pass", head="class Whole(Orders):")


def test_a_new_version_is_held_against_the_implementations_of_the_old_one(
    package: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new" / "shop_api"
    new.mkdir(parents=True)
    (new / "__init__.py").write_text("")
    grown = API.replace("size: int = 1", "size: int = 1, colour: str = ''")
    more = """
    @webmethod(route="/orders", method="DELETE", level="v1")
    async def clear(self) -> None: ...
"""
    (new / "orders.py").write_text(grown + more)
    told = [(d.subject, d.kind, d.message) for d in check_versions(package, new).diagnostics]
    assert told == [
        ("Orders.add_order", "cannot", "it does not take `colour`, which the Protocol passes"),
        ("Orders.clear", "cannot", "it is new, and the API orders calls it"),
    ]
    assert check_versions(package, package).fits


def test_the_exit_code_says_whether_all_fit(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = implementation(package, ADD, GET, FOLLOW)
    words = ["check", str(file), "--against", str(package)]
    assert run(words) == 0
    assert "1 checked: all fit." in capsys.readouterr().out
    implementation(package, "async def add_order(self): pass", GET, FOLLOW)
    assert run(words) == 2
    assert f"{file}:6" in capsys.readouterr().out.replace(str(Path.cwd()), "")
    assert run([*words, "--json"]) == 2
    result = json.loads(capsys.readouterr().out)
    assert result["fits"] is False
    assert result["diagnostics"][0]["line"] == 6


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["x.py"], "Give --against PACKAGE"),
        (["nowhere", "--against", "."], "There is no nowhere."),
        ([".", "--against", "nowhere"], "There is no nowhere."),
    ],
)
def test_wrong_input_is_one_sentence(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", *words]) == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "around",
    [
        "if True:",
        "def make():",
        "try:\n    pass\nfinally:",
        "class Outer:\n    def make(self):",
    ],
)
def test_implementations_are_found_wherever_they_stand(package: Path, around: str) -> None:
    file = package.parent / "service.py"
    method = "async def add_order(self): pass"
    code = f"{around}\n            class Inner(Orders):\n                {method}\n"
    file.write_text(f"from shop_api.orders import Orders\n{code}")
    assert "Inner" in check_implementations([file], package).checked


def test_T2_the_empty_one_of_a_protocol_hides_what_stands_behind_it(package: Path) -> None:
    head = f"class Base:\n    {ADD}\n    {GET}\n\n\nclass OrdersService(Orders, Base):"
    told = found(package, FOLLOW, head=head)
    assert [one.partition(": it is the empty one")[0] for one in told] == [
        "info: OrdersService.add_order",
        "info: OrdersService.get_order",
    ]


def test_a_type_variable_stands_for_whatever_is_chosen(package: Path) -> None:
    generic = API.replace("class Orders(Protocol)", 'T = TypeVar("T")\nclass Orders(Protocol[T])')
    generic = generic.replace("Protocol\n", "Protocol, TypeVar\n", 1).replace(
        "name: str", "name: T"
    )
    (package / "orders.py").write_text(generic)
    assert found(package, ADD, GET, FOLLOW, head="class OrdersService(Orders[str]):") == []


ROUTER = """from typing import Protocol
from fastapi import APIRouter

class Orders(Protocol):
    async def get_order(self, order_id: str) -> str: ...

def create_router(impl: Orders) -> APIRouter:
    router = APIRouter()

    @router.get("/orders/{order_id}")
    async def get_order(order_id: str) -> str:
        return await impl.get_order(CALL)

    return router
"""


@pytest.mark.parametrize(
    ("call", "method", "fits"),
    [
        ("order_id", "async def get_order(self, identifier: str): pass", True),
        ("order_id", "async def get_order(self, order_id, /): pass", True),
        ("order_id", "async def get_order(self, identifier: str, /): pass", True),
        ("order_id", "async def get_order(self, identifier, /): pass", True),
        ("order_id", "async def get_order(self, *parts): pass", True),
        ("order_id", "async def get_order(self, number: int): pass", False),
        ("order_id", "async def get_order(self, *, identifier: str): pass", False),
        ("order_id=order_id", "async def get_order(self, identifier: str): pass", False),
        ("order_id=order_id", "async def get_order(self, order_id, /): pass", False),
        ("order_id=order_id", "async def get_order(self, *parts): pass", False),
    ],
)
def test_what_a_router_passes_by_position_may_have_any_name(
    package: Path, call: str, method: str, fits: bool
) -> None:
    (package / "orders.py").write_text(ROUTER.replace("CALL", call))
    assert check_implementations([implementation(package, method)], package).fits == fits


def test_a_class_that_moved_within_its_package_is_the_same(package: Path, tmp_path: Path) -> None:
    model = "class Size: ...\n"
    text = API.replace("size: int = 1", "size: Size | None = None")
    (package / "orders.py").write_text(text.replace("\n\nclass Orders", f"\n{model}\nclass Orders"))
    new = tmp_path / "new" / "shop_api"
    new.mkdir(parents=True)
    (new / "__init__.py").write_text("")
    (new / "sizes.py").write_text(model)
    (new / "orders.py").write_text(f"from shop_api.sizes import Size\n{text}")
    assert check_versions(package, new).diagnostics == ()


def test_a_method_that_was_promised_without_a_route_is_not_new(
    package: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new" / "shop_api"
    new.mkdir(parents=True)
    (new / "__init__.py").write_text("")
    (new / "orders.py").write_text(API)
    get = '    @webmethod(route="/orders/{order_id}", method="GET", level="v1")\n'
    (package / "orders.py").write_text(API.replace(get, ""))
    assert check_versions(package, new).diagnostics == ()


def test_a_protocol_that_is_gone_is_told(package: Path, tmp_path: Path) -> None:
    new = tmp_path / "new" / "shop_api"
    new.mkdir(parents=True)
    (new / "__init__.py").write_text("")
    (new / "orders.py").write_text(API)
    more = API.replace("class Orders", "class Parcels").replace("/orders", "/parcels")
    (package / "parcels.py").write_text(more)
    told = [
        f"{one.kind}: {one.subject}: {one.message}"
        for one in check_versions(package, new).diagnostics
    ]
    assert told == ["cannot: Parcels: no API of the newer version has this Protocol"]


@pytest.mark.parametrize("data", [b"class Broken(Orders:\n", b"class X: ...  # \xe9\n"])
def test_what_cannot_be_read_is_told_on_either_side(package: Path, data: bytes) -> None:
    folder = implementation(package, ADD, GET, FOLLOW).parent
    for file in (folder / "other.py", package / "more.py"):
        file.write_bytes(data)
        unread = check_implementations([folder], package).diagnostics
        assert [(one.kind, one.path.name) for one in unread] == [("cannot", file.name)]
        file.unlink()
    (folder / "service.py").write_bytes(data)
    with pytest.raises(TargetError, match=r"does not parse|cannot be decoded"):
        check_implementations([folder / "service.py"], package)


def test_what_cannot_be_read_of_a_newer_version_is_told(package: Path, tmp_path: Path) -> None:
    new = tmp_path / "new" / "shop_api"
    new.mkdir(parents=True)
    (new / "orders.py").write_text(API)
    (new / "more.py").write_text("class Broken(Protocol:\n    webmethod\n")
    (unread,) = check_versions(package, new).diagnostics
    assert (unread.kind, unread.path.name) == ("cannot", "more.py")
    (new / "orders.py").unlink()
    with pytest.raises(TargetError, match="does not parse"):
        check_versions(package, new)


@pytest.mark.parametrize(
    ("method", "told"),
    [
        ("get_order = None", "it is `None`, which nobody can call"),
        ("get_order: int = 3", "it is `3`, which nobody can call"),
        ("@property\n    def get_order(self): return self.other", None),
        ("@functools.cached_property\n    def get_order(self): return self.other", None),
        ("@as_coroutine\n    def get_order(self, order_id: str): return order_id", None),
        ("@staticmethod\n    def get_order(order_id: str): pass", "it is no coroutine"),
        ("@override\n    def get_order(self, order_id: str): pass", "it is no coroutine"),
    ],
)
def test_what_is_told_of_what_is_not_a_plain_method(
    package: Path, method: str, told: str | None
) -> None:
    router = ROUTER.replace("CALL", "order_id")
    close = "    async def close(self) -> None: ...\n"
    (package / "orders.py").write_text(router.replace("(Protocol):\n", f"(Protocol):\n{close}"))
    messages = [
        one.message
        for one in check_implementations(
            [implementation(package, method, "async def close(self): pass")], package
        ).diagnostics
    ]
    assert bool(messages) == (told is not None), messages
    assert told is None or messages[0].startswith(told)


def test_settings_that_name_an_app_name_no_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.routeshift]\ntarget = "shop.server:app"\n')
    monkeypatch.chdir(tmp_path)
    assert run(["check", "."]) == 1
    assert "is an app: shop.server:app. Give --against PACKAGE" in capsys.readouterr().err
