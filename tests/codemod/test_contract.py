"""The module of shared helpers: the compat layer's text, and only what is used of it."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

import routeshift
from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.plan.contract import contract_names, contract_text

from . import harness

WHOLE = Path(routeshift.__file__).parent / "serving" / "contract.py"


def functions(text: str) -> dict[str, str]:
    """Every top-level definition, without its layout."""
    found = (n for n in ast.parse(text).body if hasattr(n, "name"))
    return {node.name: ast.dump(node) for node in found}


def test_what_it_has_is_what_the_compat_layer_runs() -> None:
    text = contract_text(contract_names(), "", 100)
    assert functions(text).items() <= functions(WHOLE.read_text("utf-8")).items()


def test_only_what_is_used_and_what_that_needs() -> None:
    text = contract_text({"standard_responses"}, "# Mine.\n\n", 100)
    assert text.startswith('# Mine.\n\n"""')
    assert functions(text) == {}
    assert "standard_responses" in text
    assert "import json" not in text


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
