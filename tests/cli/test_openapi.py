"""`routeshift openapi`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from openapi_spec_validator import validate

from routeshift.cli import run
from routeshift.printable import is_plain

pytestmark = pytest.mark.process

SHOP = Path(__file__).parents[2] / "examples" / "shop"


@pytest.fixture(autouse=True)
def in_the_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SHOP)
    monkeypatch.setenv("PYTHONPATH", str(SHOP))


def test_the_document_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["openapi", "shop_api"]) == 0
    document = json.loads(capfd.readouterr().out)
    validate(document)
    assert len(document["paths"]) == 7


@pytest.mark.parametrize(
    ("part", "paths"), [("stable", 4), ("experimental", 2), ("deprecated", 1), ("combined", 7)]
)
def test_each_split_is_written_as_yaml(tmp_path: Path, part: str, paths: int) -> None:
    output = tmp_path / "shop.yaml"
    assert run(["openapi", "shop_api", "-o", str(output), "--split", part]) == 0
    document = yaml.safe_load(output.read_text())
    validate(document)
    assert len(document["paths"]) == paths


def test_what_a_terminal_would_obey_is_escaped(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    described = "red \x1b[31m, \x9b31m, \u202e, \x7f, Grüße."
    (tmp_path / "escaping.py").write_text(
        "from typing import Protocol\nfrom routeshift import webmethod\n"
        "class Escaping(Protocol):\n"
        '    @webmethod(route="/a", method="GET", level="v1")\n'
        f"    async def a(self) -> str:\n        {described!a}\n",
        "utf-8",
    )
    assert run(["openapi", str(tmp_path / "escaping.py")]) == 0
    printed = capfd.readouterr().out
    assert run(["openapi", str(tmp_path / "escaping.py"), "-o", str(tmp_path / "a.yaml")]) == 0
    for text in (printed, (tmp_path / "a.yaml").read_text("utf-8")):
        assert is_plain(text)
        assert "Grüße" in text
        assert yaml.safe_load(text)["paths"]["/v1/a"]["get"]["description"] == described


def test_what_cannot_be_written_exits_with_1(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["openapi", "shop_api", "-o", str(tmp_path / "no" / "folder.json")]) == 1
    assert "cannot be written" in capfd.readouterr().err


def test_an_unknown_split_exits_with_1(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["openapi", "shop_api", "--split", "nonsense"]) == 1
    assert "nonsense" in capfd.readouterr().err
