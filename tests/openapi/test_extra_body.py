"""Rule P11: a marked body field is documented under a vendor extension alone."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from codemod import harness
from fastapi import FastAPI
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from routeshift import discover
from routeshift.compare import compare
from routeshift.errors import DeclarationError
from routeshift.openapi import document
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

BEFORE = harness.CASES / "extra_body" / "before"
KEYS = ["x-shop-extra", "requestBody.x-shop-extra"]
GUARDS = {
    "anyOf": [
        {
            "type": "array",
            "items": {"anyOf": [{"$ref": "#/components/schemas/Guard"}, {"type": "string"}]},
        },
        {"type": "null"},
    ]
}


def add_item(made: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = made["paths"]["/v1/items"]["post"]
    return found


def legacy(key: str) -> dict[str, Any]:
    with harness.importable(BEFORE):
        return document(discover("shop", extra_body=key))


def migrated(folder: Path, key: str, convention: str = "split") -> Path:
    project = folder / "project"
    shutil.copytree(BEFORE, project)
    (project / "pyproject.toml").write_text(f'[tool.routeshift]\nextra_body = "{key}"\n')
    write(plan_migration(project, convention=convention).changes)
    return project


def test_p11_the_operation_lists_the_fields_with_their_schemas() -> None:
    made = legacy("x-shop-extra")
    validate(made)
    assert add_item(made)["x-shop-extra"] == [
        {
            "name": "guards",
            "schema": GUARDS,
            "required": False,
            "description": "What guards it.",
        },
        {
            "name": "loudness",
            "schema": {"type": "integer"},
            "required": False,
            "description": "How loud it is.",
        },
    ]


def test_p11_the_body_can_have_them_by_name() -> None:
    body = add_item(legacy("requestBody.x-shop-extra"))["requestBody"]
    assert body["x-shop-extra"] == {
        "guards": {**GUARDS, "description": "What guards it."},
        "loudness": {"type": "integer", "description": "How loud it is."},
    }


def test_p11_the_schema_leaves_them_out_and_keeps_what_they_refer_to() -> None:
    schemas = legacy("x-shop-extra")["components"]["schemas"]
    assert list(schemas["AddItemRequest"]["properties"]) == ["name"]
    assert "Guard" in schemas


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("convention", ["split", "whole"])
def test_p11_a_migrated_router_documents_them_alike(
    tmp_path: Path, key: str, convention: str
) -> None:
    after = harness.documented(migrated(tmp_path, key, convention))
    assert compare(legacy(key), after).preserved("docs", strict=True)
    assert add_item(after) == add_item(legacy(key))


@pytest.mark.parametrize("key", KEYS)
def test_p11_fastapi_alone_documents_and_serves_them_after_a_migration(
    tmp_path: Path, key: str
) -> None:
    class Impl:
        async def add_item(self, request: Any) -> Any:
            return f"{request.guards} {request.loudness}"

    with harness.importable(migrated(tmp_path, key)):
        app = FastAPI()
        app.include_router(importlib.import_module("shop.items.routes").create_router(Impl()))
        made = app.openapi()
    assert "x-shop-extra" in str(add_item(made))
    assert list(made["components"]["schemas"]["AddItemRequest"]["properties"]) == ["name"]
    sent = {"name": "a", "guards": ["g"], "loudness": 5}
    assert TestClient(app).post("/v1/items", json=sent).json() == "['g'] 5"


def test_p11_what_is_no_extension_is_refused() -> None:
    with pytest.raises(DeclarationError, match="'extra' is no vendor extension"):
        document([], extra_body="extra")
