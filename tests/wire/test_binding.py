"""The table of binding rules, without any framework."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeshift.wire.binding import Lists, Parameter, bind
from routeshift.wire.places import Place
from routeshift.wire.routes import join_path, path_parameters, served_method
from routeshift.wire.shapes import Shape
from routeshift.wire.signatures import beside_the_request, refusals

P = Parameter


def places(method: str, path: str, *parameters: Parameter) -> dict[str, Place]:
    return {b.name: b.place for b in bind("m", method, path, parameters).parameters}


@pytest.mark.parametrize(
    ("method", "parameter", "place"),
    [
        ("POST", P("x"), Place.FIELD),
        ("POST", P("x", Shape.MODEL), Place.FIELD),
        ("POST", P("x", Shape.MODEL, marker="Body"), Place.BODY),
        ("POST", P("x", Shape.MODEL, marker="Body", embed=True), Place.FIELD),
        ("POST", P("x", marker="Query"), Place.QUERY),
        ("POST", P("x", marker="Header"), Place.HEADER),
        ("POST", P("x", marker="Cookie"), Place.COOKIE),
        ("POST", P("x", marker="Depends"), Place.DEPENDENCY),
        ("POST", P("x", marker="Security"), Place.DEPENDENCY),
        ("POST", P("x", marker="Form"), Place.FORM),
        ("POST", P("x", Shape.UPLOAD), Place.FILE),
        ("GET", P("x"), Place.QUERY),
        ("GET", P("x", Shape.LIST), Place.QUERY),
        ("GET", P("x", Shape.MODEL), Place.BODY),
        ("DELETE", P("x"), Place.QUERY),
        ("DELETE", P("x", Shape.MAPPING), Place.BODY),
    ],
)
def test_p1_p2_p3_one_parameter_goes_to_its_place(
    method: str, parameter: Parameter, place: Place
) -> None:
    assert places(method, "/a", parameter) == {"x": place}


def test_p1_T1_only_a_name_in_the_path_is_a_path_parameter() -> None:
    found = places("GET", "/a/{x:path}", P("x", Shape.LIST), P("y"))
    assert found == {"x": Place.PATH, "y": Place.QUERY}


def test_p2_a_list_of_a_get_is_accepted_as_a_body_too() -> None:
    (bound,) = bind("m", "GET", "/a", [P("x", Shape.LIST)]).parameters
    assert bound.also_body


def test_p2_a_list_of_a_get_is_read_where_that_was_decided() -> None:
    x, y = P("x", Shape.LIST), P("y", Shape.MAPPING)
    alone = [bind("m", "GET", "/a", [x], lists).parameters[0] for lists in Lists]
    assert [(b.place, b.also_body, b.promised) for b in alone] == [
        (Place.QUERY, True, False),
        (Place.QUERY, False, False),
        (Place.BODY, False, True),
    ]
    beside = [bind("m", "GET", "/a", [x, y], lists).parameters for lists in Lists]
    assert [(x.place, y.place) for x, y in beside] == [
        (Place.QUERY, Place.FIELD),
        (Place.QUERY, Place.BODY),
        (Place.FIELD, Place.FIELD),
    ]


def test_p3_two_marked_bodies_are_embedded() -> None:
    found = places("POST", "/a", P("x", marker="Body"), P("y", marker="Body"))
    assert set(found.values()) == {Place.FIELD}


def test_p8_what_stands_beside_a_file_is_a_form_field() -> None:
    found = places("POST", "/a", P("file", Shape.UPLOAD), P("purpose"))
    assert found == {"file": Place.FILE, "purpose": Place.FORM}
    assert bind("m", "POST", "/a", [P("file", Shape.UPLOAD), P("purpose")]).multipart


def test_p4_a_body_of_optional_fields_is_optional() -> None:
    assert bind("m", "POST", "/a", [P("x", required=False)]).request_optional
    assert not bind("m", "POST", "/a", [P("x"), P("y", required=False)]).request_optional
    assert not bind("m", "GET", "/a", [P("x", required=False)]).request_optional


def test_body_fields_become_the_request_model_before_query_parameters() -> None:
    binding = bind("make_it", "POST", "/a", [P("q", marker="Query"), P("x")])
    assert [b.name for b in binding.request_fields] == ["x"]
    assert [b.name for b in binding.plain] == ["q"]
    assert binding.request_name == "MakeItRequest"


@pytest.mark.parametrize(
    ("declared", "served"),
    [("GET", "GET"), ("DELETE", "DELETE"), ("PUT", "POST"), ("PATCH", "POST"), (None, "POST")],
)
def test_r4_what_is_declared_and_what_is_served(declared: str | None, served: str) -> None:
    assert served_method(declared) == served


@pytest.mark.parametrize(
    ("level", "route", "prefix", "path"),
    [
        ("v1", "/a", "", "/v1/a"),
        ("v1", "a", "", "/v1/a"),
        ("v1", "//a", "/api", "/v1/a"),
        (None, "/a", "", "/a"),
        (None, "a", "/api/", "/api/a"),
    ],
)
def test_r3_one_slash_between_level_and_route(
    level: str | None, route: str, prefix: str, path: str
) -> None:
    assert join_path(level, route, prefix) == path


def test_p6_path_parameters_in_the_order_of_the_path() -> None:
    assert path_parameters("/a/{x:path}/b/{y}") == ("x", "y")


def test_r7_each_refusal_names_its_parameter_and_reason() -> None:
    told = refusals(
        [
            P("a", positional_only=True),
            P("b", field_default=True),
            P("c", variadic=True),
            P("d", Shape.INJECTED),
            P("request"),
        ]
    )
    assert [words.split("`")[1] for words in told] == ["a", "b", "c", "d"]
    assert refusals([P("d", Shape.INJECTED, marker="Depends")]) == ()


def test_r7_a_plain_parameter_is_not_called_as_the_request_model_is() -> None:
    beside = bind("m", "POST", "/{request}", [P("request"), P("name")])
    assert "`request` is a path" in (beside_the_request(beside) or "")
    for path, others in (("/{request}", ()), ("/", (P("name"),))):
        assert beside_the_request(bind("m", "POST", path, [P("request"), *others])) is None


shapes = st.sampled_from(Shape)
markers = st.sampled_from([None, "Body", "Query", "Form", "File", "Depends", "Header"])
parameters = st.lists(
    st.builds(
        Parameter,
        name=st.sampled_from("abcdef"),
        shape=shapes,
        marker=markers,
        embed=st.booleans(),
        required=st.booleans(),
    ),
    unique_by=lambda p: p.name,
    max_size=6,
)


@given(st.sampled_from(["GET", "POST", "DELETE"]), parameters)
def test_every_parameter_is_bound_once_and_a_bare_body_stands_alone(
    method: str, given_parameters: list[Parameter]
) -> None:
    binding = bind("m", method, "/x/{a}", given_parameters)
    assert [b.name for b in binding.parameters] == [p.name for p in given_parameters]
    parts = (*binding.request_fields, *binding.plain)
    assert {b.name for b in parts} == {p.name for p in given_parameters}
    bare = binding.at(Place.BODY)
    assert not bare or not binding.at(Place.FIELD)
    assert len(bare) <= 1
