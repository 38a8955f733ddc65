"""Random parts of API modules: the statements beside a Protocol, and its methods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

_WORDS = ("plain", "it's", 'a "word"', "back\\\\slash", "{braces: 1}", "100%", "gr\u00fc\u00dfe")


@dataclass
class Writer:
    """Draws the parts of one module, and notes what must not get lost."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    indent: str
    comments: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    newer: bool = False

    def maybe(self) -> bool:
        return bool(self.draw(st.booleans()))

    def rarely(self) -> bool:
        return bool(self.draw(st.integers(0, 7)) == 7)

    def pick(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def word(self) -> str:
        return str(self.pick(*_WORDS))

    def behind(self) -> str:
        """A comment behind code, now and then."""
        return f"  {self._comment()}" if self.rarely() else ""

    def above(self, depth: int = 0) -> str:
        """A comment on a line of its own, now and then."""
        return f"{self.indent * depth}{self._comment()}\n" if self.rarely() else ""

    def _comment(self) -> str:
        text = f"#{self.pick(' ', '', ': ')}remark {len(self.comments)} {self.word()} end"
        self.comments.append(text)
        return text

    def bind(self, name: str) -> str:
        self.names.append(name)
        return name


_STATEMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "sometimes": ("try:\n{i}import no_such_{n}{c}\nexcept ImportError:\n{i}pass\n", ()),
    "gone": ("for gone_{n} in (1,):{c}\n{i}pass\ndel gone_{n}{c2}\n", ()),
    "dunder": ("__version_{n}__ = '1'{c}\n", ("__version_{n}__",)),
    "local": (
        "def local_{n}():\n{i}from .. import webmethod{c}\n{i}return webmethod\n",
        ("local_{n}",),
    ),
    "constant": ("DAYS_{n} = 24 * 3600{c}\n", ("DAYS_{n}",)),
    "private": ("_hidden_{n} = [\n    1,{c}\n]\n", ("_hidden_{n}",)),
    "pair": (
        "one_{n}, (two_{n}, *three_{n}) = 1, (2, 3){c}\n",
        ("one_{n}", "two_{n}", "three_{n}"),
    ),
    "line": ("left_{n} = 1; right_{n} = 2{c}\n", ("left_{n}", "right_{n}")),
    "alias": (
        "Either_{n} = Annotated[int | str, Field(description='either')]{c}\n",
        ("Either_{n}",),
    ),
    "function": (
        "def helper_{n}(x, *, y=1):{c}\n{i}# inner {n}\n{i}return x + y\n",
        ("helper_{n}",),
    ),
    "string": ("text_{n} = '''\n# no comment\nfrom . import x\n\f  tail '''{c}\n", ("text_{n}",)),
    "branch": (
        "if sys.version_info >= (3, 0):{c}\n{i}flag_{n} = 1\nelse:\n{i}flag_{n} = 0\n",
        ("flag_{n}",),
    ),
    "loop": ("for item_{n} in range(2):{c}\n{i}pass\n", ("item_{n}",)),
    "walrus": ("assert (found_{n} := 3) == 3{c}\n", ("found_{n}",)),
    "match": (
        "match sys.maxsize:{c}\n{i}case int(size_{n}):{c2}\n{i}{i}big_{n} = size_{n}\n"
        "{i}case _:\n{i}{i}big_{n} = 0\n",
        ("size_{n}", "big_{n}"),
    ),
    "star": (
        "try:\n{i}value_{n} = 1{c}\nexcept* ValueError:\n{i}value_{n} = 2\n",
        ("value_{n}",),
    ),
    "with": (
        "import contextlib{c}\nwith contextlib.nullcontext(1) as held_{n}:{c2}\n"
        "{i}inside_{n} = held_{n}\n",
        ("held_{n}", "inside_{n}"),
    ),
    "class": (
        "class Plain_{n}:{c}\n{i}x: int = 1{c2}\n\n{i}class Inner:\n{i}{i}pass\n",
        ("Plain_{n}",),
    ),
    "fstring": ("shown_{n} = f'{{1 + 1!r:>{{4}}}} {{sys.maxsize=}}'{c}\n", ("shown_{n}",)),
    "lambda": ("twice_{n} = lambda x, /: x * 2{c}\n", ("twice_{n}",)),
    "continued": ("long_{n} = 1 + \\\n    2{c}\n", ("long_{n}",)),
    "async": (
        "async def later_{n}():{c}\n{i}async for x in y():\n{i}{i}yield x\n",
        ("later_{n}",),
    ),
}
_NEWER: dict[str, tuple[str, tuple[str, ...]]] = {
    "type": (
        "type Many_{n} = list[Kind2_{n}]{c}\ntype Kind2_{n} = int | str\n",
        ("Many_{n}", "Kind2_{n}"),
    ),
    "generic": (
        "class Box_{n}[T: (int, str), *Ts, **P]:{c}\n"
        "{i}def get[U](self, x: T, u: U) -> T: ...{c2}\n",
        ("Box_{n}",),
    ),
    "spread": (
        "def pick_{n}[\n{i}T,{c}\n\n{i}U: int,\n](x: T) -> U:\n{i}return x\n",
        ("pick_{n}",),
    ),
    "default": ("type Maybe_{n}[T = int] = T | None{c}\n", ("Maybe_{n}",)),
    "nested": ('deep_{n} = f"{{\'a\' + f"{{sys.platform + "x"}}"}}"{c}\n', ("deep_{n}",)),
    "lines": ("rows_{n} = f'{{\n    sys.maxsize  # remark in a string\n}}'{c}\n", ("rows_{n}",)),
}


def statement(w: Writer, number: int, *, newer: bool) -> str:
    """A statement beside the Protocol."""
    pool = _STATEMENTS | (_NEWER if newer and w.rarely() else {})
    key = w.pick(*pool)
    text, names = pool[key]
    w.newer |= key in _NEWER
    w.names += [name.format(n=number) for name in names]
    return w.above() + text.format(n=number, c=w.behind(), c2=w.behind(), i=w.indent)


# The name, the annotation, the default: what a parameter may be.
_PARAMETERS = (
    ("name", "str", None),
    ("limit", "int", "20"),
    ("after", "str | None", "None"),
    ("kind", "Kind", "Kind.big"),
    ("mode", 'Literal["a", "b"]', '"a"'),
    ("input", "str", None),
    ("filter", "str | None", "None"),
    ("schema", "str", '"x"'),
    ("model_id", "str", None),
    ("kwargs", "str", '"k"'),
    ("json", "bool", "False"),
    ("seconds", "int", "24 * 3600"),
    ("ratio", "Annotated[float, Field(gt=0)]", "0.5"),
    ("day", '"str | None"', "None"),
)
_BODY_PARAMETERS = (
    ("tags", "list[str]", None),
    ("order", "Order", None),
    ("data", "dict[str, Any] | None", "None"),
    ("orders", "list[Order] | None", "None"),
    ("extra", "dict[str, list[int]]", None),
)


# A path, and the parameters in it in the order of the signature.
_PATHS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ()),
    ("/{order_id}", ("order_id",)),
    ("/{a}/x/{b:path}", ("b", "a")),
    ("/{id:path}", ("id",)),
)


def method(w: Writer, number: int) -> str:
    """A method of the Protocol, its decorators included."""
    i = w.indent
    verb = w.pick("GET", "POST", "POST", "DELETE", "PUT")
    path, path_names = w.pick(*_PATHS)
    pool = _PARAMETERS + (_BODY_PARAMETERS if verb in ("POST", "PUT") else ())
    chosen = w.draw(st.lists(st.sampled_from(pool), max_size=4, unique_by=lambda p: p[0]))
    if verb == "POST" and w.rarely():
        chosen = [("body", "Annotated[Order, Body(...)]", None)]
    rows = [(name, "str", None) for name in path_names] + sorted(
        chosen, key=lambda p: p[2] is not None
    )
    parameters = [f"{n}: {a}" + (f" = {d}" if d is not None else "") for n, a, d in rows]
    answer = w.pick("Order", "Page", "None", "list[Order]", '"Order"', "dict[str, Any]")
    doc = _docstring(w, [n for n, _, _ in rows])
    decorators = _decorators(w, f"/r{number}{path}", verb)
    kind = w.pick("async def", "async def", "async def", "def")
    body = w.pick("...", "pass", "raise NotImplementedError", "...")
    head = f"{kind} {w.pick('get', 'do', 'list', 'x2y')}_{number}"
    signature = _signature(w, head, parameters, answer)
    if not doc and w.maybe():
        return f"{decorators}{i}{signature} {body}{w.behind()}\n\n"
    rest = "" if doc and w.rarely() else f"{i}{i}{body}{w.behind()}\n{w.above(2)}"
    return f"{decorators}{i}{signature}{w.behind()}\n{doc}{rest}\n"


def _signature(w: Writer, head: str, parameters: list[str], answer: str) -> str:
    i = w.indent
    if w.maybe():
        return f"{head}({', '.join(['self', *parameters])}) -> {answer}:"
    rows = "".join(f"{w.above(2)}{i}{i}{p},{w.behind()}\n" for p in ["self", *parameters])
    return f"{head}({w.behind()}\n{rows}{w.above(2)}{i}) -> {answer}:"


def _decorators(w: Writer, route: str, verb: str) -> str:
    i = w.indent
    level = w.pick("V1", "V1", "V1ALPHA", '"v1"')
    rows = [
        w.pick(
            f'{i}@webmethod(route="{route}", method="{verb}", level={level}){w.behind()}\n',
            f'{i}@webmethod({w.behind()}\n{w.above(2)}{i}{i}route="{route}",{w.behind()}\n'
            f'{i}{i}method="{verb}",\n{i}{i}level={level},\n{i}){w.behind()}\n',
        )
    ]
    if w.rarely():
        rows.insert(
            0,
            f'{i}@webmethod(route="/old{route}", method="{verb}", level={level},'
            " deprecated=True)\n",
        )
    return w.above(1) + w.above(1).join(rows)


def _docstring(w: Writer, names: list[str]) -> str:
    i = w.indent * 2
    if w.rarely():
        return ""
    quote = w.pick('"""', '"""', "'''")
    prefix = w.pick("", "", "r")
    lines = [
        w.pick("Do it.", f"Say {w.word()} to it.", ""),
        *w.pick([], ["", "  Indented.", "End."]),
    ]
    if w.maybe():
        lines += [""] if w.maybe() else []
        for name in names:
            if w.maybe():
                lines.append(f":param {name}: The {w.word()}")
                lines += w.pick([], ["    on a second line."], ["", "    after a gap."])
        lines += w.pick([], [f":returns: What {w.word()} is."], [":raises ValueError: never"])
    first = w.pick("", f"\n{i}")
    body = f"\n{i}".join(lines)
    if not body.strip():
        return ""
    body = "\n".join(line.rstrip() for line in body.split("\n"))
    close = w.pick("", f"\n{i}") if "\n" not in body and not body.endswith(('"', "'")) else f"\n{i}"
    return f"{i}{prefix}{quote}{first}{body}{close}{quote}{w.behind()}\n"
