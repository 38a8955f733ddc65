"""With `lists = "body"` nothing changes: lists on GET and DELETE are read as they always were.

The old server is held against the compat layer, and against what the codemod writes.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from codemod import harness
from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving.old_server import old_app
from starlette.testclient import TestClient

from routeshift import discover, mount
from routeshift.discovery import api_of
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

BEFORE = harness.CASES / "lists_in_body" / "before"
OPERATIONS = [
    ("GET", "/v1/items/a"),
    ("GET", "/v1/items"),
    ("GET", "/v1/old/items"),
    ("DELETE", "/v1/items"),
    ("GET", "/v1/found"),
    ("GET", "/v1/sized"),
    ("GET", "/v1/any"),
    ("DELETE", "/v1/mapped"),
]


def echoing(protocol: type) -> Any:
    """An implementation that answers what it was called with."""

    def echo(function: Any) -> Any:
        @functools.wraps(function)
        async def method(_: Any, **given: Any) -> Any:
            bound = inspect.signature(function).bind(None, **given)
            bound.apply_defaults()
            return jsonable_encoder({**bound.arguments, "self": None})

        return method

    methods = inspect.getmembers(protocol, inspect.isfunction)
    own = {name: echo(function) for name, function in methods if not name.startswith("_")}
    return type("Echo", (), {**own, "protocol": protocol})()


@pytest.fixture(scope="module")
def old() -> Iterator[tuple[TestClient, Any]]:
    """The old server of the case's API, and the implementation."""
    with harness.importable(BEFORE):
        protocol = importlib.import_module("shop.items").Items
        impl = echoing(protocol)
        yield TestClient(old_app(protocol, impl), raise_server_exceptions=False), impl


@pytest.fixture(scope="module", params=["legacy", "split", "whole"])
def sides(
    old: tuple[TestClient, Any],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[TestClient, TestClient]:
    """The old server, and one that mounts the API before or after its migration."""
    folder = tmp_path_factory.mktemp("project") / "shop"
    shutil.copytree(BEFORE, folder)
    if request.param != "legacy":
        write(plan_migration(folder, convention=request.param, lists="body").changes)
    with harness.importable(folder):
        app = FastAPI()
        mount(app, discover("shop"), {"items": old[1]}, bridge=True, lists="body")
    return old[0], TestClient(app, raise_server_exceptions=False)


items = st.one_of(st.integers(-3, 3), st.sampled_from(["price", "7", "x", None, True]))
lists = st.lists(items, max_size=3)
sizes = st.fixed_dictionaries({"unit": items}, optional={"least": items})
names = st.sampled_from(["ids", "tags", "include", "filter", "schema", "size", "limit", "unit"])
values = st.one_of(items, lists, sizes)
bodies = st.one_of(lists, st.dictionaries(names, values, max_size=3), sizes, items)
queries = st.dictionaries(names, st.lists(st.sampled_from(["price", "7"]), max_size=2), max_size=3)


def same(sides: tuple[TestClient, TestClient], operation: Any, query: Any, **body: Any) -> None:
    old, new = (side.request(*operation, params=query, **body) for side in sides)
    assert (new.status_code, new.content) == (old.status_code, old.content)


@pytest.mark.long
@given(st.sampled_from(OPERATIONS), queries, bodies)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_P2_generated_lists_are_read_alike(
    sides: tuple[TestClient, TestClient], operation: Any, query: Any, body: Any
) -> None:
    same(sides, operation, query, json=body)


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
@pytest.mark.parametrize("body", [{}, {"content": b"{"}, {"json": [1, "x"]}], ids=str)
def test_P2_what_the_query_says_is_ignored_as_it_always_was(
    sides: tuple[TestClient, TestClient], operation: Any, body: Any
) -> None:
    same(sides, operation, {"ids": ["1", "x"], "include": "price", "tags": "t"}, **body)


@pytest.mark.parametrize("path", ["/v1/found", "/v1/sized"])
def test_P2_what_stands_beside_a_list_is_embedded_as_it_always_was(
    old: tuple[TestClient, Any], path: str
) -> None:
    app = FastAPI()
    with harness.importable(BEFORE):
        mount(app, [api_of(type(old[1]).protocol, "items")], {"items": old[1]})
    body = {"filter": {"a": 1}, "schema": ["price"], "size": {"unit": "kg"}, "ids": [3]}
    same((old[0], TestClient(app)), ("GET", path), {}, json=body)
