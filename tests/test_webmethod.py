"""The decorator, and reading anyone else's (rules R1, R2, R5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from routeshift.webmethod import (
    WebMethod,
    extension_extras,
    read_webmethods,
    vendor_extensions,
    webmethod,
    webmethod_from,
)


@dataclass
class Foreign:
    route: str | None = None
    method: str | None = None
    deprecated: bool | None = None
    require_authentication: bool | None = True
    request_examples: list[Any] | None = None
    notes: dict[str, Any] = field(default_factory=dict)


def test_r2_entries_come_in_the_order_of_application() -> None:
    @webmethod(route="/b")
    @webmethod(route="/a")
    def function() -> None: ...

    assert [entry.route for entry in read_webmethods(function)] == ["/a", "/b"]


def test_r1_a_list_is_read_before_a_single_record() -> None:
    def function() -> None: ...

    function.__webmethod__ = Foreign("/last")  # type: ignore[attr-defined]
    assert [e.route for e in read_webmethods(function)] == ["/last"]
    function.__webmethods__ = [Foreign("/first"), Foreign("/last")]  # type: ignore[attr-defined]
    assert [e.route for e in read_webmethods(function)] == ["/first", "/last"]


def test_r1_a_function_without_metadata_has_no_entries() -> None:
    assert read_webmethods(len) == ()


def test_r5_unset_fields_take_our_defaults_and_unknown_ones_are_kept() -> None:
    (entry,) = read_webmethods(_with(Foreign("/a", request_examples=[{"a": 1}])))
    assert entry == WebMethod("/a", extras={"request_examples": [{"a": 1}]})


@pytest.mark.parametrize(
    "values", [{"public": True}, {"require_authentication": False}], ids=["public", "no auth"]
)
def test_both_spellings_of_public_are_one(values: dict[str, Any]) -> None:
    assert webmethod_from({"route": "/a", **values}).is_public
    assert not webmethod_from({"route": "/a"}).is_public


def test_T20_flags_and_scopes_survive_as_vendor_extensions() -> None:
    entry = webmethod_from(
        {
            "route": "/a",
            "public": True,
            "required_scope": "write",
            "experimental": True,
            "descriptive_name": "make_it",
        }
    )
    extensions = vendor_extensions(entry)
    assert extensions == {
        "x-public": True,
        "x-required-scope": "write",
        "x-experimental": True,
        "x-descriptive-name": "make_it",
    }
    assert extension_extras(extensions) == {"experimental": True, "descriptive_name": "make_it"}


def test_an_example_alone_is_a_list_of_one() -> None:
    entry = webmethod_from({"route": "/a", "request_example": {"name": "a"}})
    assert entry == webmethod_from({"route": "/a", "request_examples": [{"name": "a"}]})


def _with(entry: Foreign) -> Any:
    def function() -> None: ...

    function.__webmethods__ = [entry]  # type: ignore[attr-defined]
    return function
