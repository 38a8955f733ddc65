"""What clients see of an operation, where its implementations do not take what its Protocol says.

A server takes what the implementation's signature says, and documents what the Protocol's does
(rule R6). So a parameter on which all implementations agree is rewritten as they have it. What
cannot be kept is reported with its place, for the maintainer to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from routeshift.errors import TargetError
from routeshift_codemods.index import Surroundings
from routeshift_codemods.resolve.decisions import (
    PARAMETERS,
    PROTOCOL,
    Decision,
    Decisions,
    decision_key,
)
from routeshift_codemods.resolve.declaring import Inventory
from routeshift_codemods.resolve.implementing.additional import additional
from routeshift_codemods.resolve.implementing.agreement import Agreement
from routeshift_codemods.resolve.implementing.carrying import Carrier
from routeshift_codemods.resolve.implementing.deviations import Deviation
from routeshift_codemods.resolve.implementing.implementations import (
    Implementation,
    Implementations,
    Served,
)
from routeshift_codemods.resolve.records import Diagnostic, DiagnosticKind, LegacyApi, Method
from routeshift_codemods.resolve.signatures import MethodParameter

_OUTCOMES = {
    "kept": "the router keeps that, and the document says what it said",
    "open": "others have it otherwise, and the router keeps this, for it accepts more",
    "documented anew": "the router keeps that, and the document says the same from now on",
    "lost": "the router takes what {protocol} says",
}


def on_the_wire(inventory: Inventory, folders: Sequence[Path], decisions: Decisions) -> Inventory:
    """The inventory with its legacy operations as their clients see them.

    Args:
        inventory: What the target declares.
        folders: Where its implementations may stand.
        decisions: What was decided per operation.

    Raises:
        TargetError: A decision names an implementation that there is not.
    """
    implementations = Implementations(Surroundings(inventory.index, folders), inventory.legacy)
    found = [(api, implementations.of(api)) for api in inventory.legacy]
    return replace(
        inventory,
        legacy=tuple(_served(api, implementations, rows, decisions) for api, rows in found),
        unimplemented=tuple(api.name for api, rows in found if not rows),
        unserved=(*inventory.unserved, *_unread(implementations.surroundings)),
    )


def _unread(surroundings: Surroundings) -> Iterator[Diagnostic]:
    for path, error in surroundings.errors.items():
        message = f"it may implement an API, and cannot be read: {error.message.rstrip('.')}"
        yield Diagnostic("info", path.name, message, path, error.line or 1)


def _served(
    api: LegacyApi,
    implementations: Implementations,
    found: Sequence[Implementation],
    decisions: Decisions,
) -> LegacyApi:
    if not found:
        return api
    carrier = Carrier(implementations.index, api.module)
    operations = (_operation(api, m, carrier, found, decisions) for m in api.methods)
    return replace(api, methods=tuple(one.as_served() for one in operations))


def _operation(
    api: LegacyApi,
    method: Method,
    carrier: Carrier,
    found: Sequence[Implementation],
    decisions: Decisions,
) -> _Operation:
    key = decision_key(api.name, method.name)
    decided = decisions.of(api.name, method.name, PARAMETERS)
    # Decided for the Protocol, or never to be rewritten: what implementations take is not asked.
    untouched = decided == PROTOCOL or not method.rewritable
    served = [] if untouched else list(_signatures(_chosen(found, decided, key), method))
    return _Operation(api, method, carrier, served, decided is not None)


def _chosen(
    found: Sequence[Implementation], decided: str | None, key: str
) -> Sequence[Implementation]:
    if decided is None:
        return found
    chosen = [one for one in found if one.name == decided]
    if not chosen:
        names = ", ".join(dict.fromkeys(one.name for one in found))
        raise TargetError(
            f"The decision {key!r} in [tool.routeshift] names {decided!r}, which is no "
            "implementation of it.",
            hint=f"There are: {names}.",
        )
    return chosen


def _signatures(found: Sequence[Implementation], method: Method) -> Iterator[Served]:
    """The methods that answer an operation; those that several classes inherit once.

    One that takes a request already has what its Protocol says, by a bridge.
    """
    seen: set[int] = set()
    for served in (one.methods[method.name] for one in found if method.name in one.methods):
        request = served.parameter("request")
        if id(served.node) not in seen and (request is None or request.marker is not None):
            seen.add(id(served.node))
            yield served


@dataclass(frozen=True, slots=True)
class _Operation:
    """An operation with the methods that answer it, none where they do not matter."""

    api: LegacyApi
    method: Method
    carrier: Carrier
    served: Sequence[Served]
    decided: bool

    def as_served(self) -> Method:
        """It, with the parameters that clients see and diagnostics on the deviations."""
        if not self.served:
            return self.method
        known = [served for served in self.served if served.parameters is not None]
        unknown = [served for served in self.served if served.parameters is None]
        diagnostics = [self._unknown(served) for served in unknown]
        agreement = Agreement(self.carrier.index, self.carrier, self.method, known, self.decided)
        parameters = (*agreement.parameters(), *additional(agreement)) if known else ()
        deviations = agreement.deviations.found
        moved = self._moved(parameters) if parameters else []
        # Together they would bind otherwise, so that none of them can be kept.
        if moved:
            deviations = [replace(d, outcome="lost", reason=moved[0]) for d in deviations]
        diagnostics += [self._deviates(deviation) for deviation in deviations]
        method = replace(self.method, diagnostics=(*self.method.diagnostics, *diagnostics))
        if moved or not any(p.wire for p in parameters):
            return method
        return replace(
            method,
            parameters=parameters,
            binding=self.method.bind([p.facts for p in parameters]),
            documented=self.method.binding,
        )

    def _moved(self, parameters: Sequence[MethodParameter]) -> list[str]:
        """What would travel elsewhere than it is to, because of the others."""
        bound = self.method.bind([p.facts for p in parameters])
        places = {b.name: b.place for b in bound.parameters}
        wanted = {b.name: b.place for b in self.method.binding.parameters}
        wanted |= {p.name: p.wire.place for p in parameters if p.wire and p.wire.place}
        return [
            f"`{name}` would travel as {places[name]} then, not as {place}"
            for name, place in wanted.items()
            if places[name] is not place
        ]

    def _deviates(self, deviation: Deviation) -> Diagnostic:
        if self.decided and deviation.outcome == "lost":
            return self._refused(deviation)
        message = f"{deviation.message}: {self._outcome(deviation)}"
        if deviation.outcome == "kept":
            return self._diagnostic(deviation.served, message)
        others = deviation.outcome in ("lost", "open") and not deviation.reason
        if others and len(self.served) > 1:
            names = ", ".join(dict.fromkeys(served.owner for served in self.served))
            message += f", or what one of these takes if you name it: {names}"
        return self._diagnostic(deviation.served, message, "decision")

    def _refused(self, deviation: Deviation) -> Diagnostic:
        """A decision names an implementation, and clients would see something else."""
        reason = deviation.reason or "no router has it so beside what the Protocol says"
        message = f"{deviation.message}: it was decided for that, which cannot be, for {reason}"
        return self._diagnostic(deviation.served, message, "cannot")

    def _outcome(self, deviation: Deviation) -> str:
        outcome = _OUTCOMES[deviation.outcome].format(protocol=self.method.subject)
        if not deviation.reason:
            return outcome
        return f"{outcome}, for {deviation.reason}; to keep it, write it there"

    def _unknown(self, served: Served) -> Diagnostic:
        protocol = self.method.subject
        message = f"what it takes cannot be read: the router takes what {protocol} says"
        return self._diagnostic(served, message, "cannot" if self.decided else "decision")

    def _diagnostic(
        self, served: Served, message: str, kind: DiagnosticKind = "info"
    ) -> Diagnostic:
        subject = f"{served.owner}.{self.method.name}"
        place = (served.module.path, served.node.lineno)
        asked = Decision(self.api.name, self.method.name, PARAMETERS, PROTOCOL)
        return Diagnostic(kind, subject, message, *place, asked if kind == "decision" else None)
