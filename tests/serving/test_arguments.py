"""A call of `mount` that cannot work is refused in a sentence that names the argument."""

from __future__ import annotations

from typing import Any, Protocol

import pytest
from fastapi import APIRouter, FastAPI

from routeshift import mount, webmethod
from routeshift.discovery import api_of
from routeshift.errors import DeclarationError


class Things(Protocol):
    @webmethod(route="/things", method="GET", level="v1")
    async def list_things(self) -> list[str]: ...


class Impl:
    async def list_things(self) -> list[str]:
        return ["thing"]


class WithoutInstance:
    @classmethod
    async def list_things(cls) -> list[str]:
        return ["thing"]


API = api_of(Things)


@pytest.mark.parametrize(
    ("arguments", "options", "reason"),
    [
        ((APIRouter(), [API], {"things": Impl()}), {}, "for the app"),
        ((FastAPI(), API, {"things": Impl()}), {}, "for the APIs"),
        ((FastAPI(), ["things"], {"things": Impl()}), {}, "for the APIs"),
        ((FastAPI(), None, {"things": Impl()}), {}, "for the APIs"),
        ((FastAPI(), [API], [Impl()]), {}, "for the implementations"),
        ((FastAPI(), [API], {"things": None}), {}, "'things' is None"),
        ((FastAPI(), [API], {"things": Impl}), {}, r"'things' is a class: give Impl\(\)"),
        ((FastAPI(), [API], {"things": Impl()}), {"errors": {"KeyError": 404}}, "for errors"),
        ((FastAPI(), [API], {"things": Impl()}), {"errors": {KeyError: "404"}}, "for errors"),
        ((FastAPI(), [API], {"things": Impl()}), {"context": print}, "for context"),
        ((FastAPI(), [API], {"things": Impl()}), {"context": [None]}, "for context"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: Any, options: Any, reason: str) -> None:
    with pytest.raises(DeclarationError, match=reason):
        mount(*arguments, **options)


def test_apis_may_come_one_by_one() -> None:
    assert mount(FastAPI(), (api for api in [API]), {"things": Impl()})


def test_a_class_whose_methods_need_no_instance_can_implement() -> None:
    assert mount(FastAPI(), [API], {"things": WithoutInstance})
