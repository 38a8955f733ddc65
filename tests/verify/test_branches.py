"""Which branches of the schemas were met is told without a copy of the document for each."""

from __future__ import annotations

from typing import Any

import pytest

from routeshift.verify.branches import Validators


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
