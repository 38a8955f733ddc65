"""How far operations are: what of them takes and passes requests already, and what does not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from routeshift_codemods.index import Surroundings, is_test
from routeshift_codemods.plan.code import call_of
from routeshift_codemods.plan.options import Convention
from routeshift_codemods.plan.repository.renewing import OpenSites, renewed_move, without_moved
from routeshift_codemods.resolve import LegacyApi, Operated, Renewed, Site, Sites, operated


@dataclass(frozen=True, slots=True)
class Progress:
    """How far what is around an API is.

    Attributes:
        api: The API's name.
        implementations: How many functions take a request, and how many there are.
        calls: How many calls outside of tests pass one, and how many there are.
        tests: The same of tests.
    """

    api: str
    implementations: tuple[int, int]
    calls: tuple[int, int]
    tests: tuple[int, int]

    @property
    def parts(self) -> dict[str, tuple[int, int]]:
        """How many have moved, and how many there are, by what they are."""
        return {"implementations": self.implementations, "calls": self.calls, "tests": self.tests}


def progress_of(
    surroundings: Surroundings,
    legacy: Collection[LegacyApi],
    renewed: Renewed,
    convention: Convention,
    routers: Collection[Path] = (),
) -> Iterator[Progress]:
    """How far what is around each API is; of operations that have a request, or will have one.

    Args:
        surroundings: The whole project.
        legacy: The APIs that have not moved.
        renewed: All APIs as they were, and which methods take requests already.
        convention: What goes into a request of those that do not.
        routers: The files of routers, whose own calls are no work of anybody's.
    """
    renewals = {renewal.method.node: renewal for renewal in renewed.renewals}
    staying = {method.node for api in legacy for method in api.methods}
    every = [
        _whole(one)
        for one in operated(surroundings, renewed.apis, renewed.taken)
        if one.method.node in renewals or (one.method.node in staying and _takes(one, convention))
    ]
    open_ = {one: without_moved(one, renewals.get(one.method.node)) for one in every}
    before = {
        one: renewed_move(one, renewals[one.method.node], surroundings.index)
        for one in every
        if one.method.node in renewals
    }
    found = Sites(surroundings, every, {one.name for one in every})
    sites = [s for s in found.all() if s.is_moved and s.call is not None]
    sites = [site for site in sites if site.module.path not in routers]
    left = {(site.module, site.node) for site in OpenSites(found, before).left()}
    root = surroundings.folders[0]
    for api in renewed.apis:
        own = [one for one in every if one.api is api]
        called = [site for site in sites if any(o.api is api for o in site.operations)]
        in_test: dict[bool, list[Site]] = {True: [], False: []}
        for site in called:
            in_test[is_test(root, site.module.path)].append(site)
        yield Progress(
            api.name,
            _implementations(own, [open_[one] for one in own]),
            _calls(in_test[False], left),
            _calls(in_test[True], left),
        )


def _takes(one: Operated, convention: Convention) -> bool:
    """Whether an operation will take a request."""
    return call_of(one.method, convention).request is not None


def _whole(one: Operated) -> Operated:
    """An operation with all its functions: the moved take other arguments."""
    others = {own.node: own for own in one.strangers}
    return replace(one, functions={**one.functions, **others}, strangers=())


def _implementations(every: Collection[Operated], open_: Collection[Operated]) -> tuple[int, int]:
    total = sum(len(one.functions) for one in every)
    left = sum(len(one.functions) for one in open_)
    return total - left, total


def _calls(sites: Collection[Site], left: Collection[object]) -> tuple[int, int]:
    open_ = [site for site in sites if (site.module, site.node) in left]
    return len(sites) - len(open_), len(sites)
