"""A command from a function: its annotations say how its parameters are written in a shell.

They are click's parameters. Not by Typer, which makes them from the same annotations: it takes
0.15 s before a command begins, most of it for the pydantic that it reads words with.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import click
from click.shell_completion import CompletionItem

from routeshift.cli.helping import laid_out
from routeshift.wording import meant


@dataclass(frozen=True, slots=True)
class Positional:
    """A word that a command takes by its place."""

    metavar: str
    help: str


class Option:
    """A word that a command takes by its name.

    Args:
        names: As `--output`, `-o`; without any, it is called like the function's parameter.
        metavar: What stands for its value in the help.
        help: What it does.
        min: The least number.
        max: The greatest number.
    """

    def __init__(
        self,
        *names: str,
        metavar: str | None = None,
        help: str = "",  # noqa: A002 - the word that click and Typer have for it
        min: float | None = None,  # noqa: A002
        max: float | None = None,  # noqa: A002
    ) -> None:
        self.names, self.metavar, self.help = names, metavar, help
        self.range = None if min is None and max is None else (min, max)


def command_of(function: Callable[..., int]) -> click.Command:
    """The command that calls a function.

    Args:
        function: Each parameter is `Annotated` with a `Positional` or an `Option`. The docstring
            is the help.
    """
    hints = get_type_hints(function, include_extras=True)
    parameters = inspect.signature(function).parameters.values()
    made = [_parameter(one.name, hints[one.name], one.default) for one in parameters]
    name = function.__name__
    return _Command(name, params=made, callback=function, help=inspect.getdoc(function))


class _Choice(click.Choice):  # type: ignore[type-arg]  # generic in new releases of click alone
    """One of a few words; of a misspelt one the near one is told."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in self.choices:
            said = f"{value!r} is not one of {', '.join(self.choices)}."
            self.fail(f"{said} {meant(value, self.choices, '')}".strip(), param, ctx)
        return value


class _Argument(click.Argument):
    """An argument with a name and a help, which the help of its command shows."""

    called: str
    said: str


class _Command(click.Command):
    """A command whose help fits into a narrow terminal, too: click's is never below 50 columns."""

    def get_help(self, ctx: click.Context) -> str:
        usage = " ".join(["Usage:", ctx.command_path, *self.collect_usage_pieces(ctx)])
        taken = [(one.called, one.said) for one in self.params if isinstance(one, _Argument)]
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        records = filter(None, (one.get_help_record(ctx) for one in options))
        lists = [("Arguments:", taken), ("Options:", list(records))]
        return laid_out(usage, self.help or "", lists)


def _parameter(name: str, hint: Any, default: Any) -> click.Parameter:
    annotation, said = get_args(hint)
    kind = next((one for one in get_args(annotation) if one is not type(None)), annotation)
    kind = annotation if get_origin(annotation) in (list, Literal) else kind
    several = get_origin(kind) is list
    if several:
        kind = get_args(kind)[0]
    needed = default is inspect.Parameter.empty
    shared: dict[str, Any] = {
        "required": needed,
        "callback": lambda _context, _parameter, value: _read(kind, value, several=several),
    }
    if not needed:
        shared["default"] = getattr(default, "value", default)
    if isinstance(said, Positional):
        return _argument(name, said, kind, several=several, **shared)
    return _option(name, said, kind, multiple=several, **shared)


def _argument(name: str, said: Positional, kind: Any, *, several: bool, **shared: Any) -> _Argument:
    made = _Argument(
        [name],
        metavar=said.metavar if shared["required"] else f"[{said.metavar}]",
        type=_type(kind, None),
        nargs=-1 if several else 1,
        # A target is a path more often than not.
        shell_complete=lambda _context, _parameter, word: [CompletionItem(word, type="file")],
        **shared,
    )
    made.called = said.metavar
    made.said = f"{said.help}  [required]" if made.required else said.help
    return made


def _option(name: str, said: Option, kind: Any, **shared: Any) -> click.Option:
    called = f"--{name.replace('_', '-')}"
    default = shared.get("default")
    if kind is bool:
        switch = f"{called}/--no-{called[2:]}" if default else called
        words: dict[str, Any] = {"is_flag": True}
    else:
        switch = called
        words = {"type": _type(kind, said.range), "metavar": said.metavar}
    return click.Option(
        [name, *(said.names or [switch])],
        help=said.help,
        show_default=default not in (None, False),
        **words,
        **shared,
    )


def _type(kind: Any, bounds: tuple[float | None, float | None] | None) -> Any:
    """What click reads a word as."""
    if kind is Path:
        return click.Path(path_type=Path)
    if get_origin(kind) is Literal:
        return _Choice(get_args(kind))
    if issubclass(kind, Enum):
        return _Choice([one.value for one in kind])
    if bounds is not None:
        ranges: Any = click.IntRange if kind is int else click.FloatRange
        return ranges(*bounds)
    return kind


def _read(kind: Any, value: Any, *, several: bool) -> Any:
    """What the function is passed: None for what was not given, a member for its value."""
    if several:
        return list(value) or None
    is_member = value is not None and isinstance(kind, type) and issubclass(kind, Enum)
    return kind(value) if is_member else value
