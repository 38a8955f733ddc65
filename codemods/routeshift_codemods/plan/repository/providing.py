"""A provider: implementations and calls of APIs that live in another package, and have changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from routeshift_codemods.index import Defined, FunctionNode, Index, Surroundings, lookup
from routeshift_codemods.plan.code import Call
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.plan.repository.rewriting import Gathered, Repository
from routeshift_codemods.plan.repository.staying import Staying
from routeshift_codemods.plan.repository.undeclared import undeclared
from routeshift_codemods.resolve import (
    Diagnostic,
    Operated,
    Renewal,
    Renewed,
    Site,
    Sites,
    is_accepted,
    operated,
)


def provider_of(
    surroundings: Surroundings, provider: Path, renewed: Renewed, package: Index
) -> Repository:
    """What moves in a provider: implementations and calls.

    Args:
        surroundings: The provider, with what its imports find.
        provider: Its folder or file, in which files may change.
        renewed: What has changed of the APIs.
        package: The facts of the package that has the requests.
    """
    renewals = {renewal.method.node: renewal for renewal in renewed.renewals}
    found = operated(surroundings, renewed.apis)
    every = [_open(one, renewals.get(one.method.node)) for one in found]
    renewing = [one for one in every if one.method.node in renewals]
    moves = {one: _move(one, renewals[one.method.node], package) for one in renewing}
    if not moves and not renewed.lost:
        return Repository()
    reader = _Sites(Sites(surroundings, every), moves)
    sites = reader.left()
    staying = Staying(surroundings.index, provider, ())
    moved = Gathered(moves, sites, staying).settled(surroundings)
    left = (*moved.left, *_lost(every, sites, renewed), *undeclared(surroundings, renewed, every))
    notes = tuple(_renamed(moves, sites, renewals))
    return replace(moved, left=tuple(sorted(left, key=_place)), notes=notes)


def _place(diagnostic: Diagnostic) -> tuple[Path, int]:
    return diagnostic.path, diagnostic.line


def _renamed(
    moves: Mapping[Operated, Move],
    sites: Sequence[Site],
    renewals: Mapping[FunctionNode, Renewal],
) -> Iterator[Diagnostic]:
    """What was taken for the same under another name, where the provider has to do with it."""
    called = {one for site in sites if site.is_moved for one in site.operations}
    for one in moves:
        renewal = renewals[one.method.node]
        for name, given in renewal.renamed.items() if one.functions or one in called else ():
            message = f"what was its `{name}` is taken for `{given}` of a `{renewal.request.name}`"
            path, line = renewal.promised.module.path, renewal.promised.node.lineno
            yield Diagnostic("info", one.method.subject, message, path, line)


def _open(one: Operated, renewal: Renewal | None) -> Operated:
    """An operation without the functions that take a request already, and maybe either."""
    if renewal is None:
        return one
    taken = renewal.request.parameter
    functions = {
        node: own
        for node, own in one.functions.items()
        if all(parameter.name != taken for parameter in own.parameters)
    }
    strangers = [own for own in one.strangers if all(p.name != taken for p in own.parameters)]
    return replace(one, functions=functions, strangers=tuple(strangers))


def _lost(
    every: Sequence[Operated], sites: Sequence[Site], renewed: Renewed
) -> Iterator[Diagnostic]:
    """What implements or calls something of which nobody can tell what became of it."""
    for one in every:
        reason = renewed.lost.get(one.method.node)
        if reason is not None:
            subject = one.method.subject
            for own in one.functions.values():
                path, line = own.module.path, own.node.lineno
                yield Diagnostic("call", subject, f"this stays as it is: {reason}", path, line)
            for site in sites:
                if site.is_moved and one in site.operations:
                    path, line = site.module.path, site.node.end_lineno or site.node.lineno
                    message = f"this call stays as it is: {reason}"
                    yield Diagnostic("call", subject, message, path, line)


def _move(one: Operated, renewal: Renewal, package: Index) -> Move:
    giving = tuple(_giving(package, renewal))
    takes = Call(renewal.before, renewal.request.name, renewal.after)
    return Move(
        one,
        takes,
        renewal.fields,
        giving[0],
        frozenset(giving),
        renewal.request.parameter,
        renewal.renamed,
        renewal.demanded,
        renewal.ordered,
        renewal.added,
    )


def _giving(package: Index, renewal: Renewal) -> Iterator[str]:
    """The modules that give a request, from the one that an implementer would import it from."""
    name = renewal.promised.module.name
    above = [name.rsplit(".", depth)[0] for depth in range(1, name.count(".") + 1)]
    for candidate in (*above, name, renewal.request.module.name):
        module = package.find(candidate)
        meant = lookup(package, module, renewal.request.name) if module is not None else None
        if isinstance(meant, Defined) and meant.node is renewal.request.node:
            yield candidate


@dataclass(frozen=True, slots=True)
class _Sites:
    """The sites of a provider, without those that pass a request already."""

    sites: Sites
    moves: dict[Operated, Move]

    def left(self) -> list[Site]:
        """The sites of what does not take or pass a request everywhere yet."""
        found = list(self._all())
        open_ = {one for one in self.moves if one.functions}
        open_ |= {one for site in found if site.call is not None for one in site.operations}
        return [site for site in found if site.call is not None or open_ & {*site.operations}]

    def _all(self) -> Iterator[Site]:
        for site in self.sites.all():
            if is_accepted(site.module, site.node):
                continue
            moves = [self.moves[o] for o in site.operations if o in self.moves]
            if site.call is None or not moves:
                yield site
            elif not any(self._passes(site, move) for move in moves):
                yield self._doubted(site, moves)

    def _passes(self, site: Site, move: Move) -> bool:
        """Whether a call passes a request, by name or by a value of its class."""
        assert site.call is not None
        if any(keyword.arg == move.argument for keyword in site.call.keywords):
            return True
        return any(self._is_request(site, one, move) for one in site.call.args)

    def _is_request(self, site: Site, value: ast.expr, move: Move) -> bool:
        if isinstance(value, ast.Call) and _last_name(value.func) == move.request:
            return True
        return move.request in self.sites.classes(site.scope, value)

    def _doubted(self, site: Site, moves: Sequence[Move]) -> Site:
        """A call that may pass a request, in the place of the first argument."""
        assert site.call is not None
        arguments = site.call.args
        for move in moves if site.is_moved else ():
            at = len(move.takes.before)
            whole = len(arguments) == at + 1 and not isinstance(arguments[at], ast.Starred)
            if whole and not self._is_plain(site, arguments[at]):
                reason = f"it may pass a `{move.request}` already"
                return replace(site, verdict="unknown", reason=reason)
        return site

    def _is_plain(self, site: Site, value: ast.expr) -> bool:
        """Whether source tells what a value is."""
        return not isinstance(value, ast.Name) or bool(self.sites.classes(site.scope, value))


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
