"""Finding APIs in packages on disk."""

from __future__ import annotations

import importlib
import itertools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from routeshift import discover, mount
from routeshift.errors import DeclarationError, TargetError

PROTOCOL = """
from typing import Protocol
from routeshift import webmethod

class {name}(Protocol):
    # Comments between the decorators
    @webmethod(route="/{route}", method="GET", level="v1")
    async def list_{route}(self) -> list[str]: ...
"""
ROUTER = """
from fastapi import APIRouter

def {factory}(impl) -> APIRouter:
    router = APIRouter(prefix="/v1")

    @router.get("/{route}")
    async def list_{route}() -> list[str]:
        return await impl.list_{route}()

    return router
"""
_numbers = itertools.count()

Package = Callable[[dict[str, str]], Path]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    """Writes a package of its own name; forgets it afterwards."""
    made: list[str] = []
    monkeypatch.setattr(sys, "path", list(sys.path))

    def write(files: dict[str, str]) -> Path:
        root = tmp_path / f"found_{next(_numbers)}"
        made.append(root.name)
        for name, text in {"__init__.py": "", **files}.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            for folder in file.relative_to(root).parents:
                (root / folder / "__init__.py").touch()
            file.write_text(text)
        importlib.invalidate_caches()
        return root

    yield write
    for name in [n for n in sys.modules if n.partition(".")[0] in made]:
        del sys.modules[name]


def legacy(name: str, route: str) -> str:
    return PROTOCOL.format(name=name, route=route)


def router(route: str, factory: str = "create_router") -> str:
    return ROUTER.format(route=route, factory=factory)


def inheriting(name: str) -> str:
    return legacy(name, name.lower()).replace("(Protocol)", "(Base, Protocol)")


class Lists:
    """Implements whatever lists."""

    def __getattr__(self, name: str) -> Any:
        async def answer() -> list[str]:
            return ["here"]

        return answer if name.startswith("list_") else getattr(object(), name)


def names(root: Path, **options: Any) -> list[str]:
    return [api.name for api in discover(root, **options)]


def test_protocols_and_routers_are_found_and_named_by_their_modules(package: Package) -> None:
    root = package(
        {
            "orders.py": legacy("Orders", "orders"),
            "batches/batches.py": legacy("Batches", "batches"),
            "carts/routes.py": router("carts"),
            "files/fastapi_routes.py": router("files"),
            "models.py": legacy("Models", "models"),
        }
    )
    assert names(root) == ["batches", "carts", "files", "models", "orders"]


def test_two_apis_of_one_module_are_named_by_their_classes(package: Package) -> None:
    root = package({"tools.py": legacy("ToolGroups", "groups") + legacy("ToolRuntime", "runs")})
    assert names(root) == ["tool_groups", "tool_runtime"]


def test_names_stay_when_one_of_the_two_has_moved(package: Package) -> None:
    root = package(
        {
            "tools/api.py": legacy("ToolRuntime", "runs"),
            "tools/routes.py": router("groups", "create_tool_groups_router"),
        }
    )
    assert names(root) == ["tool_groups", "tool_runtime"]


def test_a_protocol_that_another_of_its_module_inherits_from_is_part_of_it(
    package: Package,
) -> None:
    text = legacy("Provider", "provided") + (
        "\nclass Inference(Provider):\n"
        "    @webmethod(route='/stored', method='GET', level='v1')\n"
        "    async def list_stored(self) -> list[str]: ...\n"
    )
    (api,) = discover(package({"inference.py": text}))
    assert (api.name, api.tag) == ("inference", "Inference")
    assert [endpoint.name for endpoint in api.endpoints] == ["list_provided", "list_stored"]


def test_what_a_composite_inherits_from_another_module_stays_there(package: Package) -> None:
    root = package({"a.py": legacy("A", "a"), "b.py": ""})
    text = f"from {root.name}.a import A\n" + legacy("B", "b").replace("B(Protocol)", "B(A)")
    (root / "b.py").write_text(text)
    found = {api.name: [e.name for e in api.endpoints] for api in discover(root)}
    assert found == {"a": ["list_a"], "b": ["list_b"]}


SHARED = legacy("Base", "base") + inheriting("One") + inheriting("Two")


def test_what_two_protocols_of_a_module_inherit_is_one_operation_of_the_first(
    package: Package,
) -> None:
    apis = discover(package({"shared.py": SHARED}))
    found = {api.name: [endpoint.name for endpoint in api.endpoints] for api in apis}
    assert found == {"one": ["list_base", "list_one"], "two": ["list_two"]}
    assert len(mount(FastAPI(), apis, {"one": Lists(), "two": Lists()})) == 3


def test_what_an_api_inherits_is_served_by_it_where_its_owner_is_not(package: Package) -> None:
    """R2: the old server asked each Protocol for all its methods, and served the first."""
    apis = discover(package({"shared.py": SHARED}))
    app = FastAPI()
    served = mount(app, apis, {"two": Lists()})
    assert [(o.api, o.name) for o in served] == [("two", "list_base"), ("two", "list_two")]
    assert TestClient(app).get("/v1/base").json() == ["here"]
    assert [e.name for e in apis.only("two")["two"].endpoints] == ["list_base", "list_two"]


def test_what_composites_of_two_modules_inherit_belongs_to_the_module_that_declares_it(
    package: Package,
) -> None:
    root = package({"z.py": legacy("Base", "base") + inheriting("Z"), "a.py": ""})
    (root / "a.py").write_text(f"from {root.name}.z import Base\n" + inheriting("A"))
    found = {api.name: [e.name for e in api.endpoints] for api in discover(root)}
    assert found == {"a": ["list_a"], "z": ["list_base", "list_z"]}


@pytest.mark.parametrize("base", ["Orders", "object"])
@pytest.mark.parametrize("file", ["orders.py", "impl.py"])
def test_an_implementation_that_repeats_the_decorators_is_no_api(
    package: Package, base: str, file: str
) -> None:
    """R6: inherited or not, beside its Protocol or elsewhere."""
    root = package({"orders.py": legacy("Orders", "orders")})
    code = legacy("Impl", "orders").replace("(Protocol)", f"({base})")
    imports = "" if file == "orders.py" else f"from {root.name}.orders import Orders\n"
    with (root / file).open("a") as written:
        written.write(imports + code)
    (api,) = discover(root)
    assert (api.tag, [e.name for e in api.endpoints]) == ("Orders", ["list_orders"])


def test_an_implementation_that_repeats_the_decorators_of_a_moved_api_is_no_api(
    package: Package,
) -> None:
    protocol = (
        "from typing import Protocol\n"
        "class Orders(Protocol):\n    async def list_orders(self): ...\n"
    )
    root = package({"orders/api.py": protocol, "orders/routes.py": router("orders")})
    home = f"from {root.name}.orders.api import Orders\n"
    routes = root / "orders" / "routes.py"
    routes.write_text(home + routes.read_text().replace("(impl)", "(impl: Orders)"))
    (root / "impl.py").write_text(home + legacy("Impl", "orders").replace("Protocol)", "Orders)"))
    (api,) = discover(root)
    assert (api.name, api.endpoints) == ("orders", ())


def test_an_implementation_in_the_package_is_no_api(package: Package) -> None:
    text = legacy("Orders", "orders") + (
        "\nclass Impl(Orders):\n    async def list_orders(self) -> list[str]: return []\n"
    )
    (api,) = discover(package({"orders.py": text}))
    assert api.tag == "Orders"


def test_operations_come_in_the_order_of_the_old_server(package: Package) -> None:
    text = (
        legacy("A", "b") + "\n    @webmethod(route='/a', method='GET')\n    async def a(self): ..."
    )
    (api,) = discover(package({"a.py": text}))
    assert [endpoint.name for endpoint in api.endpoints] == ["a", "list_b"]


def test_the_source_is_the_line_of_the_def(package: Package) -> None:
    (api,) = discover(package({"orders.py": legacy("Orders", "orders")}))
    source = api.endpoints[0].source
    assert source is not None
    assert source.file.read_text().splitlines()[source.line - 1].strip().startswith("async def")


def test_names_of_route_modules_are_configurable(package: Package) -> None:
    root = package({"orders/http.py": router("orders", "create_orders_router")})
    assert names(root) == []
    assert names(root, route_modules=["http"]) == ["orders"]


def test_T22_request_models_of_two_apis_never_share_a_name(package: Package) -> None:
    text = legacy("X", "things")
    root = package(
        {
            "a.py": text,
            "b.py": text,
            "c.py": text.replace("list_things", "show"),
            "d.py": "class ShowRequest: ...",
        }
    )
    found = {api.name: api.endpoints[0].request_name for api in discover(root)}
    assert found == {"a": "ListThingsRequest", "b": "BListThingsRequest", "c": "CShowRequest"}


def test_several_packages_are_searched_together(package: Package) -> None:
    one = package({"orders.py": legacy("Orders", "orders")})
    other = package({"carts/routes.py": router("carts")})
    apis = discover(one, other)
    assert [api.name for api in apis] == ["carts", "orders"]
    assert apis.packages == (one.name, other.name)
    assert len(apis.only("carts")) == 1
    with pytest.raises(TargetError, match="no API 'nope'"):
        apis.only("nope")


def test_routers_have_nothing_of_what_has_not_moved(package: Package) -> None:
    """A host that serves that by a loop of its own mounts these beside it."""
    root = package(
        {
            "carts.py": legacy("Carts", "carts"),
            "orders/api.py": legacy("Orders", "orders"),
            "orders/routes.py": router("done"),
        }
    )
    apis = discover(root)
    assert [len(api.endpoints) for api in apis] == [1, 1]
    assert [(api.name, api.endpoints) for api in apis.routers] == [("orders", ())]


def test_two_apis_of_one_name_are_refused_with_both_places(package: Package) -> None:
    text = legacy("Orders", "orders")
    with pytest.raises(DeclarationError, match=r"'orders' is declared twice.*v1/orders.py:\d+"):
        discover(package({"v1/orders.py": text, "v2/orders.py": text}))


def test_two_routers_of_one_api_are_refused(package: Package) -> None:
    with pytest.raises(DeclarationError, match="'orders' has two routers"):
        discover(
            package(
                {
                    "orders/routes.py": router("orders"),
                    "orders/fastapi_routes.py": router("orders"),
                }
            )
        )


def test_a_router_module_that_fails_to_import_is_an_error_with_its_place(
    package: Package,
) -> None:
    with pytest.raises(TargetError, match="ZeroDivisionError") as error:
        discover(package({"orders/routes.py": "\n1 / 0\n"}))
    assert error.value.file is not None
    assert (error.value.file.name, error.value.line) == ("routes.py", 2)


def test_a_module_that_does_not_parse_is_an_error_with_its_place(package: Package) -> None:
    """It is the place of the module that is wrong, whoever imports it."""
    files = {"orders.py": "# webmethod\nfrom .models import Order", "models.py": "\ndef ("}
    with pytest.raises(TargetError, match=r"^[^:]+models\.py:2: The file does not parse") as error:
        discover(package(files))
    assert "Python {}.{}: ".format(*sys.version_info) in str(error.value)
    assert "orders" not in str(error.value)


def test_what_is_only_called_like_a_module_is_none(package: Package) -> None:
    root = package({"orders.py": legacy("Orders", "orders")})
    (root / "folder.py").mkdir()
    (root / "link.py").symlink_to("nowhere")
    os.mkfifo(root / "pipe.py")
    assert [api.name for api in discover(root)] == ["orders"]


def test_who_imports_is_never_blamed_for_what_it_imports(package: Package) -> None:
    root = package({"orders.py": ""})
    (root / "orders.py").write_bytes(b"# webmethod\n\0\n")
    with pytest.raises(TargetError, match=r"SyntaxError|does not parse") as error:
        discover(root)
    assert error.value.file in (None, root / "orders.py")


def test_text_that_does_not_parse_and_is_in_no_file_is_told_of_who_runs_it(
    package: Package,
) -> None:
    with pytest.raises(TargetError, match="cannot be imported: SyntaxError") as error:
        discover(package({"orders.py": "# webmethod\nexec('def (')"}))
    assert error.value.file is not None
    assert (error.value.file.name, error.value.line) == ("orders.py", 2)


def test_a_module_that_needs_something_else_and_declares_nothing_is_skipped_and_listed(
    package: Package,
) -> None:
    root = package({"a.py": legacy("A", "a"), "store.py": "import nowhere\nclass S(Protocol): ..."})
    (skipped,) = discover(root).skipped
    assert skipped.module == f"{root.name}.store"
    assert "nowhere" in skipped.reason


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/nowhere/at/all", "There is no"),
        ("no_such_module", "There is no module"),
        ("/", "package"),
    ],
)
def test_a_target_that_is_not_there_is_one_sentence(target: str, reason: str) -> None:
    with pytest.raises(TargetError, match=reason):
        discover(target)


def test_entry_points_name_external_packages(
    package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = package({"weather.py": legacy("Weather", "weather")})
    dist = tmp_path / "weather-1.dist-info"
    dist.mkdir()
    (dist / "METADATA").write_text("Metadata-Version: 2.1\nName: weather\nVersion: 1\n")
    (dist / "entry_points.txt").write_text(f"[routeshift.apis]\nweather = {root.name}\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert [api.name for api in discover(entry_points=True)] == ["weather"]
