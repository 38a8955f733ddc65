"""The command line: one module a command in `commands`, and what they share; all that prints.

It asks the packages below for what they know, as data. Called by the shell, and by `__main__`.
"""

from routeshift.cli.front import COMMANDS
from routeshift.cli.running import main, run

__all__ = ["COMMANDS", "main", "run"]
