"""Parameters that only implementations have: they stay live on the wire (rule R6, trap T19)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift.wire import Parameter, Place, takes_body
from routeshift_codemods.index import Defined, FunctionNode, Index, Outside, lookup_expression
from routeshift_codemods.resolve.implementing.agreement import Agreement, Row
from routeshift_codemods.resolve.implementing.carrying import CannotCarryError
from routeshift_codemods.resolve.implementing.deviations import Outcome
from routeshift_codemods.resolve.implementing.facets import accepted_type, default_words
from routeshift_codemods.resolve.signatures import (
    ANY,
    MethodParameter,
    Wire,
    annotated_parts,
    given_default,
    imported,
    is_dependency,
    parameters_of,
)

_OF_FASTAPI = ("fastapi.", "starlette.")


def additional(agreement: Agreement) -> Iterator[MethodParameter]:
    """The parameters of an operation that its Protocol does not have.

    Args:
        agreement: The operation and its implementations; what cannot be kept is added there.
    """
    declared = {parameter.name for parameter in agreement.method.parameters}
    names = [p.name for s in agreement.served for p in s.parameters or () if not p.facts.variadic]
    for name in dict.fromkeys(names):
        if name not in declared:
            found = _additional(agreement, name)
            if found is not None:
                yield found


def _additional(agreement: Agreement, name: str) -> MethodParameter | None:
    rows = agreement.rows(name)
    first, *others = rows
    place = first.facets.place
    here = f"only the implementation takes `{name}`, which {default_words(first.parameter)}"
    # Two implementations that read it differently leave nothing that a router could do for both.
    if any(row.facets != first.facets for row in others):
        for row in rows:
            agreement.deviations.add(row.served, "lost", here)
        return None
    lacking = agreement.lacking(name)
    alone = not _joins_request(agreement, place)
    # One that does not know it must not be passed it: only a field of the request can be left out.
    if lacking and (alone or first.facets.default is None):
        agreement.deviations.add(first.served, "lost", f"{here}, and {lacking[0].owner} does not")
        return None
    if alone and (place.value.in_body or place is Place.PATH):
        agreement.deviations.add(first.served, "lost", here, f"it travels as {place}")
        return None
    try:
        wire = _wire(agreement, first, alone=alone)
    except CannotCarryError as error:
        agreement.deviations.add(first.served, "lost", here, str(error))
        return None
    outcome: Outcome = "documented anew" if _shown(agreement, first) else "kept"
    agreement.deviations.add(first.served, outcome, here)
    facts = Parameter(
        name,
        shape=first.parameter.facts.shape,
        marker=first.parameter.facts.marker,
        embed=first.parameter.facts.embed,
        required=first.facets.default is None and place is not Place.DEPENDENCY,
    )
    return MethodParameter(facts, ast.arg(name), wire=wire)


def _joins_request(agreement: Agreement, place: Place) -> bool:
    """Whether it becomes a field of the request, of which an implementation need not know."""
    binding = agreement.method.binding
    of_query = binding.request_place in (None, Place.QUERY) and not _has_body(agreement)
    return place in (Place.FIELD, Place.FORM) or (place is Place.QUERY and of_query)


def _has_body(agreement: Agreement) -> bool:
    return takes_body(agreement.method.routes[0].operation.method)


def _shown(agreement: Agreement, row: Row) -> bool:
    """Whether the document cannot but have it, too."""
    place, binding = row.facets.place, agreement.method.binding
    if place is Place.FIELD:
        return binding.request_place is not Place.FIELD
    if place is Place.DEPENDENCY:
        return not _reads_the_request_alone(agreement.index, row)
    return place is Place.FORM


def _reads_the_request_alone(index: Index, row: Row) -> bool:
    """Whether a dependency has no parameters that FastAPI would document."""
    marker = row.parameter.marker
    named = marker.args[0] if isinstance(marker, ast.Call) and marker.args else None
    found = None if named is None else lookup_expression(index, row.served.module, named)
    if not isinstance(found, Defined) or not isinstance(found.node, FunctionNode):
        return False
    parameters = parameters_of(index, found.module, found.node)
    kinds = [p.node.annotation for p in parameters]
    types = [lookup_expression(index, found.module, k) if k is not None else None for k in kinds]
    return all(isinstance(t, Outside) and t.name.startswith(_OF_FASTAPI) for t in types)


def _wire(agreement: Agreement, row: Row, *, alone: bool) -> Wire:
    parameter, module, carrier = row.parameter, row.served.module, agreement.carrier
    if not alone:
        accepted = accepted_type(agreement.index, module, parameter, row.facets)
        default = agreement.default(row)
        return Wire(True, default, annotation=carrier.carry(module, accepted), documented=False)
    # Its marker says where it travels, so the router has it as it stands.
    bare, _ = annotated_parts(agreement.index, module, parameter.node.annotation)
    marked = _marked(parameter, bare)
    annotation = carrier.carry(module, marked, routes_only=True)
    try:
        promised = ANY if bare is None else carrier.carry(module, bare)
    except CannotCarryError:
        promised = ANY
    given = given_default(parameter)
    default = None if given is None else agreement.default(row)
    return Wire(True, default, annotation=annotation, documented=False, promised=promised)


def _marked(parameter: MethodParameter, bare: ast.expr | None) -> ast.expr:
    """Its annotation with its marker in it, wherever that stood; in no document."""
    marker = parameter.marker
    assert marker is not None
    kind = ANY.node if bare is None else bare
    if is_dependency(parameter):
        return ast.Subscript(imported("typing", "Annotated"), ast.Tuple([kind, marker]))
    head = marker.func if isinstance(marker, ast.Call) else marker
    said = [k for k in getattr(marker, "keywords", []) if k.arg not in ("default", _HIDDEN.arg)]
    call = ast.Call(head, [], [*said, _HIDDEN])
    return ast.Subscript(imported("typing", "Annotated"), ast.Tuple([kind, call]))


_HIDDEN = ast.keyword("include_in_schema", ast.Constant(False))
