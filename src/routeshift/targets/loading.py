"""Loading a target in this process, as a FastAPI app or as the APIs of a package."""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeshift.config import Config, load_config
from routeshift.errors import RouteshiftError, TargetError
from routeshift.importing import importable
from routeshift.redaction import Redaction
from routeshift.targets.beside import imported_beside
from routeshift.wording import meant

if TYPE_CHECKING:
    from fastapi import FastAPI

    from routeshift.discovery import Apis


@dataclass(frozen=True, slots=True)
class Target:
    """A loaded target: either an app, or the APIs of a package.

    Attributes:
        app: The FastAPI app of `module:app`.
        apis: What was discovered in a package.
    """

    app: FastAPI | None = None
    apis: Apis | None = None


def load(spec: str) -> Target:
    """Load a target in this process.

    Args:
        spec: A path to a package, `package.module`, or `module:app`.

    Raises:
        RouteshiftError: When it cannot be found, imported or served.
    """
    with imported_beside(spec):
        return _loaded(spec)


def _loaded(spec: str) -> Target:
    if "://" in spec:
        hint = "Give the code: a package's path, package.module, or module:app."
        raise TargetError(f"{Redaction().text(spec)} is a URL.", hint=hint)
    if is_app(spec):
        return Target(app=_app(spec))
    from routeshift.discovery import (
        ROUTE_MODULES,
        discover,
        with_extra_body,
        with_lists,
        with_tags,
    )
    from routeshift.discovery import load as load_package

    config = _config(spec, load_package(spec).__file__)
    # The codebase's own name beside the usual ones: an API may have moved before it was set.
    names = dict.fromkeys(filter(None, (config.routes_module, *ROUTE_MODULES)))
    found = discover(
        spec,
        *config.external,
        prefix=config.prefix,
        route_modules=tuple(names),
        entry_points=config.entry_points,
    )
    settled = with_lists(found, config.lists, config.decided("lists"))
    settled = with_extra_body(with_tags(settled, config.tags), config.extra_body)
    found = replace(found, apis=tuple(settled))
    if not found.apis:
        raise TargetError(
            f"{spec} declares no API.",
            hint="An API is a class with @webmethod methods, or a router module with a factory.",
        )
    return Target(apis=found)


def is_app(spec: str) -> bool:
    """Whether a target names an app in a module, and not the APIs of a package.

    Args:
        spec: A path, `package.module`, or `module:app`.
    """
    # A path may have a colon in it; whoever has such a file means that.
    return ":" in spec and not Path(spec).exists()


def _config(spec: str, file: str | None) -> Config:
    return load_config(Path(file).parent if file else Path(spec))


def _app(spec: str) -> FastAPI:
    from fastapi import FastAPI

    found = named_app(spec)
    if not isinstance(found, FastAPI):
        hint = "Name an app, or a function that makes one."
        raise TargetError(f"{spec} is a {type(found).__name__}, not a FastAPI app.", hint=hint)
    return found


def named_app(spec: str) -> Any:
    """What `module:app` names, or what it makes where it names a function without arguments.

    Args:
        spec: The module's path, or its dotted name with the folder before it that it is imported
            from, if that is another one; a colon, and the dotted name of the app in it.

    Raises:
        TargetError: When it cannot be found, imported or made.
    """
    with imported_beside(spec):
        return _named(spec)


def _named(spec: str) -> Any:
    from routeshift.discovery import load as load_module

    name, _, attribute = spec.partition(":")
    if not name or not attribute:
        raise TargetError(f"{spec!r} names no app.", hint="Name the app as module:app.")
    folder, _, dotted = name.rpartition("/")
    if folder and not Path(name).exists():
        importable(os.path.abspath(folder))
        name = dotted
    found: Any = load_module(importlib.import_module(name) if name in sys.modules else name)
    for part in attribute.split("."):
        if not hasattr(found, part):
            hint = meant(part, dir(found), "Name the app as module:app.")
            raise TargetError(f"{name} has no {attribute!r}.", hint=hint)
        found = getattr(found, part)
    return _made(found, spec) if _is_factory(found) else found


def _is_factory(found: Any) -> bool:
    # An ASGI application may be a function too: it takes what a server gives it.
    return inspect.isfunction(found) and not _required(found)


def _required(function: Any) -> list[inspect.Parameter]:
    parameters = inspect.signature(function).parameters.values()
    variadic = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [p for p in parameters if p.default is p.empty and p.kind not in variadic]


def _made(factory: Any, spec: str) -> Any:
    try:
        return factory()
    except RouteshiftError:
        raise
    except Exception as error:
        message = f"{spec} cannot be called: {type(error).__name__}: {error}."
        raise TargetError(message, hint="Name an app, or a function that makes one.") from error


def stub_app(spec: str, *, seed: int = 0) -> FastAPI:
    """An app that serves every API of a target with generated, valid answers.

    Args:
        spec: A path to a package, or `package.module`; the app of `module:app` is taken as is.
        seed: Another seed, other answers.

    Raises:
        RouteshiftError: When the target cannot be found, imported or served.
    """
    from fastapi import FastAPI

    from routeshift.app import mount
    from routeshift.stubs import WishMiddleware, stub_implementation

    target = load(spec)
    if target.app is not None:
        return target.app
    assert target.apis is not None
    app = FastAPI(title=", ".join(target.apis.packages))
    app.add_middleware(WishMiddleware)
    stubs = {
        api.name: stub_implementation(api.protocol or object, seed=seed) for api in target.apis
    }
    mount(app, target.apis, stubs)
    return app
