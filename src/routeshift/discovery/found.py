"""What discovery finds: the APIs of packages, and the modules that could not be imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from routeshift.discovery.inheriting import adopting, heirs
from routeshift.discovery.records import Api
from routeshift.errors import TargetError
from routeshift.wording import meant


@dataclass(frozen=True, slots=True)
class Skipped:
    """A module that could not be imported and that declares no operation.

    Attributes:
        module: Its dotted name.
        reason: The error's text.
    """

    module: str
    reason: str


@dataclass(frozen=True, slots=True)
class Apis:
    """The APIs of one or several packages, by name.

    Attributes:
        apis: In the order of their names.
        packages: The dotted names of the packages that were searched.
        skipped: Modules that could not be imported and declare no operation.
    """

    apis: tuple[Api, ...]
    packages: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def __iter__(self) -> Iterator[Api]:
        return iter(self.apis)

    def __len__(self) -> int:
        return len(self.apis)

    def __contains__(self, name: object) -> bool:
        return any(api.name == name for api in self.apis)

    def __getitem__(self, name: str) -> Api:
        """One API.

        Raises:
            TargetError: When there is none of this name.
        """
        for api in self.apis:
            if api.name == name:
                return api
        known = [api.name for api in self.apis]
        hint = meant(str(name), known, f"The APIs are: {', '.join(known) or 'none'}.")
        raise TargetError(f"There is no API {name!r}.", hint=hint)

    @property
    def routers(self) -> Apis:
        """The APIs that have routers, with what these serve and nothing else.

        One that has none is among them when it inherits what such a router serves: `mount`
        serves that by it, where the API of the router is not served.
        """
        inheriting = {api.name for api in heirs(self.apis)}
        moved = [api for api in self.apis if api.factory is not None or api.name in inheriting]
        without = tuple(replace(api, endpoints=()) for api in moved)
        return Apis(without, self.packages, self.skipped)

    def only(self, *names: str) -> Apis:
        """These APIs and no others, with what they inherit from the others.

        Raises:
            TargetError: When one of them is not there.
        """
        order = [self[name].name for name in names]
        kept = {api.name: api for api in adopting(self.apis, order)}
        return Apis(tuple(kept[name] for name in order), self.packages, self.skipped)
