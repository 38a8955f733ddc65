"""The program that the shell sees: its commands, each imported when it is called."""

from __future__ import annotations

import importlib
from typing import Any

import typer
from typer.core import TyperGroup

from routeshift.cli.front import COMMANDS, SUMMARY

# Help without boxes, which leave no room for the words on a terminal of 80 columns.
_PLAIN: dict[str, Any] = {"pretty_exceptions_enable": False, "rich_markup_mode": None}


class _Commands(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        # Commands import FastAPI or LibCST, 0.2 to 0.4 s each, for which `--help` need not wait.
        module = importlib.import_module(f"routeshift.cli.commands.{cmd_name}")
        alone = typer.Typer(add_completion=False, **_PLAIN)
        alone.command(cmd_name)(getattr(module, cmd_name))
        return typer.main.get_command(alone)


app = typer.Typer(
    name="routeshift",
    cls=_Commands,
    **_PLAIN,
)


@app.callback(help=SUMMARY)
def _routeshift() -> None: ...
