"""The same input gives the same output, witnesses included."""

from __future__ import annotations

from typing import Any

import pytest

from routeshift.compare import compare
from routeshift.compare.reporting import as_data

# What no simple rule finds a value for, and thus is found by drawing.
NARROWED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "string", "pattern": "^[a-z]{3,9}$"}, {"type": "string", "pattern": "^[a-c]{3,9}$"}),
    (
        {"type": "string", "pattern": "^[a-z]+$", "minLength": 20},
        {"type": "string", "pattern": "^[a-y]+$", "minLength": 20},
    ),
    (
        {"type": "number", "exclusiveMinimum": 3.2, "exclusiveMaximum": 3.4},
        {"type": "number", "exclusiveMinimum": 3.2, "exclusiveMaximum": 3.3},
    ),
    (
        {"type": "array", "items": {"type": "string", "pattern": "^x[0-9]+$"}},
        {"type": "array", "items": {"type": "string", "pattern": "^x[0-8]+$"}},
    ),
]


def document(schema: dict[str, Any]) -> dict[str, Any]:
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    operation = {"requestBody": body, "responses": {"200": {"description": "ok"}}}
    info = {"title": "shop", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": {"/v1/orders": {"post": operation}}}


@pytest.mark.parametrize(("old", "new"), NARROWED)
def test_a_witness_that_is_drawn_is_the_same_in_every_run(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    first, second = (as_data(compare(document(old), document(new))) for _ in range(2))
    assert first["findings"][0]["witness"] is not None
    assert first == second
