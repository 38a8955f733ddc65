"""Providing: the rewrite of implementations and calls whose API lives in another package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.machinery import PathFinder
from pathlib import Path

from routeshift.errors import TargetError
from routeshift_codemods.drafting import changes_of, index_after, refuse_more
from routeshift_codemods.index import Index, Surroundings, Tree, run_on
from routeshift_codemods.outcome import Migration
from routeshift_codemods.plan.repository import provider_of
from routeshift_codemods.resolve import (
    ApiCalls,
    Inventory,
    Renewed,
    SecondOpinion,
    api_calls,
    between,
    opinion_of,
    since_the_move,
    take_inventory,
)


def plan_provider(
    provider: Path,
    package: Path,
    old: Path | None = None,
    *,
    both: bool = False,
    resolver: str | None = None,
) -> Migration:
    """Plan the rewrite of a provider for the routers of another package.

    Nothing is written, nothing is imported, and nothing of the package changes.

    Args:
        provider: The package, folder or file with implementations and calls.
        package: The package of the APIs.
        old: An older version of it, which the provider was written for; without one, what methods
            took is told from the requests that they take by now.
        both: Whether it has to work with an older version of the API, too.
        resolver: The type checker to ask about receivers that source does not tell.

    Raises:
        TargetError: There is no such path, or no API in a package.
        RouteshiftError: The type checker is not installed.
    """
    if not provider.exists():
        raise TargetError(f"There is no {provider}.", hint="Give the path of a package.")
    own = _Provider(provider.absolute(), package, both, opinion_of(resolver))
    if old is None:
        return run_on(package, own.proven)
    return run_on(package, lambda new: run_on(old, replace(own, newer=new).proven))


@dataclass(frozen=True, slots=True)
class _Provider:
    """What a user asked for.

    Attributes:
        path: The provider.
        package: The package of the APIs.
        both: Whether the provider has to work with an older version, too.
        opinion: Who is asked about receivers that source does not tell.
        newer: The facts of the newer version, where the run has those of an older one.
    """

    path: Path
    package: Path
    both: bool = False
    opinion: SecondOpinion | None = None
    newer: Index | None = None

    def proven(self, index: Index) -> Migration:
        """The plan, and the proof that a second run on what it writes changes nothing."""
        plan = self.planned(index)
        if plan.changes:
            if self.opinion is not None:
                self.opinion.is_closed = True
            refuse_more(self.planned(index_after(index, plan.changes)).changes)
        return plan.told_by(self.opinion)

    def planned(self, index: Index) -> Migration:
        """The files that change, and why others stay."""
        around = Surroundings(index, [self.path], tests=True)
        moved = provider_of(
            around,
            self.path,
            self._renewed(index),
            self.newer or index,
            both=self.both,
            opinion=self.opinion,
        )
        own = Index(Tree(self.path))
        return Migration(
            target=self.path,
            apis=(),
            changes=tuple(changes_of(own, moved.texts, {})),
            unreadable=tuple({**index.unreadable, **around.errors}.values()),
            implementations=moved.implementations,
            calls=moved.calls,
            diagnostics=moved.notes,
            unmoved=moved.left,
            against=self.package,
        )

    def _renewed(self, index: Index) -> Renewed:
        inventory = take_inventory(index)
        calls = self._calls(inventory)
        if self.newer is None:
            return since_the_move(inventory.legacy, calls)
        return between(inventory.legacy, calls, self._calls(take_inventory(self.newer)))

    @staticmethod
    def _calls(inventory: Inventory) -> list[ApiCalls]:
        found = api_calls(inventory)
        if not found:
            target = inventory.index.tree.target
            raise TargetError(f"There is no API in {target}.", hint="Give the path of a package.")
        return found


def package_named(spec: str) -> Path:
    """The folder or file of a package, by its path or by the name that it is imported by.

    It is found where this interpreter would find it, and nothing of it runs.

    Args:
        spec: A path, or a dotted name.

    Raises:
        TargetError: There is neither.
    """
    path = Path(spec)
    if path.exists():
        return path
    for place in _places(spec) if all(part.isidentifier() for part in spec.split(".")) else ():
        for candidate in (place, place.with_suffix(".py")):
            if candidate.exists():
                return candidate
    raise TargetError(
        f"There is no {spec}.", hint="Give a package's path, or install it beside Routeshift."
    )


def _places(name: str) -> Iterator[Path]:
    first, *rest = name.split(".")
    spec = PathFinder.find_spec(first)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(folder, *rest)
    if spec is not None and spec.origin and not rest:
        yield Path(spec.origin)
