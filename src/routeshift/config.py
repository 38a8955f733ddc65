"""`[tool.routeshift]` of a target's pyproject.toml; all of it is optional."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from routeshift.errors import TargetError


@dataclass(frozen=True, slots=True)
class Config:
    """What a codebase does in its own way.

    Attributes:
        routes_module: The name of the modules that hold router factories, as `fastapi_routes`.
            Discovery finds both common names without being told.
        contract_module: The name of the module that the codemod writes the shared helpers to.
        prefix: What stands before routes that have no level (rule R3), as `/v1`.
        external: Dotted names of further packages that declare APIs.
        entry_points: Whether installed distributions may name such packages, too, in the entry
            point group `routeshift.apis`.
        convention: `split` or `whole`: whether path parameters go into the request model.
        decisions: What the codemod is to do where it must not decide, by `<api>.<method>`.
        accept: The differences that `compare` accepts, as tables.
    """

    routes_module: str = "routes"
    contract_module: str = "router_contract"
    prefix: str = ""
    external: tuple[str, ...] = ()
    entry_points: bool = False
    convention: str = "split"
    decisions: dict[str, Any] = field(default_factory=dict)
    accept: tuple[dict[str, Any], ...] = ()


def load_config(path: Path) -> Config:
    """The configuration of a target.

    Args:
        path: The target's folder or file: the nearest pyproject.toml above it counts.

    Raises:
        TargetError: When the file does not parse, or a key is unknown or has the wrong type.
    """
    for folder in (path.resolve(), *path.resolve().parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            return _checked(read_table(file), file)
    return Config()


def read_table(file: Path) -> dict[str, Any]:
    """The table `[tool.routeshift]` of a TOML file as it stands there; empty without one.

    Raises:
        TargetError: When the file cannot be read, does not parse, or has something else there.
    """
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        hint = "Give a file that you may read."
        raise TargetError(f"It cannot be read: {error.strerror}.", file=file, hint=hint) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unparsable(error, file) from error
    return _inner(_inner(data, "tool", file), "routeshift", file)


def _inner(table: dict[str, Any], key: str, file: Path) -> dict[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        told = f"`{key}` is {found!r}."
        raise TargetError(told, file=file, hint="Make [tool.routeshift] a table.")
    return found


def _unparsable(error: ValueError, file: Path) -> TargetError:
    """The TOML parser tells the line in its words only."""
    found = re.search(r" \(at line (\d+), column \d+\)$", str(error))
    if found is None:
        told = "It is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
        return TargetError(f"It is not TOML: {told}.", file=file)
    told = str(error)[: found.start()]
    return TargetError(f"It is not TOML: {told}.", file=file, line=int(found[1]))


_KINDS: dict[type[Any], str] = {
    str: "a string",
    tuple: "a list",
    dict: "a table",
    bool: "true or false",
}


def _checked(table: dict[str, Any], file: Path) -> Config:
    config = Config()
    known = {key.name: type(getattr(config, key.name)) for key in fields(Config)}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            keys = ", ".join(known)
            message = f"[tool.routeshift] has no key {key!r}."
            raise TargetError(message, file=file, hint=f"The keys are: {keys}.")
        value = tuple(value) if isinstance(value, list) else value
        if not isinstance(value, known[name]):
            kind = _KINDS[known[name]]
            message = f"{key!r} in [tool.routeshift] is {value!r}."
            raise TargetError(message, file=file, hint=f"Make it {kind}.")
        config = replace(config, **{name: value})
    return config
