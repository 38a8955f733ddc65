"""`routeshift explain`: what a rule means, with an example."""

from __future__ import annotations

import difflib
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from routeshift.errors import RouteshiftError


def explain(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE",
            help="The id of a finding (response-property-removed), or R4, P2, S2, D1, T9.",
        ),
    ],
) -> int:
    """Say what a finding, a rule or a migration trap means."""
    from routeshift.compare.rules import RENAMED, RULES
    from routeshift.texts import explained

    contract, console = explained(), Console(highlight=False)
    if rule in RULES:
        row = RULES[rule]
        console.print(Text(row.id, style="bold"), soft_wrap=True)
        console.print(Text(f"{row.sentence[0].upper()}{row.sentence[1:]}. {row.why}"))
        console.print(Text(f"level {row.level} · {row.verdict} · {row.direction}"))
        console.print(Text(f"For example: {row.example}."))
        console.print(Text(row.url, style="dim"), soft_wrap=True)
        return 0
    if rule.upper() in contract:
        said = contract[rule.upper()]
        console.print(Text(rule.upper(), style="bold"))
        console.print(Text(said.text))
        console.print(Text(f"For example: {said.example}"))
        console.print(Text(said.page, style="dim"), soft_wrap=True)
        return 0
    if rule in RENAMED:
        raise RouteshiftError(f"The rule {rule!r} is called {RENAMED[rule]!r} now.")
    near = difflib.get_close_matches(rule.lower(), [*RULES, *map(str.lower, contract)], 3)
    hint = f"Did you mean {' or '.join(near)}?" if near else "Copy the id from a finding."
    raise RouteshiftError(f"There is no rule {rule!r}.", hint=hint)
