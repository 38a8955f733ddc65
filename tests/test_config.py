"""`[tool.routeshift]` is read from the nearest pyproject.toml, and a slip in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.config import Config, load_config
from routeshift.errors import TargetError


def written(folder: Path, text: str) -> Path:
    (folder / "pyproject.toml").write_text(text)
    return folder


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert load_config(tmp_path) == Config()


def test_the_nearest_file_above_counts(tmp_path: Path) -> None:
    written(tmp_path, '[tool.routeshift]\nprefix = "/api"\n')
    inside = tmp_path / "package" / "sub"
    inside.mkdir(parents=True)
    assert load_config(inside).prefix == "/api"


def test_the_settings_of_an_installed_package_are_those_of_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    installed = tmp_path / "lib" / "site-packages" / "shop_api"
    for folder in (here, elsewhere, installed):
        folder.mkdir(parents=True)
    monkeypatch.chdir(written(here, '[tool.routeshift]\nprefix = "/v1"\n'))
    assert load_config(installed).prefix == "/v1"
    assert load_config(elsewhere).prefix == ""


def test_every_part_finds_its_own_keys_in_one_table(tmp_path: Path) -> None:
    text = """
    [tool.routeshift]
    routes-module = "fastapi_routes"
    external = ["more_apis"]
    decisions = { "orders.list_orders" = { body = "keep" } }
    [[tool.routeshift.accept]]
    id = "response-property-removed"
    """
    config = load_config(written(tmp_path, text))
    assert config.routes_module == "fastapi_routes"
    assert config.external == ("more_apis",)
    assert len(config.accept) == len(config.decisions) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("prefx = '/api'", "no key 'prefx'. Did you mean prefix?"),
        ("prefix = 1", "is 1. Make it the start of a path"),
        ("prefix = 'api'", "is 'api'. Make it the start of a path"),
        ("prefix =", "It is not TOML"),
        ("external = 'one'", "a list of dotted names"),
        ("external = [1]", "a list of dotted names"),
        ("routes_module = 'a b'", "the name of a module"),
        ("contract_module = '../x'", "the name of a module"),
        ("contract_module = 'class'", "the name of a module"),
        ("convention = 'half'", "split or whole"),
        ("tags = 'short'", "protocol, title, or a table of tags"),
        ("tags = { items = 1 }", "protocol, title, or a table of tags"),
        ("extra_body = 'extra'", "the name of an extension"),
        ("facade = 'none'", "tight or all"),
        ("resolver = 'mypy'", "ty or pyrefly"),
        ("lists = 'nowhere'", "both, query or body"),
        ("entry_points = 1", "true or false"),
        ("accept = ['x']", "a list of tables"),
    ],
)
def test_a_slip_names_the_file_and_the_line(tmp_path: Path, text: str, reason: str) -> None:
    folder = written(tmp_path, f"[tool.routeshift]\n{text}\n")
    with pytest.raises(TargetError) as error:
        load_config(folder)
    assert str(error.value).startswith(f"{folder}/pyproject.toml:2: ")
    assert reason in str(error.value)


@pytest.mark.parametrize("text", ["tool = 1", "[[tool.routeshift]]", "[tool]\nrouteshift = 'x'"])
def test_something_else_in_its_place_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(TargetError, match=r"Make \[tool.routeshift\] a table"):
        load_config(written(tmp_path, text))


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"# \xff")
    with pytest.raises(TargetError, match="not UTF-8 text"):
        load_config(tmp_path)


def test_paths_of_the_settings_begin_at_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a path that is typed in the current folder; a module stands for itself."""
    text = '[tool.routeshift]\ntarget = "shop_api"\ndocument = "docs/api.yaml"\n'
    inside = written(tmp_path, text) / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert load_config(inside).document == Path("../docs/api.yaml")
    assert load_config(inside).target == "shop_api"
    (tmp_path / "shop_api").mkdir()
    assert load_config(inside).target == "../shop_api"
