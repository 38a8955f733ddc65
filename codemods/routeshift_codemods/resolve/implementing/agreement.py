"""What the implementations of one operation agree on, parameter by parameter (rule R6)."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from routeshift.wire import Place
from routeshift_codemods.index import Index, Module, UnknownValueError, value_of
from routeshift_codemods.resolve.implementing.carrying import CannotCarryError, Carrier
from routeshift_codemods.resolve.implementing.deviations import Deviations, Outcome
from routeshift_codemods.resolve.implementing.facets import (
    Facets,
    accepted_type,
    default_words,
    facets_of,
    name_words,
    type_words,
)
from routeshift_codemods.resolve.implementing.implementations import Served
from routeshift_codemods.resolve.records import Method
from routeshift_codemods.resolve.signatures import (
    ANY,
    NOTHING,
    Carried,
    MethodParameter,
    Wire,
    annotated_parts,
    given_default,
    imported,
)

# Where a decision can move a parameter: to where FastAPI looks by a marker's name alone.
_MOVABLE = (Place.QUERY, Place.HEADER, Place.COOKIE, Place.FIELD, Place.BODY, Place.FORM)


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter of one implementation."""

    served: Served
    parameter: MethodParameter
    facets: Facets


@dataclass(frozen=True)
class Agreement:
    """What the implementations of an operation take.

    Attributes:
        index: The facts of the target and of what is around it.
        carrier: Carries expressions to the API's module.
        method: The operation, as its Protocol declares it.
        served: The methods of its implementations, whose parameters are known.
        named: Whether a decision names their implementation, so that they say where a parameter
            travels, too.
        deviations: What was found.
    """

    index: Index
    carrier: Carrier
    method: Method
    served: Sequence[Served]
    named: bool = False
    deviations: Deviations = field(default_factory=Deviations)

    def parameters(self) -> tuple[MethodParameter, ...]:
        """The parameters of the operation as clients see them."""
        places = {bound.name: bound.place for bound in self.method.binding.parameters}
        return tuple(self._declared(p, places[p.name]) for p in self.method.parameters)

    def rows(self, name: str) -> list[Row]:
        """What the implementations that take a parameter make of it."""
        found = []
        for served, places in zip(self.served, self._places, strict=True):
            parameter = served.parameter(name)
            if parameter is not None:
                facets = facets_of(self.index, served.module, parameter, places[name])
                found.append(Row(served, parameter, facets))
        return found

    def lacking(self, name: str) -> list[Served]:
        """The implementations that do not take a parameter, and say so."""
        others = [s for s in self.served if s.parameter(name) is None]
        return [s for s in others if not any(p.facts.variadic for p in s.parameters or ())]

    def default(self, row: Row) -> Carried | None:
        """The default of an implementation's parameter, for the API's module.

        Raises:
            CannotCarryError: It cannot stand there.
        """
        if row.facets.default is None:
            return None
        given = given_default(row.parameter)
        if given is None:
            raise CannotCarryError("it is made anew for each call")
        value = self._value(row.served.module, given)
        # A plain value needs no import, wherever it was named.
        if isinstance(given, ast.Constant) or isinstance(value, bool | int | float):
            return Carried(ast.Constant(value))
        return self.carrier.carry(row.served.module, given)

    @cached_property
    def _places(self) -> list[dict[str, Place]]:
        """Where the parameters of each implementation travel."""
        rows = ([p.facts for p in served.parameters or ()] for served in self.served)
        return [{b.name: b.place for b in self.method.bind(facts).parameters} for facts in rows]

    def _declared(self, declared: MethodParameter, place: Place) -> MethodParameter:
        """A parameter of the Protocol, as its implementations take it."""
        rows = self.rows(declared.name)
        lacking = self.lacking(declared.name)
        if not rows:
            return self._ignored(declared, place, lacking) if lacking else declared
        for served in lacking:
            self.deviations.add(served, "lost", f"does not take `{declared.name}`")
        # Where all of them parse it, no server takes it as a plain field.
        if place is Place.FORM and all(r.facets.place is Place.DEPENDENCY for r in rows):
            return self._parsed(declared, rows)
        elsewhere = [row for row in rows if row.facets.place is not place]
        # Only where a user has said whose parameters count:
        # otherwise clients of one of them would notice.
        moves = self.named and all(row.facets.place in _MOVABLE for row in elsewhere)
        for row in elsewhere:
            here, there = f"travels as {row.facets.place}", f"travels as {place}"
            self._add(row, "documented anew" if moves else "lost", here, there)
        # One that travels elsewhere is another parameter: nothing else of it can be compared.
        if elsewhere and not moves:
            return declared
        if elsewhere:
            place = elsewhere[0].facets.place
            declared = self._moved(declared, elsewhere[0])
        documented = facets_of(self.index, self.method.module, declared, place)
        for row in rows:
            if row.facets.called != documented.called:
                self._add(row, "lost", name_words(row.parameter), name_words(declared))
        return self._typed(self._defaulted(declared, documented, rows), documented, rows)

    def _moved(self, declared: MethodParameter, row: Row) -> MethodParameter:
        """A parameter where an implementation has it; of the Protocol stay type and default."""
        bare, metadata = annotated_parts(self.index, self.method.module, declared.node.annotation)
        kept = [m for m in metadata if m is not declared.marker]
        if bare is not None and kept:
            bare = ast.Subscript(imported("typing", "Annotated"), ast.Tuple([bare, *kept]))
        own = row.parameter.facts
        facts = replace(
            declared.facts, marker=own.marker, embed=own.embed, shape=own.shape, extra_body=False
        )
        node = ast.copy_location(ast.arg(declared.name, bare), declared.node)
        default = given_default(declared)
        return MethodParameter(facts, node, default, wire=Wire(place=row.facets.place))

    def _ignored(
        self, declared: MethodParameter, place: Place, lacking: Sequence[Served]
    ) -> MethodParameter:
        """A parameter that no implementation takes: a client may send anything, or nothing."""
        here = f"does not take `{declared.name}`, whatever a client sends"
        if place not in (Place.FIELD, Place.QUERY):
            self.deviations.add(lacking[0], "lost", here)
            return declared
        anew = place is Place.QUERY and declared.facts.required
        self.deviations.add(lacking[0], "documented anew" if anew else "kept", here)
        wire = Wire(other_default=True, default=NOTHING, annotation=ANY)
        return _with(declared, wire, required=False)

    def _parsed(self, declared: MethodParameter, rows: Sequence[Row]) -> MethodParameter:
        """A form field that the implementations parse by a dependency of their own (trap T7)."""
        row, *others = rows
        marker = row.parameter.marker
        assert marker is not None
        there = "is a plain form field"
        if any(other.facets.parser != row.facets.parser for other in others):
            for one in rows:
                self._add(one, "lost", default_words(one.parameter), there)
            return declared
        try:
            parser = self.carrier.carry(row.served.module, marker, routes_only=True)
        except CannotCarryError as error:
            self._add(row, "lost", default_words(row.parameter), there, str(error))
            return declared
        anew = declared.facts.required
        outcome: Outcome = "documented anew" if anew else "kept"
        self._add(row, outcome, default_words(row.parameter), there)
        return _with(declared, Wire(parser=parser), required=False)

    def _defaulted(
        self, declared: MethodParameter, documented: Facets, rows: Sequence[Row]
    ) -> MethodParameter:
        """The parameter with the default that its implementations agree on (trap T25)."""
        differing = [row for row in rows if row.facets.default != documented.default]
        keys = {row.facets.default for row in rows}
        # Where only some demand it, what any of them accepts is accepted.
        some_demand_it = documented.default is None and len(keys - {None}) == 1
        if len(keys) > 1 and not some_demand_it:
            for row in differing:
                there = default_words(declared, brief=True)
                self._add(row, "lost", default_words(row.parameter), there)
        if not differing or (len(keys) > 1 and not some_demand_it):
            return declared
        row = differing[0]
        here, there = default_words(row.parameter), default_words(declared, brief=True)
        try:
            default = self.default(row)
        except CannotCarryError as error:
            self._add(row, "lost", here, there, str(error))
            return declared
        outcome: Outcome = "documented anew" if self._shown(declared, row, documented) else "kept"
        self._add(row, "open" if len(keys) > 1 else outcome, here, there)
        wire = replace(declared.wire or Wire(), other_default=True, default=default)
        return _with(declared, wire, required=row.facets.default is None)

    def _shown(self, declared: MethodParameter, row: Row, documented: Facets) -> bool:
        """Whether the document has no way to say another default than the one on the wire."""
        given = given_default(declared)
        if given is not None and self._value(self.method.module, given) is ...:
            return True
        demands = (row.facets.default is None) != (documented.default is None)
        return row.facets.place is not Place.FIELD and demands

    def _value(self, module: Module, node: ast.expr) -> Any:
        """The value of an expression; an ellipsis when it cannot be read."""
        try:
            return value_of(self.index, module, node)
        except (UnknownValueError, RecursionError):
            return ...

    def _typed(
        self, declared: MethodParameter, documented: Facets, rows: Sequence[Row]
    ) -> MethodParameter:
        """The parameter with the type that its implementations agree on."""
        there = type_words(declared)
        wire = declared.wire or Wire()
        typed = [row for row in rows if row.facets.types is not None]
        for row in rows if documented.types is not None else ():
            if row.facets.types is None:
                self._add(row, "lost", "has no type, so that anything is taken", there)
        kinds = {(r.facets.accepted, r.facets.takes_null(documented)) for r in typed}
        known = (documented.accepted, documented.nullable)
        differing = [
            r for r in typed if (r.facets.accepted, r.facets.takes_null(documented)) != known
        ]
        if not differing:
            return declared
        row = differing[0]
        if (
            all(accepted == documented.accepted for accepted, _ in kinds)
            and not documented.nullable
        ):
            # A new default of None has been added.
            if not (wire.other_default and row.facets.none_by_default):
                self._add(row, "open" if len(kinds) > 1 else "kept", "may be null", there)
            return _with(declared, replace(wire, nullable=True))
        if len(kinds) > 1:
            for one in differing:
                self._add(one, "lost", type_words(one.parameter), there)
            return declared
        accepted = accepted_type(self.index, row.served.module, row.parameter, row.facets)
        try:
            annotation = self.carrier.carry(row.served.module, accepted)
        except CannotCarryError as error:
            self._add(row, "lost", type_words(row.parameter), there, str(error))
            return declared
        self._add(row, "kept", type_words(row.parameter), there)
        return _with(declared, replace(wire, annotation=annotation))

    def _add(self, row: Row, outcome: Outcome, here: str, there: str, reason: str = "") -> None:
        message = f"`{row.parameter.name}` {here}; in {self.method.subject} it {there}"
        self.deviations.add(row.served, outcome, message, reason)


def _with(parameter: MethodParameter, wire: Wire, required: bool | None = None) -> MethodParameter:
    facts = parameter.facts
    if required is not None:
        facts = replace(facts, required=required)
    return replace(parameter, wire=wire, facts=facts)
