"""An app with an index answers every request as the same app without one."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from serving.tables import Builder, Entry, ask, requests_for, tables

from routeshift.serving.routing.dispatch import index_routes


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.mark.generated
@given(data=st.data(), table=tables, redirect_slashes=st.booleans(), narrow=st.booleans())
@settings(max_examples=examples(40), deadline=None)
def test_an_index_changes_no_answer(
    loop: asyncio.Runner, data: Any, table: list[Entry], redirect_slashes: bool, narrow: bool
) -> None:
    """R, P6: order of registration, greedy paths, converters, 404, 405, redirects, mounts."""
    plain, indexed = (Builder().app(table, redirect_slashes=redirect_slashes) for _ in range(2))
    index_routes(indexed)
    headers = ((b"narrow", b"1"),) if narrow else ()
    for one in data.draw(st.lists(requests_for(table), min_size=8, max_size=16)):
        assert ask(loop, indexed, one, headers) == ask(loop, plain, one, headers), one


@pytest.mark.generated
@given(data=st.data(), table=tables, later=tables)
@settings(max_examples=examples(10), deadline=None)
def test_routes_added_later_are_served_in_their_order(
    loop: asyncio.Runner, data: Any, table: list[Entry], later: list[Entry]
) -> None:
    """An app that grows after it was indexed, between two requests too, answers the same."""
    builders = [Builder(), Builder()]
    plain, indexed = (builder.app(table) for builder in builders)
    index_routes(indexed)
    asked = data.draw(st.lists(requests_for(table, later), min_size=3, max_size=6))
    for entry in [None, *later]:
        for builder, app in zip(builders, (plain, indexed), strict=True):
            builder.fill(app, [entry] if entry else [])
        for one in asked:
            assert ask(loop, indexed, one) == ask(loop, plain, one), one


@pytest.mark.filterwarnings("ignore:Duplicate Operation ID")
@given(table=tables)
@settings(max_examples=20, deadline=None)
def test_the_document_and_the_routes_stay(table: list[Entry]) -> None:
    """D: `app.routes` are the objects that they were, and `app.openapi()` is the same."""
    plain, indexed = (Builder().app(table) for _ in range(2))
    before = list(indexed.routes)
    index_routes(indexed)
    assert all(a is b for a, b in zip(before, indexed.routes, strict=True))
    assert indexed.openapi() == plain.openapi()
