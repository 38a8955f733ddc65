"""Providing: the rewrite of implementations and calls whose API lives in another package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

from routeshift.errors import TargetError
from routeshift_codemods.drafting import changes_of, index_after, refuse_more
from routeshift_codemods.index import Index, Surroundings, Tree, run_on
from routeshift_codemods.plan.repository import provider_of
from routeshift_codemods.report import Migration
from routeshift_codemods.resolve import api_calls, since_the_move, take_inventory


def plan_provider(provider: Path, package: Path) -> Migration:
    """Plan the rewrite of a provider for the routers of another package.

    Nothing is written, nothing is imported, and nothing of the package changes.

    Args:
        provider: The package, folder or file with implementations and calls.
        package: The package of the APIs.

    Raises:
        TargetError: There is no such path, or no API in the package.
    """
    if not provider.exists():
        raise TargetError(f"There is no {provider}.", hint="Give the path of a package.")
    return run_on(package, _Provider(provider.absolute(), package).proven)


@dataclass(frozen=True, slots=True)
class _Provider:
    """What a user asked for.

    Attributes:
        path: The provider.
        package: The package of the APIs.
    """

    path: Path
    package: Path

    def proven(self, index: Index) -> Migration:
        """The plan, and the proof that a second run on what it writes changes nothing."""
        plan = self.planned(index)
        if plan.changes:
            refuse_more(self.planned(index_after(index, plan.changes)).changes)
        return plan

    def planned(self, index: Index) -> Migration:
        """The files that change, and why others stay."""
        inventory = take_inventory(index)
        calls = api_calls(inventory)
        if not calls:
            raise TargetError(f"There is no API in {self.package}.", hint="Give a package's path.")
        around = Surroundings(index, [self.path], tests=True)
        moved = provider_of(around, self.path, since_the_move(inventory.legacy, calls), index)
        own = Index(Tree(self.path))
        return Migration(
            target=self.path,
            apis=(),
            changes=tuple(changes_of(own, moved.texts, {})),
            unreadable=tuple({**index.unreadable, **around.errors}.values()),
            implementations=moved.implementations,
            calls=moved.calls,
            unmoved=moved.left,
            against=self.package,
        )


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
