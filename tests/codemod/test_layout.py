"""Where the parts go: names that are taken, and what migrated code may import."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from routeshift.errors import DeclarationError, WorkTreeError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

from . import harness

LEGACY = """from typing import Protocol

from routeshift import webmethod
{more}

class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str) -> str: ...
"""


def project(folder: Path, more: str = "") -> Path:
    (folder / "shop").mkdir()
    (folder / "shop" / "__init__.py").write_text("")
    (folder / "shop" / "items.py").write_text(LEGACY.format(more=more))
    return folder


def written(folder: Path) -> dict[str, str]:
    write(plan_migration(folder).changes)
    return {name: data.decode() for name, data in harness.files(folder).items()}


def test_migrated_code_imports_nothing_of_routeshift(tmp_path: Path) -> None:
    files = written(project(tmp_path))
    assert not [name for name, text in files.items() if "routeshift" in text]


def test_a_name_that_the_module_uses_is_no_file_of_its_package(tmp_path: Path) -> None:
    """Importing a submodule binds its name in the package, over what was there."""
    files = written(project(tmp_path, "import json as models\napi = 1\n"))
    assert {"shop/items/schemas.py", "shop/items/protocol.py"} <= files.keys()
    with harness.importable(tmp_path):
        module = importlib.import_module("shop.items")
        importlib.import_module("shop.items.routes")
        assert (module.models.__name__, module.api) == ("json", 1)


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (project(tmp_path) / "shop" / "items").mkdir()
    with pytest.raises(WorkTreeError, match="folder items stands beside"):
        plan_migration(tmp_path)


def test_a_top_level_module_keeps_its_helpers_inside(tmp_path: Path) -> None:
    (tmp_path / "items.py").write_text(LEGACY.format(more=""))
    assert "items/router_contract.py" in written(tmp_path)


LAYERED = """from typing import Literal, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, mode: Literal["a", "b"]) -> str: ...


class Carts(Protocol):
    @webmethod(route="/carts", method="POST", level="v1")
    async def add_cart(self, name: str) -> str: ...
"""


def layered(folder: Path, models: str | None = None) -> Path:
    items = folder / "shop" / "items"
    items.mkdir(parents=True)
    (folder / "shop" / "__init__.py").write_text("")
    (items / "__init__.py").write_text("")
    (items / "api.py").write_text(LAYERED)
    if models is not None:
        (items / "models.py").write_text(models)
    return folder


def test_an_api_module_that_stays_keeps_all_imports_on_demand_and_says_so_once(
    tmp_path: Path,
) -> None:
    before = harness.names(layered(tmp_path))
    for name in ("items", "carts"):
        write(plan_migration(tmp_path, [name], facade="all").changes)
    after = harness.names(tmp_path)
    assert before["shop.items.api"] <= after["shop.items.api"]
    text = (tmp_path / "shop" / "items" / "api.py").read_text()
    assert text.count("noqa: F401 - what could be imported from here still can") == 1


def test_the_remark_parts_no_imports(tmp_path: Path) -> None:
    """Behind what comes from the future it would be a comment on the import below it (I001)."""
    api = layered(tmp_path) / "shop" / "items" / "api.py"
    api.write_text(f"from __future__ import annotations\n\n{LAYERED.lstrip()}")
    for name in ("items", "carts"):
        write(plan_migration(tmp_path, [name], facade="all").changes)
    _, remark, below = api.read_text().partition("# ruff: noqa: F401")
    assert remark
    assert below.split("\n", 2)[2].startswith("from __future__ import annotations\n\nfrom ")


@pytest.mark.parametrize("taken", [True, False], ids=["taken", "not taken"])
def test_what_nobody_needs_or_takes_an_api_module_that_stays_imports_no_more(
    tmp_path: Path, taken: bool
) -> None:
    api = layered(tmp_path) / "shop" / "items" / "api.py"
    user = "from shop.items.api import webmethod\n" if taken else ""
    (tmp_path / "shop" / "user.py").write_text(user)
    plan = plan_migration(tmp_path)
    write(plan.changes)
    text = api.read_text()
    assert ("import webmethod" in text) is taken
    assert ("# ruff: noqa: F401" in text) is taken
    gone = {"Literal"} if taken else {"Literal", "webmethod"}
    assert harness.dropped(plan) == {("shop.items.api", name) for name in gone}
    # What it never used itself it imports for others.
    assert "import BaseModel" in text


def test_what_stands_between_imports_of_a_models_module_stays(tmp_path: Path) -> None:
    block = "if TYPE_CHECKING:\n    from decimal import Decimal\n"
    models = f"from typing import TYPE_CHECKING\n\n{block}\nimport json\n"
    write(plan_migration(layered(tmp_path, models)).changes)
    assert block in (tmp_path / "shop" / "items" / "models.py").read_text()


@pytest.mark.parametrize(
    "models",
    ["from .api import Literal\n", "from . import api\n", "from shop.items.api import *\n"],
)
def test_models_that_need_the_protocols_make_no_circle(tmp_path: Path, models: str) -> None:
    write(plan_migration(layered(tmp_path, models)).changes)
    assert (tmp_path / "shop" / "items" / "models.py").read_text() == models
    assert "AddItemRequest" in harness.names(tmp_path)["shop.items.api"]


def test_literals_are_no_names_of_classes(tmp_path: Path) -> None:
    write(plan_migration(layered(tmp_path)).changes)
    assert "arbitrary" not in (tmp_path / "shop" / "items" / "models.py").read_text()


DEFAULT_OF_AN_API = """
DEFAULT = Items.__name__


class Carts(Protocol):
    @webmethod(route="/carts", method="POST", level="v1")
    async def add_cart(self, name: str = DEFAULT) -> str: ...
"""


def test_requests_that_need_what_needs_a_protocol_stand_beside_it(tmp_path: Path) -> None:
    project(tmp_path)
    module = tmp_path / "shop" / "items.py"
    module.write_text(LEGACY.format(more="") + DEFAULT_OF_AN_API)
    before = harness.documented(tmp_path)
    api = written(tmp_path)["shop/items/api.py"]
    assert api.index("DEFAULT = ") < api.index("class AddCartRequest") < api.index("class Carts")
    assert harness.documented(tmp_path) == before


MENTIONS = """
from pydantic import BaseModel


class Item(BaseModel):
    def api(self, other: "Items | None" = None) -> "Items": ...
"""


def test_a_model_whose_signature_mentions_a_protocol_stays_a_model(tmp_path: Path) -> None:
    models = written(project(tmp_path, MENTIONS))["shop/items/models.py"]
    assert "class Item(" in models
    assert "\nif TYPE_CHECKING:\n    from .api import Items\n" in models
    assert "shop.items.models" in harness.names(tmp_path)


CIRCLE = """

class Item: ...


from .kinds import Kind
"""


def test_a_circle_that_holds_only_in_one_file_is_refused(tmp_path: Path) -> None:
    project(tmp_path, CIRCLE)
    (tmp_path / "shop" / "kinds.py").write_text("from .more import Kind\n")
    (tmp_path / "shop" / "more.py").write_text("from .items import Item\n\nKind = Item\n")
    with pytest.raises(DeclarationError, match=r"shop\.more.* imports Item from this") as error:
        plan_migration(tmp_path)
    assert error.value.line == 9


PLACES = """
import inspect
import logging
from pathlib import Path

logger = logging.getLogger(__name__)
other = logging.getLogger(name=__name__)
HERE = Path(__file__)
NAMES = globals()
THIS = inspect.getmodule(logging)
"""


def test_code_that_asks_where_it_stands_is_told_by_its_line(tmp_path: Path) -> None:
    notes = plan_migration(project(tmp_path, PLACES)).diagnostics
    told = [(note.line, note.message.partition(" ")[0]) for note in notes]
    assert sorted(told) == [(11, "`__file__`"), (12, "`globals()`"), (13, "`getmodule()`")]


def test_loggers_keep_their_names(tmp_path: Path) -> None:
    written(project(tmp_path, PLACES))
    with harness.importable(tmp_path):
        module = importlib.import_module("shop.items")
    assert module.logger.name == module.other.name == "shop.items"


def test_a_stub_beside_the_module_is_told(tmp_path: Path) -> None:
    stub = project(tmp_path) / "shop" / "items.pyi"
    stub.write_text("")
    assert [note.path for note in plan_migration(tmp_path).diagnostics] == [stub]


def test_packages_side_by_side_may_each_have_an_api_of_a_name(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        items = project(tmp_path / name) / "shop" / "items.py"
        items.write_text(items.read_text().replace('"/items"', f'"/{name}"'))
    files = written(tmp_path)
    assert {"one/shop/items/routes.py", "two/shop/items/routes.py"} <= files.keys()
    assert {"one/shop/router_contract.py", "two/shop/router_contract.py"} <= files.keys()


def test_modules_side_by_side_share_no_helpers(tmp_path: Path) -> None:
    """Without a package around them they cannot import from one another."""
    for name in ("items", "carts"):
        text = LEGACY.format(more="").replace('"/items"', f'"/{name}"')
        (tmp_path / f"{name}.py").write_text(text.replace("Items", name.title()))
    files = written(tmp_path)
    assert {"items/router_contract.py", "carts/router_contract.py"} <= files.keys()
    assert "from .router_contract import" in files["carts/routes.py"]


WITHOUT_IMPORTS = {
    "a docstring": ('"""Models."""\n', '"""Models."""\n\n'),
    "a licence": ("# Ours.\n\nLIMIT = 1\n", "# Ours.\n\n"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("models", "head"), WITHOUT_IMPORTS.values(), ids=list(WITHOUT_IMPORTS))
def test_a_models_module_without_imports_gets_them_below_its_head(
    tmp_path: Path, models: str, head: str
) -> None:
    items = tmp_path / "shop" / "items"
    items.mkdir(parents=True)
    for package in (items.parent, items):
        (package / "__init__.py").write_text("")
    (items / "api.py").write_text(LEGACY.format(more=""))
    (items / "models.py").write_text(models)
    text = written(tmp_path)["shop/items/models.py"]
    assert text.startswith(f"{head}from pydantic import BaseModel\n\n")
    assert not re.search(r"import BaseModel\n\S", text)
