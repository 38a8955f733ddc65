"""The rules of the legacy contract and the migration traps, as findings name them."""

from __future__ import annotations

import functools

from routeshift.reports.model import Help
from routeshift.texts import explained


@functools.cache
def rules_of_the_contract() -> dict[str, Help]:
    """The help of R, P, S, D and T, by the letter and number."""
    return {
        name: Help(
            name,
            found.text.partition(". ")[0].rstrip("."),
            found.text,
            example=found.example.rstrip("."),
            page=found.page,
        )
        for name, found in explained().items()
    }
