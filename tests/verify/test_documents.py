"""A document that is not what it has to be leaves gaps, and no operation unverified."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from fastapi import FastAPI

from routeshift.targets import stub_app
from routeshift.verify import Settings, verify
from routeshift.verify.traffic.malformed import readable

SHOP = str(Path(__file__).parents[2] / "examples" / "shop" / "shop_api")
QUICK = Settings(cases=8, generate=False, shrink=False)
_JUNK: tuple[Any, ...] = (
    *(None, 5, -1, "x", "", True, 1e308, "²", "(", 10**12, [], {}, [1, "a"], ["x", None]),
    *({"$ref": "#/nope"}, {"$ref": 7}, {"type": 5}, {"enum": {}}, {"minLength": "x"}),
)
_KEYWORDS = (
    *("type", "enum", "minItems", "pattern", "required", "anyOf", "properties", "minimum"),
    *("maxLength", "multipleOf", "const", "examples", "prefixItems", "discriminator", "allOf"),
    *("parameters", "requestBody", "content", "schema", "$ref", "²"),
)


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    members = enumerate(node) if isinstance(node, list) else node.items()
    for key, value in list(members):
        yield node, key
        if isinstance(value, dict | list):
            yield from places(value)


def damaged(document: dict[str, Any], seed: int) -> dict[str, Any]:
    draw = random.Random(seed)
    made = copy.deepcopy(document)
    for _ in range(draw.randint(1, 6)):
        node, key = draw.choice(list(places(made)))
        if isinstance(node, dict) and draw.random() < 0.3:
            key = draw.choice(_KEYWORDS)
        node[key] = copy.deepcopy(draw.choice(_JUNK))
    if not isinstance(made.get("paths"), dict):
        made["paths"] = document["paths"]
    return made


def documented(app: FastAPI, document: dict[str, Any]) -> Any:
    async def around(scope: Any, receive: Any, send: Any) -> None:
        await app(scope, receive, send)

    around.__dict__["openapi"] = lambda: document
    return around


@pytest.mark.generated
@pytest.mark.parametrize("start", range(0, examples(20), 10))
def test_whatever_is_wrong_with_a_document_verification_goes_on(start: int) -> None:
    app = stub_app(SHOP)
    for seed in range(start, start + 10):
        document = damaged(app.openapi(), seed)
        result = verify(documented(app, document), app, QUICK)
        reached = result.coverage.operations
        assert all(one.cases for one in reached.values())
        assert len(reached) >= len(list(app.openapi()["paths"]))


def test_what_cannot_be_read_is_told_by_its_pointer() -> None:
    app = FastAPI()
    app.get("/x")(lambda n=1: n)
    document = copy.deepcopy(app.openapi())
    document["paths"]["/x"]["get"]["parameters"] = "none"
    result = verify(documented(app, document), app, QUICK)
    gaps = result.coverage.gaps()
    assert gaps["the document of old application"] == ["cannot be read: /paths/~1x/get/parameters"]


def test_a_name_that_is_a_keyword_is_a_name() -> None:
    schema = {"properties": {"required": {"type": "string"}, "enum": {"const": {"type": 5}}}}
    document = {"paths": {}, "components": {"schemas": {"items": schema}}}
    assert readable(document) == (document, [])


def test_templates_that_differ_in_a_name_are_two_operations() -> None:
    app = FastAPI()
    app.get("/x/{a}")(lambda a: 1)
    app.get("/x/{b:path}")(lambda b: 2)
    assert set(verify(app, app, QUICK).coverage.operations) == {"GET /x/{a}", "GET /x/{b}"}
