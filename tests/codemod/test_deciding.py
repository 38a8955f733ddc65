"""Decisions that the tool writes, or prints to be pasted: only answers that clients cannot tell."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from routeshift.config import load_config
from routeshift.errors import TargetError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.plan.decisions.deciding import Undecided
from routeshift_codemods.plan.decisions.tables import decided
from routeshift_codemods.resolve.decisions import UNCHANGED, Decision
from routeshift_codemods.scan import scan

from .test_decisions import IMPLEMENTATION, LEGACY

FILE = Path("pyproject.toml")
METHOD = Decision("items", "change_item", "method", "PUT")
LISTS = Decision("items", "get_item", "lists", "query")
PERSON = Decision("items", "change_item", "parameters", "protocol")
ANSWERS = {"items.change_item": {"method": "POST"}, "items.get_item": {"lists": "body"}}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package with two decisions that are safe to take, and one for a person."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text("")
    (tmp_path / "shop" / "items.py").write_text(LEGACY)
    for name, default in {"MyItems": 2, "OtherItems": 3}.items():
        text = IMPLEMENTATION.replace("MyItems", name).replace("= 2", f"= {default}")
        (tmp_path / "shop" / f"{name.lower()}.py").write_text(text)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\n\n# of x\n[tool.x]\n')
    return tmp_path


def settings(project: Path) -> set[tuple[str, str]]:
    """What is open, as migrating and scanning tell it."""
    plan, found = plan_migration(project), scan(project)
    assert set(plan.undecided.decisions) == set(found.undecided.decisions)
    noted = {note.decision for note in found.diagnostics if note.decision}
    assert noted == set(found.undecided.decisions)
    return {(d.key, d.setting) for d in found.undecided.decisions}


def test_what_is_printed_settles_when_it_is_pasted(project: Path) -> None:
    file = project / "pyproject.toml"
    text = scan(project).undecided.as_toml()
    assert text == plan_migration(project).undecided.as_toml()
    file.write_text(f"{file.read_text()}\n{text}")
    assert load_config(project).decisions == ANSWERS
    assert settings(project) == {("items.change_item", "parameters")}


def test_what_only_a_person_can_decide_is_settled_by_uncommenting_it(project: Path) -> None:
    file = project / "pyproject.toml"
    text = scan(project).undecided.as_toml().replace('# parameters = "', 'parameters = "')
    file.write_text(f"{file.read_text()}\n{text}")
    assert settings(project) == set()


def test_what_json_tells_settles_too(project: Path) -> None:
    file = project / "pyproject.toml"
    before = file.read_text()
    for note in scan(project).diagnostics:
        if note.decision:
            file.write_text(f"{before}\n{note.as_json()['settle']}")
            assert (note.decision.key, note.decision.setting) not in settings(project)


def test_migrating_writes_the_answers_and_follows_them(project: Path) -> None:
    plan = plan_migration(project, write_decisions=True)
    assert {d.key: {d.setting: d.answer} for d in plan.decided} == ANSWERS
    write(plan.changes)
    assert load_config(project).decisions == ANSWERS
    routes = (project / "shop" / "items" / "routes.py").read_text()
    assert "@router.post" in routes
    assert "lists_in_body" not in routes
    assert '[project]\nname = "shop"\ndependencies' in (project / "pyproject.toml").read_text()
    assert plan_migration(project, write_decisions=True).changes == ()


def test_only_the_selected_apis_are_decided(project: Path) -> None:
    other = LEGACY.replace("/items", "/carts").replace("Items", "Carts")
    (project / "shop" / "carts.py").write_text(other)
    plan = plan_migration(project, ["carts"], write_decisions=True)
    assert {d.api for d in plan.decided} == {"carts"}


def test_what_stays_legacy_is_decided_once(project: Path) -> None:
    items = project / "shop" / "items.py"
    items.write_text(items.read_text().replace("name: str, count", "name: str, *args: int, count"))
    plan = plan_migration(project, skip=True, write_decisions=True)
    write(plan.changes)
    assert load_config(project).decisions.keys() >= {"items.get_item"}
    assert plan_migration(project, skip=True, write_decisions=True).changes == ()


def test_scanning_writes_the_same(project: Path) -> None:
    change = scan(project).decided_change()
    assert change is not None
    assert change.path == project / "pyproject.toml"
    write([change])
    assert load_config(project).decisions == ANSWERS
    assert scan(project).decided_change() is None


def test_without_a_project_file_there_is_one_sentence(project: Path) -> None:
    (project / "pyproject.toml").unlink()
    with pytest.raises(TargetError, match=r"no pyproject\.toml to write decisions to"):
        plan_migration(project, write_decisions=True)


def test_an_answer_is_written_only_where_clients_cannot_tell() -> None:
    assert UNCHANGED == {"method": "POST", "lists": "body"}
    assert Undecided((METHOD, PERSON, LISTS)).unchanging == (METHOD, LISTS)
    text = Undecided((METHOD, PERSON)).as_toml()
    assert tomllib.loads(text)["tool"]["routeshift"]["decisions"] == {
        "items.change_item": {"method": "POST"}
    }
    assert '# parameters = "protocol"' in text


def test_what_has_a_table_already_is_not_given_a_second_one() -> None:
    text = Undecided((METHOD, LISTS), frozenset({"items.get_item"})).as_toml()
    assert text.count("[tool.routeshift.decisions.") == 2
    assert tomllib.loads(text)["tool"]["routeshift"]["decisions"].keys() == {"items.change_item"}


FORMS = [
    '[tool.routeshift.decisions]\n"items.change_item" = { lists = "query" }  # ours\n',
    '[tool.routeshift.decisions."items.change_item"]\nlists = "query"  # ours\n\n[tool.x]\n',
    '[tool.routeshift.decisions.items.change_item]\nlists = "query"\n',
    '[tool.routeshift.decisions.items]\nchange_item = { lists = "query" }\n',
    '[tool.routeshift]\ndecisions = { "items.change_item" = { lists = "query" } }\n',
    '[tool]\nrouteshift.decisions."items.change_item".lists = "query"\n',
    'tool.routeshift.decisions."items.change_item".lists = "query"\n',
]


@pytest.mark.parametrize("text", FORMS)
def test_every_form_of_the_table_is_read_and_added_to(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(text)
    assert load_config(tmp_path).decisions == {"items.change_item": {"lists": "query"}}
    file.write_bytes(decided(file, text.encode(), [METHOD, LISTS]))
    assert load_config(tmp_path).decisions == {
        "items.change_item": {"lists": "query", "method": "POST"},
        "items.get_item": {"lists": "body"},
    }


LINES = st.sampled_from(
    [
        "[project]",
        "[tool.x]",
        "[tool.routeshift]",
        "[[tool.routeshift.accept]]",
        '[tool.routeshift.decisions."a.b"]',
        "# remark",
        "",
        'lists = "query"  # why',
        "[tool]",
        "[other]",
    ]
)


@given(st.lists(LINES, unique=True), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_no_line_of_the_users_changes(lines: list[str], end: str, ended: bool) -> None:
    text = end.join(lines) + (end if ended else "")
    try:
        tomllib.loads(text)
        tomlkit.parse(text)
    except (tomllib.TOMLDecodeError, tomlkit.exceptions.TOMLKitError):
        return
    after = decided(FILE, text.encode(), [METHOD, LISTS]).decode()
    assert after.startswith(text)
    assert end not in text or "\n" not in after.replace(end, "")
    found = tomllib.loads(after)["tool"]["routeshift"]["decisions"]
    assert {key: found[key] for key in ANSWERS} == ANSWERS
