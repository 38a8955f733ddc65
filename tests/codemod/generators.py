"""Random API packages: shapes, layouts, comments, docstrings, line ends, encodings, syntax."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from .generated_parts import Writer, method, statement

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
    writer = Writer(draw, indent)
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


def _module(w: Writer, dots: str, *, newer: bool, encoding: str) -> str:
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
    before = [statement(w, number, newer=newer) for number in range(w.draw(st.integers(0, 4)))]
    parts += [*before, _models(w), _protocol(w, newer=newer)]
    parts += [statement(w, 10 + n, newer=newer) for n in range(w.draw(st.integers(0, 2)))]
    if w.rarely():
        parts.append("def make(impl: Orders) -> Orders:\n    return impl\n")
        w.bind("make")
    if w.rarely():
        listed = ", ".join(f'"{name}"' for name in dict.fromkeys(w.names))
        parts.append(f"__all__ = [{listed}]{w.behind()}\n")
    gap: str = w.pick("\n\n", "\n", "\n\n\n", "\n\f\n")
    return gap.join(part for part in parts if part) + w.above()


def _imports(w: Writer, dots: str) -> str:
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


def _models(w: Writer) -> str:
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


def _protocol(w: Writer, *, newer: bool) -> str:
    i = w.indent
    w.bind("Orders")
    bases = w.pick("(Protocol)", "(Protocol)", "")
    doc = w.pick(
        "", f'{i}"""Orders.\n\n{i}More of them.\n{i}"""\n', f'{i}"""Orders."""{w.behind()}\n'
    )
    count = w.draw(st.integers(1, 4))
    body = f"{w.above(1)}".join(method(w, n) for n in range(count))
    attribute = w.pick("", f"{i}backend: str{w.behind()}\n\n")
    plain = w.pick("", f"\n{i}def close(self) -> None:{w.behind()}\n{i}{i}...{w.behind()}\n")
    head = f"{w.above()}class Orders{bases}:{w.behind()}\n{doc}{attribute}{w.above(1)}"
    return f"{head}{body}{plain}{w.above(1)}"
