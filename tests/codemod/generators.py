"""Random API packages: shapes, layouts, comments, docstrings, line ends, encodings, syntax."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from .generated_methods import method
from .generated_parts import Writer, statement

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
    REGISTERED.append(getattr(model, "__name__", str(model)))
    return model


class ExtraBodyField:
    def __init__(self, description):
        self.description = description


class NotGiven:
    def __bool__(self):
        return False


NOT_GIVEN = NotGiven()
'''


@dataclass(frozen=True, slots=True)
class Package:
    """A generated package.

    Attributes:
        files: The bytes of each file, by its path below the folder that holds the package.
        module: The path of the module that declares the API.
        dotted: Its dotted name.
        comments: Every comment that the module has; each is unique.
        of_imports: Those in and above its imports, which go with a name that nobody takes.
        names: The names that can be imported from the module.
        newer: Whether only a newer Python than 3.11 can run it.
        refused: Whether its lines end in different ways, which a run refuses.
    """

    files: dict[str, bytes]
    module: str
    dotted: str
    comments: tuple[str, ...]
    of_imports: frozenset[str]
    names: tuple[str, ...]
    newer: bool
    refused: bool = False

    def write(self, folder: Path) -> Path:
        """Write it below a folder, and return the package's own."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder / PACKAGE


@st.composite
def packages(draw: Any) -> Package:
    """Packages with one module of APIs, and others around it."""
    coding, encoding = draw(st.sampled_from(_CODINGS))
    newline = draw(st.sampled_from(_NEWLINES))
    writer = Writer(draw, draw(st.sampled_from(["    ", "    ", "  ", "\t"])))
    layout = draw(st.sampled_from(list(_LAYOUTS)))
    path, above = _LAYOUTS[layout]
    text = coding + _module(writer, "." * above)
    if draw(st.integers(0, 5)) == 5:
        text = text.rstrip("\n")
    parts = Path(PACKAGE, path).with_suffix("").parts
    dotted = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    files = _around(writer, path, dotted)
    if layout == "nested":
        files[f"{PACKAGE}/orders/__init__.py"] = _init(writer).encode()
    files[f"{PACKAGE}/{path}"] = _ended(text, newline).encode(encoding)
    return Package(
        files,
        f"{PACKAGE}/{path}",
        dotted,
        tuple(comment for comment in writer.comments if comment in text),
        frozenset(writer.of_imports),
        tuple(writer.names),
        writer.newer,
        refused=newline in ("mixed", "\r") and "\n" in text.rstrip("\n"),
    )


# What says the encoding, and the encoding; most files are UTF-8 and say nothing.
_CODINGS = (
    ("", "utf-8"),
    ("", "utf-8"),
    ("", "utf-8-sig"),
    ("# coding: utf-8\n", "utf-8"),
    ("# -*- coding: latin-1 -*-\n", "latin-1"),
    ("#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\n", "cp1252"),
)
_NEWLINES = ("\n",) * 12 + ("\r\n",) * 10 + ("\r", "mixed")


def _ended(text: str, newline: str) -> str:
    if newline != "mixed":
        return text.replace("\n", newline)
    return text.replace("\n", "\r\n", 2)


def _around(w: Writer, path: str, dotted: str) -> dict[str, bytes]:
    """The files beside the module."""
    top = w.pick("", "", f"from {dotted} import Order\n", f"import {dotted}\n")
    files = {
        f"{PACKAGE}/webmethod.py": WEBMETHOD.encode(),
        f"{PACKAGE}/shared.py": SHARED.encode(),
        f"{PACKAGE}/consumer.py": _consumer(w, dotted).encode(),
    }
    if w.crossed:
        files[f"{PACKAGE}/base.py"] = BASE.encode()
    for folder in list(Path(path).parents)[:-1]:
        files[f"{PACKAGE}/{folder}/__init__.py"] = b""
    return {f"{PACKAGE}/__init__.py": top.encode()} | files


SHARED = """from pydantic import BaseModel

__all__ = ["Shared"]


class Shared(BaseModel):
    x: int = 1


class _NotShared:
    pass
"""


BASE = """from typing import Protocol

from .webmethod import V1, webmethod


class OrdersBase(Protocol):
    @webmethod(route="/base", method="POST", level=V1)
    async def found(self, name: str = "x") -> str: ...  # of the base
"""


def _consumer(w: Writer, dotted: str) -> str:
    """A module that uses what the API's module has."""
    above, _, name = dotted.rpartition(".")
    return str(
        w.pick(
            "",
            f"from {dotted} import *\n",
            f"from {dotted} import Order, Orders as Api\n\n\nclass Mine(Api):\n    pass\n",
            f"import {dotted} as o\n\nx = o.Order(id='a')\n",
            f"from {above} import {name}\n\nfound = {name}.Kind\n",
        )
    )


# The module's path in its package, and how many dots reach the package.
_LAYOUTS = {
    "flat": ("orders.py", 1),
    "deep": ("v1/orders.py", 2),
    "nested": ("orders/orders.py", 2),
    "init": ("orders/__init__.py", 2),
    "layered": ("orders/api.py", 2),
}


def _init(w: Writer) -> str:
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


def _module(w: Writer, dots: str) -> str:
    head = w.pick("", "# Copyright (c) Somebody.\n# SPDX: MIT\n\n", "") + w.above()
    head += w.pick(
        "",
        '"""Orders."""\n',
        '"""\nOrders.\n\nMore.\n"""\n',
        "'''Orders.'''\n",
        'r"""Raw \\d."""\n',
    )
    head += w.pick("", "", "from __future__ import annotations\n")
    parts = [head, _imports(w, dots)]
    before = [statement(w, number) for number in range(w.draw(st.integers(0, 4)))]
    parts += [*before, _models(w), *_protocols(w)]
    parts += [statement(w, 10 + n) for n in range(w.draw(st.integers(0, 2)))]
    if w.rarely():
        parts.append("def make(impl: Orders) -> Orders:\n    return impl\n")
        w.bind("make")
    if w.rarely():
        parts.append(_listed(w))
    gap: str = w.pick("\n\n", "\n", "\n\n\n", "\n\f\n")
    return gap.join(part for part in parts if part) + w.above()


def _listed(w: Writer) -> str:
    """An `__all__` of some form."""
    rows = [f'"{name}"' for name in dict.fromkeys(w.names)]
    return str(
        w.pick(
            f"__all__ = [{', '.join(rows)}]{w.behind()}\n",
            f"__all__ = ({', '.join(rows)},){w.behind()}\n",
            f"__all__ = [\n{''.join(f'    {row},{w.behind()}' + chr(10) for row in rows)}]\n",
            f"__all__ = [{rows[0]}]{w.behind()}\n__all__ += [{', '.join(rows[1:])}]\n",
        )
    )


def _imports(w: Writer, dots: str) -> str:
    already = len(w.comments)
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
        "from fastapi import Body, Cookie, Header, Query, UploadFile, File, Form, Response\n",
        f"from {where} import V1, V1ALPHA, register, webmethod{w.behind()}\n",
        f"from {where} import NOT_GIVEN, ExtraBodyField, NotGiven\n",
    ]
    if w.rarely():
        rows.append(f"from {dots}shared import *{w.behind()}\n")
    w.crossed = w.rarely()
    if w.crossed:
        rows.append(f"from {dots}base import OrdersBase{w.behind()}\n")
        w.bind("OrdersBase")
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
    w.of_imports = w.comments[already:]
    return "".join(rows)


def _models(w: Writer) -> str:
    i = w.indent
    w.names += ["Order", "Kind", "Page", "Ask", "LIMIT"]
    doc = w.pick("", f'{i}"""An order."""\n', f"{i}'''An\n{i}order.\n{i}'''\n")
    registered = w.pick("@register\n", "", f"@register{w.behind()}\n")
    return (
        f"{w.above()}class Kind(Enum):{w.behind()}\n{i}big = 'big'{w.behind()}\n"
        f"{i}small = 'small'\n\n"
        f"{registered}class Order(BaseModel):{w.behind()}\n{doc}{w.above(1)}"
        f"{i}id: str{w.behind()}\n{i}kind: Kind = Kind.big{w.behind()}\n"
        f"{i}note: str | None = Field(default=None, description='A note')\n{w.above(1)}\n"
        f"class Page(BaseModel):\n{i}data: list[Order]\n{i}has_more: bool = False\n"
        f"{w.pick('', 'register(Page)' + w.behind() + chr(10))}\n"
        f"class Ask(BaseModel):\n{i}text: str\n{i}stream: bool = False{w.behind()}\n\n"
        f"{w.above()}LIMIT = 20{w.behind()}\n"
    )


def _protocols(w: Writer) -> list[str]:
    """One class of operations, or two that have to do with each other or not.

    The base class of one may be in another module.
    """
    kind = w.draw(st.integers(0, 9))
    if kind == 7:
        return [_protocol(w, "Orders", 0, "(Protocol)"), _protocol(w, "Carts", 10, "(Protocol)")]
    if kind == 8:
        base = _protocol(w, "OrdersProvider", 10, "(Protocol)")
        return [base, _protocol(w, "Orders", 0, "(OrdersProvider)")]
    if kind == 9:
        base = _protocol(w, "OrdersProvider", 10, "(Protocol)")
        w.bind("Orders")
        empty = f"class Orders(OrdersProvider, Protocol):{w.behind()}\n{w.indent}pass\n"
        return [base, empty]
    bases = "(OrdersBase, Protocol)" if w.crossed else w.pick("(Protocol)", "(Protocol)", "")
    return [_protocol(w, "Orders", 0, bases)]


def _protocol(w: Writer, name: str, start: int, bases: str) -> str:
    i = w.indent
    w.bind(name)
    doc = w.pick(
        "", f'{i}"""Orders.\n\n{i}More of them.\n{i}"""\n', f'{i}"""Orders."""{w.behind()}\n'
    )
    count = w.draw(st.integers(1, 4))
    body = f"{w.above(1)}".join(method(w, start + n) for n in range(count))
    attribute = w.pick("", f"{i}backend: str{w.behind()}\n\n")
    plain = w.pick("", f"\n{i}def close(self) -> None:{w.behind()}\n{i}{i}...{w.behind()}\n")
    head = f"{w.above()}class {name}{bases}:{w.behind()}\n{doc}{attribute}{w.above(1)}"
    return f"{head}{body}{plain}{w.above(1)}"
