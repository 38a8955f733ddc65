"""The module of shared helpers: the compat layer's text, and only what is used of it."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient

import routeshift
from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.index.index import parse_text
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.plan.helpers.contract import contract_names, contract_text, defined_in

from . import harness

FOLDER = Path(routeshift.__file__).parent / "serving" / "contract"
WHOLE = [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.py"))]
CACHE = Path(__file__).parents[2] / ".cache" / "mypy"
RUFF = str(Path(sys.executable).with_name("ruff"))
ALWAYS = {"standard_responses", "ContractRoute"}
SETS = {
    "nothing": ALWAYS,
    "pages": {*ALWAYS, "PageRoute"},
    "streams": {*ALWAYS, "EventStream"},
    "lists": {*ALWAYS, "lists_in_body"},
    "extra_body": {*ALWAYS, "extra_body"},
    "promised": {*ALWAYS, "documented_in_query"},
    "everything": set(contract_names()),
}


def statements(text: str) -> set[str]:
    """Every top-level statement but imports and docstrings, without its layout."""
    others = ast.Import | ast.ImportFrom | ast.Expr
    return {ast.dump(node) for node in ast.parse(text).body if not isinstance(node, others)}


def functions(text: str) -> dict[str, str]:
    """Every top-level definition, without its layout."""
    found = (n for n in ast.parse(text).body if hasattr(n, "name"))
    return {node.name: ast.dump(node) for node in found}


@pytest.fixture(params=SETS)
def text(request: pytest.FixtureRequest) -> str:
    """The module for a package that uses one of the parts, none or all."""
    return contract_text(SETS[request.param], "")


def test_each_statement_is_one_that_the_compat_layer_runs(text: str) -> None:
    live = set().union(*map(statements, WHOLE))
    assert statements(text) <= live


def test_with_everything_it_is_all_that_the_compat_layer_runs() -> None:
    live = set().union(*map(statements, WHOLE))
    emitted = statements(contract_text(contract_names(), ""))
    assert [text for text in live - emitted if "'__all__'" not in text] == []


@pytest.mark.parametrize("names", SETS.values(), ids=SETS)
def test_it_defines_the_names_that_were_asked_for(names: set[str]) -> None:
    text = contract_text(names, "")
    assert defined_in(parse_text(text, Path("router_contract.py"), "router_contract")) == names


def test_only_what_is_used_and_what_that_needs() -> None:
    text = contract_text(ALWAYS, "# Mine.\n\n")
    assert text.startswith('# Mine.\n\n"""')
    assert "standard_responses" in text
    for unused in ("has_more", "EventStream", "lists_in_body", "import json\n", "anyio"):
        assert unused not in text


def test_without_pages_streams_and_lists_it_has_at_most_170_lines() -> None:
    assert contract_text(ALWAYS, "").count("\n") <= 170


@pytest.mark.process
@pytest.mark.parametrize("width", [79, 88, 100, 120])
def test_a_formatter_of_any_width_leaves_it_as_it_is(text: str, width: int) -> None:
    ruff = [RUFF, "format", "--isolated", "--line-length", str(width), "-"]
    done = subprocess.run(ruff, input=text, capture_output=True, text=True, check=True)
    assert done.stdout == text
    assert max(map(len, text.splitlines())) <= 79


@pytest.mark.process
def test_it_passes_the_default_rules_of_ruff_and_sorted_imports(text: str) -> None:
    for rules in ([], ["--select", "E,F,W,I", "--line-length", "79"]):
        ruff = [RUFF, "check", "--isolated", *rules, "-"]
        done = subprocess.run(ruff, input=text, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.process
@pytest.mark.process
def test_it_passes_mypy_strict(tmp_path: Path) -> None:
    for number, names in enumerate(SETS.values()):
        (tmp_path / f"contract_{number}.py").write_text(contract_text(names, ""))
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(CACHE)]
    done = subprocess.run([*mypy, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package that needs no streams."""
    folder = tmp_path / "project"
    shutil.copytree(harness.CASES / "all_optional" / "before", folder)
    return folder


def streaming(project: Path) -> Path:
    source = harness.CASES / "streaming" / "before" / "shop" / "items.py"
    return Path(shutil.copy(source, project / "shop" / "chat.py"))


def test_a_later_run_adds_what_it_needs(project: Path) -> None:
    write(plan_migration(project).changes)
    helper = project / "shop" / "router_contract.py"
    before = functions(helper.read_text())
    streaming(project)
    write(plan_migration(project).changes)
    assert "ContractRoute" in before
    assert before.items() < functions(helper.read_text()).items()
    assert plan_migration(project).changes == ()


LAYOUTS = ("force-single-line = true", "force-sort-within-sections = true", "length-sort = true")


@pytest.mark.process
@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_whose_imports_the_project_lays_out_is_the_same(project: Path, layout: str) -> None:
    write(plan_migration(project).changes)
    settings = f'[tool.ruff.lint]\nselect = ["I"]\n[tool.ruff.lint.isort]\n{layout}\n'
    (project / "pyproject.toml").write_text(settings)
    subprocess.run([RUFF, "check", "--fix", "--quiet", "--no-cache", project], check=False)
    helper = project / "shop" / "router_contract.py"
    before = functions(helper.read_text())
    streaming(project)
    write(plan_migration(project).changes)
    assert before.items() < functions(helper.read_text()).items()


def test_one_that_was_changed_by_hand_and_has_all_of_it_is_left(project: Path) -> None:
    streaming(project)
    write(plan_migration(project).changes)
    helper = project / "shop" / "router_contract.py"
    helper.write_text(helper.read_text() + "\nMINE = True\n")
    shutil.copy(harness.CASES / "all_optional" / "before/shop/items.py", project / "shop/more.py")
    text = (
        (project / "shop/more.py").read_text().replace("/items", "/more").replace("Items", "More")
    )
    (project / "shop/more.py").write_text(text)
    write(plan_migration(project).changes)
    assert helper.read_text().endswith("MINE = True\n")


def test_a_foreign_file_of_that_name_is_refused(project: Path) -> None:
    (project / "shop" / "router_contract.py").write_text("MINE = True\n")
    with pytest.raises(WorkTreeError, match="not the module of shared helpers"):
        plan_migration(project)


def test_its_name_can_be_chosen(project: Path) -> None:
    (project / "shop" / "router_contract.py").write_text("MINE = True\n")
    (project / "pyproject.toml").write_text('[tool.routeshift]\ncontract_module = "_http"\n')
    write(plan_migration(project).changes)
    assert "class ContractRoute" in (project / "shop" / "_http.py").read_text()


def test_S7_without_its_clause_the_handler_of_the_host_answers_invalid_requests() -> None:
    text = contract_text(ALWAYS, "")
    clause, _, after = text.partition("            except RequestValidationError as e:\n")
    _, _, rest = after.partition("            except Exception as e:\n")
    module: dict[str, Any] = {"__name__": "router_contract"}
    exec(f"{clause}            except Exception as e:\n{rest}", module)
    app = FastAPI()
    app.add_exception_handler(RequestValidationError, lambda *_: JSONResponse("mine", 418))
    router = APIRouter(route_class=module["ContractRoute"])

    @router.get("/z/{n}")
    async def z(n: int) -> int:
        return n

    app.include_router(router)
    assert (TestClient(app).get("/z/1").json(), TestClient(app).get("/z/a").json()) == (1, "mine")
