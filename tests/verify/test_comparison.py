"""What a client could tell is a difference, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeshift.stubs import Received
from routeshift.verify.cases.exchange import Exchange, exchange_from_json
from routeshift.verify.findings.comparison import differences, general, matches

JSON_TYPE = (("content-type", "application/json"),)

values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def answer(body: Any, status: int = 200) -> Exchange:
    return Exchange(status, JSON_TYPE, json.dumps(body).encode())


def pointers(old: Exchange, new: Exchange) -> list[str]:
    return [d.pointer for d in differences(old, new)]


@settings(deadline=None)
@given(values)
def test_a_body_is_equal_to_itself_however_it_is_written(value: Any) -> None:
    spaced = Exchange(200, JSON_TYPE, json.dumps(value, indent=2, sort_keys=True).encode())
    assert not differences(answer(value), spaced)


@settings(deadline=None)
@given(values, values)
def test_a_difference_is_found_exactly_when_values_differ(one: Any, other: Any) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert bool(differences(answer(one), answer(other))) is not same


@settings(deadline=None)
@given(values, values)
def test_comparing_the_other_way_round_finds_the_same_places(one: Any, other: Any) -> None:
    there = set(pointers(answer(one), answer(other)))
    assert there == set(pointers(answer(other), answer(one)))


@pytest.mark.parametrize(
    ("old", "new", "pointer"),
    [
        ({"a": 1}, {"a": True}, "/body/a"),
        ({"a": 1}, {"a": 1.0}, "/body/a"),
        ({"a": None}, {}, "/body/a"),
        ([1, 2], [1], "/body/1"),
        ({"a/b~": 1}, {"a/b~": 2}, "/body/a~1b~0"),
    ],
)
def test_types_absence_and_length_are_seen_at_their_pointer(
    old: Any, new: Any, pointer: str
) -> None:
    assert pointers(answer(old), answer(new)) == [pointer]


def test_headers_of_the_connection_do_not_count_and_others_do() -> None:
    old = Exchange(204, (("date", "now"), ("x-total", "1"), ("vary", "b, a")))
    new = Exchange(204, (("server", "me"), ("x-total", "2"), ("vary", "a, b")))
    assert pointers(old, new) == ["/headers/x-total"]


def test_a_body_is_not_compared_when_its_status_differs() -> None:
    assert pointers(answer({"a": 1}), answer({"b": 1}, 400)) == ["/status"]


def test_streams_are_compared_event_by_event() -> None:
    kind = (("content-type", "text/event-stream"),)
    old = Exchange(200, kind, b'data: {"n": 1}\n\ndata: {"n": 2}\n\n')
    new = Exchange(200, kind, b'data: {"n": 1}\r\n\r\ndata: {"n": 3}\r\n\r\nevent: end\r\n\r\n')
    assert pointers(old, new) == ["/stream/1/data/n", "/stream/2"]


def test_what_was_received_counts_when_both_sides_can_tell() -> None:
    old = Exchange(200, received=(Received("get", "call", {"limit": 1}),))
    new = Exchange(200, received=(Received("get", "call", {"limit": 2}),))
    assert pointers(old, new) == ["/received/0/arguments/limit"]
    assert not differences(old, new, received=False)


def test_bytes_that_are_no_json_are_compared_as_they_are() -> None:
    kind = (("content-type", "application/octet-stream"),)
    assert pointers(Exchange(200, kind, b"\xff"), Exchange(200, kind, b"\xfe")) == ["/body"]


@settings(deadline=None)
@given(st.binary(), values)
def test_an_exchange_survives_the_socket(body: bytes, value: Any) -> None:
    received = (Received("get", "call", {"x": value}, {"/x": "X"}, {"user": "ann"}),)
    exchange = Exchange(200, JSON_TYPE, body, received, {"user": value}, "hang: long")
    assert exchange_from_json(json.loads(json.dumps(exchange.to_json()))) == exchange


def test_one_pointer_stands_for_all_items_of_a_list() -> None:
    assert general("/body/data/12/id") == "/body/data/*/id"
    assert matches("/body/*/id", "/body/3/id/deeper")
    assert not matches("/body/id", "/body/other")
