"""Random repositories that run: an API, what implements it, calls, and look-alikes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from .calls import Snippet, draw_call
from .implementations import LOG, Implemented, draw_implementations
from .look_alikes import CLIENT, OTHER, draw_doubt, draw_look_alike
from .operations import LINES, NAMES, PLAIN, Api, Draw, Operation, Request, draw_api, draw_request

_HEAD = """import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Annotated, Any, Optional, Protocol, TypeVar, Union, cast
from unittest.mock import AsyncMock

import made_client
from made_client import Client
from made_api.lines import Line
"""


@dataclass(frozen=True)
class Repository:
    """A generated repository.

    Attributes:
        files: The text of each file, by its path.
        operations: The operations of its APIs.
        implemented: What implements its APIs, by the name of the Protocol.
        snippets: The calls and look-alikes of each module that has some.
        requests: Requests over HTTP, for each operation one.
    """

    files: dict[str, str]
    operations: tuple[Operation, ...]
    implemented: dict[str, Implemented]
    snippets: dict[str, tuple[Snippet, ...]]
    requests: tuple[Request, ...]

    def write(self, folder: Path) -> Path:
        """Write it below a folder, and beside it what is of others; gives its own folder."""
        (folder / "outside").mkdir()
        (folder / "outside" / "made_client.py").write_text(CLIENT)
        for name, text in self.files.items():
            path = folder / "project" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return folder / "project"

    @property
    def kept(self) -> set[str]:
        """The operations that stay, for something that may call them is not known to do so."""
        every = [one for rows in self.snippets.values() for one in rows]
        return {
            one.operation.subject
            for one in every
            if one.verdict == "keep" and one.operation.has_request
        }


@st.composite
def repositories(draw: Any) -> Repository:
    """Repositories with one API or two."""
    names = ("Orders", "Carts") if draw(st.booleans()) else ("Orders",)
    apis = [draw_api(draw, name) for name in names]
    implemented = {api.name: draw_implementations(draw, api) for api in apis}
    files = {
        "pyproject.toml": "",
        "made_api/__init__.py": "",
        "made_api/lines.py": LINES,
        "made_shop/__init__.py": "",
        "made_shop/log.py": LOG,
        "made_other/__init__.py": "",
        "conftest.py": _conftest(apis, implemented),
    }
    files |= {f"made_other/{one}.py": OTHER.format(op=one) for one in (*NAMES, *PLAIN)}
    files |= {f"{api.module.replace('.', '/')}.py": api.text for api in apis}
    for one in implemented.values():
        files |= one.texts
    snippets: dict[str, tuple[Snippet, ...]] = {}
    for module in ("calls", "more_calls") if draw(st.booleans()) else ("calls",):
        snippets[f"made_shop.{module}"] = tuple(_snippets(draw, apis, implemented))
        head = "from __future__ import annotations\n\n" if draw(st.booleans()) else ""
        own = "".join(
            f"from {api.module} import {api.name}\n"
            f"from {implemented[api.name].module} import {implemented[api.name].name}\n"
            for api in apis
        )
        texts = "\n\n".join(one.text for one in snippets[f"made_shop.{module}"])
        files[f"made_shop/{module}.py"] = f"{head}{_HEAD}{own}\n\n{texts}"
    operations = tuple(one for api in apis for one in api.operations)
    requests = tuple(draw_request(draw, one) for one in operations)
    return Repository(files, operations, implemented, snippets, requests)


def _snippets(draw: Draw, apis: list[Api], implemented: dict[str, Implemented]) -> list[Snippet]:
    found = []
    for n in range(draw(st.integers(1, 6))):
        api = draw(st.sampled_from(apis))
        operation = draw(st.sampled_from(api.operations))
        chance = draw(st.integers(0, 19))
        make = draw_call if chance < 12 else draw_look_alike if chance < 19 else draw_doubt
        found.append(make(draw, operation, implemented[api.name].name, n))
    return found


def _conftest(apis: list[Api], implemented: dict[str, Implemented]) -> str:
    rows = ["import pytest\n"]
    for api in apis:
        one = implemented[api.name]
        rows.append(f"from {one.module} import {one.name}\n")
        rows.append(f"\n\n@pytest.fixture\ndef made_{api.name}():\n    yield {one.name}()\n\n\n")
    return "".join(rows)
