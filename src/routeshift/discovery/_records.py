"""What discovery finds: APIs with their webmethods and router factories."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from routeshift.discovery._inheriting import adopting
from routeshift.errors import TargetError
from routeshift.webmethod import WebMethod
from routeshift.wire.binding import EXTRA_BODY_KEY, Lists
from routeshift.wire.operation import Source


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
    """

    name: str
    tag: str
    protocol: type | None = None
    endpoints: tuple[Endpoint, ...] = ()
    factory: Factory | None = None
    extra_body: str = EXTRA_BODY_KEY


@dataclass(frozen=True, slots=True)
class Skipped:
    """A module that could not be imported and that declares no operation.

    Attributes:
        module: Its dotted name.
        reason: The error's text.
    """

    module: str
    reason: str


@dataclass(frozen=True, slots=True)
class Apis:
    """The APIs of one or several packages, by name.

    Attributes:
        apis: In the order of their names.
        packages: The dotted names of the packages that were searched.
        skipped: Modules that could not be imported and declare no operation.
    """

    apis: tuple[Api, ...]
    packages: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def __iter__(self) -> Iterator[Api]:
        return iter(self.apis)

    def __len__(self) -> int:
        return len(self.apis)

    def __contains__(self, name: object) -> bool:
        return any(api.name == name for api in self.apis)

    def __getitem__(self, name: str) -> Api:
        """One API.

        Raises:
            TargetError: When there is none of this name.
        """
        for api in self.apis:
            if api.name == name:
                return api
        known = ", ".join(api.name for api in self.apis) or "none"
        raise TargetError(f"There is no API {name!r}.", hint=f"The APIs are: {known}.")

    def only(self, *names: str) -> Apis:
        """These APIs and no others, with what they inherit from the others.

        Raises:
            TargetError: When one of them is not there.
        """
        order = [self[name].name for name in names]
        kept = {api.name: api for api in adopting(self.apis, order)}
        return Apis(tuple(kept[name] for name in order), self.packages, self.skipped)
