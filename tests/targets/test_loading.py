"""TARGET: a path, a module, an app; each looked at in a process of its own."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from routeshift import targets
from routeshift.errors import DeclarationError, TargetError

pytestmark = pytest.mark.process

SHOP = Path(__file__).parents[2] / "examples" / "shop"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shop"
    shutil.copytree(SHOP, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    # Another test may have imported a shop of its own in this process.
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    for name in [n for n in sys.modules if n.partition(".")[0] == "shop_api"]:
        monkeypatch.delitem(sys.modules, name)
    return folder


@pytest.mark.parametrize("spec", ["shop_api", "{folder}/shop_api", "shop.server:app"])
def test_a_target_is_a_path_a_module_or_an_app(shop: Path, spec: str) -> None:
    spec = spec.format(folder=shop)
    paths = targets.document(spec)["paths"]
    assert len(paths) == 7
    found = {str(operation) for operation in targets.operations(spec)}
    assert "DELETE /v1/orders/{order_id:path}" in found
    assert len(found) == 9


def test_an_app_may_be_made_by_a_function(shop: Path) -> None:
    assert targets.document("shop.server:create_app")["info"]["title"] == "Shop"


def test_the_same_package_is_read_twice_without_memory(shop: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(shop / "shop_api", other / "shop_api")
    module = other / "shop_api" / "assistant.py"
    module.write_text(module.read_text().replace("/assistant/", "/helper/"))
    before = targets.document(str(shop / "shop_api"))["paths"]
    after = targets.document(str(other / "shop_api"))["paths"]
    assert "/v1alpha/assistant/ask" in before
    assert "/v1alpha/helper/ask" in after


def test_what_a_target_prints_does_not_disturb(shop: Path) -> None:
    init = shop / "shop_api" / "__init__.py"
    init.write_text(init.read_text() + "\nprint('hello', flush=True)\n")
    assert len(targets.operations("shop_api")) == 9


def test_another_interpreter_can_look(shop: Path) -> None:
    assert len(targets.operations("shop_api", python=sys.executable)) == 9
    with pytest.raises(TargetError, match="cannot be run"):
        targets.operations("shop_api", python="/no/such/python")


def test_errors_come_back_with_file_and_line(shop: Path) -> None:
    routes = shop / "shop_api" / "catalog" / "routes.py"
    routes.write_text("import no_such_thing\n")
    with pytest.raises(TargetError, match="no_such_thing") as error:
        targets.document("shop_api")
    assert error.value.file == routes
    assert error.value.line == 1


def test_a_method_and_path_twice_is_refused_by_the_document(shop: Path) -> None:
    routes = shop / "shop_api" / "catalog" / "routes.py"
    routes.write_text(routes.read_text().replace('"/products"', '"/orders"'))
    with pytest.raises(DeclarationError, match="GET /v1/orders is declared twice"):
        targets.document("shop_api")
    assert len(targets.operations("shop_api")) == 9


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ("no/such/folder", "There is no no/such/folder"),
        ("no_such_module", "There is no module no_such_module"),
        ("shop.server:nothing", "has no 'nothing'"),
        ("shop.server:discover", "cannot be called|not a FastAPI app|has no document"),
        ("shop.errors", "declares no API"),
        ("tests", "no package"),
        ("README.md", "is no Python file"),
        ("shop.server:", "names no app"),
        (":app", "names no app"),
        ("http://127.0.0.1:9/openapi.json", "is a URL"),
        ("quits", "quits cannot be imported: SystemExit: enough"),
        ("wordy", "wordy cannot be imported: ValueError: one two"),
    ],
)
def test_a_wrong_target_is_one_sentence(shop: Path, spec: str, reason: str) -> None:
    (shop / "README.md").write_text("words")
    (shop / "quits.py").write_text("raise SystemExit('enough')")
    (shop / "wordy.py").write_text("raise ValueError('one\\n  two.')")
    with pytest.raises(TargetError, match=reason) as error:
        targets.document(spec)
    assert len(str(error.value).splitlines()) == 1


def test_what_mount_refuses_in_a_module_is_told_as_mount_tells_it(shop: Path) -> None:
    service = shop / "shop" / "orders.py"
    service.write_text(service.read_text().replace("async def get_order", "async def find_order"))
    with pytest.raises(DeclarationError, match="has no method get_order") as caught:
        targets.document("shop.server:app")
    assert "cannot be imported" not in str(caught.value)


def test_the_prefix_of_routes_without_a_level_comes_from_the_configuration(shop: Path) -> None:
    pyproject = shop / "pyproject.toml"
    pyproject.write_text(pyproject.read_text() + '\n[tool.routeshift]\nprefix = "/api"\n')
    module = shop / "shop_api" / "assistant.py"
    module.write_text(module.read_text().replace("level=V1ALPHA", "level=None"))
    assert "/api/assistant/ask" in targets.document("shop_api")["paths"]


def test_p2_where_lists_are_read_from_comes_from_the_configuration(shop: Path) -> None:
    pyproject = shop / "pyproject.toml"
    decided = '[tool.routeshift.decisions]\n"orders.list_orders" = { lists = "query" }\n'
    pyproject.write_text(f'{pyproject.read_text()}\n[tool.routeshift]\nlists = "body"\n{decided}')
    apis = targets.load("shop_api").apis
    assert apis is not None
    lists = {e.name: str(e.lists) for api in apis for e in api.endpoints}
    assert (lists.pop("list_orders"), {*lists.values()}) == ("query", {"body"})


def test_external_packages_come_from_the_configuration(shop: Path) -> None:
    (shop / "weather_api").mkdir()
    (shop / "weather_api" / "__init__.py").write_text(
        "from typing import Protocol\n"
        "from shop_api.webmethod import webmethod\n\n\n"
        "class Weather(Protocol):\n"
        "    @webmethod(route='/weather', method='GET', level='v1')\n"
        "    async def weather(self) -> str: ...\n"
    )
    pyproject = shop / "pyproject.toml"
    pyproject.write_text(
        pyproject.read_text() + '\n[tool.routeshift]\nexternal = ["weather_api"]\n'
    )
    assert "/v1/weather" in targets.document("shop_api")["paths"]


def test_stubs_answer_for_every_api(shop: Path) -> None:
    from starlette.testclient import TestClient

    client = TestClient(targets.stub_app("shop_api"))
    answer = client.get("/v1/products/x")
    assert answer.status_code == 200
    assert set(answer.json()) == {"sku", "title", "price_cents"}
    assert client.post("/v1alpha/assistant/ask", json={"question": "?"}).status_code == 200
