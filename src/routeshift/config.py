"""`[tool.routeshift]` of a target's pyproject.toml; all of it is optional."""

from __future__ import annotations

import keyword
import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from routeshift.errors import TargetError
from routeshift.wire import TAG_WORDS, Lists, is_extension
from routeshift.wording import meant


@dataclass(frozen=True, slots=True)
class Config:
    """What a codebase does in its own way.

    Attributes:
        target: What commands take that are given no TARGET: a path, from the file's own folder,
            `package.module`, or `module:app`.
        document: The committed document of the target, by its path from the file's folder.
        routes_module: The name of the modules that hold router factories; None for what the
            package calls them already. Discovery finds both common names without being told.
        contract_module: The name of the module that the codemod writes the shared helpers to.
        prefix: What stands before routes that have no level (rule R3), as `/v1`.
        external: Dotted names of further packages that declare APIs.
        entry_points: Whether installed distributions may name such packages, too, in the entry
            point group `routeshift.apis`.
        convention: `split` or `whole`: whether path parameters go into the request model.
        lists: `both`, `query` or `body`: where a list on GET or DELETE is read from (rule P2);
            None when that is not decided.
        tags: `protocol` or `title`, which of an API's names its tag is (rule D3), or a table of
            tags by the names of APIs; None for the Protocol's name.
        extra_body: The vendor extension that lists extra body fields (rule P11); None for ours.
        implementations: Where the codemod looks for implementations; the file names them as
            paths from its own folder. None for the whole project.
        facade: `tight` or `all`: whether a module that becomes a package still hands on what it
            merely imported and no file of the project takes from there.
        resolver: `ty` or `pyrefly`: the type checker that the codemod asks about receivers that
            source does not tell; None for nobody.
        decisions: What the codemod is to do where it must not decide, by `<api>.<method>`.
        accept: The differences that `compare` accepts, as tables.
        secrets: More names of headers and query parameters that are never shown; `*` stands for
            any letters.
    """

    target: str | None = None
    document: Path | None = None
    routes_module: str | None = None
    contract_module: str = "router_contract"
    prefix: str = ""
    external: tuple[str, ...] = ()
    entry_points: bool = False
    convention: str = "split"
    lists: str | None = None
    tags: str | dict[str, str] | None = None
    extra_body: str | None = None
    implementations: tuple[Path, ...] | None = None
    facade: str = "tight"
    resolver: str | None = None
    decisions: dict[str, Any] = field(default_factory=dict)
    accept: tuple[dict[str, Any], ...] = ()
    secrets: tuple[str, ...] = ()

    def decided(self, setting: str) -> dict[str, Any]:
        """What was decided of single operations by one setting, by `<api>.<method>`."""
        tables = {key: table for key, table in self.decisions.items() if isinstance(table, dict)}
        return {key: table[setting] for key, table in tables.items() if setting in table}


def load_config(path: Path) -> Config:
    """The configuration of a target.

    Args:
        path: The target's folder or file: the nearest pyproject.toml above it counts, and for an
            installed package without one, the nearest above the working directory.

    Raises:
        TargetError: When the file does not parse, or a key is unknown or has the wrong type.
    """
    file = project_file(path)
    return Config() if file is None else _checked(read_table(file), file)


def project_file(path: Path) -> Path | None:
    """The file that `load_config` reads; None when there is none.

    Args:
        path: The target's folder or file.
    """
    files = (folder / "pyproject.toml" for folder in _folders(path.resolve()))
    return next((file for file in files if file.is_file()), None)


def is_installed(path: Path) -> bool:
    """Whether a file or folder is of an installed package, and no project's own."""
    return not {"site-packages", "dist-packages"}.isdisjoint(path.parts)


def _folders(path: Path) -> tuple[Path, ...]:
    # An installed package has no project beside it: whoever asks says how it is read.
    own = Path.cwd()
    # The nearest counts, as for other tools.
    return (path, *path.parents, *((own, *own.parents) if is_installed(path) else ()))


def read_table(file: Path) -> dict[str, Any]:
    """The table `[tool.routeshift]` of a TOML file as it stands there; empty without one.

    Raises:
        TargetError: When the file cannot be read, does not parse, or has something else there.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        hint = "Give a file that you may read."
        raise TargetError(f"It cannot be read: {error.strerror}.", file=file, hint=hint) from error
    return _inner(_inner(parse_toml(file, data), "tool", file), "routeshift", file)


def parse_toml(file: Path, data: bytes) -> dict[str, Any]:
    """What a TOML file says; a byte order mark in front of it is none of it.

    Raises:
        TargetError: When it does not parse.
    """
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unparsable(error, file) from error


def _inner(table: dict[str, Any], key: str, file: Path) -> dict[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        message = f"`{key}` is {found!r}."
        raise TargetError(message, file=file, hint="Make [tool.routeshift] a table.")
    return found


def _unparsable(error: ValueError, file: Path) -> TargetError:
    """The TOML parser tells the line in its words only."""
    if isinstance(error, UnicodeDecodeError):
        return TargetError("It is not UTF-8 text.", file=file, hint="Save it as such.")
    found = re.search(r" \(at line (\d+), column \d+\)$", str(error))
    if found is None:
        return TargetError(f"It is not TOML: {error}.", file=file)
    message = str(error)[: found.start()]
    return TargetError(f"It is not TOML: {message}.", file=file, line=int(found[1]))


def _checked(table: dict[str, Any], file: Path) -> Config:
    settings: dict[str, Any] = {}
    for key, value in table.items():
        problem, hint = _problem(key, value)
        if problem:
            raise TargetError(problem, file=file, line=_line(file, key), hint=hint)
        settings[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value
    if "implementations" in settings:
        settings["implementations"] = tuple(file.parent / n for n in settings["implementations"])
    if "target" in settings:
        settings["target"] = _reached(file.parent, settings["target"])
    if "document" in settings:
        settings["document"] = Path(os.path.relpath(file.parent / settings["document"]))
    settings["decisions"] = _by_operation(settings.get("decisions", {}))
    return Config(**settings)


def _reached(folder: Path, target: str) -> str:
    """A path below the file's folder, as the current one reaches it; a module as it stands."""
    there = folder / target
    is_path = there.exists() or "/" in target or there.suffix == ".py"
    return os.path.relpath(there) if is_path else target


def _by_operation(decisions: dict[str, Any]) -> dict[str, Any]:
    """Decisions by `<api>.<method>`, which TOML reads as tables in tables without its quotes."""
    found: dict[str, Any] = {}
    for key, value in decisions.items():
        if isinstance(value, dict) and value and all(map(_is_table, value.values())):
            found |= {f"{key}.{name}": inner for name, inner in value.items()}
        else:
            found[key] = value
    return found


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _problem(key: str, value: Any) -> tuple[str, str]:
    """What is wrong with a key and its value, and what to do; "" for nothing."""
    name = key.replace("-", "_")
    if name not in _WANTED:
        hint = meant(name, _WANTED, f"The keys are: {', '.join(_WANTED)}.")
        return f"[tool.routeshift] has no key {key!r}.", hint
    fits, wanted = _WANTED[name]
    message = "" if fits(value) else f"{key!r} in [tool.routeshift] is {value!r}."
    return message, f"Make it {wanted}."


def _line(file: Path, key: str) -> int | None:
    lines = file.read_text("utf-8-sig").splitlines()
    # A key may be quoted; the TOML library does not tell lines.
    starts = (key, f'"{key}"', f"'{key}'")
    return next((n for n, line in enumerate(lines, 1) if line.lstrip().startswith(starts)), None)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and value.isidentifier() and not keyword.iskeyword(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not value.startswith("-")


def _is_prefix(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"(/[^/\s{}?#]+)*", value) is not None


def _is_words(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(tag, str) and tag for tag in value.values())
    return value in TAG_WORDS


def _is_list(kind: type[Any]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(isinstance(one, kind) for one in value)


# What each key may hold, and how an error says so.
_WANTED: dict[str, tuple[Callable[[Any], bool], str]] = {
    "target": (_is_text, "a path to a package, package.module, or module:app"),
    "document": (_is_text, "the path of a JSON or YAML file"),
    "routes_module": (_is_name, "the name of a module"),
    "contract_module": (_is_name, "the name of a module"),
    "prefix": (_is_prefix, "the start of a path, as /v1"),
    "external": (_is_list(str), "a list of dotted names of packages"),
    "entry_points": (lambda value: isinstance(value, bool), "true or false"),
    "convention": (lambda value: value in ("split", "whole"), "split or whole"),
    "tags": (_is_words, "protocol, title, or a table of tags by API"),
    "extra_body": (is_extension, "the name of an extension, as x-extra or requestBody.x-extra"),
    "lists": (lambda value: value in tuple(Lists), "both, query or body"),
    "facade": (lambda value: value in ("tight", "all"), "tight or all"),
    "resolver": (lambda value: value in ("ty", "pyrefly"), "ty or pyrefly"),
    "implementations": (_is_list(str), "a list of folders or files"),
    "decisions": (lambda value: isinstance(value, dict), "a table"),
    "accept": (_is_list(dict), "a list of tables"),
    "secrets": (_is_list(str), "a list of names of headers and parameters"),
}
