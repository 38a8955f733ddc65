"""The APIs of a whole repository move in steps, in two orders: it works after each of them.

A step moves several APIs, for the unit tests run after each.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from corpus.commands import routeshift, serving, unit_tests
from corpus.conftest import Once, ready, stack_with_tests, unit_tests_before
from corpus.packages import STACK_025

from routeshift.verify.cases.endpoint import DocumentedEndpoint, endpoints
from routeshift.verify.traffic.requests import sampled

APIS = 23
OPERATIONS = 93
AT_ONCE = 12


def from_the_end(apis: list[str]) -> list[str]:
    return sorted(apis, reverse=True)


def shuffled(apis: list[str]) -> list[str]:
    return random.Random(7).sample(sorted(apis), len(apis))


@pytest.mark.parametrize("order", [from_the_end, shuffled])
def test_after_each_step_its_tests_pass_and_a_mixed_server_serves_everything(
    order: Callable[[list[str]], list[str]], tmp_path: Path, once: Once
) -> None:
    ready(STACK_025, tests=True)
    stack = stack_with_tests(tmp_path / "stack")
    package = stack / STACK_025.target
    scanned = json.loads(routeshift("scan", package, "--json").stdout)
    apis = order(list({operation["api"] for operation in scanned["operations"]}))
    assert len(apis) == APIS
    before = unit_tests_before(once)
    for at in range(0, len(apis), AT_ONCE):
        words = [word for api in apis[at : at + AT_ONCE] for word in ("--api", api)]
        done = routeshift("migrate", stack, *words, "--write", "--hosts", "later")
        assert done.returncode == 0, done.stdout + done.stderr
        assert unit_tests(stack) == before
        assert served(package) == {True: OPERATIONS}


def served(package: Path) -> dict[bool, int]:
    """How many operations answer with success, and how many do not, with stubs behind them."""
    found: dict[bool, int] = {}
    with (
        serving(package, STACK_025.interpreter()) as url,
        httpx.Client(base_url=url, timeout=30) as client,
    ):
        for endpoint in endpoints(client.get("/openapi.json").raise_for_status().json()):
            answered = answers(client, endpoint)
            found[answered] = found.get(answered, 0) + 1
    return found


def answers(client: httpx.Client, endpoint: DocumentedEndpoint) -> bool:
    """Whether an operation takes what it must be sent, or all that it may be sent (rule R6)."""
    for optional in (0.0, 1.0):
        case = sampled(endpoint, endpoint.label, optional).case("sample")
        response = client.request(case.method, case.target, headers=case.headers, content=case.body)
        if response.status_code in (200, 201, 204):
            return True
    return False
