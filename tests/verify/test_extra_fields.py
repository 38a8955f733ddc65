"""P11: what a document lists under a vendor extension is sent all the same."""

from __future__ import annotations

from typing import Any

import pytest
from codemod import harness

from routeshift import discover
from routeshift.openapi import document
from routeshift.verify.cases.endpoint import endpoints
from routeshift.verify.traffic.extra_fields import show_extra_fields
from routeshift.verify.traffic.malformed import readable

BEFORE = harness.CASES / "extra_body" / "before"


@pytest.mark.parametrize("key", ["x-shop-extra", "requestBody.x-shop-extra"])
def test_p11_fields_under_an_extension_are_part_of_the_body(key: str) -> None:
    with harness.importable(BEFORE):
        made, _ = readable(document(discover("shop", extra_body=key)))
    show_extra_fields(made)
    schemas: dict[str, Any] = {e.path: e.body_schema for e in endpoints(made)}
    assert list(schemas["/v1/items"]["properties"]) == ["name", "guards", "loudness"]
    assert list(schemas["/v1/items/{item_id}"]["properties"]) == ["count"]
