"""The packages of APIs, as hosts discover them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from routeshift_codemods.index import Module


def packages_of(modules: Iterable[Module]) -> tuple[str, ...]:
    """The innermost package around modules, of each top package.

    Args:
        modules: The modules that declare APIs, and those of routers.
    """
    tops: dict[str, list[list[str]]] = {}
    for module in modules:
        parts = module.package.split(".")
        tops.setdefault(parts[0], []).append(parts)
    return tuple(sorted(".".join(_shared(found)) for found in tops.values()))


def _shared(names: Iterable[Iterable[str]]) -> list[str]:
    """What all names begin with."""
    ranks = zip(*names, strict=False)
    return [one for one, *_ in itertools.takewhile(lambda rank: len({*rank}) == 1, ranks)]
