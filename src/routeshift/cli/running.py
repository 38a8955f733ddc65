"""Running a command: what went wrong is one sentence, and the exit code says how it ended."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import typer

from routeshift.cli.program import app
from routeshift.config import load_config
from routeshift.errors import RouteshiftError
from routeshift.printable import plain
from routeshift.redaction import learnt_from

# Typer has carried its own copy of click since 0.26: reach the exceptions that it raises by the
# one of them that it exports.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
_NO_ARGUMENTS = "NoArgsIsHelpError"
# What Typer makes of Ctrl-C, and what shells expect.
_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit.

    0 is fine, 1 says that the tool or its input failed, 2 that a check found something.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a character still shows the rest.
            stream.reconfigure(errors="replace")
    code = run(sys.argv[1:] if arguments is None else arguments)
    if code == 1:
        from routeshift.targets import fail

        # The target that could not be served may have started threads, which Python waits for.
        fail()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command.

    Args:
        arguments: The words after `routeshift`.

    Returns:
        The exit code. A wrong input is one sentence on standard error and 1.
    """
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
        return _failed(error, arguments)
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


def _failed(error: OSError, arguments: list[str]) -> int:
    """A full disk, a folder without permission: whatever no command saw coming."""
    place = f"{error.filename}: " if error.filename else "The output cannot be written: "
    if not isinstance(error, BrokenPipeError):
        _say(f"{place}{error.strerror or error}.", arguments)
    # What is left in the buffer would fail once more when the interpreter ends.
    sys.stdout = io.StringIO()
    return 1


def _misused(error: Any, arguments: list[str]) -> int:
    if type(error).__name__ == _NO_ARGUMENTS:
        typer.echo(error.format_message())
        return 0
    # Typer quotes pydantic, which opens with the kind of its error.
    said = error.format_message().replace("Value error, ", "").rstrip(".")
    command = error.ctx.command_path if error.ctx else "routeshift"
    _say(f"{said}. See `{command} --help`.", arguments)
    return 1
