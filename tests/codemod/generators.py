"""Random API packages: shapes, layouts, comments, docstrings, line ends, encodings, syntax."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

PACKAGE = "gen_api"

WEBMETHOD = '''"""The decorator of the generated packages."""

from types import SimpleNamespace

V1 = "v1"
V1ALPHA = "v1alpha"
REGISTERED = []


def webmethod(route, method, level=None, **extras):
    def wrap(function):
        entry = {"route": route, "method": method, "level": level, **extras}
        function.__dict__.setdefault("__webmethods__", []).append(SimpleNamespace(**entry))
        return function

    return wrap


def register(model):
    REGISTERED.append(model.__name__)
    return model
'''


_WORDS = ("plain", "it's", 'a "word"', "back\\\\slash", "{braces: 1}", "100%", "gr\u00fc\u00dfe")


@dataclass(frozen=True, slots=True)
class Package:
    """A generated package.

    Attributes:
        files: The bytes of each file, by its path below the folder that holds the package.
        module: The path of the module that declares the API.
        dotted: Its dotted name.
        comments: Every comment that the module has; each is unique.
        names: The names that can be imported from the module.
        newer: Whether only a newer Python than 3.11 can run it.
    """

    files: dict[str, bytes]
    module: str
    dotted: str
    comments: tuple[str, ...]
    names: tuple[str, ...]
    newer: bool

    def write(self, folder: Path) -> Path:
        """Write it below a folder, and return the package's own."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder / PACKAGE


@dataclass
class _Writer:
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


@st.composite
def packages(draw: Any, *, newer: bool = True, plain: bool = False) -> Package:
    """Packages with one API module.

    Args:
        draw: Hypothesis' own.
        newer: Whether syntax that Python 3.11 lacks may occur.
        plain: Whether all files are UTF-8 with newlines.
    """
    encoding = "utf-8" if plain else draw(st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]))
    newline = "\n" if plain else draw(st.sampled_from(["\n", "\r\n"]))
    indent = draw(st.sampled_from(["    ", "    ", "  ", "\t"]))
    writer = _Writer(draw, indent)
    layout = draw(st.sampled_from(list(_LAYOUTS)))
    path, above = _LAYOUTS[layout]
    text = _module(writer, "." * above, newer=newer, encoding=encoding)
    if draw(st.integers(0, 5)) == 5:
        text = text.rstrip("\n")
    files = {f"{PACKAGE}/__init__.py": b"", f"{PACKAGE}/webmethod.py": WEBMETHOD.encode()}
    for folder in list(Path(path).parents)[:-1]:
        files.setdefault(f"{PACKAGE}/{folder}/__init__.py", b"")
    if layout == "nested":
        files[f"{PACKAGE}/orders/__init__.py"] = _init(writer).encode()
    files[f"{PACKAGE}/{path}"] = text.replace("\n", newline).encode(encoding)
    parts = Path(PACKAGE, path).with_suffix("").parts
    dotted = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Package(
        files,
        f"{PACKAGE}/{path}",
        dotted,
        tuple(comment for comment in writer.comments if comment in text),
        tuple(writer.names),
        writer.newer,
    )


# The module's path in its package, and how many dots reach the package.
_LAYOUTS = {
    "flat": ("orders.py", 1),
    "deep": ("v1/orders.py", 2),
    "nested": ("orders/orders.py", 2),
    "init": ("orders/__init__.py", 2),
    "layered": ("orders/api.py", 2),
}


def _init(w: _Writer) -> str:
    names = [name for name in w.names if not name.startswith("_")]
    if not names or w.rarely():
        return ""
    return str(
        w.pick(
            "from .orders import *\n",
            f"from .orders import {', '.join(names)}\n",
            f"from .orders import (\n    {names[0]},  # kept\n)\n\n__all__ = ['{names[0]}']\n",
            f'"""Docs."""\nfrom {PACKAGE}.orders.orders import {names[-1]} as last\n',
        )
    )


def _module(w: _Writer, dots: str, *, newer: bool, encoding: str) -> str:
    head = "# -*- coding: latin-1 -*-\n" if encoding == "latin-1" else ""
    head += w.pick("", "# Copyright (c) Somebody.\n# SPDX: MIT\n\n", "") + w.above()
    head += w.pick(
        "",
        '"""Orders."""\n',
        '"""\nOrders.\n\nMore.\n"""\n',
        "'''Orders.'''\n",
        'r"""Raw \\d."""\n',
    )
    head += w.pick("", "", "from __future__ import annotations\n")
    parts = [head, _imports(w, dots)]
    before = [_statement(w, number, newer=newer) for number in range(w.draw(st.integers(0, 4)))]
    parts += [*before, _models(w), _protocol(w, newer=newer)]
    parts += [_statement(w, 10 + n, newer=newer) for n in range(w.draw(st.integers(0, 2)))]
    if w.rarely():
        parts.append("def make(impl: Orders) -> Orders:\n    return impl\n")
        w.bind("make")
    if w.rarely():
        listed = ", ".join(f'"{name}"' for name in dict.fromkeys(w.names))
        parts.append(f"__all__ = [{listed}]{w.behind()}\n")
    gap = w.pick("\n\n", "\n", "\n\n\n", "\n\f\n")
    return gap.join(part for part in parts if part) + w.above()


def _imports(w: _Writer, dots: str) -> str:
    where = w.pick(f"{PACKAGE}.webmethod", f"{dots}webmethod")
    rows = [
        f"import sys{w.behind()}\n",
        f"from enum import Enum{w.behind()}\n",
        w.pick(
            "from typing import Annotated, Any, Literal, Protocol, TYPE_CHECKING\n",
            f"from typing import (\n    Annotated,{w.behind()}\n{w.above(1)}    Any,\n"
            "    Literal,\n"
            f"    Protocol,{w.behind()}\n    TYPE_CHECKING,\n)\n",
        ),
        w.above() + "from collections.abc import AsyncIterator\n",
        "from pydantic import BaseModel, Field\n",
        "from fastapi import Body, Query, UploadFile, File, Form\n",
        f"from {where} import V1, V1ALPHA, register, webmethod{w.behind()}\n",
    ]
    if w.rarely():
        rows.append(
            f"if TYPE_CHECKING:{w.behind()}\n{w.above(1)}{w.indent}from decimal import Decimal\n"
        )
    if w.rarely():
        rows.append(
            f"try:{w.behind()}\n{w.indent}import tomllib\nexcept ImportError:{w.behind()}\n"
            f"{w.indent}tomllib = None\n"
        )
        w.bind("tomllib")
    return "".join(rows)


def _models(w: _Writer) -> str:
    i = w.indent
    w.names += ["Order", "Kind", "Page"]
    doc = w.pick("", f'{i}"""An order."""\n', f"{i}'''An\n{i}order.\n{i}'''\n")
    registered = w.pick("@register\n", "", f"@register{w.behind()}\n")
    return (
        f"{w.above()}class Kind(Enum):{w.behind()}\n{i}big = 'big'{w.behind()}\n"
        f"{i}small = 'small'\n\n"
        f"{registered}class Order(BaseModel):{w.behind()}\n{doc}{w.above(1)}"
        f"{i}id: str{w.behind()}\n{i}kind: Kind = Kind.big{w.behind()}\n"
        f"{i}note: str | None = Field(default=None, description='A note')\n{w.above(1)}\n"
        f"class Page(BaseModel):\n{i}data: list[Order]\n{i}has_more: bool = False\n"
        f"{w.pick('', 'register(Page)' + w.behind() + chr(10))}"
    )


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


def _statement(w: _Writer, number: int, *, newer: bool) -> str:
    pool = _STATEMENTS | (_NEWER if newer and w.rarely() else {})
    key = w.pick(*pool)
    text, names = pool[key]
    w.newer |= key in _NEWER
    w.names += [name.format(n=number) for name in names]
    return w.above() + text.format(n=number, c=w.behind(), c2=w.behind(), i=w.indent)


def _protocol(w: _Writer, *, newer: bool) -> str:
    i = w.indent
    w.bind("Orders")
    bases = w.pick("(Protocol)", "(Protocol)", "")
    doc = w.pick(
        "", f'{i}"""Orders.\n\n{i}More of them.\n{i}"""\n', f'{i}"""Orders."""{w.behind()}\n'
    )
    count = w.draw(st.integers(1, 4))
    body = f"{w.above(1)}".join(_method(w, n) for n in range(count))
    attribute = w.pick("", f"{i}backend: str{w.behind()}\n\n")
    plain = w.pick("", f"\n{i}def close(self) -> None:{w.behind()}\n{i}{i}...{w.behind()}\n")
    head = f"{w.above()}class Orders{bases}:{w.behind()}\n{doc}{attribute}{w.above(1)}"
    return f"{head}{body}{plain}{w.above(1)}"


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


def _method(w: _Writer, number: int) -> str:
    i = w.indent
    verb = w.pick("GET", "POST", "POST", "DELETE", "PUT")
    path, path_names = w.pick(
        ("", ()),
        ("/{order_id}", ("order_id",)),
        ("/{a}/x/{b:path}", ("b", "a")),
        ("/{id:path}", ("id",)),
    )
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


def _signature(w: _Writer, head: str, parameters: list[str], answer: str) -> str:
    i = w.indent
    if w.maybe():
        return f"{head}({', '.join(['self', *parameters])}) -> {answer}:"
    rows = "".join(f"{w.above(2)}{i}{i}{p},{w.behind()}\n" for p in ["self", *parameters])
    return f"{head}({w.behind()}\n{rows}{w.above(2)}{i}) -> {answer}:"


def _decorators(w: _Writer, route: str, verb: str) -> str:
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


def _docstring(w: _Writer, names: list[str]) -> str:
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
