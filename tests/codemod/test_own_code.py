"""Code of an API's own file that has to do with its operations moves with what is around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from effort import long

from routeshift.errors import DeclarationError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.outcome import Migration

from . import harness

API = """{head}from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

{above}
class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add(self, name: {kind}, count: int = 1) -> str: {body}

    @webmethod(route="/items/{{item_id}}", method="GET", level="v1")
    async def get(self, item_id: str) -> str: ...

{below}"""
STORE = """
class ItemsStore:
    async def add(self, name: {kind}, count: int = 1) -> str:
        return f"{{name}} {{count}}"

    async def get(self, item_id: str) -> str:
        return item_id

"""
LAYOUTS = {
    "a module": "shop/items.py",
    "a module in a package of its name": "shop/items/items.py",
    "a package": "shop/items/__init__.py",
    "an api.py": "shop/items/api.py",
}
# Each module that is taken apart goes one way; an `api.py` stays where it is.
ALIKE = [long(one) if "package" in one else one for one in LAYOUTS]


def api(
    above: str = "", below: str = "", head: str = "", kind: str = "str", body: str = "..."
) -> str:
    """An API's module, with code of its own above and below the Protocol."""
    return API.format(above=above, below=below, head=head, kind=kind, body=body)


def migrated(folder: Path, files: dict[str, str], target: str = ".") -> Migration:
    """Write a project and migrate it; it can be imported then."""
    for name, text in ({"pyproject.toml": "", "shop/__init__.py": ""} | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    if "shop/items/api.py" in files or "shop/items/items.py" in files:
        (folder / "shop/items/__init__.py").touch()
    plan = plan_migration(folder / target)
    write(plan.changes)
    harness.names(folder)
    return plan


def code(folder: Path) -> str:
    """All code of the project."""
    return "\n".join(path.read_text() for path in sorted(folder.rglob("*.py")))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_call_in_the_file_of_its_api_passes_a_request(tmp_path: Path, layout: str) -> None:
    below = 'async def first(items: Items) -> str:\n    return await items.add("cup")\n'
    plan = migrated(tmp_path, {LAYOUTS[layout]: api(below=below)})
    assert 'items.add(AddRequest(name="cup"))' in code(tmp_path)
    assert (plan.calls, plan.unmoved) == (1, ())
    assert not plan_migration(tmp_path).changes


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("place", ["above", "below"])
def test_an_implementation_in_the_file_of_its_api_takes_a_request(
    tmp_path: Path, place: str, layout: str
) -> None:
    plan = migrated(tmp_path, {LAYOUTS[layout]: api(**{place: STORE.format(kind="str")})})
    assert 'return f"{request.name} {request.count}"' in code(tmp_path)
    assert (plan.implementations, plan.unmoved) == (1, ())
    assert not plan_migration(tmp_path).changes


CALLS = {
    "quoted": 'async def f(items: "Items"): return await items.add("a")\n',
    "default": 'its: "Items" = FAKE\n\ndef f(x=lambda: its.add("a")): ...\n',
    "decorator": 'its: "Items" = FAKE\n\n@list([its.add("a")]).append\ndef f(): ...\n',
    "at import": 'its: "Items" = FAKE\nADDED = its.add("a")\n',
    "nested": 'def f(items: "Items"):\n    def g(): return items.add("a")\n    return g\n',
    "branch": 'if "a":\n    def f(items: "Items"): return items.add("a")\n',
}


@pytest.mark.parametrize("place", ["above", "below"])
@pytest.mark.parametrize("shape", CALLS)
def test_a_request_is_there_when_it_is_needed(tmp_path: Path, shape: str, place: str) -> None:
    fake = "from unittest.mock import MagicMock\n\nFAKE = MagicMock()\n"
    plan = migrated(tmp_path, {"shop/items.py": api(**{place: fake + CALLS[shape]})})
    assert "add(AddRequest(" in code(tmp_path)
    assert (plan.calls, plan.unmoved) == (1, ())


def test_a_request_that_needs_what_stands_below_its_taker_is_refused_with_the_line(
    tmp_path: Path,
) -> None:
    above = STORE.format(kind="'Size'") + "class Size(BaseModel): ...\n"
    with pytest.raises(DeclarationError, match="needs `Size` from below it") as found:
        migrated(tmp_path, {"shop/items/api.py": api(above=above, kind="Size")})
    assert (found.value.line, found.value.hint) == (8, "Move it below `Size`.")


FUTURE = "from __future__ import annotations\n\n"
SIZED = STORE.format(kind="Size") + "class Size(BaseModel): ...\n"


def test_an_annotation_that_is_read_later_needs_no_request_above_it(tmp_path: Path) -> None:
    files = {"shop/items/api.py": api(above=SIZED, kind="Size", head=FUTURE)}
    plan = migrated(tmp_path, files)
    assert "async def add(self, request: AddRequest) -> str:\n        return f" in code(tmp_path)
    assert (plan.implementations, plan.unmoved) == (1, ())


def test_a_decorator_may_read_an_annotation_at_once(tmp_path: Path) -> None:
    above = "def shown(method): return method\n" + SIZED.replace(
        "    async", "    @shown\n    async", 1
    )
    with pytest.raises(DeclarationError, match="needs `Size` from below it"):
        migrated(tmp_path, {"shop/items/api.py": api(above=above, kind="Size", head=FUTURE)})


def test_the_body_of_a_method_of_the_protocol_reads_the_request(tmp_path: Path) -> None:
    body = "\n        return await self.add(name, count) if count else name"
    migrated(tmp_path, {"shop/items.py": api(body=body)})
    assert "return await self.add(request) if request.count else request.name" in code(tmp_path)


def test_the_body_of_a_method_of_the_protocol_is_refused_where_it_cannot(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match="cannot take a `AddRequest`") as found:
        migrated(tmp_path, {"shop/items.py": api(body="return str(locals())")})
    assert found.value.line == 9


KEPT = {
    "passed on": ("return items.add", "the method is passed on without being called"),
    "by a name": ("return getattr(items, name)('a')", "only a run tells which method it is"),
    "unpacked": ("return items.add(*name)", "known at run time only"),
    "hidden": ("AddRequest = 1; return items.add('a')", "it has another `AddRequest`"),
}


@pytest.mark.parametrize("layout", ALIKE)
@pytest.mark.parametrize("shape", KEPT)
def test_what_keeps_an_operation_in_the_file_of_its_api_is_marked_there(
    tmp_path: Path, shape: str, layout: str
) -> None:
    body, reason = KEPT[shape]
    below = f"def f(items: Items, name):\n    {body}\n"
    plan = migrated(tmp_path, {LAYOUTS[layout]: api(below=below)})
    assert [reason in one.message for one in plan.unmoved] == [True]
    assert "# TODO(routeshift): Items.add: " in code(tmp_path)
    assert not plan_migration(tmp_path).changes


def test_what_was_marked_in_the_file_of_its_api_moves_when_it_is_settled(tmp_path: Path) -> None:
    store = STORE.format(kind="str").replace("Store:", "Store(Items):")
    below = "def f(items: Items):\n    return items.add\n" + store
    migrated(tmp_path, {"shop/items.py": api(below=below)})
    file = tmp_path / "shop/items/api.py"
    file.write_text(file.read_text().replace("return items.add\n", 'return items.add("a")\n'))
    write(plan_migration(tmp_path).changes)
    text = file.read_text()
    assert 'return items.add(AddRequest(name="a"))' in text
    assert "async def add(self, request: AddRequest) -> str:\n        return f" in text
    assert "TODO" not in text


ORDERS = """from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from legacy_decorator import webmethod

{imported}


class {own}(Protocol):
    @webmethod(route="/{own}", method="POST", level="v1")
    async def {method}(self, name: str) -> str: ...


async def ask(other: {other}) -> str:
    return await other.{called}("a")
"""


def orders(own: str, method: str, other: str, called: str, **more: str) -> str:
    """An API whose module calls another one's."""
    rows = {"imported": f"if TYPE_CHECKING:\n    from shop.{other.lower()} import {other}"} | more
    return ORDERS.format(own=own, method=method, other=other, called=called, **rows)


def test_a_call_of_another_api_imports_its_request_as_it_imports_the_api(tmp_path: Path) -> None:
    one = orders("One", "put", "Two", "take", imported="from .two import Two")
    two = API.format(above="", below="", head="", kind="str", body="...")
    migrated(
        tmp_path,
        {"shop/one.py": one, "shop/two.py": two.replace("Items", "Two").replace("add", "take")},
    )
    assert "from ..two import TakeRequest" in (tmp_path / "shop/one/models.py").read_text()


def test_a_request_of_an_api_that_types_alone_name_is_imported_as_they_write_it(
    tmp_path: Path,
) -> None:
    one = orders("One", "put", "Two", "take").replace("from shop.two", "from .two")
    two = orders("Two", "take", "object", "title", imported="")
    plan = migrated(tmp_path, {"shop/one.py": one, "shop/two.py": two})
    assert plan.unmoved == ()
    assert "\nfrom ..two import TakeRequest\n" in (tmp_path / "shop/one/models.py").read_text()


def test_two_apis_that_call_each_other_import_each_other_no_more_than_before(
    tmp_path: Path,
) -> None:
    one, two = orders("One", "put", "Two", "take"), orders("Two", "take", "One", "put")
    plan = migrated(tmp_path, {"shop/one.py": one, "shop/two.py": two})
    (left,) = plan.unmoved
    assert "an import of `PutRequest` would make a circle" in left.message
    assert not plan_migration(tmp_path).changes


CALLING = [
    ("shop/__init__.py", "items"),
    ("shop/__init__.py", "items.items"),
    ("shop/__init__.py", "items.api"),
    ("shop/items/__init__.py", "items.items"),
    ("shop/items/__init__.py", "items.api"),
]


@pytest.mark.parametrize(("name", "module"), CALLING)
def test_a_package_that_calls_what_it_reexports_gets_the_request_once(
    tmp_path: Path, name: str, module: str
) -> None:
    text = f"""from shop.{module} import Items

__all__ = ["Items", "first"]


async def first(items: Items) -> str:
    return await items.add("a")
"""
    migrated(tmp_path, {name: text, f"shop/{module.replace('.', '/')}.py": api()})
    after = (tmp_path / name).read_text()
    assert 'items.add(AddRequest(name="a"))' in after
    assert after.partition("__all__")[0].count("AddRequest") == 1


def test_a_package_above_one_that_calls_its_api_gives_the_request_too(tmp_path: Path) -> None:
    text = """from .api import Items


async def first(items: Items) -> str:
    return await items.add("a")
"""
    calling = "from shop import Items\n\n\ndef second(items: Items): return items.add('a')\n"
    files = {
        "shop/__init__.py": "from .items import Items\n",
        "shop/items/__init__.py": text,
        "shop/items/api.py": api(),
        "shop/second.py": calling,
    }
    migrated(tmp_path, files)
    assert (tmp_path / "shop/__init__.py").read_text() == "from .items import AddRequest, Items\n"
    assert "from shop import AddRequest, Items" in (tmp_path / "shop/second.py").read_text()


def test_a_call_in_models_that_are_there_finds_the_request_among_them(tmp_path: Path) -> None:
    models = 'async def first(items: "Items") -> str:\n    return await items.add("a")\n'
    head = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from .api import Items\n\n\n"
    files = {"shop/items/api.py": api(), "shop/items/models.py": head + models}
    migrated(tmp_path, files)
    after = (tmp_path / "shop/items/models.py").read_text()
    assert 'items.add(AddRequest(name="a"))' in after
    assert "import AddRequest" not in after


def test_an_implementation_in_models_that_are_there_stays_above_the_request(
    tmp_path: Path,
) -> None:
    files = {"shop/items/api.py": api(), "shop/items/models.py": STORE.format(kind="str")}
    plan = migrated(tmp_path, files)
    (left,) = plan.unmoved
    assert left.message == "ItemsStore.add stays as it is: `AddRequest` is defined below it"
    assert not plan_migration(tmp_path).changes


def test_an_implementation_that_was_put_below_the_request_moves(tmp_path: Path) -> None:
    store = STORE.format(kind="str")
    migrated(tmp_path, {"shop/items/api.py": api(), "shop/items/models.py": store})
    file = tmp_path / "shop/items/models.py"
    request = file.read_text().partition("# The request of")[2]
    file.write_text(f"from pydantic import BaseModel\n\n\n#{request}\n{store}")
    write(plan_migration(tmp_path).changes)
    assert "async def add(self, request: AddRequest) -> str:" in file.read_text()


def test_a_request_that_stands_with_the_protocol_is_imported_from_there(tmp_path: Path) -> None:
    above = "class Size(BaseModel): ...\n\n" + STORE.format(kind="Size")
    files = {
        "shop/items/api.py": api(above=above, kind="Size"),
        "shop/stores.py": "from .items.api import ItemsStore\n\nstore = ItemsStore()\n",
        "shop/fill.py": "from .stores import store\n\nadd = lambda: store.add('a')\n",
    }
    migrated(tmp_path, files)
    after = (tmp_path / "shop/fill.py").read_text()
    assert "from shop.items.api import AddRequest" in after


def test_a_file_as_the_target_moves_with_its_own_code(tmp_path: Path) -> None:
    below = 'async def first(items: Items) -> str:\n    return await items.add("cup")\n'
    migrated(tmp_path, {"shop/items.py": api(below=below)}, "shop/items.py")
    assert 'items.add(AddRequest(name="cup"))' in code(tmp_path)


def test_an_argument_that_a_body_changes_is_copied_in_the_file_of_its_api(tmp_path: Path) -> None:
    below = STORE.format(kind="list[str]").replace("return f", "name.append('a')\n        return f")
    migrated(tmp_path, {"shop/items.py": api(below=below, kind="list[str]")})
    text = (tmp_path / "shop/items/api.py").read_text()
    assert text.startswith('"""The Items API, without HTTP."""\n\nfrom copy import copy\n')
    assert "name = copy(request.name)" in text
