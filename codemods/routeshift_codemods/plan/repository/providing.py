"""A provider: implementations and calls of APIs that live in another package, and have changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from routeshift_codemods.index import FunctionNode, Index, Surroundings
from routeshift_codemods.plan.repository.both import Both
from routeshift_codemods.plan.repository.edits import Edits
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.plan.repository.renewing import OpenSites, renewed_move, without_moved
from routeshift_codemods.plan.repository.rewriting import Gathered, Repository
from routeshift_codemods.plan.repository.staying import Staying
from routeshift_codemods.plan.repository.undeclared import undeclared
from routeshift_codemods.resolve import (
    Diagnostic,
    Operated,
    Renewal,
    Renewed,
    SecondOpinion,
    Site,
    Sites,
    operated,
)


def provider_of(
    surroundings: Surroundings,
    provider: Path,
    renewed: Renewed,
    package: Index,
    *,
    both: bool,
    opinion: SecondOpinion | None = None,
) -> Repository:
    """What moves in a provider: implementations and calls.

    Args:
        surroundings: The provider, with what its imports find.
        provider: Its folder or file, in which files may change.
        renewed: What has changed of the APIs.
        package: The facts of the package that has the requests.
        both: Whether it has to work with an older version of the API, too.
        opinion: Who is asked about receivers that source does not tell.
    """
    renewals = {renewal.method.node: renewal for renewal in renewed.renewals}
    found = operated(surroundings, renewed.apis, renewed.taken)
    every = [without_moved(one, renewals.get(one.method.node)) for one in found]
    renewing = [one for one in every if one.method.node in renewals]
    moves = {one: renewed_move(one, renewals[one.method.node], package) for one in renewing}
    if not moves and not renewed.lost:
        return Repository()
    open_ = OpenSites(Sites(surroundings, every, opinion=opinion), moves)
    sites = open_.left()
    if both:
        moved = Both(surroundings.index, moves, sites).served()
    else:
        staying = Staying(surroundings.index, provider, ())
        examples = open_.in_examples()
        moved = Gathered(moves, sites, staying, examples=examples).settled(Edits(surroundings, ()))
    left = (*moved.left, *_lost(every, sites, renewed), *undeclared(surroundings, renewed, every))
    notes = (*moved.notes, *_renamed(moves, sites, renewals))
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
                    path, line = site.module.path, site.line
                    message = f"this call stays as it is: {reason}"
                    yield Diagnostic("call", subject, message, path, line)
