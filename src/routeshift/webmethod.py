"""The `webmethod` decorator, and reading the metadata that anyone else's decorator left.

Rule R1: the metadata is a list `__webmethods__` or a single `__webmethod__` on the function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any, TypeGuard, TypeVar

from routeshift.wire import PUBLIC_KEY, SCOPE_KEY, SECURITY_KEY

METADATA = ("__webmethods__", "__webmethod__")  # routeshift: accept discovery reads routers, too
"""What decorators leave on a function: a list of entries, or one (rule R1)."""

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class WebMethod:
    """The metadata of one route of one method (rule R5).

    Attributes:
        route: The route without its level.
        method: The declared HTTP method; what is served is another matter (rule R4).
        level: `v1`, `v1alpha`, ...
        deprecated: Whether the document says so.
        experimental: Whether the operation is declared experimental beside its level.
        public: Whether a client needs no credentials.
        required_scope: The scope that a client needs.
        require_authentication: False is another spelling of `public`.
        extras: Every other field that was set, by its name: nothing is dropped.
    """

    route: str
    method: str | None = None
    level: str | None = None
    deprecated: bool = False
    experimental: bool = False
    public: bool = False
    required_scope: str | None = None
    require_authentication: bool = True
    extras: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_public(self) -> bool:
        """Whether a client needs no credentials, by either spelling."""
        return self.public or not self.require_authentication


FIELDS = frozenset(f.name for f in fields(WebMethod)) - {"extras"}
"""What a record may say that Routeshift knows; all else that it says is kept beside (rule R5)."""

_VERBS = {
    "create": "POST",
    "delete": "DELETE",
    "get": "GET",
    "post": "POST",
    "put": "POST",
    "remove": "DELETE",
    "set": "PUT",
    "update": "PATCH",
}

# Packages whose decorator takes no method: the first word of the function's name says it.
_VERB_IN_NAME = {"pyopenapi": _VERBS}

# Arguments that decorators take for a list of one.
_SINGULAR = {"request_example": "request_examples", "response_example": "response_examples"}


def webmethod(
    route: str,
    method: str | None = None,
    level: str | None = None,
    **metadata: Any,
) -> Callable[[F], F]:
    """Declare that a Protocol method is an HTTP operation; several make several routes (R2).

    Args:
        route: The route, as in `/orders/{order_id}`.
        method: GET, DELETE or POST. Anything else is served as POST (rule R4).
        level: `v1`, `v1alpha`, ...; the first part of the path.
        metadata: The other fields of `WebMethod`, and any field of your own.
    """

    def wrap(function: F) -> F:
        record = webmethod_from({"route": route, "method": method, "level": level, **metadata})
        entries: list[Any] = function.__dict__.setdefault(METADATA[0], [])
        entries.append(record)
        return function

    return wrap


def read_webmethods(function: object) -> tuple[WebMethod, ...]:
    """The entries that a decorator left on a function, in the order of `__webmethods__`.

    Any codebase's decorator will do: the fields are attributes, or the keys of a mapping (rule R1).
    Where it takes no method by convention, the function's name has it.
    """
    several, one = METADATA
    entries = getattr(function, several, None)
    if not entries:
        single = getattr(function, one, None)
        entries = [] if single is None else [single]
    name = getattr(function, "__name__", "")
    return tuple(e if isinstance(e, WebMethod) else _foreign(e, name) for e in entries)


def _foreign(entry: object, function: str) -> WebMethod:
    found = _fields_of(entry)
    verb = verb_in_name(type(entry).__module__, function)
    # What is said wins over what a name hints at.
    return replace(found, method=verb) if verb and found.method is None else found


def verb_in_name(module: str, function: str) -> str | None:
    """The HTTP method that a function's name says, by the convention of its decorator's package.

    Args:
        module: The module of the decorator or of its record.
        function: The function's name, as `get_item`.
    """
    verbs = _VERB_IN_NAME.get(module.partition(".")[0], {})
    return verbs.get(function.partition("_")[0])


def _fields_of(entry: object) -> WebMethod:
    if isinstance(entry, Mapping):
        return webmethod_from(entry)
    return webmethod_from({name: getattr(entry, name) for name in _names_of(entry)})


def _names_of(entry: object) -> Iterable[str]:
    names = getattr(entry, "__dataclass_fields__", None) or getattr(entry, "__dict__", None)
    if names and not isinstance(entry, type):
        # What a class says of all its records is theirs, too.
        return {*names, *(n for n in FIELDS if not callable(getattr(entry, n, len)))}
    # A named tuple, one with slots, a class, or one whose class says everything.
    return [n for n in dir(entry) if n[0] != "_" and not callable(getattr(entry, n, len))]


def webmethod_from(values: Mapping[str, Any]) -> WebMethod:
    """Metadata from the fields of anybody's decorator; unset ones take our defaults.

    A field that is None, False or empty counts as not set, but for `require_authentication`.
    """
    # Until Python 3.11 a path with a member of a string enum in it had the value there.
    values = {k: str(v.value) if _is_text(v) else v for k, v in values.items()}
    known = {k: v for k, v in values.items() if k in FIELDS and v is not None}
    extras = dict(values.get("extras") or {})
    # Nothing is dropped (rule R5); only what was set, for records have a field for everything.
    extras |= {k: v for k, v in values.items() if k not in FIELDS and k != "extras" and v}
    for one, several in _SINGULAR.items():
        if one in extras:
            extras.setdefault(several, [extras.pop(one)])
    return WebMethod(**{"route": "", **known}, extras=extras)


def _is_text(value: object) -> TypeGuard[Enum]:
    return isinstance(value, str) and isinstance(value, Enum)


def vendor_extensions(entry: WebMethod) -> dict[str, Any]:
    """What the document says of an operation beyond the standard, under `x-` keys.

    A router carries the same keys in `openapi_extra`, so that flags and scopes survive a
    migration where auth can read them (trap T20).
    """
    extensions: dict[str, Any] = {}
    if entry.is_public:
        extensions[PUBLIC_KEY] = True
    if entry.required_scope is not None:
        extensions[SCOPE_KEY] = entry.required_scope
    if entry.experimental:
        extensions["x-experimental"] = True
    for name, value in entry.extras.items():
        # This one is no extension: an operation has it by the standard.
        key = name if name == SECURITY_KEY else f"x-{name.replace('_', '-')}"
        extensions[key] = value
    return extensions


def extension_extras(extensions: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata beyond the standard, by its names, from `x-` keys; `vendor_extensions` undone.

    Args:
        extensions: The keys of an operation in the document, or of `openapi_extra`.
    """
    return {
        key.removeprefix("x-").replace("-", "_"): value
        for key, value in extensions.items()
        if key == SECURITY_KEY or (key.startswith("x-") and key not in (PUBLIC_KEY, SCOPE_KEY))
    }
