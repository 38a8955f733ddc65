"""What a shell completes: commands and options as it asks for them, and its script."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import click
from click.shell_completion import get_completion_class, shell_complete

from routeshift.cli.front import OPTIONS as SAID
from routeshift.errors import RouteshiftError

# The shell's script sets it, and calls the program without words.
VARIABLE = "_ROUTESHIFT_COMPLETE"


class _Place(NamedTuple):
    """Where a shell finds a script: in a file, which a line of another one makes it read."""

    script: str
    settings: str | None
    line: str


_PLACES = {
    "bash": _Place(
        ".bash_completions/routeshift.sh", ".bashrc", "source ~/.bash_completions/routeshift.sh"
    ),
    "zsh": _Place(
        ".zfunc/_routeshift", ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
    ),
    "fish": _Place(".config/fish/completions/routeshift.fish", None, ""),
}


def complete(program: click.Command, asked: str) -> int:
    """Answer a shell.

    Args:
        program: The program.
        asked: What its script asks for, as `bash_complete`.
    """
    return shell_complete(program, {}, "routeshift", VARIABLE, asked)


def _shell() -> str:
    name = Path(os.environ.get("SHELL", "")).name
    if name not in _PLACES:
        known = ", ".join(_PLACES)
        message = f"There is no completion for the shell {name!r}, which SHELL names."
        raise RouteshiftError(message, hint=f"Set it to one of: {known}.")
    return name


def _script(program: click.Command) -> str:
    made = get_completion_class(_shell())
    assert made is not None
    return made(program, {}, "routeshift", VARIABLE).source()


def _show(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(_script(context.command))
        context.exit()


def _install(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    place = _PLACES[_shell()]
    script = Path.home() / place.script
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(_script(context.command), "utf-8")
    if place.settings is not None:
        settings = Path.home() / place.settings
        text = settings.read_text("utf-8") if settings.exists() else ""
        if place.line not in text.splitlines():
            gap = "" if text.endswith("\n") or not text else "\n"
            settings.write_text(f"{text}{gap}{place.line}\n", "utf-8")
    click.echo(f"Completion for {_shell()} is in {script}: it works in the next shell.")
    context.exit()


def _option(name: str, callback: object) -> click.Option:
    return click.Option(
        [name], is_flag=True, is_eager=True, expose_value=False, callback=callback, help=SAID[name]
    )


OPTIONS = [_option("--install-completion", _install), _option("--show-completion", _show)]
