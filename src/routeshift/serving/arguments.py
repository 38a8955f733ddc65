"""Arguments of `mount` that are of a wrong kind, refused before anything is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI

from routeshift.discovery import Api
from routeshift.errors import DeclarationError


def required_apis(app: Any, apis: Any, impls: Any, errors: Any, context: Any) -> list[Api]:
    """The APIs of a call of `mount`, when it can mean what its arguments are.

    Raises:
        DeclarationError: Naming the argument, and what it has to be.
    """
    _require(isinstance(app, FastAPI), app, "the app", "Give a FastAPI app, or use build_router.")
    found: list[Any] = list(apis) if isinstance(apis, Iterable) else [None]
    known = all(isinstance(api, Api) for api in found)
    _require(known, apis, "the APIs", "Give what discover() found, or a list of APIs.")
    named = isinstance(impls, Mapping)
    _require(named, impls, "the implementations", "Give a dict of them, by the names of the APIs.")
    _require(_are_statuses(errors), errors, "errors", "Give a dict of exceptions to statuses.")
    hooks = isinstance(context, Sequence) and all(map(callable, context))
    _require(hooks, context, "context", "Give a list of functions of a request and its operation.")
    return found


def _require(fits: bool, given: Any, name: str, hint: str) -> None:
    if not fits:
        raise DeclarationError(f"mount cannot take {given!r} for {name}.", hint=hint)


def _are_statuses(errors: Any) -> bool:
    return errors is None or (
        isinstance(errors, Mapping)
        and all(isinstance(kind, type) and issubclass(kind, Exception) for kind in errors)
        and all(isinstance(status, int) and 400 <= status <= 599 for status in errors.values())
    )
