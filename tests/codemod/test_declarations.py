"""Which methods are operations: those that a server finds; all others are told, none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.errors import DeclarationError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan

from . import harness

HEAD = """from functools import cached_property
from typing import Protocol, overload

from legacy_decorator import webmethod


def posting(route):
    return webmethod(route, method="POST")


ready = webmethod("/ready", "GET")


class Sure(Protocol):
    @webmethod(route="/sure", method="GET", level="v1")
    async def sure(self) -> int: ...
"""
UNSERVED = {
    "behind `classmethod`": """
class Items(Protocol):
    @classmethod
    @webmethod(route="/a", method="GET")
    async def a(cls) -> int: ...
""",
    "behind `staticmethod`": """
class Items(Protocol):
    @webmethod(route="/a", method="GET")
    @staticmethod
    async def a() -> int: ...
""",
    "behind `property`": """
class Items(Protocol):
    @property
    @webmethod(route="/a", method="GET")
    def a(self) -> int: ...
""",
    "behind `cached_property`": """
class Items(Protocol):
    @cached_property
    @webmethod(route="/a", method="GET")
    def a(self) -> int: ...
""",
    "another definition of that name comes behind it": """
class Items(Protocol):
    @webmethod(route="/a", method="GET")
    async def a(self) -> int: ...

    async def a(self, again: int) -> int: ...
""",
    "its class is inside of Outer": """
class Outer:
    class Items(Protocol):
        @webmethod(route="/a", method="GET")
        async def a(self) -> int: ...
""",
    "its class is inside of make": """
def make():
    class Items(Protocol):
        @webmethod(route="/a", method="GET")
        async def a(self) -> int: ...
""",
    "it is a method of no class": """
@webmethod(route="/a", method="GET")
async def a() -> int: ...
""",
    "its decorator is not called": """
class Items(Protocol):
    @webmethod
    async def a(self) -> int: ...
""",
}
REFUSED = {
    "its class stands under a condition": """
if HEAD:
    class Items(Protocol):
        @webmethod(route="/a", method="GET")
        async def a(self) -> int: ...
""",
    "it stands under a condition": """
class Items(Protocol):
    if HEAD:
        @webmethod(route="/a", method="GET")
        async def a(self) -> int: ...
""",
    "`route`, `method`, `level` cannot be read": """
class Items(Protocol):
    @posting("/a")
    async def a(self) -> int: ...

    @ready
    async def b(self) -> int: ...
""",
    "`@overload`s": """
class Items(Protocol):
    @overload
    def a(self, key: str) -> str: ...

    @webmethod(route="/a", method="GET")
    async def a(self, key: str) -> str: ...
""",
    "the type of `doc` is `Json`": """
Json = int | list["Json"] | dict[str, "Json"]

class Items(Protocol):
    @webmethod(route="/a", method="POST")
    async def a(self, doc: list[Json] | None = None, n: int = 1) -> int: ...
""",
    "the type of its result is `One`": """
One = list["Other"]
Other = dict[str, One]

class Items(Protocol):
    @webmethod(route="/a", method="POST")
    async def a(self, n: int = 1) -> "One": ...
""",
    "its `route` cannot be read": """
class Items(Protocol):
    @webmethod("{}".format("/a"), "GET")
    async def a(self) -> int: ...

    @webmethod("{}".format("/b"), "GET")
    async def b(self) -> int: ...
""",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package without its API module."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    return folder


@pytest.mark.parametrize("reason", UNSERVED)
def test_what_no_server_finds_is_told_and_stays(package: Path, reason: str) -> None:
    (package / "items.py").write_text(HEAD + UNSERVED[reason])
    told = [note for note in scan(package).diagnostics if reason in note.message]
    assert [(note.subject.rpartition(".")[2], note.kind) for note in told] == [("a", "info")]
    plan = plan_migration(package)
    assert [note for note in plan.diagnostics if reason in note.message] == told
    write(plan.changes)
    assert [o.operation.name for o in scan(package).operations] == ["sure"]
    files = [path for path in package.rglob("*.py") if "@webmethod" in path.read_text()]
    assert len(files) == 1


@pytest.mark.parametrize("reason", REFUSED)
def test_what_only_running_tells_is_refused_by_its_line(package: Path, reason: str) -> None:
    (package / "items.py").write_text(HEAD + REFUSED[reason])
    with pytest.raises(DeclarationError, match=reason) as error:
        plan_migration(package)
    assert (
        error.value.line
        == HEAD.count("\n") + REFUSED[reason].split("async def a")[0].count("\n") + 1
    )


BUILT = """
Lazy = TypeAliasType("Lazy", "int | list[Lazy]")
Word = Literal["Word"]
Text = Annotated[str, "Text"]

class Items(Protocol):
    @webmethod(route="/a", method="POST")
    async def a(self, lazy: Lazy, word: Word, text: Text, many: list[Word]) -> list[Word]: ...
"""


def test_an_alias_that_pydantic_can_build_is_no_reason_to_refuse(package: Path) -> None:
    imports = "from typing import Annotated, Literal\nfrom typing_extensions import TypeAliasType\n"
    (package / "items.py").write_text(imports + HEAD + BUILT)
    assert plan_migration(package).changes


QUOTED = """
from typing import Annotated

SETTINGS = {"page": 3}


class Items(Protocol):
    @webmethod(route="/a", method="GET")
    async def a(self, page: int = SETTINGS["page"]) -> int: ...

    @webmethod(route="/b", method="GET")
    async def b(self, size: Annotated["int", "many"] = 3) -> "int": ...
"""


def test_what_is_quoted_and_no_type_is_no_name(package: Path) -> None:
    (package / "items.py").write_text(HEAD + QUOTED)
    assert plan_migration(package).changes
    (package / "items.py").write_text(HEAD + QUOTED.replace('["int"', '["Many"'))
    with pytest.raises(DeclarationError, match="its signature uses `Many`"):
        plan_migration(package)


def test_a_module_that_defines_the_decorator_may_use_it(package: Path) -> None:
    decorator = (harness.SUPPORT / "legacy_decorator.py").read_text()
    text = HEAD.replace("from legacy_decorator import webmethod\n", decorator)
    (package / "items.py").write_text(text)
    assert [scanned.operation.path for scanned in scan(package).operations] == ["/v1/sure"]
