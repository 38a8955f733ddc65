"""Everything that a target declares: legacy APIs, routers, and what is in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from routeshift.errors import DeclarationError, RouteshiftError, TargetError
from routeshift.wire import Operation, api_name, api_place, class_names, request_model_names
from routeshift_codemods.index import Index
from routeshift_codemods.resolve.ancestry import is_protocol
from routeshift_codemods.resolve.decisions import Decisions
from routeshift_codemods.resolve.declaring.families import Family, families
from routeshift_codemods.resolve.declaring.ignores import unused_ignores
from routeshift_codemods.resolve.declaring.legacy import legacy_api
from routeshift_codemods.resolve.declaring.routers import RouterApi, router_apis
from routeshift_codemods.resolve.declaring.unserved import unserved
from routeshift_codemods.resolve.decorators import NAME, spellings
from routeshift_codemods.resolve.records import Diagnostic, LegacyApi

_ROUTER = "APIRouter"


@dataclass(frozen=True)
class Inventory:
    """What a target declares.

    Attributes:
        index: The facts that it was read from.
        legacy: The legacy APIs, by file.
        routers: The routers, by file.
        unreadable: The files that could not be decoded or parsed.
        unserved: Webmethods that no server finds, or only with another API, and why.
        unimplemented: The APIs that no implementation was found of, by name.
    """

    index: Index
    legacy: tuple[LegacyApi, ...]
    routers: tuple[RouterApi, ...]
    unreadable: dict[Path, RouteshiftError]
    unserved: tuple[Diagnostic, ...] = ()
    unimplemented: tuple[str, ...] = ()

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation: the legacy ones, then the routers'."""
        legacy = [operation for api in self.legacy for operation in api.operations]
        return (*legacy, *(operation for api in self.routers for operation in api.operations))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What a user must know of the legacy operations."""
        return tuple(n for api in self.legacy for m in api.methods for n in m.diagnostics)

    @property
    def unreadable_decorators(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the decorators themselves, once for each."""
        return tuple(one for one in dict.fromkeys(self.diagnostics) if one.about_decorator)

    def unused_ignores(self) -> tuple[Diagnostic, ...]:
        """The comments `# routeshift: ignore` that cover no operation."""
        covered: dict[Path, set[int]] = {}
        for diagnostic in self.diagnostics:
            if diagnostic.kind == "ignored":
                covered.setdefault(diagnostic.path, set()).add(diagnostic.line)
        modules = [m for m in self.index.modules() if "routeshift: ignore" in m.source.text]
        return tuple(n for m in modules for n in unused_ignores(m, covered.get(m.path, set())))

    def in_the_way(self, missing: Collection[str] = ()) -> Iterator[RouteshiftError]:
        """The unreadable files that may declare an API: that of the target, or with the decorator.

        Args:
            missing: APIs that were asked for and not found, which a file of that name may hold.
        """
        for path, error in self.unreadable.items():
            named = {path.stem, path.parent.name} & set(missing)
            if (
                named
                or path == self.index.tree.target
                or NAME.encode() in (self.index.tree.read(path) or b"")
            ):
                yield error

    def refuse_nothing(self) -> None:
        """Refuse a folder that declares no API at all.

        A file may be what a migration has left behind, whose routers stand beside it.

        Raises:
            TargetError: It declares none, or what it may declare cannot be read.
        """
        target = self.index.tree.target
        if target.suffix != ".py" and not self.legacy and not self.routers:
            for error in self.unreadable.values():
                raise error
            raise TargetError(
                "There is no API here.",
                file=target,
                hint="Give the path of a package with webmethods or routers.",
            )

    def conflicts(self) -> Iterator[DeclarationError]:
        """Each operation that is declared twice."""
        seen: dict[tuple[str, str], Operation] = {}
        # What cannot be read has no path that could be another's.
        unread = [m for api in self.legacy for m in api.methods if m.refused]
        unknown = [route.operation for method in unread for route in method.routes]
        for operation in (o for o in self.operations if o not in unknown):
            other = seen.setdefault(operation.key, operation)
            if other is not operation and other.kind == operation.kind:
                strays = [name for one in (other, operation) if (name := self._stray(one))]
                yield _conflict(other, operation, strays)

    def _stray(self, operation: Operation) -> str | None:
        """The class of an operation, when it is no Protocol: what implements one may repeat it."""
        for api in self.legacy:
            if operation in api.operations and not is_protocol(
                self.index, api.module, api.protocol
            ):
                return api.protocol.name
        return None


def take_inventory(index: Index, decisions: Decisions | None = None) -> Inventory:
    """Read every API of a target; files that cannot be read are named, not skipped.

    Args:
        index: The facts.
        decisions: What was decided of where parameters travel.
    """
    modules = index.modules()
    names = spellings(modules)
    # By text first: looking at all functions of a package takes far longer.
    declaring = [m for m in modules if any(name in m.source.text for name in names)]
    routers = [r for m in modules if _ROUTER in m.source.text for r in router_apis(index, m)]
    classes = families(index, declaring, routers)
    found = list(classes.found)
    served = {function for family in found for _, function, _ in family.methods}
    repeats = classes.implementations
    lost = tuple(one for m in declaring for one in unserved(index, m, served, repeats))
    taken = {name for module in modules for name in class_names(module.source.text)}
    legacy = _named(index, found, routers, taken, decisions or Decisions())
    return Inventory(
        index, tuple(legacy), tuple(routers), dict(index.unreadable), lost + classes.inherited
    )


def _named(
    index: Index,
    found: list[Family],
    routers: list[RouterApi],
    taken: Collection[str],
    decisions: Decisions,
) -> list[LegacyApi]:
    # The same count as in live discovery: an API that shares its place is named by its class.
    places = Counter(api_place(family.module.name) for family in found)
    shared = [router for router in routers if router.factory.name != "create_router"]
    places.update(api_place(router.module.name) for router in shared)
    alone = [places[api_place(family.module.name)] == 1 for family in found]
    rows = [
        (family, api_name(family.module.name, family.head.name, alone=single), single)
        for family, single in zip(found, alone, strict=True)
    ]
    # For all APIs, also those that are not rewritten:
    # names must not depend on which are (trap T22).
    claims = [(name, row[1].name) for family, name, _ in rows for row in family.methods]
    names = request_model_names(claims, taken)
    return [
        legacy_api(
            index,
            family,
            name,
            alone=single,
            request_names={method: given for (api, method), given in names.items() if api == name},
            decisions=decisions,
        )
        for family, name, single in rows
    ]


def _conflict(first: Operation, second: Operation, strays: Sequence[str]) -> DeclarationError:
    assert second.source is not None
    hint = "Remove one of them, or give it another route."
    if len(strays) == 1:
        hint = f"{strays[0]} is no Protocol: take its webmethods away, if no host serves them."
    return DeclarationError(
        f"{second} is declared twice, here by {second.name} and at {first.source} by {first.name}.",
        file=second.source.file,
        line=second.source.line,
        hint=hint,
    )
