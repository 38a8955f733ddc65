"""`routeshift explain`: what a rule means, with an example."""

from __future__ import annotations

import textwrap
from typing import Annotated

import click
from rich.console import Console
from rich.text import Text

from routeshift.cli.declaring import Positional
from routeshift.cli.helping import laid_out
from routeshift.errors import RouteshiftError
from routeshift.reports import Help, rules_of_the_contract
from routeshift.wording import meant

# Of a sentence, beside the name of its rule.
_BRIEF = 52


def explain(
    rule: Annotated[
        str | None,
        Positional(
            metavar="RULE",
            help="The id of a finding (response-property-removed), or R4, P2, S2, D1, T9; without"
            " it, all are listed.",
        ),
    ] = None,
) -> int:
    """Say what a finding, a rule or a migration trap means."""
    from routeshift.compare import RENAMED

    known = _known()
    if rule is None:
        click.echo(_overview(known))
        return 0
    found = known.get(rule) or known.get(rule.upper())
    if found is not None:
        _print(found)
        return 0
    if rule in RENAMED:
        raise RouteshiftError(f"The rule {rule!r} is called {RENAMED[rule]!r} now.")
    hint = meant(rule, known, "`routeshift explain` lists them.")
    raise RouteshiftError(f"There is no rule {rule!r}.", hint=hint)


def _known() -> dict[str, Help]:
    """All that a finding of any command may name."""
    from routeshift.compare import RULES, help_of
    from routeshift.verify import ASPECTS
    from routeshift_codemods.reporting import RULES as DIAGNOSTICS

    compared = {name: help_of(row) for name, row in RULES.items()}
    verified = {one.id: one for one in ASPECTS.values()}
    return compared | verified | DIAGNOSTICS | rules_of_the_contract()


def _overview(known: dict[str, Help]) -> str:
    """Every rule in a line, below the page that has all of it."""
    families: dict[str, list[tuple[str, str]]] = {}
    for one in known.values():
        page = one.page.partition("#")[0] or "scan, migrate and status"
        sentence = textwrap.shorten(one.sentence, _BRIEF, placeholder=" ...")
        families.setdefault(f"{page}:", []).append((one.id, sentence))
    about = "RULE is what a finding names: one of these, each of which it tells more about."
    return laid_out("Usage: routeshift explain RULE", about, families.items())


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
