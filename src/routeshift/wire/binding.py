"""The table of binding rules: where each parameter of a webmethod goes on the wire.

The compat layer applies it to live signatures and the codemod to source, so that they cannot
disagree. It imports neither FastAPI nor LibCST: both sides bring their parameters as
`Parameter` facts and read the answer as a `Binding`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from routeshift.wire.naming import request_model_name
from routeshift.wire.places import Place, marked_place
from routeshift.wire.routes import path_parameters, takes_body
from routeshift.wire.shapes import Shape

# The class of the marker, and the vendor extension that lists marked fields (rule P11).
EXTRA_BODY_MARKER = "ExtraBodyField"
EXTRA_BODY_KEY = "x-extra-body-params"


class Lists(StrEnum):
    """Where an unmarked list on GET or DELETE is read from (rule P2).

    The document promises a query parameter, and the old server read the body: `both` takes
    either, `query` what is documented, `body` what was read; then nothing changes.
    """

    BOTH = "both"
    QUERY = "query"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method, without `self`.

    Attributes:
        name: Its name.
        shape: What its annotation denotes.
        marker: The FastAPI marker in its `Annotated`, as `Body` or `Depends`; None without one.
        embed: Whether the marker is `Body(embed=True)`.
        required: Whether it has no default.
        variadic: Whether it is `*args` or `**kwargs`.
        positional_only: Whether it stands before a `/`.
        field_default: Whether its default is a call of `Field(...)`.
        extra_body: Whether it is marked as a body field that SDKs send as an extra one (P11).
    """

    name: str
    shape: Shape = Shape.SCALAR
    marker: str | None = None
    embed: bool = False
    required: bool = True
    variadic: bool = False
    positional_only: bool = False
    field_default: bool = False
    extra_body: bool = False

    @property
    def marked(self) -> Place | None:
        """Where its marker puts it; None without one."""
        return marked_place(self.marker)

    @property
    def is_dependency(self) -> bool:
        """Whether it comes from a dependency, so that no client sends it."""
        return self.marked is Place.DEPENDENCY


@dataclass(frozen=True, slots=True)
class BoundParameter:
    """One parameter and its place.

    Attributes:
        name: The parameter's name.
        place: Where it travels.
        required: Whether a client must send it.
        rule: The rule that decided.
        also_body: A list on GET or DELETE that is still accepted as a JSON body (rule P2).
        promised: A list of the body that is documented as a query parameter all the same (P2).
        extra_body: A field that is documented under a vendor extension alone (P11).
    """

    name: str
    place: Place
    required: bool
    rule: str
    also_body: bool = False
    promised: bool = False
    extra_body: bool = False

    @property
    def hidden(self) -> bool:
        """Whether the schema of the body leaves it out."""
        return self.promised or self.extra_body


@dataclass(frozen=True, slots=True)
class Binding:
    """Where all parameters of one operation go.

    Attributes:
        parameters: In the order of the signature.
        request_name: `<PascalMethod>Request`, the name of the request model (rule D1).
    """

    parameters: tuple[BoundParameter, ...]
    request_name: str

    def at(self, *places: Place) -> tuple[BoundParameter, ...]:
        """The parameters in these places, in the order of the signature."""
        return tuple(p for p in self.parameters if p.place in places)

    @property
    def request_place(self) -> Place | None:
        """The one place whose parameters become the request model; None if there is none.

        Body fields come before form fields before query parameters: FastAPI takes one model
        per location and nothing else there, and a document names only body models (D1).
        """
        for place in (Place.FIELD, Place.FORM, Place.QUERY):
            if self.at(place):
                return place
        return None

    @property
    def request_fields(self) -> tuple[BoundParameter, ...]:
        """The parameters that become fields of the request model."""
        place = self.request_place
        return () if place is None else self.at(place)

    @property
    def plain(self) -> tuple[BoundParameter, ...]:
        """The parameters that stay parameters of the method, in the order of the signature."""
        place = self.request_place
        return tuple(p for p in self.parameters if p.place is not place)

    @property
    def request_optional(self) -> bool:
        """Whether a missing body, `null` and `{}` are all accepted (rule P4)."""
        return self.request_place is Place.FIELD and not any(
            p.required for p in self.request_fields
        )

    @property
    def multipart(self) -> bool:
        """Whether the body is a form."""
        return any(p.place.value.in_form for p in self.parameters)


_Answer = Callable[["Parameter", "_Context"], Place | None]


@dataclass(frozen=True, slots=True)
class _Row:
    """A rule, and where it puts a parameter; None where it does not say."""

    rule: str
    place: _Answer


@dataclass(frozen=True, slots=True)
class _Context:
    method: str
    path_names: frozenset[str]
    parameters: Sequence[Parameter]
    lists: Lists

    @property
    def has_body(self) -> bool:
        return takes_body(self.method)

    @property
    def multipart(self) -> bool:
        """Whether the body is a form, in which everything else is a field then."""
        return self.has_body and any(
            place is not None and place.value.in_form
            for p in self.parameters
            if p.name not in self.path_names
            for place in (p.marked, p.shape.value.place)
        )

    def alone(self, parameter: Parameter) -> bool:
        """Whether nothing else travels in the body, so that it need not be embedded."""
        # Alone it is the body; beside others FastAPI embeds each under its name (rule P3).
        return not any(p is not parameter and self._in_body(p) for p in self.parameters)

    def _in_body(self, parameter: Parameter) -> bool:
        if parameter.name in self.path_names:
            return False
        if parameter.marker is not None:
            return parameter.marked is Place.BODY
        if parameter.shape is Shape.LIST:
            return self.has_body or self.lists is not Lists.QUERY
        return self.has_body or _structured(parameter)


def _structured(parameter: Parameter) -> bool:
    return parameter.shape.value.structured and parameter.shape.value.place is None


def _no_query(parameter: Parameter) -> bool:
    """Whether FastAPI reads it from the body, as the old server let it."""
    return _structured(parameter) or parameter.shape is Shape.LIST


def _marked(parameter: Parameter, _: _Context) -> Place | None:
    """A marker says where; but for `Body`, which says bare or embedded by what is beside it."""
    return None if parameter.marked is Place.BODY else parameter.marked


def _of_shape(parameter: Parameter, _: _Context) -> Place | None:
    return parameter.shape.value.place


def _put(place: Place, applies: Callable[[Parameter, _Context], bool]) -> _Answer:
    return lambda parameter, context: place if applies(parameter, context) else None


def _body(parameter: Parameter) -> bool:
    return parameter.marked is Place.BODY


# The first row that answers wins.
_ROWS: tuple[_Row, ...] = (
    _Row("P1", _put(Place.PATH, lambda p, c: p.name in c.path_names)),
    _Row("P1", _marked),
    _Row("P8", _of_shape),
    # Below what says its own place: in a form all else is a field of the form.
    _Row("P8", _put(Place.FORM, lambda _, c: c.multipart)),
    _Row("P1", _put(Place.FIELD, lambda p, _: _body(p) and p.embed)),
    _Row("P3", _put(Place.BODY, lambda p, c: _body(p) and c.alone(p))),
    _Row("P3", _put(Place.FIELD, lambda p, c: _body(p) or c.has_body)),
    _Row(
        "P2",
        _put(Place.QUERY, lambda p, c: p.shape is Shape.LIST and c.lists is not Lists.BODY),
    ),
    _Row("P2", _put(Place.BODY, lambda p, c: _no_query(p) and c.alone(p))),
    _Row("P2", _put(Place.FIELD, lambda p, _: _no_query(p))),
    _Row("P2", _put(Place.QUERY, lambda _p, _c: True)),
)


def bind(
    name: str,
    method: str,
    path: str,
    parameters: Sequence[Parameter],
    lists: Lists = Lists.BOTH,
) -> Binding:
    """Bind the parameters of one operation.

    Args:
        name: The name of the Python method.
        method: The served HTTP method (see `served_method`).
        path: The path template.
        parameters: Without `self`, in the order of the signature.
        lists: Where a list on GET or DELETE is read from.

    Returns:
        The place of each parameter. Refused parameters (see `refusals`) have no meaning in it.
    """
    context = _Context(method, frozenset(path_parameters(path)), parameters, lists)
    bound = tuple(_bind(parameter, context) for parameter in parameters)
    return Binding(bound, request_model_name(name))


def _bind(parameter: Parameter, context: _Context) -> BoundParameter:
    answers = ((row.rule, row.place(parameter, context)) for row in _ROWS)
    rule, place = next((rule, place) for rule, place in answers if place is not None)
    a_list = rule == "P2" and parameter.shape is Shape.LIST
    return BoundParameter(
        parameter.name,
        place,
        # A path without its parameter is another path, whatever default it has.
        parameter.required or place is Place.PATH,
        rule,
        also_body=a_list and context.lists is Lists.BOTH,
        promised=a_list and context.lists is Lists.BODY,
        extra_body=place is Place.FIELD and parameter.extra_body,
    )


def is_extension(key: object) -> bool:
    """Whether a vendor extension can have this name: `x-...`, or `requestBody.x-...`."""
    return isinstance(key, str) and re.fullmatch(r"(requestBody\.)?x-[\w-]+", key) is not None
