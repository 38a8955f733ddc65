"""The program that the shell sees: its commands, each imported when it is called."""

from __future__ import annotations

import importlib

import click

from routeshift.cli.completion import OPTIONS
from routeshift.cli.declaring import command_of
from routeshift.cli.front import COMMANDS, SUMMARY


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        # Commands import FastAPI or LibCST, 0.2 to 0.4 s each, for which others need not wait.
        module = importlib.import_module(f"routeshift.cli.commands.{cmd_name}")
        return command_of(getattr(module, cmd_name))


app = _Commands("routeshift", help=SUMMARY, params=OPTIONS)
