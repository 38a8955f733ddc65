"""Whole packages answer over HTTP with stubs, and document what they serve.

On the newest FastAPI, and on the oldest that is supported.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from corpus.commands import serving
from corpus.conftest import Once, ready, scan_once
from corpus.packages import API_044, STACK_025, STACK_035, Package
from openapi_spec_validator import OpenAPIV31SpecValidator

from routeshift.verify.cases.endpoint import endpoints
from routeshift.verify.traffic.requests import sampled

OPERATIONS = {API_044: 113, STACK_035: 188, STACK_025: 93}


@pytest.fixture(scope="module", params=[False, True], ids=["newest", "oldest"])
def python(request: pytest.FixtureRequest, package: Package) -> Path:
    """An interpreter of the package, with the newest FastAPI or the oldest."""
    return ready(package, oldest=request.param).interpreter(oldest=request.param)


@pytest.fixture(scope="module")
def client(package: Package, python: Path) -> Iterator[httpx.Client]:
    """A client of the package, served with stubs by its own interpreter."""
    target = package.unpacked() / package.target
    with (
        serving(target, python) as url,
        httpx.Client(base_url=url, timeout=30) as one,
    ):
        yield one


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").raise_for_status().json()
    return found


def labels(document: dict[str, Any]) -> set[str]:
    return {endpoint.label for endpoint in endpoints(document)}


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert not [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]


def test_every_operation_of_the_scan_is_documented(
    package: Package, document: dict[str, Any], once: Once
) -> None:
    declared = scan_once(package, once)["operations"]
    assert len(declared) == OPERATIONS[package]
    paths = {f"{o['method']} {o['path'].replace(':path}', '}')}" for o in declared}
    assert labels(document) == paths


def test_every_operation_answers_a_valid_request(
    client: httpx.Client, document: dict[str, Any]
) -> None:
    wrong = {}
    for endpoint in endpoints(document):
        case = sampled(endpoint, endpoint.label, 0.0).case("sample")
        response = client.request(case.method, case.target, headers=case.headers, content=case.body)
        documented = str(response.status_code) in endpoint.responses
        if response.status_code not in (200, 201, 204) or not documented:
            wrong[endpoint.label] = (response.status_code, response.text[:200])
    assert not wrong


def test_a_path_that_is_not_there_is_404(client: httpx.Client) -> None:
    assert client.get("/no/such/path").status_code == 404
