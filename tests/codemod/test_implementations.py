"""The implementation's signature is the wire (R6): found in the project, and kept by the router."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from effort import long
from fastapi import FastAPI
from fastapi.testclient import TestClient

from routeshift import bridge, discover, mount
from routeshift.cli import run
from routeshift.compare import compare
from routeshift.errors import TargetError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.resolve.decisions import Decision
from routeshift_codemods.resolve.records import Diagnostic
from routeshift_codemods.scan import scan

from . import harness

PROTOCOL = '''from typing import Annotated, Any, Protocol

from fastapi import File, Form, UploadFile
from legacy_decorator import webmethod
from pydantic import BaseModel


class Expiry(BaseModel):
    seconds: int


class Items(Protocol):
    """Items."""

    @webmethod(route="/run", method="POST", level="v1")
    async def run(self, name: str, params: dict[str, Any]) -> Any: ...

    @webmethod(route="/find", method="GET", level="v1")
    async def find(self, words: str, limit: int = 20) -> Any: ...

    @webmethod(route="/files", method="POST", level="v1")
    async def upload(
        self,
        file: Annotated[UploadFile, File()],
        expires: Annotated[Expiry | None, Form()] = None,
    ) -> Any: ...
'''
SAME = """
    async def run(self, name: str, params: dict[str, Any]) -> Any:
        return [name, params]

    async def find(self, words: str, limit: int = 20) -> Any:
        return [words, limit]

    async def upload(
        self,
        file: Annotated[UploadFile, File()],
        expires: Annotated[Expiry | None, Form()] = None,
    ) -> Any:
        return expires
"""
HEAD = """import json
from typing import Annotated, Any

from fastapi import Depends, File, Form, Header, Query, Request, UploadFile

from shop.items import Expiry, Items

DEFAULT = 2 * 25


async def parse(request: Request) -> Expiry | None:
    text = (await request.form()).get("expires")
    return Expiry(**json.loads(text)) if text else None


class MyItems(Items):"""


def mine(*replaced: tuple[str, str]) -> str:
    """An implementation that takes what the Protocol says, but for some words."""
    text = HEAD + SAME
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    return text


OPTIONAL = ("params: dict[str, Any])", "params: dict[str, Any] | None = None)")
LARGER = ("limit: int = 20", "limit: int = DEFAULT")
PARSED = ("Expiry | None, Form()", "Expiry | None, Depends(parse)")
LOUD = ("limit: int = 20)", "limit: int = 20, loud: bool = False)")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package with an API."""
    add(tmp_path, "shop/__init__.py", "")
    add(tmp_path, "shop/items.py", PROTOCOL)
    return tmp_path


def add(project: Path, name: str, text: str) -> None:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def told(project: Path, target: str = "shop") -> list[Diagnostic]:
    """What a migration tells of implementations."""
    plan = plan_migration(project / target)
    return [note for api in plan.apis for note in api.diagnostics]


def lines(notes: list[Diagnostic]) -> list[tuple[str, str, int, str]]:
    return [(n.kind, n.path.name, n.line, n.message.partition(":")[0]) for n in notes]


def client(project: Path, name: str = "shop.mine") -> TestClient:
    """The migrated router in front of the implementation as it is."""
    write(plan_migration(project / "shop").changes)
    app = FastAPI()
    with harness.importable(project):
        items, impl = (importlib.import_module(n) for n in ("shop.items", name))
        routes = importlib.import_module("shop.items.routes")
        app.include_router(routes.create_router(bridge(impl.MyItems(), items.Items)))
    return TestClient(app, raise_server_exceptions=False)


def legacy(project: Path) -> TestClient:
    app = FastAPI()
    with harness.importable(project):
        impl = importlib.import_module("shop.mine")
        mount(app, discover("shop"), {"items": impl.MyItems()})
    return TestClient(app, raise_server_exceptions=False)


def test_T25_what_only_implementations_make_optional_stays_optional(project: Path) -> None:
    add(project, "shop/mine.py", mine(OPTIONAL))
    assert lines(told(project)) == [
        ("info", "mine.py", 17, "`params` is None without a value from the client; in Items.run it"
         " must be sent"),
    ]  # fmt: skip
    http = client(project)
    for body in ({"name": "a"}, {"name": "a", "params": None}):
        assert http.post("/v1/run", json=body).json() == ["a", None]
    assert http.post("/v1/run", json={"name": "a", "params": 3}).status_code == 400


@pytest.mark.parametrize("change", [OPTIONAL, LARGER, PARSED, LOUD])
def test_R6_the_document_stays_the_protocols(project: Path, change: tuple[str, str]) -> None:
    add(project, "shop/mine.py", mine(change))
    before = harness.documented(project)
    write(plan_migration(project / "shop").changes)
    result = compare(before, harness.documented(project))
    assert result.preserved("docs", strict=True), result


def test_R6_the_default_is_the_implementations(project: Path) -> None:
    add(project, "shop/mine.py", mine(LARGER))
    assert client(project).get("/v1/find?words=a").json() == ["a", 50]


def test_T7_a_form_fields_own_parser_moves_into_the_router(project: Path) -> None:
    add(project, "shop/mine.py", mine(PARSED))
    sent: dict[str, Any] = {"files": {"file": b"x"}, "data": {"expires": '{"seconds": 3}'}}
    assert legacy(project).post("/v1/files", **sent).json() == {"seconds": 3}
    http = client(project)
    assert http.post("/v1/files", **sent).json() == {"seconds": 3}
    assert http.post("/v1/files", files={"file": b"x"}).json() is None
    routes = (project / "shop/items/routes.py").read_text()
    assert "from shop.mine import parse\n" in routes


def test_T19_a_parameter_of_the_implementation_alone_stays_live(project: Path) -> None:
    find = ("limit: int = 20) -> Any:\n        return [words, limit]",
            "limit: int = 20, loud: bool = False) -> Any:\n        return loud")  # fmt: skip
    run = ("params: dict[str, Any]) -> Any:\n        return [name, params]",
           "params: dict[str, Any], loud: bool = False) -> Any:\n        return loud")  # fmt: skip
    add(project, "shop/mine.py", mine(find, run))
    http = client(project)
    assert http.get("/v1/find?words=a&loud=1").json() is True
    body = {"name": "a", "params": {}}
    assert http.post("/v1/run", json={**body, "loud": True}).json() is True
    assert http.post("/v1/run", json={**body, "loud": "x"}).status_code == 400


@pytest.mark.slow
@pytest.mark.parametrize(
    "declared",
    [
        'tenant: Annotated[str, Header()] = "nobody"',
        long('tenant: str = Header("nobody")'),
        long("tenant: Annotated[str, Depends(who)]"),
        "tenant: str = Depends(who)",
    ],
)
def test_T19_what_is_injected_into_the_implementation_still_is(
    project: Path, declared: str
) -> None:
    who = (
        '\n\ndef who(request: Request) -> str:\n    return request.headers.get("tenant", "nobody")'
    )
    text = mine(
        ("limit: int = 20)", f"*, limit: int = 20, {declared})"),
        ("return [words, limit]", "return tenant"),
        ("\n\nclass MyItems", f"{who}\n\n\nclass MyItems"),
    )
    add(project, "shop/mine.py", text)
    before = harness.documented(project)
    assert [note.kind for note in told(project)] == ["info"]
    http = client(project)
    assert http.get("/v1/find?words=a", headers={"tenant": "ada"}).json() == "ada"
    assert http.get("/v1/find?words=a").json() == "nobody"
    assert compare(before, harness.documented(project)).preserved("docs", strict=True)


def test_an_implementation_in_another_package_of_the_project_is_found(project: Path) -> None:
    add(project, "pyproject.toml", "")
    add(project, "server/__init__.py", "")
    add(project, "server/mine.py", mine(OPTIONAL))
    assert lines(told(project))[0][:3] == ("info", "mine.py", 17)
    assert "= Field(default=None" in _models(project) or "= None" in _models(project)


def test_another_type_is_dumped_as_it_is_by_what_type_checkers_know(project: Path) -> None:
    """To them `SerializeAsAny` is an `Annotated`, which cannot be called."""
    add(project, "shop/mine.py", mine(("limit: int", "limit: str")))
    assert "limit: SerializeAsAny[Annotated[int, " in _models(project)


def _models(project: Path) -> str:
    changes = plan_migration(project / "shop").changes
    text = next(c.after for c in changes if c.path.name == "models.py")
    assert text is not None
    return text.decode()


def test_an_implementation_is_known_without_its_base_by_its_name_and_methods(
    project: Path,
) -> None:
    text = mine(OPTIONAL, ("MyItems(Items)", "ItemsService"))
    add(project, "shop/mine.py", text)
    assert [note.subject for note in told(project)] == ["ItemsService.run"]


@pytest.mark.parametrize("name", ["Helper", "ItemCounter", "SimpleItemStore"])
def test_a_class_of_another_name_is_no_implementation(project: Path, name: str) -> None:
    add(project, "shop/mine.py", mine(OPTIONAL, ("MyItems(Items)", name)))
    assert told(project) == []


def test_methods_of_mixins_and_of_classes_above_count(project: Path) -> None:
    parts = mine(OPTIONAL, ("MyItems(Items)", "RunMixin"))
    add(project, "shop/parts.py", parts)
    final = "from shop.items import Items\nfrom shop.parts import RunMixin\n\n\n"
    add(project, "shop/mine.py", f"{final}class MyItems(RunMixin, Items):\n    pass\n")
    assert [(n.path.name, n.subject) for n in told(project)] == [("parts.py", "MyItems.run")]


def test_fakes_in_tests_are_no_implementations(project: Path) -> None:
    add(project, "pyproject.toml", "")
    for name in ("tests/fakes.py", "shop/test_items.py"):
        add(project, name, mine(OPTIONAL))
    assert told(project) == []
    plan = plan_migration(project / "shop", implementations=(project / "tests",))
    assert [note.line for api in plan.apis for note in api.diagnostics] == [17]


def test_the_one_that_a_table_of_the_host_names_is_the_one_that_is_served(project: Path) -> None:
    add(project, "shop/mine.py", mine(OPTIONAL))
    add(project, "shop/other.py", mine(LARGER, ("MyItems", "OtherItems")))
    add(project, "shop/server.py", 'SERVED = {"items": MyItems(), "carts": OtherItems()}\n')
    assert [note.subject for note in told(project)] == ["MyItems.run"]


def test_implementations_that_disagree_are_a_decision_with_the_answers(project: Path) -> None:
    add(project, "shop/mine.py", mine(LARGER))
    add(project, "shop/other.py", mine(("MyItems", "OtherItems")))
    (note,) = told(project)
    assert (note.kind, note.path.name, note.line) == ("decision", "mine.py", 20)
    assert "in Items.find it is 20: the router takes what Items.find says" in note.message
    assert "if you name it: MyItems, OtherItems" in note.message
    assert note.decision == Decision("items", "find", "parameters", "protocol")


def test_where_some_demand_what_others_do_not_the_router_accepts_both(project: Path) -> None:
    add(project, "shop/mine.py", mine(OPTIONAL))
    add(project, "shop/other.py", mine(("MyItems", "OtherItems")))
    (note,) = told(project)
    assert (note.kind, note.path.name) == ("decision", "mine.py")
    assert client(project).post("/v1/run", json={"name": "a"}).json() == ["a", None]


def decide(project: Path, answer: str, method: str = "find") -> None:
    add(
        project,
        "pyproject.toml",
        f'[tool.routeshift.decisions]\n"items.{method}" = {{ parameters = "{answer}" }}\n',
    )


@pytest.mark.parametrize(("answer", "limit"), [("protocol", 20), ("MyItems", 50)])
def test_a_decision_says_whose_signature_is_the_wire(
    project: Path, answer: str, limit: int
) -> None:
    add(project, "shop/mine.py", mine(LARGER))
    add(project, "shop/other.py", mine(("MyItems", "OtherItems")))
    decide(project, answer)
    assert [n for n in told(project) if n.kind == "decision"] == []
    write(plan_migration(project / "shop").changes)
    with harness.importable(project):
        models = importlib.import_module("shop.items.models")
        assert models.FindRequest(words="a").limit == limit


def test_a_decision_for_an_implementation_that_there_is_not_is_refused(project: Path) -> None:
    add(project, "shop/mine.py", mine(LARGER))
    decide(project, "Nobody")
    for look in (plan_migration, scan):
        with pytest.raises(TargetError, match="'Nobody', which is no implementation") as error:
            look(project / "shop")
        assert error.value.hint == "There are: MyItems."


def test_a_parser_of_another_package_is_a_decision_with_the_way_out(project: Path) -> None:
    add(project, "pyproject.toml", "")
    add(project, "server/__init__.py", "")
    add(project, "server/mine.py", mine(PARSED))
    (note,) = told(project)
    assert (note.kind, note.path.name, note.line) == ("decision", "mine.py", 23)
    assert "for shop.items imports nothing of server; to keep it, write it there" in note.message


def test_a_type_whose_module_imports_the_api_is_a_decision_with_the_way_out(
    project: Path,
) -> None:
    add(project, "shop/mine.py", mine(("\n\nclass MyItems", "\n\nclass Words(str): ...\n\n\nclass MyItems"), ("words: str", "words: Words")))  # fmt: skip # noqa: E501
    (note,) = told(project)
    assert note.kind == "decision"
    assert "for shop.mine imports shop.items; to keep it, write it there" in note.message


def test_a_method_that_is_no_function_is_a_decision(project: Path) -> None:
    text = mine() + "\n    run = print\n"
    add(project, "shop/mine.py", text)
    (note,) = told(project)
    assert (note.kind, note.subject) == ("decision", "MyItems.run")
    assert note.message.startswith("what it takes cannot be read")


def test_a_file_that_may_implement_an_api_and_cannot_be_read_is_named(project: Path) -> None:
    add(project, "pyproject.toml", "")
    add(project, "server.py", "class MyItems(Items:\n")
    notes = [n for n in plan_migration(project / "shop").diagnostics if n.path.name == "server.py"]
    assert [(n.line, n.message.partition(":")[0]) for n in notes] == [
        (1, "it may implement an API, and cannot be read")
    ]


def test_the_places_can_be_named_in_the_project_and_on_the_command_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(project, "one/mine.py", mine(OPTIONAL))
    add(project, "two/mine.py", mine(LARGER))
    add(project, "pyproject.toml", '[tool.routeshift]\nimplementations = ["two"]\n')
    assert [note.subject for note in told(project)] == ["MyItems.find"]
    assert run(["scan", str(project / "shop"), "--json", "--implementations", str(project / "one")]) == 0  # fmt: skip # noqa: E501
    found = json.loads(capsys.readouterr().out)
    assert [note["subject"] for note in found["notes"]] == ["MyItems.run"]
    with pytest.raises(TargetError, match=r"There is no .*three, where implementations"):
        scan(project / "shop", [project / "three"])


def test_an_api_without_an_implementation_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["migrate", str(project / "shop"), "--check"]) == 2
    assert "No implementation was found of items:" in capsys.readouterr().out


def test_P8_fields_of_a_form_without_a_marker_come_from_the_form(project: Path) -> None:
    text = PROTOCOL.replace("expires: Annotated[Expiry | None, Form()]", "purpose: str")
    add(project, "shop/items.py", text)
    add(project, "shop/mine.py", "class MyItems:\n    async def upload(self, file, purpose=None):\n        return purpose\n")  # fmt: skip # noqa: E501
    http = client(project)
    answer = http.post("/v1/files", files={"file": b"x"}, data={"purpose": "a"})
    assert answer.json() == "a"
    assert http.post("/v1/files", files={"file": b"x"}).json() is None
