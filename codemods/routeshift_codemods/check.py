"""Checking: whether the implementations of a project fit the Protocols of a package."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routeshift.errors import TargetError
from routeshift_codemods.index import Index, Module, Surroundings, run_on
from routeshift_codemods.resolve import (
    ApiCalls,
    Diagnostic,
    ancestors,
    api_calls,
    differences,
    functions_of,
    is_named_after,
    misfits,
    take_inventory,
)

_Row = tuple[Module, ast.ClassDef, ApiCalls]


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found.

    Attributes:
        checked: What was held against a Protocol: classes, or the Protocols of an older package.
        diagnostics: `cannot` for what cannot be called so, `info` for what a client can tell.
    """

    checked: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def fits(self) -> bool:
        """Whether everything can be called."""
        return all(one.kind != "cannot" for one in self.diagnostics)

    def as_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "fits": self.fits,
            "checked": list(self.checked),
            "diagnostics": [one.as_json() for one in self.diagnostics],
        }


def check_implementations(places: Sequence[Path], package: Path) -> Check:
    """Hold implementations against the Protocols of a package. Nothing is imported.

    An implementation is a class that has a Protocol above it, or its name in its own and more than
    half of its methods.

    Args:
        places: Files and folders with implementations.
        package: The package of the APIs, of either kind.

    Raises:
        TargetError: There is no such path, no API, or no implementation.
    """
    for place in places:
        if not place.exists():
            raise TargetError(f"There is no {place}.", hint="Give the path of a package.")
    return run_on(package, lambda index: _check(index, places, package))


def check_versions(old: Path, new: Path) -> Check:
    """Hold the Protocols of one version of a package against those of another.

    What is found is what an implementation of the old version, written as its Protocols are, meets
    under the new one.

    Args:
        old: The package before.
        new: The package after.

    Raises:
        TargetError: There is no such path, or no API.
    """
    before = run_on(old, lambda index: _promised(index, old))
    promised, unread = run_on(new, lambda i: (_promised(i, new), _unread(i.unreadable)))
    after = {promise.protocol.name: promise for promise in promised}
    pairs = [(one, after[one.protocol.name]) for one in before if one.protocol.name in after]
    if not pairs:
        raise TargetError(f"No Protocol of {old} is in {new}.", hint="Give two versions of one.")
    found = [diagnostic for one, other in pairs for diagnostic in _changes(one, other)]
    found += [_gone(one) for one in before if one.protocol.name not in after]
    return Check(tuple(one.protocol.name for one, _ in pairs), (*found, *unread))


def _check(index: Index, places: Sequence[Path], package: Path) -> Check:
    promised = _promised(index, package)
    around = Surroundings(index, [place.absolute() for place in places])
    rows = list(_implementing(around, promised))
    unread = _unread({**index.unreadable, **around.errors})
    if not rows:
        _refuse_unread(around.errors)
        raise TargetError(
            f"There is nothing to check: no class in {', '.join(map(str, places))} implements "
            f"an API of {package}.",
            hint="Give the folder of the implementations, or name the Protocol as their base.",
        )
    found = [
        one
        for module, node, promise in rows
        for one in misfits(around.index, module, node, promise)
    ]
    return Check(tuple(dict.fromkeys(node.name for _, node, _ in rows)), (*found, *unread))


def _unread(errors: Mapping[Path, TargetError]) -> list[Diagnostic]:
    """What may not fit, or may promise something, and nobody can tell."""
    return [
        Diagnostic(
            "cannot",
            path.name,
            f"it cannot be read: {error.message.rstrip('.')}",
            path,
            error.line or 1,
        )
        for path, error in errors.items()
    ]


def _refuse_unread(errors: Mapping[Path, TargetError]) -> None:
    """Say why nothing was found, where it is that nothing could be read."""
    for error in errors.values():
        raise error


def _implementing(around: Surroundings, promised: Sequence[ApiCalls]) -> Iterator[_Row]:
    """The classes that implement something, with what they implement."""
    protocols = {node for promise in promised for node in promise.classes}
    for module in around.having({"class"}):
        for node in module.classes:
            if node not in protocols:
                for promise in promised:
                    if _implements(around.index, module, node, promise):
                        yield module, node, promise


def _implements(index: Index, module: Module, node: ast.ClassDef, promise: ApiCalls) -> bool:
    own = [name for _, owner in promise.own(index, module, node) for name in functions_of(owner)]
    has = promise.methods.keys() & set(own)
    # A class that only joins Protocols implements none of them.
    if any(owner is promise.protocol for _, owner in ancestors(index, module, node)):
        return bool(has)
    # Without the Protocol as a base: most of its methods, in a class that is called after it.
    return 2 * len(has) > len(promise.methods) and is_named_after(node, promise.protocol)


def _promises(index: Index) -> list[ApiCalls]:
    return api_calls(take_inventory(index))


def _promised(index: Index, package: Path) -> list[ApiCalls]:
    found = _promises(index)
    if not found:
        # "There is no API" would be wrong, where the file that has it cannot be read.
        _refuse_unread(index.unreadable)
        raise TargetError(f"There is no API in {package}.", hint="Give the path of a package.")
    return found


def _gone(old: ApiCalls) -> Diagnostic:
    message = "no API of the newer version has this Protocol"
    name, line = old.protocol.name, old.protocol.lineno
    return Diagnostic("cannot", name, message, old.module.path, line)


def _changes(old: ApiCalls, new: ApiCalls) -> Iterator[Diagnostic]:
    for name, promised in new.methods.items():
        subject = f"{new.protocol.name}.{name}"
        path, line = promised.module.path, promised.node.lineno
        if name not in old.declared:
            message = f"it is new, and the API {new.api} calls it"
            yield Diagnostic("cannot", subject, message, path, line)
            continue
        for kind, message in differences(old.declared[name], promised, new.kind, moved=True):
            yield Diagnostic(kind, subject, message, path, line)
    for name, function in old.methods.items():
        if name not in new.declared:
            subject, path = f"{new.protocol.name}.{name}", function.module.path
            message = "nobody calls it any more"
            yield Diagnostic("info", subject, message, path, function.node.lineno)
