"""What an API is: its webmethods and its router factory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from routeshift.webmethod import WebMethod
from routeshift.wire import EXTRA_BODY_KEY, Lists, Source


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One webmethod entry of one Protocol method (rules R1, R2).

    Attributes:
        name: The method's name.
        function: The Protocol's function.
        entry: The entry of the decorator.
        path: The path with its level (rule R3).
        method: The served HTTP method (rule R4).
        source: Where the method is declared.
        request_name: The name of its request model (rule D1).
        lists: Where its lists are read from, when it is a GET or DELETE (rule P2).
    """

    name: str
    function: Callable[..., Any]
    entry: WebMethod
    path: str
    method: str
    source: Source | None
    request_name: str
    lists: Lists = Lists.BOTH


@dataclass(frozen=True, slots=True)
class Factory:
    """A function that makes the router of an API from an implementation.

    Attributes:
        function: `create_router(impl)`.
        source: Where it is declared.
        protocol: What its parameter is annotated with, if that is a class.
    """

    function: Callable[..., Any]
    source: Source | None
    protocol: type | None = None


@dataclass(frozen=True, slots=True)
class Inherited:
    """What an API serves of the router of another one, by inheriting from its Protocol.

    Attributes:
        api: The other API.
        factory: What makes its router.
        methods: The methods that are inherited.
    """

    api: str
    factory: Factory
    methods: frozenset[str]


@dataclass(frozen=True, slots=True)
class Api:
    """One API, of either kind or of both.

    Attributes:
        name: Its name, as `orders`; the key of its implementation.
        tag: The tag of its legacy operations: the Protocol's name (rule D3).
        protocol: The Protocol, the legacy one of an API of both kinds; None for a router whose
            factory does not name one.
        endpoints: Its webmethods, in the order of the old server: by method name.
        factory: What makes its router, if it has one.
        extra_body: The vendor extension of its legacy operations that lists extra body fields
            (rule P11): `x-...`, or `requestBody.x-...` for one of the body.
        inherited: What it serves of the routers of other APIs, which are not served themselves.
    """

    name: str
    tag: str
    protocol: type | None = None
    endpoints: tuple[Endpoint, ...] = ()
    factory: Factory | None = None
    extra_body: str = EXTRA_BODY_KEY
    inherited: tuple[Inherited, ...] = ()
