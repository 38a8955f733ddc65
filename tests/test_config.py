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


@pytest.mark.parametrize("text", ["prefx = '/api'", "prefix = 1", "external = 'one'", "prefix ="])
def test_a_slip_names_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(TargetError, match=r"pyproject\.toml"):
        load_config(written(tmp_path, f"[tool.routeshift]\n{text}\n"))
