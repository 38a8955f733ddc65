"""Rule S5 in source: which routers give pages their path, and which have none to give it to."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration

MODULE = """from typing import Annotated, Any, Generic, Protocol, TypeVar

from legacy_decorator import webmethod
from pydantic import BaseModel
{imports}

T = TypeVar("T")


class Thing(BaseModel):
    name: str


class Linked(BaseModel):
    url: str | None = None


class Listed(BaseModel):
    has_more: bool = False
{models}

class Things(Protocol):
    @webmethod(route="/things", method="GET", level="v1")
    async def list_things(self) -> {returns}: ...
"""
PAGE = """

class Page(Listed, Linked):
    data: list[Thing]
"""
GENERIC = """

class Page(BaseModel, Generic[T]):
    data: list[T]
    has_more: bool
    url: str | None = None
"""


def route_class(folder: Path, returns: str, *, models: str = "", imports: str = "") -> str:
    """The class of the routes of a module whose operation returns something."""
    (folder / "shop").mkdir()
    (folder / "shop" / "__init__.py").write_text("")
    text = MODULE.format(returns=returns, models=models, imports=imports)
    (folder / "shop" / "things.py").write_text(text)
    written = {c.path.name: (c.after or b"").decode() for c in plan_migration(folder).changes}
    (line,) = (line for line in written["routes.py"].splitlines() if "route_class" in line)
    found = line.strip().removeprefix("route_class=").removesuffix(",")
    assert (f"class {found}(") in written["router_contract.py"]
    assert ("has_more" in written["router_contract.py"]) == (found == "PageRoute")
    return found


@pytest.mark.parametrize(
    "returns",
    [
        "Page",
        "Page | None",
        '"Page"',
        "Annotated[Page, 1]",
        "Listed",  # what is returned may be a subclass, whose fields go out (rule S1)
        "Any",
        "BaseModel",
    ],
)
def test_S5_what_may_be_a_page_gets_its_path(tmp_path: Path, returns: str) -> None:
    assert route_class(tmp_path, returns, models=PAGE) == "PageRoute"


def test_S5_a_generic_page_is_one(tmp_path: Path) -> None:
    assert route_class(tmp_path, "Page[Thing]", models=GENERIC) == "PageRoute"


def test_S5_an_alias_of_a_page_is_one(tmp_path: Path) -> None:
    models = f"{PAGE}\n\nAnswer = Page | None\n"
    assert route_class(tmp_path, "Answer", models=models) == "PageRoute"


def test_S5_what_the_target_does_not_define_may_be_a_page(tmp_path: Path) -> None:
    imports = "from elsewhere import Unknown\n"
    assert route_class(tmp_path, "Unknown", imports=imports) == "PageRoute"


def test_S5_a_model_whose_base_is_unknown_may_be_a_page(tmp_path: Path) -> None:
    models = "\n\nclass Odd(Unknown):\n    name: str\n"
    imports = "from elsewhere import Unknown\n"
    assert route_class(tmp_path, "Odd", models=models, imports=imports) == "PageRoute"


@pytest.mark.parametrize("returns", ["Thing", "list[Page]", "dict[str, Page]", "None", "str"])
def test_S5_what_is_no_page_needs_none_of_it(tmp_path: Path, returns: str) -> None:
    assert route_class(tmp_path, returns, models=PAGE) == "ContractRoute"


@pytest.mark.parametrize("returns", ["Linked", "Listed", "Any", "BaseModel"])
def test_S5_without_a_page_in_the_target_nothing_is_one(tmp_path: Path, returns: str) -> None:
    assert route_class(tmp_path, returns) == "ContractRoute"
