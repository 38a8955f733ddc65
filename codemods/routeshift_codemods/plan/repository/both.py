"""A provider that works before and after its API moves: it stays, and takes a request, too.

Its signatures stay, for an older API has no requests that could be imported. `accepts_both` lets
them take one, and lets calls of what the host gives pass their arguments either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from routeshift_codemods.edit import AddDecorator, Change, WrapCallee, applied
from routeshift_codemods.index import Index, Module
from routeshift_codemods.plan.repository.edits import Texts
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.plan.repository.rewriting import Repository
from routeshift_codemods.plan.repository.sites import import_changes
from routeshift_codemods.resolve import (
    ACCEPTS_BOTH,
    Diagnostic,
    Implementing,
    Operated,
    Site,
    fits,
)
from routeshift_codemods.syntax import decorators_of

_IMPORT = f"from routeshift import {ACCEPTS_BOTH}"
_NO_METHODS = frozenset({"overload", "staticmethod", "classmethod"})


@dataclass
class Both:
    """What of a provider is to serve both conventions.

    Attributes:
        index: The facts.
        moves: The operations whose arguments a request holds by now.
        sites: Their sites.
        reasons: Why operations stay.
    """

    index: Index
    moves: Mapping[Operated, Move]
    sites: Sequence[Site]
    reasons: dict[Operated, list[Diagnostic]] = field(default_factory=dict)

    def served(self) -> Repository:
        """What changes, and why the rest does not."""
        functions = [(o, own) for o in self.moves for own in o.functions.values()]
        calls = [(o, site) for site in self.sites for o in self._called(site)]
        for operation, own in functions:
            reason = self._hindrance(operation, own.module) or _no_method(own)
            if reason:
                self._tell(operation, reason, own.module.path, own.node.lineno)
        for operation, site in calls:
            reason = self._hindrance(operation, site.module) or self._unordered(operation, site)
            if reason:
                self._tell(operation, reason, site.module.path, site.node.lineno)
        for site in self.sites:
            self._doubt(site)
        for operation in self.moves:
            for own in operation.strangers:
                reason = "it takes other arguments than its API has"
                self._tell(operation, reason, own.module.path, own.node.lineno)
        done = [(o.module, _decorated(o)) for a, o in functions if a not in self.reasons]
        calls_done = [(s.module, _wrapped(s)) for o, s in calls if o not in self.reasons]
        left = tuple(one for rows in self.reasons.values() for one in rows)
        return Repository(
            _texts(self.index, [*done, *calls_done]), len(done), len(calls_done), left
        )

    def _called(self, site: Site) -> Iterator[Operated]:
        """The operations that a call runs on what the host gives; its own functions take either."""
        for one in site.operations if site.is_moved and site.part.role == "call" else ():
            if one in self.moves and not {*site.functions} & {*one.functions}:
                yield one

    def _hindrance(self, operation: Operated, module: Module) -> str | None:
        move, bound = self.moves[operation], module.names.get(ACCEPTS_BOTH)
        if move.keywords:
            name, given = next(iter(move.keywords.items()))
            return f"its `{name}` is `{given}` of a request, and both go by their names"
        if move.demanded or move.added:
            return f"`{(*move.demanded, *move.added)[0]}` is new, and an older version has it not"
        if bound is not None and bound.target != ("routeshift", ACCEPTS_BOTH):
            return f"its module has another `{ACCEPTS_BOTH}`"
        if module.source.mixed:
            return "the lines of its file end in different ways"
        return None

    def _unordered(self, operation: Operated, site: Site) -> str | None:
        ordered = self.moves[operation].ordered or site.call is None or not site.call.args
        return None if ordered else "it passes arguments by position, whose order may differ"

    def _doubt(self, site: Site) -> None:
        for one in site.operations if site.verdict == "unknown" else ():
            if one in self.moves and site.call is not None and fits(site.call, one):
                reason = f"this may be a call of it, for {site.reason}"
                self._tell(one, reason, site.module.path, site.node.lineno)

    def _tell(self, operation: Operated, reason: str, path: Path, line: int) -> None:
        message = f"this stays as it is: {reason}"
        found = Diagnostic("call", operation.method.subject, message, path, line)
        self.reasons.setdefault(operation, []).append(found)


def _no_method(own: Implementing) -> str | None:
    found = decorators_of(own.node) & _NO_METHODS
    return f"it is under `{min(found)}`" if found else None


def _decorated(own: Implementing) -> Change:
    return Change(own.module.path, own.module.source.span(own.node), AddDecorator(ACCEPTS_BOTH))


def _wrapped(site: Site) -> Change:
    assert site.call is not None
    return Change(site.module.path, site.module.source.span(site.call), WrapCallee(ACCEPTS_BOTH))


def _texts(index: Index, rows: Sequence[tuple[Module, Change]]) -> Texts:
    changes: dict[Path, list[Change]] = {}
    for module, change in rows:
        changes.setdefault(module.path, []).append(change)
    texts: Texts = {}
    for module in dict.fromkeys(module for module, _ in rows):
        needed = () if ACCEPTS_BOTH in module.names else (_IMPORT,)
        every = [*changes[module.path], *import_changes(index, module, {}, needed)]
        texts[module.path] = (module.source, applied(module, every))
    return texts
