"""Invoking a command: what went wrong is one sentence, and the exit code says how it ended."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from routeshift.cli.front import COMMANDS
from routeshift.cli.output import complain
from routeshift.cli.program import app
from routeshift.config import load_config
from routeshift.errors import RouteshiftError
from routeshift.redaction import learnt_from
from routeshift.wording import meant

# What shells expect after Ctrl-C.
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
        code = _run(arguments)
        # Here, where a full disk is an error with a sentence, and not while Python ends.
        sys.stdout.flush()
    except click.UsageError as error:
        return _misused(error, arguments)
    except KeyboardInterrupt:
        click.echo("routeshift: interrupted.", err=True)
        return _INTERRUPTED
    except RouteshiftError as error:
        _say(str(error), arguments)
        return 1
    except OSError as error:
        return failed(error, arguments)
    return code


def _run(arguments: list[str]) -> int:
    try:
        with app.make_context("routeshift", arguments) as context:
            code: int = app.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    return code


def _say(text: str, arguments: list[str]) -> None:
    """Say on standard error what is wrong, without the secrets of the command line."""
    try:
        names = load_config(Path.cwd()).secrets
    except RouteshiftError:
        names = ()
    complain(learnt_from(arguments, names).text(text))


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
    return 1


def _misused(error: click.UsageError, arguments: list[str]) -> int:
    said = error.format_message().rstrip(".")
    # An option that lacks its value does not know its command.
    named = [word for word in arguments[:1] if not word.startswith("-")]
    command = error.ctx.command_path if error.ctx else " ".join(["routeshift", *named])
    end = "" if said.endswith("?") else "."
    _say(f"{said}{end} See `{command} --help`.", arguments)
    return 1
