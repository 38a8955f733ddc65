"""`routeshift openapi`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from effort import long, one_in
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
    ("part", "paths"),
    [("stable", 4), long("experimental", 2), long("deprecated", 1), long("combined", 7)],
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


@pytest.mark.parametrize("name", [long("shop.json"), "shop.yaml"])
def test_a_committed_document_that_says_the_same_is_no_finding(tmp_path: Path, name: str) -> None:
    committed = tmp_path / name
    assert run(["openapi", "shop_api", "-o", str(committed)]) == 0
    # The order of keys says nothing.
    document = yaml.safe_load(committed.read_text())
    paths = dict(reversed(document["paths"].items()))
    committed.write_text(json.dumps({**document, "paths": paths}))
    assert run(["openapi", "shop_api", "--check", str(committed)]) == 0


STALE = {
    "an operation that is new": lambda document: document["paths"].pop("/v1/orders/{order_id}"),
    "a text": lambda document: document["paths"]["/v1/orders"]["get"].update(summary="Other."),
}


@pytest.mark.parametrize("what", one_in(len(STALE), STALE))
def test_a_stale_document_is_told_by_its_findings(
    tmp_path: Path, what: str, capfd: pytest.CaptureFixture[str]
) -> None:
    committed = tmp_path / "shop.json"
    assert run(["openapi", "shop_api", "-o", str(committed)]) == 0
    document = json.loads(committed.read_text())
    STALE[what](document)
    committed.write_text(json.dumps(document))
    assert run(["openapi", "shop_api", "--check", str(committed)]) == 2
    said = capfd.readouterr().out
    assert f"{committed} is stale" in said
    assert "/v1/orders" in said
    assert f"routeshift openapi shop_api --output {committed}" in said


@pytest.mark.parametrize(
    "words", [["--report", "r.html"], ["--json"], ["--check", "a.json", "--output", "b.json"]]
)
def test_what_would_do_nothing_is_refused(
    words: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["openapi", "shop_api", *words]) == 1
    assert "--check" in capfd.readouterr().err


def test_a_stale_part_is_written_again_as_that_part(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    committed = tmp_path / "a shop.json"
    run(["openapi", "shop_api", "-o", str(committed), "--split", "stable"])
    committed.write_text(committed.read_text().replace('"List orders', '"Show orders'))
    assert run(["openapi", "shop_api", "--check", str(committed), "--split", "stable"]) == 2
    assert f"--output '{committed}' --split stable" in capfd.readouterr().out


def test_the_settings_name_the_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.routeshift]\ntarget = "shop_api.orders"\n')
    monkeypatch.chdir(tmp_path)
    assert run(["openapi"]) == 0
    assert "/v1/orders" in json.loads(capfd.readouterr().out)["paths"]


def test_without_a_target_it_says_where_to_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["openapi"]) == 1
    assert "`target` in [tool.routeshift]" in capfd.readouterr().err
