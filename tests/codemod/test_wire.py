"""Generated pairs of a Protocol and an implementation that takes something else (rule R6).

What clients see of the old server, they see of the migrated router, and the document stays.
`ROUTESHIFT_EFFORT=140 pytest tests/codemod/test_wire.py` runs as many as the full check wants.
"""

from __future__ import annotations

import importlib
import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from routeshift import bridge, discover, mount
from routeshift.compare import compare
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.outcome import Migration

from . import harness

HEAD = """from enum import Enum
from typing import Annotated, Any, Literal, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel, Field

LIMIT = 4 * 5


class Item(BaseModel):
    name: str


class Mode(Enum):
    FAST = "fast"
    SLOW = "slow"


class Items(Protocol):
"""
MINE = """from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from shop.items import LIMIT, Item, Items, Mode


class MyItems(Items):
"""
# A type, and the defaults that it may have.
SCALARS: dict[str, tuple[str, ...]] = {
    "str": ('"x"', "None"),
    "str | None": ('"x"', "None"),
    "int": ("3", "LIMIT", "None"),
    "int | None": ("3", "None"),
    "bool": ("False",),
    "Mode": ("Mode.FAST", "None"),
    'Literal["a", "b"]': ('"a"',),
    "Annotated[int, Field(ge=2)]": ("2", "LIMIT"),
}
STRUCTURED: dict[str, tuple[str, ...]] = {
    "list[int]": ("None",),
    "dict[str, int]": ("None",),
    "dict[str, int] | None": ("None",),
    "Item": ("None",),
    "Item | None": ("None",),
    "list[Item]": (),
    "Any": ("None", "3"),
}
VALUES: list[Any] = ["x", "a", "fast", "7", 1, 7, True, [1], ["x"], {"a": 1}, {"name": "n"}, None]


@dataclass(frozen=True)
class Parameter:
    """A parameter as it is written."""

    name: str
    type: str
    default: str | None

    def __str__(self) -> str:
        return f"{self.name}: {self.type}" + (f" = {self.default}" if self.default else "")


@dataclass(frozen=True)
class Operation:
    """An operation of the Protocol, and what its implementation takes."""

    name: str
    method: str
    declared: tuple[Parameter, ...]
    served: tuple[Parameter, ...]

    @property
    def path(self) -> str:
        return f"/{self.name}/{{item_id}}"

    def protocol(self) -> str:
        route = f'    @webmethod(route="{self.path}", method="{self.method}", level="v1")\n'
        return f"{route}    async def {self.name}({_signature(self.declared)}) -> Any: ...\n\n"

    def implementation(self) -> str:
        names = ["item_id", *(parameter.name for parameter in self.served)]
        told = ", ".join(f'"{name}": repr({name})' for name in names)
        head = f"    async def {self.name}({_signature(self.served)}) -> Any:\n"
        return f"{head}        return {{{told}}}\n\n"


def _signature(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(["self", "item_id: str", "*", *map(str, parameters)][:None])


@st.composite
def parameters(draw: Any, name: str, types: dict[str, tuple[str, ...]]) -> Parameter:
    kind = draw(st.sampled_from(sorted(types)))
    default = draw(st.sampled_from([None, *types[kind]]))
    return Parameter(name, kind, default)


@st.composite
def operations(draw: Any, name: str) -> Operation:
    method = draw(st.sampled_from(["POST", "GET"]))
    types = SCALARS if method == "GET" else SCALARS | STRUCTURED
    names = [f"p{number}" for number in range(draw(st.integers(1, 4)))]
    declared = [draw(parameters(one, types)) for one in names]
    served = [draw(st.one_of(st.just(p), parameters(p.name, types))) for p in declared]
    if len(served) > 1 and draw(st.integers(0, 5)) == 0:
        served.pop()
    more = draw(parameters("more", types))
    # What only an implementation demands, `mount` refuses.
    if more.default is not None:
        served.append(more)
    return Operation(name, method, tuple(declared), tuple(served))


@pytest.mark.generated
@given(operations("one"), operations("two"), st.randoms(use_true_random=False))
@settings(
    max_examples=examples(14),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
def test_R6_clients_see_what_the_implementation_takes(
    one: Operation, two: Operation, chance: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "shop").mkdir()
        (root / "shop" / "__init__.py").write_text("")
        (root / "shop" / "items.py").write_text(HEAD + one.protocol() + two.protocol())
        (root / "shop" / "mine.py").write_text(MINE + one.implementation() + two.implementation())
        note((root / "shop" / "items.py").read_text() + (root / "shop" / "mine.py").read_text())
        before = harness.documented(root)
        sent = [(o, *request) for o in (one, two) for request in requests(o, chance)]
        answers = [ask(client, *request) for client in [old(root)] for request in sent]
        plan = plan_migration(root)
        write(plan.changes)
        note((root / "shop" / "items" / "models.py").read_text())
        note((root / "shop" / "items" / "routes.py").read_text())
        again = [ask(client, *request) for client in [new(root)] for request in sent]
        for request, was, now in zip(sent, answers, again, strict=True):
            assert now == was, request
        if not decisions(plan):
            after = harness.documented(root)
            result = compare(before, after)
            assert result.preserved("docs", strict=True), result


def decisions(plan: Migration) -> list[str]:
    return [n.message for api in plan.apis for n in api.diagnostics if n.kind == "decision"]


def requests(operation: Operation, chance: random.Random) -> Iterator[tuple[str, Any]]:
    """Requests of an operation: without anything, and with some values of all kinds."""
    names = {p.name for p in (*operation.declared, *operation.served)}
    # A null where None is the default of what is no `X | None`: newer versions of FastAPI
    # refuse it, those that the old servers run take it. The router takes it.
    odd = {p.name for p in operation.served if p.default == "None" and "None" not in p.type}
    yield "json", None
    for _ in range(10):
        values = {n: chance.choice(VALUES) for n in sorted(names) if chance.random() < 0.8}
        yield "json", {n: v for n, v in values.items() if v is not None or n not in odd}


def ask(client: TestClient, operation: Operation, _: str, values: Any) -> tuple[int, Any]:
    path = "/v1" + operation.path.replace("{item_id}", "i")
    if operation.method == "GET":
        found = {n: v for n, v in (values or {}).items() if isinstance(v, str | int)}
        answer = client.get(path, params={n: str(v) for n, v in found.items()})
    else:
        answer = client.post(path, **({} if values is None else {"json": values}))
    return answer.status_code, told(answer.json())


def told(answer: Any) -> Any:
    """An answer; of an invalid request what is wrong where, in any order."""
    if "error" not in answer:
        return answer
    return sorted(json.dumps(error) for error in answer["error"]["detail"]["errors"])


def old(root: Path) -> TestClient:
    """The package as the compat layer serves it, which answers as the old server did."""
    app = FastAPI()
    with harness.importable(root):
        mine = importlib.import_module("shop.mine")
        mount(app, discover("shop"), {"items": mine.MyItems()})
    return TestClient(app, raise_server_exceptions=False)


def new(root: Path) -> TestClient:
    app = FastAPI()
    with harness.importable(root):
        items, mine = (importlib.import_module(f"shop.{name}") for name in ("items", "mine"))
        routes = importlib.import_module("shop.items.routes")
        app.include_router(routes.create_router(bridge(mine.MyItems(), items.Items)))
    return TestClient(app, raise_server_exceptions=False)
