"""The example app: sources of findings, and witnesses that hold over HTTP."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from effort import one_in
from servers import served

from routeshift.compare import Comparison, Finding, compare, load

pytestmark = pytest.mark.process

SHOP = Path(__file__).parents[2] / "examples" / "shop"

EDITS = {
    "a tighter bound": ("quantity: int = Field(default=1, ge=1)", "quantity: int = Field(ge=2)"),
    "another type": ("    sku: str\n    quantity", "    sku: int\n    quantity"),
    "a required field": (
        "note: str | None = None,\n        expires",
        "note: str,\n        expires",
    ),
    "a value gone from a list": ('    open = "open"\n    paid = "paid"', '    open = "open"'),
}


def edited(folder: Path, before: str, after: str) -> Path:
    """A copy of the shop's API with one edit."""
    copy = folder / "shop_api"
    shutil.copytree(SHOP / "shop_api", copy, ignore=shutil.ignore_patterns("__pycache__"))
    file = copy / "orders.py"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")
    return copy


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    """The example's API, served as it is."""
    with served(str(SHOP / "shop_api"), "--stub") as url:
        yield url


def _shown(result: Comparison) -> list[Finding]:
    return [
        found
        for found in result.findings
        if found.witness is not None and found.direction == "request"
    ]


def _status(url: str, found: Finding) -> int:
    """What a server answers to a request that carries the witness."""
    assert found.witness is not None
    method, path = found.operations[0].split(" ")
    if found.place.part.startswith("query parameter"):
        query = {found.place.part.rpartition(" ")[2]: found.witness.payload}
        return httpx2.request(method, url + path, params=query).status_code
    return httpx2.request(method, url + path, json=found.witness.payload).status_code


@pytest.mark.parametrize(
    "name",
    one_in(len(EDITS), EDITS),
)
def test_a_witness_holds_over_http(name: str, shop: str, tmp_path: Path) -> None:
    """The old server takes the request, the new one refuses it."""
    copy = edited(tmp_path, *EDITS[name])
    shown = _shown(compare(load(str(SHOP / "shop_api")), load(str(copy))))
    assert shown
    with served(str(copy), "--stub") as url:
        for found in shown:
            assert _status(shop, found) < 300, found
            assert _status(url, found) == 400, found


def test_a_finding_points_at_the_declarations(tmp_path: Path) -> None:
    """File and line of the field that changed and of the methods it reaches, on both sides."""
    copy = edited(tmp_path, *EDITS["another type"])
    found = _shown(compare(load(str(SHOP / "shop_api")), load(str(copy))))[0]
    for package in (SHOP / "shop_api", copy):
        file = package / "orders.py"
        lines = file.read_text("utf-8").splitlines()
        told = [lines[one.source.line - 1] for one in found.sources if one.source.file == file]
        assert any(line.strip().startswith("sku:") for line in told)
        assert any("def create_order(" in line for line in told)


def test_the_shop_is_itself() -> None:
    """A TARGET against itself, at every level."""
    target = str(SHOP / "shop_api")
    assert compare(load(target), load(target)).preserved("docs", strict=True)
