"""Receivers of calls that source declares: an API or what implements it, by whatever way."""

from __future__ import annotations

from dataclasses import dataclass

# In each, `{api}` is the Protocol, `{impl}` what implements it, and `{n}` a number of its own.
_SERVICE = "{impl}()"


@dataclass(frozen=True)
class Receiver:
    """A way to come by an object of an API.

    Attributes:
        name: The expression that is the object.
        takes: The parameters of the function around it.
        given: What a caller of that passes.
        above: Statements above the function.
        before: Statements at the top of its body.
        owner: The lines of a class around the function; `given` then makes one.
        function: The name of the function.
    """

    name: str
    takes: str = ""
    given: str = ""
    above: str = ""
    before: str = ""
    owner: str = ""
    function: str = "call_{n}"

    def in_place(self, api: str, impl: str, n: int) -> Receiver:
        """It, with the names of one place."""
        names = {"api": api, "impl": impl, "n": str(n)}
        return Receiver(*(value.format(**names) for value in self._values()))

    def _values(self) -> tuple[str, ...]:
        return self.name, self.takes, self.given, self.above, self.before, self.owner, self.function


RECEIVERS = {
    "a parameter": Receiver("it", "it: {api}", _SERVICE),
    "of the implementation": Receiver("it", "it: {impl}", _SERVICE),
    "one that may be None": Receiver("it", "it: {api} | None = None", _SERVICE),
    "quoted": Receiver("it", "it: '{api}'", _SERVICE),
    "annotated": Receiver("it", "it: Annotated[{api}, 'it']", _SERVICE),
    "any of two": Receiver("it", "it: Union[{api}, {impl}]", _SERVICE),
    "one of many": Receiver("every[0]", "*every: {api}", _SERVICE),
    "one by name": Receiver("every['it']", "**every: {api}", "it=" + _SERVICE),
    "made in place": Receiver("{impl}()"),
    "a variable": Receiver("it", before="it = {impl}()"),
    "an annotated variable": Receiver("it", "what", _SERVICE, before="it: {api} = what"),
    "of the module": Receiver("STORE_{n}", above="STORE_{n} = {impl}()"),
    "of a list": Receiver("every[-1]", "every: list[{api}]", f"[{_SERVICE}]"),
    "of a sequence": Receiver("every[0]", "every: Sequence[{api}]", f"({_SERVICE},)"),
    "of a dictionary": Receiver("every['a']", "every: dict[str, {api}]", "{{'a': {impl}()}}"),
    "of a mapping": Receiver("every.get('a')", "every: Mapping[str, {api}]", "{{'a': {impl}()}}"),
    "of values": Receiver(
        "it", "every: dict[str, {api}]", "{{'a': {impl}()}}", before="[it] = every.values()"
    ),
    "of items": Receiver(
        "it",
        "every: dict[str, {api}]",
        "{{'a': {impl}()}}",
        before="for key, it in every.items():\n    break",
    ),
    "of a part": Receiver("pair[1]", "pair: tuple[int, {api}]", "(1, {impl}())"),
    "all of a list": Receiver(
        "all[0]", "every: list[{api}]", f"[{_SERVICE}]", before="all = [*every]"
    ),
    "of a pair": Receiver("it", "pair: tuple[int, {api}]", "(1, {impl}())", before="_, it = pair"),
    "of two values": Receiver("it", before="other, it = 1, {impl}()"),
    "returned": Receiver("make_{n}()", above="def make_{n}() -> {api}:\n    return {impl}()\n\n"),
    "seen to be returned": Receiver("make_{n}()", above="def make_{n}():\n    return {impl}()\n\n"),
    "waited for": Receiver(
        "(await make_{n}())", above="async def make_{n}() -> {api}:\n    return {impl}()\n\n"
    ),
    "given by a callable": Receiver("make()", "make: Callable[[], {api}]", "{impl}"),
    "made by its class": Receiver("kind()", "kind: type[{impl}]", "{impl}"),
    "cast": Receiver("cast({api}, what)", "what", _SERVICE),
    "a walrus": Receiver("(it := {impl}())"),
    "one or the other": Receiver("(it if it else {impl}())", "it: {api}", _SERVICE),
    "the default": Receiver("(it or {impl}())", "it: {api} | None = None"),
    "an attribute": Receiver(
        "self.it",
        given="Holder_{n}({impl}())",
        owner="def __init__(self, it: {api}):\n    self.it = it",
    ),
    "a private one": Receiver(
        "self._it.it",
        given="Holder_{n}({impl}())",
        owner="def __init__(self, it: {api}):\n    self.it = it\n    self._it = self",
    ),
    "made by the constructor": Receiver(
        "self.it", given="Holder_{n}()", owner="def __init__(self) -> None:\n    self.it = {impl}()"
    ),
    "declared by the class": Receiver(
        "self.it", given="Holder_{n}()", owner="it: {api} = {impl}()"
    ),
    "a field": Receiver(
        "self.it", given="Holder_{n}({impl}())", above="@dataclass", owner="it: {api}\n"
    ),
    "a property": Receiver(
        "self.it",
        given="Holder_{n}()",
        owner="@property\ndef it(self) -> {api}:\n    return {impl}()",
    ),
    "a cached property": Receiver(
        "self.it",
        given="Holder_{n}()",
        owner="@cached_property\ndef it(self) -> {api}:\n    return {impl}()",
    ),
    "a table": Receiver(
        "self.all['a']",
        given="Holder_{n}()",
        owner="def __init__(self) -> None:\n    self.all: dict[str, {api}] = {{'a': {impl}()}}",
    ),
    "opened": Receiver(
        "it",
        above="@contextmanager\ndef opened_{n}() -> Iterator[{api}]:\n    yield {impl}()\n\n",
        before="with opened_{n}() as it:\n    pass",
    ),
    "a type variable": Receiver(
        "it", "it: T_{n}", _SERVICE, above="T_{n} = TypeVar('T_{n}', bound={api})\n\n"
    ),
    "an alias": Receiver("it", "it: Alias_{n}", _SERVICE, above="Alias_{n} = Optional[{api}]\n\n"),
    "in a loop": Receiver(
        "it", "every: list[{api}]", f"[{_SERVICE}]", before="for it in every:\n    break"
    ),
    "of an enclosing function": Receiver("outer", "it: {api}", _SERVICE, before="outer = it"),
    "matched": Receiver(
        "it", "what: object", _SERVICE, before="match what:\n    case {impl}() as it:\n        pass"
    ),
    "a fixture": Receiver("made_{api}", "made_{api}", _SERVICE, function="test_{n}"),
    "imported where it is used": Receiver(
        "it", before="from made_shop.calls import {impl} as Own\nit = Own()"
    ),
}
