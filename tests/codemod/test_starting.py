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
