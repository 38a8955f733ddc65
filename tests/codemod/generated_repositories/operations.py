"""Random APIs: legacy Protocols with operations of all shapes, and arguments for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]

# Names that containers, models and other APIs have, too; some are the beginning of another.
NAMES = ("add", "get", "update", "pop", "run", "add_line", "list_all", "search", "copy", "count")
PLAIN = ("start", "stop")
_PARAMETERS = ("name", "note", "lines", "id", "type", "model_id", "key", "schema", "json", "size")
_TYPES = {
    "str": ("'a'", "'b c'", "f'{1 + 1}'", "'x' 'y'", "''"),
    "int": ("0", "-3", "2 ** 3", "len('ab')"),
    "bool": ("True", "not True"),
    "float": ("1.5",),
    "list[str]": ("[]", "['x']", "[*'ab']", "[c for c in 'ab']"),
    "dict[str, int]": ("{}", "{'a': 1, **{'b': 2}}"),
    "str | None": ("None", "'n'"),
    "Line": ("Line(text='t')",),
    "list[Line]": ("[Line(text='t')]", "[]"),
}
_DEFAULTS = {
    "str": "'none'",
    "int": "7",
    "bool": "False",
    "float": "0.5",
    "list[str]": "[]",
    "str | None": "None",
}
_SCALARS = ("str", "int", "bool", "float", "str | None")


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation.

    Attributes:
        name: Its name.
        type: Its annotation.
        default: The source of its default; None for one that must be given.
        in_path: Whether it is read from the path.
    """

    name: str
    type: str
    default: str | None = None
    in_path: bool = False

    def __str__(self) -> str:
        default = "" if self.default is None else f" = {self.default}"
        return f"{self.name}: {self.type}{default}"


@dataclass(frozen=True)
class Operation:
    """An operation of an API.

    Attributes:
        api: The name of the Protocol.
        name: The name of its method.
        parameters: What it takes, in order.
        named: How many of the last can only be given by name.
        verb: GET or POST.
    """

    api: str
    name: str
    parameters: tuple[Parameter, ...]
    named: int = 0
    verb: str = "POST"

    @property
    def subject(self) -> str:
        """It, as reports name it."""
        return f"{self.api}.{self.name}"

    @property
    def has_request(self) -> bool:
        """Whether it takes a request after the move: not for paths alone."""
        return not all(one.in_path for one in self.parameters)

    @property
    def path(self) -> str:
        """Its path, with the names of its parts."""
        parts = "".join(f"/{{{one.name}}}" for one in self.parameters if one.in_path)
        return f"/{self.api.lower()}/{self.name}{parts}"

    @property
    def signature(self) -> str:
        """Its parameters in source, behind `self`."""
        rows = [str(one) for one in self.parameters]
        if self.named:
            rows.insert(len(rows) - self.named, "*")
        return ", ".join(["self", *rows])

    @property
    def declaration(self) -> str:
        """Its method in the Protocol."""
        return (
            f'    @webmethod(route="{self.path}", method="{self.verb}", level="v1")\n'
            f"    async def {self.name}({self.signature}) -> str: ...\n"
        )


@dataclass(frozen=True)
class Api:
    """A legacy API.

    Attributes:
        name: The name of its Protocol, and of its module in small letters.
        operations: Its operations.
    """

    name: str
    operations: tuple[Operation, ...]

    @property
    def module(self) -> str:
        """The module that declares it."""
        return f"made_api.{self.name.lower()}"

    @property
    def text(self) -> str:
        """The text of its module."""
        methods = "\n".join(one.declaration for one in self.operations)
        return (
            "from typing import Protocol\n\nfrom legacy_decorator import webmethod\n\n"
            f"from made_api.lines import Line\n\n\nclass {self.name}(Protocol):\n{methods}"
        )


LINES = "from pydantic import BaseModel\n\n\nclass Line(BaseModel):\n    text: str\n"


def draw_api(draw: Draw, name: str) -> Api:
    """An API of one to three operations, and of some that take nothing.

    So a class with one method of a name is not like it.
    """
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    plain = (Operation(name, one, ()) for one in PLAIN)
    return Api(name, (*(_operation(draw, name, one) for one in names), *plain))


def _operation(draw: Draw, api: str, name: str) -> Operation:
    verb = draw(st.sampled_from(("POST", "POST", "GET")))
    types = st.sampled_from(_SCALARS if verb == "GET" else tuple(_TYPES))
    names = draw(st.lists(st.sampled_from(_PARAMETERS), max_size=4, unique=True))
    given = [Parameter(one, draw(types)) for one in names]
    at = draw(st.lists(st.integers(0, len(given)), max_size=2))
    for number, place in enumerate(at):
        given.insert(place, Parameter(f"part_{number}", "str", in_path=True))
    optional = draw(st.integers(0, len(given)))
    rows = [*given[:optional], *map(_optional, given[optional:])]
    named = draw(st.integers(0, len(rows))) if draw(st.integers(0, 3)) == 3 else 0
    # Behind what has a default all that can be given by position has one.
    rows.sort(key=lambda one: one.default is not None)
    return Operation(api, name, tuple(rows), named, verb)


def _optional(one: Parameter) -> Parameter:
    default = None if one.in_path else _DEFAULTS.get(one.type)
    return Parameter(one.name, one.type, default, one.in_path)


@dataclass(frozen=True)
class Arguments:
    """What a call passes.

    Attributes:
        parts: The arguments in source.
        before: A statement that must stand in front of the call.
        fixed: Whether only a run tells which they are, so that the call cannot change.
    """

    parts: tuple[str, ...]
    before: str = ""
    fixed: bool = False
    apart: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return ", ".join(self.parts)


def draw_arguments(draw: Draw, operation: Operation) -> Arguments:
    """Arguments for an operation: by position, by name, by `**`, and some left out."""
    every = operation.parameters
    positional = draw(st.integers(0, len(every) - operation.named))
    parts = [draw_value(draw, one) for one in every[:positional]]
    rest = [one for one in every[positional:] if one.default is None or draw(st.booleans())]
    rest = draw(st.permutations(rest))
    unpacked = draw(st.integers(1, len(rest))) if rest and draw(st.integers(0, 4)) == 4 else 0
    named, unnamed = rest[unpacked:], rest[:unpacked]
    parts += [f"{one.name}={draw_value(draw, one)}" for one in named]
    if not unnamed:
        return Arguments(tuple(parts))
    table = "{" + ", ".join(f"{one.name!r}: {draw_value(draw, one)}" for one in unnamed) + "}"
    # What stays beside the request must be told from the rest.
    fixed = any(one.in_path for one in unnamed) and operation.has_request
    if draw(st.booleans()):
        return Arguments((*parts, f"**{table}"), fixed=fixed)
    return Arguments((*parts, "**more"), f"more = {table}", fixed)


def draw_value(draw: Draw, parameter: Parameter) -> str:
    """A value for a parameter."""
    return str(draw(st.sampled_from(_TYPES[parameter.type])))


@dataclass(frozen=True)
class Request:
    """A request over HTTP for an operation.

    Attributes:
        verb: GET or POST.
        path: With values for its parts.
        values: What is sent in the query, or as the body.
    """

    verb: str
    path: str
    values: dict[str, Any]

    @property
    def words(self) -> dict[str, Any]:
        """It, as a client of Starlette's takes it."""
        where = "params" if self.verb == "GET" else "json"
        return {"method": self.verb, "url": f"/v1{self.path}", where: self.values}


def draw_request(draw: Draw, operation: Operation) -> Request:
    """A valid request for an operation, with some of what may be left out."""
    given = {
        one.name: eval(draw_value(draw, one), {"Line": dict})
        for one in operation.parameters
        if one.default is None or draw(st.booleans())
    }
    parts = {one.name: given.pop(one.name) or "x" for one in operation.parameters if one.in_path}
    if operation.verb == "GET":
        given = {name: value for name, value in given.items() if value is not None}
    return Request(operation.verb, operation.path.format(**parts), given)
