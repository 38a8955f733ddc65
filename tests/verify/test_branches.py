"""Which branches of the schemas were met is told without a copy of the document for each."""

from __future__ import annotations

import json
from typing import Any

import pytest

from routeshift.verify.branches import Branches, Validators
from routeshift.verify.cases.endpoint import endpoints
from routeshift.verify.cases.exchange import Exchange


def document(**schemas: Any) -> dict[str, Any]:
    return {"components": {"schemas": schemas}}


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def test_references_lead_into_the_document_from_any_depth() -> None:
    point = {"type": "object", "properties": {"x": reference("Number")}}
    validators = Validators(document(Point=point, Number={"type": "integer"}))
    schema = {"type": "array", "items": {"anyOf": [reference("Point"), {"type": "null"}]}}
    assert validators.fits(schema, [{"x": 1}, None])
    assert not validators.fits(schema, [{"x": "one"}])


@pytest.mark.parametrize(
    "broken", [{}, {"Other": {"$id": "::"}}, {"Other": {"$ref": "http://127.0.0.1:1/x"}}]
)
def test_what_cannot_be_resolved_fits_nothing(broken: dict[str, Any]) -> None:
    assert not Validators(document(**broken)).fits(reference("Gone"), 1)


NOTE = {"anyOf": [{"type": "string"}, {"type": "null"}]}
STOP = {"anyOf": [{"type": "array", "items": {}}, {"type": "string"}, reference("Stop")]}


def branches() -> Branches:
    schemas = {
        "Order": {"type": "object", "properties": {"note": NOTE}},
        "Stop": {"type": "object"},
        "Ask": {"type": "object", "properties": {"stop": STOP}},
    }
    page = {"type": "object", "properties": {"data": {"items": reference("Order")}}}
    answer = {"description": "", "content": {"application/json": {"schema": page}}}
    ask = {"required": True, "content": {"application/json": {"schema": reference("Ask")}}}
    operation = {"requestBody": ask, "responses": {"200": answer}}
    whole = {"paths": {"/x": {"post": operation}}, **document(**schemas)}
    (endpoint,) = endpoints(whole)
    return Branches(endpoint, 10, Validators(whole).fits)


def test_branches_that_were_not_met_are_told_in_words() -> None:
    met = branches()
    body = json.dumps({"data": [{"note": "n"}]}).encode()
    met.note({"stop": "x"}, Exchange(200, (("content-type", "application/json"),), body))
    assert list(met.gaps()) == [
        "never sent stop = a list, stop = Stop",
        "never answered with data[].note = null",
    ]
    assert met.missed() == ["request/stop/array", "request/stop/Stop", "200/data/*/note/null"]
