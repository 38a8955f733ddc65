"""The example shop moves one API at a time, in every order, and works after each step."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from servers import served
from tests.codemod import harness

from routeshift_codemods.apply import write
from routeshift_codemods.migrate import plan_migration

SHOP = Path(__file__).parents[2] / "examples" / "shop"

# The status and the text of each, and what the document says at the end.
Answers = list[tuple[int, Any]]

# The third of its APIs is one on routers already.
ORDERS = {
    "by name": (["assistant"], ["orders"]),
    "from the end": (["orders"], ["assistant"]),
    "at once": (["assistant", "orders"],),
}
REQUESTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST", "/v1/orders", {"json": {"customer": "ada", "lines": [{"sku": "tea-1"}]}}),
    ("POST", "/v1/checkout/orders", {"json": {"customer": "bob", "lines": [{"sku": "pot-1"}]}}),
    ("POST", "/v1/orders", {"json": {"customer": "ada"}}),
    ("GET", "/v1/orders?limit=1", {}),
    ("GET", "/v1/orders/2026/11/0001", {}),
    ("DELETE", "/v1/orders/2026/11/0001", {}),
    ("GET", "/v1/orders/2026/11/0001", {}),
    ("POST", "/v1alpha/assistant/ask", {"json": {"question": "?", "topic": "tea"}}),
    ("POST", "/v1alpha/assistant/ask", {"json": {"question": "?", "stream": True}}),
    ("GET", "/v1alpha/assistant/topics", {}),
    ("GET", "/v1/products?query=tea", {}),
    ("GET", "/v1/products/tea-1", {}),
    ("GET", "/openapi.json", {}),
)


def answers(shop: Path) -> Answers:
    """What its own server answers to requests for all its operations, over HTTP."""
    with served("shop.server:app", cwd=shop, env=environment(shop)) as url:
        every = [httpx.request(verb, url + path, **words) for verb, path, words in REQUESTS]
    document = every.pop().json()
    return [*((one.status_code, one.text) for one in every), (200, document)]


def environment(shop: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(shop), "PYTHONDONTWRITEBYTECODE": "1"}


def of_tests(shop: Path) -> str:
    """How many of its tests pass."""
    command = [sys.executable, "-m", "pytest", "tests", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        command, cwd=shop, env=environment(shop), capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines()[-1].partition(" in ")[0]


def copied(folder: Path) -> Path:
    shutil.copytree(SHOP, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What the shop answers as it is."""
    return answers(copied(tmp_path_factory.mktemp("before") / "shop"))


@pytest.mark.long
@pytest.mark.process
@pytest.mark.parametrize("order", ORDERS)
def test_after_each_step_its_tests_pass_and_its_server_serves_everything(
    tmp_path: Path, order: str, before: Answers
) -> None:
    shop = copied(tmp_path / "shop")
    for step in ORDERS[order]:
        plan = plan_migration(shop, step)
        assert plan.unmoved == ()
        write(plan.changes)
        assert of_tests(shop) == "3 passed"
        assert answers(shop) == before
    assert plan_migration(shop).changes == ()


def test_the_order_makes_no_difference(tmp_path: Path) -> None:
    ends = []
    for order, steps in ORDERS.items():
        shop = copied(tmp_path / order)
        for step in steps:
            write(plan_migration(shop, step).changes)
        found = harness.files(shop)
        # Its header is that of the API which moved first.
        del found["shop_api/router_contract.py"]
        ends.append(found)
    assert ends[0] == ends[1] == ends[2]
