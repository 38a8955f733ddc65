"""Invoking a command: what went wrong is one sentence, and the exit code says how it ended."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import typer

from routeshift.cli.front import COMMANDS
from routeshift.cli.program import app
from routeshift.config import load_config
from routeshift.errors import RouteshiftError
from routeshift.printable import plain
from routeshift.redaction import learnt_from
from routeshift.wording import meant

# Typer has carried its own copy of click since 0.26: reach the exceptions that it raises by the
# one of them that it exports.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
# What Typer makes of Ctrl-C, and what shells expect.
_INTERRUPTED = 130


def invoke(arguments: list[str]) -> int:
    """Run one command.

    Args:
        arguments: The words after `routeshift`.

    Returns:
        The exit code. A wrong input is one sentence on standard error and 1.
    """
    word = arguments[0]
    if not word.startswith("-") and word not in COMMANDS:
        hint = meant(word, COMMANDS, "`routeshift --help` lists them.")
        _say(f"No such command {word!r}. {hint}", arguments)
        return 1
    try:
        code = app(args=arguments, prog_name="routeshift", standalone_mode=False)
        # Here, where a full disk is an error with a sentence, and not while Python ends.
        sys.stdout.flush()
    except _UsageError as error:
        return _misused(error, arguments)
    except typer.Abort:
        typer.echo("routeshift: interrupted.", err=True)
        return 1
    except RouteshiftError as error:
        _say(str(error), arguments)
        return 1
    except OSError as error:
        return failed(error, arguments)
    if code == _INTERRUPTED:
        typer.echo("routeshift: interrupted.", err=True)
    return code if isinstance(code, int) else 0


def _say(text: str, arguments: list[str]) -> None:
    """Say on standard error what is wrong, without the secrets of the command line."""
    try:
        names = load_config(Path.cwd()).secrets
    except RouteshiftError:
        names = ()
    typer.echo(plain(f"routeshift: {learnt_from(arguments, names).text(text)}"), err=True)


def failed(error: OSError, arguments: list[str]) -> int:
    """Say that a disk is full, or a folder shut: whatever no command saw coming.

    Args:
        error: What went wrong.
        arguments: The words after `routeshift`, whose secrets are not said.

    Returns:
        The exit code.
    """
    place = f"{error.filename}: " if error.filename else "The output cannot be written: "
    if not isinstance(error, BrokenPipeError):
        _say(f"{place}{error.strerror or error}.", arguments)
    # What is left in the buffer would fail once more when the interpreter ends.
    sys.stdout = io.StringIO()
    return 1


def _misused(error: Any, arguments: list[str]) -> int:
    # Typer quotes pydantic, which opens with the kind of its error.
    said = error.format_message().replace("Value error, ", "").rstrip(".")
    command = error.ctx.command_path if error.ctx else "routeshift"
    _say(f"{said}. See `{command} --help`.", arguments)
    return 1
