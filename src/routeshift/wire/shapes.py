"""What an annotation denotes, as far as the wire cares: a row for each shape, and their order.

Serving asks for the shape of a class, the codemod for that of a name in source: both ask the same
rows, so that they cannot disagree. Classes of packages are names: none is imported.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from routeshift.wire.places import Place


@dataclass(frozen=True, slots=True)
class ShapeRow:
    """What is known of a shape.

    Attributes:
        names: The classes that have it, and whose subclasses do: names by their modules.
        abstract: Classes of Python whose virtual subclasses have it as well.
        concrete: Subclasses of those that do not have it all the same.
        structured: Whether it has parts of its own: no query can carry it, nor a list of it.
        place: Where it travels without a marker, wherever others go; None for the rules to say.
    """

    names: Mapping[str, str]
    abstract: tuple[type, ...] = ()
    concrete: tuple[type, ...] = ()
    structured: bool = False
    place: Place | None = None

    def has(self, module: str, name: str) -> bool:
        """Whether a class has this shape by its name."""
        return module in self.names and name in self.names[module].split()


class Shape(Enum):
    """The shapes; the first that a member of a union has is that of the union."""

    # What FastAPI gives by its type, and no client sends; a `Request` is a mapping, too.
    INJECTED = ShapeRow(
        {
            "fastapi": "Request Response WebSocket BackgroundTasks",
            "fastapi.requests": "HTTPConnection Request",
            "fastapi.responses": "Response",
            "fastapi.websockets": "WebSocket",
            "fastapi.background": "BackgroundTasks",
            "fastapi.security": "SecurityScopes",
            "fastapi.security.oauth2": "SecurityScopes",
            "starlette.requests": "HTTPConnection Request",
            "starlette.responses": "Response",
            "starlette.websockets": "WebSocket",
            "starlette.background": "BackgroundTasks",
        }
    )
    UPLOAD = ShapeRow(
        {
            "fastapi": "UploadFile",
            "fastapi.datastructures": "UploadFile",
            "starlette.datastructures": "UploadFile",
        },
        structured=True,
        place=Place.FILE,
    )
    MODEL = ShapeRow(
        {
            "pydantic": "BaseModel RootModel",
            "pydantic.main": "BaseModel",
            "typing": "TypedDict",
            "typing_extensions": "TypedDict",
        },
        structured=True,
    )
    MAPPING = ShapeRow(
        {
            "builtins": "dict",
            "typing": "Dict Mapping MutableMapping DefaultDict OrderedDict",
            "collections": "OrderedDict defaultdict",
            "collections.abc": "Mapping MutableMapping",
        },
        abstract=(Mapping,),
        structured=True,
    )
    LIST = ShapeRow(
        {
            "builtins": "list tuple set frozenset",
            "typing": "List Tuple Set FrozenSet Sequence Iterable Collection Deque",
            "collections": "deque",
            "collections.abc": "Sequence Iterable Collection Set",
        },
        abstract=(Collection,),
        concrete=(str, bytes),
    )
    # Below what has parts and above scalars: in a union what is known to have parts decides.
    UNKNOWN = ShapeRow({})
    SCALAR = ShapeRow(
        {
            "builtins": "str int float bool bytes complex object",
            "typing": "Any Literal LiteralString AnyStr",
            "typing_extensions": "Any Literal LiteralString",
            "enum": "Enum StrEnum IntEnum Flag IntFlag",
            "datetime": "datetime date time timedelta",
            "uuid": "UUID",
            "decimal": "Decimal",
            "pathlib": "Path",
            "pydantic": "AnyUrl AnyHttpUrl HttpUrl SecretStr EmailStr StrictStr StrictInt "
            "StrictBool PositiveInt NonNegativeInt PositiveFloat NonNegativeFloat UUID1 UUID4 "
            "FilePath",
        }
    )


# Each class of a target is asked for once and again: for its fields, routes and documents.
@functools.lru_cache(maxsize=4096)
def shape_named(name: str) -> Shape:
    """The shape of a class or type outside of the target, by its full name."""
    module, _, last = name.rpartition(".")
    return next((shape for shape in Shape if shape.value.has(module, last)), Shape.UNKNOWN)


@functools.lru_cache(maxsize=4096)
def shape_of_class(kind: type) -> Shape:
    """The shape of a class, by those that it inherits from; a scalar when none is known."""
    return next((shape for shape in Shape if _inherits(kind, shape.value)), Shape.SCALAR)


def _inherits(kind: type, row: ShapeRow) -> bool:
    # A `str` is a Collection to Python, and a scalar on the wire.
    if issubclass(kind, row.abstract) and not issubclass(kind, row.concrete):
        return True
    return any(row.has(base.__module__, base.__qualname__) for base in kind.__mro__)


def shape_of_union(members: Collection[Shape | None]) -> Shape | None:
    """The shape of a union: that of its most demanding member; None when none has one."""
    return next((shape for shape in Shape if shape in members), None)


def shape_of_list(items: Collection[Shape | None]) -> Shape:
    """The shape of a list: a list of models is as structured as they are."""
    return next((s for s in Shape if s.value.structured and s in items), Shape.LIST)
