"""`routeshift explain`: what a rule means, with an example."""

from __future__ import annotations

from typing import Annotated

from rich.console import Console
from rich.text import Text

from routeshift.cli.declaring import Positional
from routeshift.errors import RouteshiftError
from routeshift.reports import Help, rules_of_the_contract
from routeshift.wording import meant


def explain(
    rule: Annotated[
        str,
        Positional(
            metavar="RULE",
            help="The id of a finding (response-property-removed), or R4, P2, S2, D1, T9.",
        ),
    ],
) -> int:
    """Say what a finding, a rule or a migration trap means."""
    from routeshift.compare import RENAMED

    known = _known()
    found = known.get(rule) or known.get(rule.upper())
    if found is not None:
        _print(found)
        return 0
    if rule in RENAMED:
        raise RouteshiftError(f"The rule {rule!r} is called {RENAMED[rule]!r} now.")
    hint = meant(rule, known, "Copy the id from a finding.")
    raise RouteshiftError(f"There is no rule {rule!r}.", hint=hint)


def _known() -> dict[str, Help]:
    """All that a finding of any command may name."""
    from routeshift.compare import RULES, help_of
    from routeshift.verify import ASPECTS
    from routeshift_codemods.reporting import RULES as DIAGNOSTICS

    compared = {name: help_of(row) for name, row in RULES.items()}
    verified = {one.id: one for one in ASPECTS.values()}
    return compared | verified | DIAGNOSTICS | rules_of_the_contract()


def _print(found: Help) -> None:
    console = Console(highlight=False)
    console.print(Text(found.id, style="bold"), soft_wrap=True)
    console.print(Text(found.text))
    if found.traits:
        console.print(Text(" · ".join(found.traits)))
    if found.example:
        console.print(Text(f"For example: {found.example}."))
    if found.page:
        console.print(Text(found.page, style="dim"), soft_wrap=True)
