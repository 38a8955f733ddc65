"""`routeshift init`: what a project has is found, and its settings say so."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from tests.codemod.test_repository import API, project

from routeshift.cli import run
from routeshift.config import load_config
from routeshift_codemods.scan import scan


def settings(folder: Path) -> dict[str, str]:
    found: dict[str, str] = tomllib.loads((folder / "pyproject.toml").read_text())
    return found["tool"]["routeshift"]


def started(folder: Path) -> int:
    return run(["init", str(folder), "--allow-dirty"])


def test_the_package_with_the_apis_is_the_target(tmp_path: Path) -> None:
    project(tmp_path, {"pyproject.toml": '# Ours.\n[project]\nname = "shop"\n'})
    assert started(tmp_path) == 0
    assert settings(tmp_path) == {"target": "shop_api"}
    # What was there stays, comments too.
    assert (tmp_path / "pyproject.toml").read_text().startswith("# Ours.\n[project]\n")
    assert load_config(tmp_path).target


def test_a_folder_of_apis_inside_of_a_package_is_the_target(tmp_path: Path) -> None:
    files = {f"stack/{name}": "" for name in ("__init__.py", "apis/__init__.py", "server.py")}
    project(tmp_path, files | {"stack/apis/orders.py": API, "stack/apis/items/api.py": API})
    (tmp_path / "shop_api" / "orders.py").unlink()
    started(tmp_path)
    assert settings(tmp_path) == {"target": "stack/apis"}


def test_a_project_without_a_file_gets_one(tmp_path: Path) -> None:
    (project(tmp_path, {}) / "pyproject.toml").unlink()
    assert started(tmp_path) == 0
    assert settings(tmp_path) == {"target": "shop_api"}


def test_settings_that_are_there_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = '[tool.routeshift]\nprefix = "/api"\n'
    project(tmp_path, {"pyproject.toml": text})
    assert started(tmp_path) == 0
    assert (tmp_path / "pyproject.toml").read_text() == text
    assert "it stays as it is" in capsys.readouterr().out


def test_the_committed_document_is_the_one_with_the_operations(tmp_path: Path) -> None:
    """Others have another subject, or are none at all."""
    path = scan(project(tmp_path, {})).operations[0].operation.path
    documents = {
        "docs/openapi.json": {"openapi": "3.1.0", "paths": {path: {}}},
        "other/openapi.json": {"openapi": "3.1.0", "paths": {"/weather": {}}},
        "api-notes.json": {"paths": {path: {}}},
        "tests/openapi.json": {"openapi": "3.1.0", "paths": {path: {}, f"{path}/": {}}},
    }
    for name, text in documents.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(text))
    started(tmp_path)
    assert settings(tmp_path) == {"target": "shop_api", "document": "docs/openapi.json"}


def test_what_it_found_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    host = "def routes(f): return f.__webmethod__\n"
    decorator = "def webmethod(**words): ...\n"
    project(tmp_path, {"server.py": host, "decorating.py": decorator, "more/orders.py": API})
    started(tmp_path)
    said = capsys.readouterr().out
    for words in ("3 legacy operations", "more/orders.py has APIs", "decorating.py", "server.py:1"):
        assert words in said


def test_a_file_that_does_not_parse_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its operations are in no count, and the settings are written all the same."""
    project(tmp_path, {"shop_api/later.py": "x = 1\ndef (\n"})
    monkeypatch.chdir(tmp_path)
    assert started(tmp_path) == 0
    printed = capsys.readouterr().out
    assert "not read   shop_api/later.py:2: " in printed
    assert "is there now" in printed


@pytest.mark.parametrize("files", [{}, {"tests/orders.py": API}])
def test_without_an_api_it_says_so(
    tmp_path: Path, files: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, files)
    (tmp_path / "shop_api" / "orders.py").unlink()
    assert started(tmp_path) == 1
    assert "There is no API" in capsys.readouterr().err


def test_the_example_is_put_into_a_new_folder_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "play"
    assert run(["init", "--example", str(folder)]) == 0
    assert len(scan(folder).operations) == 9
    (folder / "shop_api" / "orders.py").write_text("# mine\n")
    assert run(["init", "--example", str(folder)]) == 1
    assert (folder / "shop_api" / "orders.py").read_text() == "# mine\n"
    assert "It is there already" in capsys.readouterr().err


ODD = {
    "tables on both sides of another": "[tool.black]\na = 3\n[project]\n[tool.ruff]\nb = 1\n",
    "a mark of its encoding": '\ufeff[project]\nname = "x"\n',
    "line ends of Windows": '[project]\r\nname = "x"\r\n',
    "no line end": '[project]\nname = "x"',
    "a comment for what follows": '[tool.black]\na = 3\n\n# about it\n[project]\nname = "x"\n',
}


@pytest.mark.parametrize("what", ODD)
def test_settings_go_to_the_end_of_whatever_file_is_there(tmp_path: Path, what: str) -> None:
    project(tmp_path, {})
    before = ODD[what].encode()
    (tmp_path / "pyproject.toml").write_bytes(before)
    assert started(tmp_path) == 0
    after = (tmp_path / "pyproject.toml").read_bytes()
    assert after.startswith(before)
    assert load_config(tmp_path).target
    assert (b"\r\n" in before) is (b"\n" not in after.replace(b"\r\n", b""))


@pytest.mark.parametrize("text", ["tool = {}\n", "[tool.routeshift]\n# mine\n"])
def test_a_file_that_nothing_can_be_added_to_is_told_what_to_write(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, {"pyproject.toml": text})
    assert started(tmp_path) == 1
    assert (tmp_path / "pyproject.toml").read_text() == text
    assert 'Write by hand: [tool.routeshift]; target = "shop_api"' in capsys.readouterr().err


def test_no_settings_hide_those_above(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest file counts, and the API would be read by others from then on."""
    project(tmp_path, {"pyproject.toml": '[tool.routeshift]\nprefix = "/v1"\n'})
    part = project(tmp_path / "part", {})
    assert started(tmp_path / "shop_api") == 1
    assert started(part) == 1
    said = capsys.readouterr().err
    assert "This is a package" in said
    assert "has [tool.routeshift] already" in said
