"""The front of the command line: its help and its version, for which no command has to be loaded.

What parses words is imported for what is run, with all that its command takes: longer than an
editor or a prompt that asks for the version may wait.
"""

from __future__ import annotations

from collections.abc import Sequence

from routeshift import __version__
from routeshift.cli.helping import laid_out

# Each is a function of the same name in a module of the same name, imported when it is called; the
# sentence is its docstring's first.
COMMANDS = {
    "init": "Find what a project has, and write `[tool.routeshift]`.",
    "scan": "List every operation, and what needs a decision.",
    "migrate": "Rewrite webmethods as FastAPI routers, shown first.",
    "serve": "Serve legacy and migrated APIs of a target in one app.",
    "routes": "List the routes of a target, and who serves each.",
    "openapi": "Print or write the OpenAPI 3.1 document of a target, or check the committed one.",
    "compare": "Tell whether the contract changed, and prove each break.",
    "verify": "Send the same requests to two sides, and compare the answers.",
    "check": "Say whether implementations fit their Protocols.",
    "status": "Say how far the move of each API is, and what to take next.",
    "explain": "Say what a finding, a rule or a migration trap means.",
}
SUMMARY = "Move @webmethod APIs to FastAPI routers, and prove that no client can tell."
OPTIONS = {
    "--version": "Print the version.",
    "--install-completion": "Install completion for the current shell.",
    "--show-completion": "Show it, to copy it or to change how it is installed.",
    "--help": "Show this message and exit.",
}


def front(arguments: Sequence[str]) -> str | None:
    """What is said without any command; None when there is one.

    Args:
        arguments: The words after `routeshift`.
    """
    if not arguments or arguments[0] == "--help":
        return overview()
    return f"routeshift {__version__}" if arguments[0] == "--version" else None


def overview() -> str:
    """The commands, each with its sentence."""
    usage = "Usage: routeshift [OPTIONS] COMMAND [ARGS]..."
    lists = [("Options:", OPTIONS.items()), ("Commands:", COMMANDS.items())]
    return laid_out(usage, SUMMARY, lists)
