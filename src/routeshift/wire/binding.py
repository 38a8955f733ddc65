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

# The class of the marker, and the vendor extension that lists marked fields (rule P11).
EXTRA_BODY_MARKER = "ExtraBodyField"
EXTRA_BODY_KEY = "x-extra-body-params"

_RECEIVERS = frozenset({"self", "this", "cls"})

_PATH_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")


class Shape(StrEnum):
    """What an annotation denotes, as far as binding cares. Optional is looked through."""

    SCALAR = "scalar"
    LIST = "list"
    MAPPING = "mapping"
    MODEL = "model"
    UPLOAD = "upload"
    UNKNOWN = "unknown"


class Place(StrEnum):
    """Where a parameter travels."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    FIELD = "embedded body field"
    BODY = "bare body"
    FORM = "form field"
    FILE = "file"
    DEPENDENCY = "dependency"


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


@dataclass(frozen=True, slots=True)
class Bound:
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

    parameters: tuple[Bound, ...]
    request_name: str

    def at(self, *places: Place) -> tuple[Bound, ...]:
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
    def request_fields(self) -> tuple[Bound, ...]:
        """The parameters that become fields of the request model."""
        place = self.request_place
        return () if place is None else self.at(place)

    @property
    def plain(self) -> tuple[Bound, ...]:
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
        return bool(self.at(Place.FORM, Place.FILE))


@dataclass(frozen=True, slots=True)
class _Row:
    rule: str
    applies: Callable[[Parameter, _Context], bool]
    place: Place


@dataclass(frozen=True, slots=True)
class _Context:
    method: str
    path_names: frozenset[str]
    parameters: Sequence[Parameter]
    lists: Lists

    @property
    def has_body(self) -> bool:
        return self.method == "POST"

    @property
    def multipart(self) -> bool:
        """Whether the body is a form, in which everything else is a field then."""
        return self.has_body and any(
            p.shape is Shape.UPLOAD or p.marker in ("File", "Form")
            for p in self.parameters
            if p.name not in self.path_names
        )

    def alone(self, parameter: Parameter) -> bool:
        """Whether nothing else travels in the body, so that it need not be embedded."""
        return not any(p is not parameter and self._in_body(p) for p in self.parameters)

    def _in_body(self, parameter: Parameter) -> bool:
        if parameter.name in self.path_names:
            return False
        if parameter.marker is not None:
            return parameter.marker == "Body"
        if parameter.shape is Shape.LIST:
            return self.has_body or self.lists is not Lists.QUERY
        return self.has_body or _structured(parameter)


_MARKERS = {
    "Path": Place.PATH,
    "Query": Place.QUERY,
    "Header": Place.HEADER,
    "Cookie": Place.COOKIE,
    "Form": Place.FORM,
    "File": Place.FILE,
    "Depends": Place.DEPENDENCY,
    "Security": Place.DEPENDENCY,
}


def _marked(marker: str) -> Callable[[Parameter, _Context], bool]:
    return lambda parameter, _: parameter.marker == marker


def _structured(parameter: Parameter) -> bool:
    return parameter.shape in (Shape.MAPPING, Shape.MODEL)


def _no_query(parameter: Parameter) -> bool:
    """Whether FastAPI reads it from the body, as the old server let it."""
    return _structured(parameter) or parameter.shape is Shape.LIST


# First row that applies wins.
_ROWS: tuple[_Row, ...] = (
    _Row("P1", lambda p, c: p.name in c.path_names, Place.PATH),
    *(_Row("P1", _marked(marker), place) for marker, place in _MARKERS.items()),
    _Row("P8", lambda p, _: p.shape is Shape.UPLOAD, Place.FILE),
    _Row("P8", lambda _, c: c.multipart, Place.FORM),
    _Row("P1", lambda p, _: p.marker == "Body" and p.embed, Place.FIELD),
    _Row("P3", lambda p, c: p.marker == "Body" and c.alone(p), Place.BODY),
    _Row("P3", _marked("Body"), Place.FIELD),
    _Row("P3", lambda _, c: c.has_body, Place.FIELD),
    _Row("P2", lambda p, c: p.shape is Shape.LIST and c.lists is not Lists.BODY, Place.QUERY),
    _Row("P2", lambda p, c: _no_query(p) and c.alone(p), Place.BODY),
    _Row("P2", lambda p, _: _no_query(p), Place.FIELD),
    _Row("P2", lambda _p, _c: True, Place.QUERY),
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


def _bind(parameter: Parameter, context: _Context) -> Bound:
    row = next(row for row in _ROWS if row.applies(parameter, context))
    required = parameter.required or row.place is Place.PATH
    a_list = row.rule == "P2" and parameter.shape is Shape.LIST
    return Bound(
        parameter.name,
        row.place,
        required,
        row.rule,
        also_body=a_list and context.lists is Lists.BOTH,
        promised=a_list and context.lists is Lists.BODY,
        extra_body=row.place is Place.FIELD and parameter.extra_body,
    )


def refusals(parameters: Sequence[Parameter]) -> tuple[str, ...]:
    """Why an implementation's signature cannot be served (rule R7), a clause a reason."""
    return tuple(
        f"parameter `{p.name}` {reason}"
        for p in parameters
        for applies, reason in _REFUSALS
        if applies(p)
    )


_REFUSALS: tuple[tuple[Callable[[Parameter], bool], str], ...] = (
    (lambda p: p.positional_only, "is positional-only, and everything is passed by keyword"),
    (lambda p: p.field_default, "has `Field(...)` as its default, which is no default"),
    (lambda p: p.variadic, "is variadic, so that no client can know what to send"),
    (lambda p: p.name == "request" and p.marker is None, "is called `request`, which is taken"),
)


def served_method(declared: str | None) -> str:
    """The HTTP method that is served and documented for a declared one (rule R4)."""
    return declared if declared in ("GET", "DELETE") else "POST"


def join_path(level: str | None, route: str, prefix: str = "") -> str:
    """The path of a route: `/{level}/{route}` with one slash (rule R3).

    Args:
        level: The level, or None.
        route: The declared route, with or without a leading slash.
        prefix: What stands there for routes without a level, as `/api`.
    """
    head = f"/{level}" if level else prefix.rstrip("/")
    return f"{head}/{route.lstrip('/')}"


def receiver_of(parameters: Sequence[str]) -> str | None:
    """What a method is called on, by the names of its parameters; None where it has no `self`.

    A Protocol may leave it out, for nobody calls its methods.
    """
    return parameters[0] if parameters and parameters[0] in _RECEIVERS else None


def path_parameters(path: str) -> tuple[str, ...]:
    """The names of the path parameters, in the order of the path."""
    return tuple(_PATH_PARAMETER.findall(path))


def is_extension(key: object) -> bool:
    """Whether a vendor extension can have this name: `x-...`, or `requestBody.x-...`."""
    return isinstance(key, str) and re.fullmatch(r"(requestBody\.)?x-[\w-]+", key) is not None
