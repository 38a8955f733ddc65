"""The command line: one module a command; the only place that prints."""

from __future__ import annotations

import sys

import click
import typer

from routeshift.cli.compare import compare
from routeshift.cli.migrate import migrate
from routeshift.cli.openapi import openapi
from routeshift.cli.routes import routes
from routeshift.cli.scan import scan
from routeshift.cli.serve import serve
from routeshift.cli.verify import verify
from routeshift.errors import RouteshiftError

app = typer.Typer(
    name="routeshift",
    help="Move @webmethod APIs to FastAPI routers, and prove that no client can tell.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
for command in (scan, migrate, serve, routes, openapi, compare, verify):
    app.command()(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 the tool or its input failed, 2 a check found something."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run one command.

    Args:
        arguments: The words after `routeshift`.

    Returns:
        The exit code. A wrong input is one sentence on standard error and 1.
    """
    try:
        code = app(args=arguments, prog_name="routeshift", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.ClickException as error:
        click.echo(f"routeshift: {error.format_message()} See --help.", err=True)
        return 1
    except click.Abort:
        click.echo("routeshift: interrupted.", err=True)
        return 1
    except RouteshiftError as error:
        click.echo(f"routeshift: {error}", err=True)
        return 1
    except BrokenPipeError:
        return 0
    return code if isinstance(code, int) else 0
