"""Where on the wire a parameter is, and what clients call it there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import params
from fastapi.routing import APIRoute
from pydantic import BaseModel

from routeshift.serving.signatures import Argument, Signature
from routeshift.wire import Lists, Place


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a parameter is.

    Attributes:
        place: Where it travels.
        called: What clients call it.
    """

    place: Place
    called: str

    def __str__(self) -> str:
        return f"{self.place} `{self.called}`"


def bound_spots(
    signature: Signature, method: str, path: str, lists: Lists = Lists.BOTH
) -> dict[str, Spot]:
    """Where the parameters of a signature are when it is served.

    Those that no client sends, and lists that are taken from two places, are left out.
    """
    bound = signature.bind(method, path, lists).parameters
    return {
        b.name: Spot(b.place, _called(signature.argument(b.name)))
        for b in bound
        if b.place is not Place.DEPENDENCY and not b.also_body and not b.promised
    }


def _called(argument: Argument) -> str:
    marker = argument.marker
    if isinstance(marker, params.Header) and marker.convert_underscores and not marker.alias:
        return argument.name.replace("_", "-")
    return getattr(marker, "alias", None) or argument.name


def route_spots(route: APIRoute, models: Mapping[str, type[BaseModel]]) -> dict[str, Spot]:
    """Where the parameters of a router's route are.

    Args:
        route: The route.
        models: Which parameters of its handler are request models, whose fields count.
    """
    found: dict[str, Spot] = {}
    for place, field in _fields(route, models):
        model = models.get(field.name)
        if model is None:
            found[field.name] = Spot(place, field.alias)
            continue
        for name, one in model.model_fields.items():
            found[name] = found[one.alias or name] = Spot(place, one.alias or name)
    return found


def _fields(route: APIRoute, models: Collection[str]) -> Iterator[tuple[Place, Any]]:
    dependant = route.dependant
    yield from ((Place.PATH, field) for field in dependant.path_params)
    yield from ((Place.QUERY, field) for field in dependant.query_params)
    yield from ((Place.HEADER, field) for field in dependant.header_params)
    yield from ((Place.COOKIE, field) for field in dependant.cookie_params)
    alone = len(dependant.body_params) == 1
    for field in dependant.body_params:
        info: Any = field.field_info
        # FastAPI embeds the parts of a body as soon as there are two.
        bare = alone and not info.embed and field.name not in models
        yield _IN_FORM.get(type(info), Place.BODY if bare else Place.FIELD), field


_IN_FORM = {params.Form: Place.FORM, params.File: Place.FILE}


def moved(own: Mapping[str, Spot], known: Mapping[str, Spot], *, routed: bool) -> Iterator[str]:
    """Where an implementation's parameters are elsewhere than the API has them, a clause each.

    Args:
        own: Where they are by the implementation's signature.
        known: Where the API has them.
        routed: Whether that is a router, which reads them there.
    """
    for name in (name for name in own if name in known):
        if own[name] != known[name]:
            message = f"takes `{name}` as {own[name]}, but the document says {known[name]}"
            yield f"{message}{', and so does its router' if routed else ''}"
