"""TARGET, as the commands take it: a path to a package, `package.module`, or `module:app`.

The same package is often wanted twice, before and after a change: `document` and `operations`
look at each target in a process of its own.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeshift import _deadline, errors
from routeshift._deadline import IMPORT_SECONDS, hanging
from routeshift._paths import ALONE, importable
from routeshift.config import Config, load_config
from routeshift.errors import RouteshiftError, TargetError
from routeshift.redaction import Redaction
from routeshift.revision import checked_out, named
from routeshift.wire.operation import OPERATION_KINDS, Operation, Source

if TYPE_CHECKING:
    from fastapi import FastAPI

    from routeshift.discovery import Apis

# Another interpreter gets this package and nothing else that is installed beside it.
_BOOTSTRAP = f"""
{ALONE}
import importlib.util
folder = sys.argv.pop(1)
spec = importlib.util.spec_from_file_location(
    "routeshift", folder + "/__init__.py", submodule_search_locations=[folder])
sys.modules["routeshift"] = module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
from routeshift._isolated import main
main()
"""


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
    importable(os.getcwd())
    if "://" in spec:
        hint = "Give the code: a package's path, package.module, or module:app."
        raise TargetError(f"{Redaction().text(spec)} is a URL.", hint=hint)
    if _is_app(spec):
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


def _is_app(spec: str) -> bool:
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
        spec: The module's dotted name, a colon, and the dotted name of the app in it.

    Raises:
        TargetError: When it cannot be found, imported or made.
    """
    from routeshift.discovery import load as load_module

    importable(os.getcwd())
    name, _, attribute = spec.partition(":")
    if not name or not attribute:
        raise TargetError(f"{spec!r} names no app.", hint="Name the app as module:app.")
    found: Any = load_module(importlib.import_module(name) if name in sys.modules else name)
    for part in attribute.split("."):
        if not hasattr(found, part):
            raise TargetError(f"{name} has no {attribute!r}.", hint="Name the app as module:app.")
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


def document(
    spec: str, python: str | None = None, *, timeout: float = IMPORT_SECONDS
) -> dict[str, Any]:
    """The OpenAPI document of a target, built in a process of its own.

    Args:
        spec: A target, or `git:REV:PATH` of one.
        python: Another interpreter that has the target's dependencies.
        timeout: Seconds until the target must have been imported.

    Raises:
        RouteshiftError: When the target cannot be found, imported or documented.
    """
    with checked_out(spec) as path:
        found: dict[str, Any] = _isolated("document", path, python, timeout)
    return found


def operations(
    spec: str, python: str | None = None, *, timeout: float = IMPORT_SECONDS
) -> list[Operation]:
    """The operations of a target, read in a process of its own.

    Args:
        spec: A target, or `git:REV:PATH` of one.
        python: Another interpreter that has the target's dependencies.
        timeout: Seconds until the target must have been imported.

    Raises:
        RouteshiftError: When the target cannot be found or imported.
    """
    found = routes(spec, python, timeout=timeout)
    return [record for record in found if record.kind in OPERATION_KINDS]


def routes(
    spec: str, python: str | None = None, *, timeout: float = IMPORT_SECONDS
) -> list[Operation]:
    """The operations of a target, and a record of each route that is none, as a mount.

    It takes and raises what `operations` does.
    """
    with checked_out(spec) as path:
        found = _isolated("routes", path, python, timeout)
    for source in filter(None, (record["source"] for record in found)):
        source["file"] = named(source["file"], path, spec)
    return [_operation(record) for record in found]


def bootstrap(python: str, *words: str) -> list[str]:
    """The command line by which an interpreter runs `routeshift._isolated` with some words."""
    return [python, "-c", _BOOTSTRAP, str(Path(__file__).parent), *words]


def unusable(python: str, error: OSError) -> TargetError:
    """What to say of an interpreter that does not run."""
    hint = "Give the path of a Python interpreter."
    return TargetError(f"{python} cannot be run: {error.strerror}.", hint=hint)


def _isolated(what: str, spec: str, python: str | None, timeout: float) -> Any:
    command = bootstrap(python or sys.executable, what, spec, str(timeout))
    # What the target says goes to a file: nobody waits for what it leaves running.
    with tempfile.TemporaryFile() as words:
        try:
            # In a session of its own, which ends with it.
            process = subprocess.Popen(  # noqa: S603
                command, stdout=subprocess.PIPE, stderr=words, start_new_session=True
            )
        except OSError as error:
            raise unusable(command[0], error) from error
        with process:
            try:
                out, _ = process.communicate(timeout=timeout + _deadline.GRACE)
            except subprocess.TimeoutExpired:
                raise hanging(spec, timeout) from None
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        words.seek(0)
        told = words.read().decode("utf-8", "replace").strip().splitlines()
    try:
        answer = json.loads(out)
    except ValueError:
        last = told[-1] if told else f"exit code {process.returncode}"
        raise TargetError(f"{spec} cannot be read by {command[0]}: {last.rstrip('.')}.") from None
    if "error" in answer:
        raise _error(answer["error"])
    return answer["result"]


def _error(record: dict[str, Any]) -> RouteshiftError:
    kind = getattr(errors, record.pop("kind"), RouteshiftError)
    error: RouteshiftError = kind(record.pop("message"), **record)
    return error


def _operation(record: dict[str, Any]) -> Operation:
    source = record.pop("source")
    place = Source(Path(source["file"]), source["line"]) if source else None
    providers = tuple(record.pop("providers", ()))
    return Operation(**record, source=place, providers=providers)
