"""Operations whose Protocols take requests already: what of them is left in the old convention."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from routeshift_codemods.index import Defined, Index, Module, lookup
from routeshift_codemods.plan.code import Call
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.resolve import (
    ACCEPTS_BOTH,
    Operated,
    Renewal,
    Site,
    Sites,
    accepts_both,
    is_accepted,
)
from routeshift_codemods.syntax import last_name, walk


def without_moved(one: Operated, renewal: Renewal | None) -> Operated:
    """An operation without the functions that take a request already, and maybe either."""
    if renewal is None:
        return one
    taken = renewal.request.parameter
    functions = {
        node: own
        for node, own in one.functions.items()
        if all(parameter.name != taken for parameter in own.parameters)
        and not (own.owner is not None and accepts_both(own.owner, node))
    }
    strangers = [own for own in one.strangers if all(p.name != taken for p in own.parameters)]
    alike = [own for own in one.alike if all(p.name != taken for p in own.parameters)]
    return replace(one, functions=functions, strangers=tuple(strangers), alike=tuple(alike))


def some_moved(one: Operated, left: Operated) -> bool:
    """Whether some functions of an operation are not among those that are left of it."""
    return (len(left.functions), len(left.strangers)) != (len(one.functions), len(one.strangers))


def in_known_order(one: Operated, renewal: Renewal | None) -> Operated:
    """An operation with its parameters in the order that its implementations still have."""
    if renewal is None or renewal.ordered:
        return one
    names = {p.name for p in one.method.parameters}
    orders = {
        tuple(p.name for p in own.parameters if p.name in names) for own in one.functions.values()
    }
    if len(orders) != 1 or {*(order := orders.pop())} != names:
        return one
    parameters = sorted(one.method.parameters, key=lambda p: order.index(p.name))
    return replace(one, method=replace(one.method, parameters=tuple(parameters)))


def ordered_by_implementations(move: Move) -> Move:
    """A move whose implementations tell the order of what calls pass, where nothing else does."""
    known = set(move.parameters)
    own = {
        tuple(p.name for p in one.parameters if p.name in known)
        for one in move.operated.functions.values()
    }
    return replace(move, ordered=move.ordered or own == {move.parameters})


def renewed_move(one: Operated, renewal: Renewal, package: Index) -> Move:
    giving = tuple(_giving(package, renewal))
    takes = Call(renewal.before, renewal.request.name, renewal.after)
    return Move(
        one,
        takes,
        renewal.fields,
        giving[0],
        frozenset(giving),
        renewal.request.module.name,
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
class OpenSites:
    """The sites of a project, without those that pass a request already.

    Attributes:
        sites: All of them.
        moves: The operations whose Protocols take requests already.
        doubted: Those of which some calls may pass a request already; None for all.
        wrapped_in: What of a module takes either where it is called, when that is known.
    """

    sites: Sites
    moves: Mapping[Operated, Move]
    doubted: Collection[Operated] | None = None
    wrapped_in: dict[Module, set[ast.expr]] = field(default_factory=dict)

    def left(self) -> list[Site]:
        """The sites of what does not take or pass a request everywhere yet."""
        found = list(self._open(self.sites.all()))
        open_ = {one for one in self.moves if one.functions}
        open_ |= {one for site in found if site.call is not None for one in site.operations}
        open_ |= {one for site in found for one in site.operations if one not in self.moves}
        return [site for site in found if site.call is not None or open_ & {*site.operations}]

    def in_examples(self) -> list[Site]:
        """The calls in examples of docstrings, without those that pass a request already."""
        return [*self._open(self.sites.in_examples())]

    def _open(self, sites: Iterable[Site]) -> Iterator[Site]:
        for site in sites:
            wrapped = site.node in self._wrapped(site.module)
            if wrapped or is_accepted(site.module, site.node):
                continue
            moves = [self.moves[o] for o in site.operations if o in self.moves]
            if not moves:
                yield site
            elif site.call is None:
                if not any(_has_moved(site, move) for move in moves):
                    yield site
            elif not any(self._passes(site, move) for move in moves):
                yield self._doubted(site, [move for move in moves if self._may_have_moved(move)])

    def _may_have_moved(self, move: Move) -> bool:
        return self.doubted is None or move.operated in self.doubted

    def _wrapped(self, module: Module) -> set[ast.expr]:
        """The methods that take either convention where they are called."""
        if module not in self.wrapped_in:
            found: set[ast.expr] = set()
            # Most modules have never heard of it.
            nodes = walk(module.tree) if ACCEPTS_BOTH in module.source.text else ()
            for node in nodes:
                if isinstance(node, ast.Call) and last_name(node.func) == ACCEPTS_BOTH:
                    found.update(node.args)
            self.wrapped_in[module] = found
        return self.wrapped_in[module]

    def _passes(self, site: Site, move: Move) -> bool:
        """Whether a call passes a request, by name or by a value of its class."""
        assert site.call is not None
        if any(keyword.arg == move.argument for keyword in site.call.keywords):
            return True
        return any(self._is_request(site, one, move) for one in site.call.args)

    def _is_request(self, site: Site, value: ast.expr, move: Move) -> bool:
        made = value.func if isinstance(value, ast.Call) else None
        if isinstance(made, ast.Attribute) and made.attr == "model_construct":
            made = made.value
        if made is not None and last_name(made) == move.request:
            return True
        # Another package may have a class of the same name.
        given = {f"{module}.{move.request}" for module in move.places}
        return bool(given & self.sites.classes(site.scope, value))

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


def _has_moved(site: Site, move: Move) -> bool:
    """Whether what a test does with a mock is about a request already."""
    if site.stand_in is not None:
        arguments = site.stand_in.node.args
        return move.argument in {one.arg for one in (*arguments.args, *arguments.kwonlyargs)}
    places = (len(move.takes.before), move.argument)
    reads = site.part.reads or ()
    given = move.fields.values()
    return bool(reads) and all(one.key in places and one.attribute in given for one in reads)
