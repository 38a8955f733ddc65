"""Samples are what a server accepts, not only what the document's words allow."""

from __future__ import annotations

import json
import random
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from routeshift.verify.branches import Validators
from routeshift.verify.traffic.sampling import Sampler, borders


class Circle(BaseModel):
    kind: Literal["circle"] = "circle"
    radius: float


class Square(BaseModel):
    kind: Literal["square"] = "square"
    side: float


class Drawing(BaseModel):
    shape: Annotated[Circle | Square, Field(discriminator="kind")]


@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.5, 1.0]))
def test_a_tagged_union_gets_its_tag_though_the_document_calls_it_optional(
    seed: int, optional: float
) -> None:
    schema = Drawing.model_json_schema(ref_template="#/components/schemas/{model}")
    document = {"components": {"schemas": schema.pop("$defs")}}
    Drawing.model_validate(Sampler(document, random.Random(seed), optional).value(schema))


@given(st.integers(0, 10_000))
def test_properties_beside_branches_are_not_forgotten(seed: int) -> None:
    schema = {
        "allOf": [{"anyOf": [{"not": {"required": ["until"]}}, {"properties": {"until": {}}}]}],
        "properties": {"file": {"type": "string"}},
        "required": ["file"],
    }
    assert "file" in Sampler({}, random.Random(seed)).value(schema)


def _doubled(levels: int) -> dict[str, Any]:
    """Components of which each is the one below, twice."""
    schemas: dict[str, Any] = {"A0": {"type": "string"}}
    for level in range(1, levels):
        below = {"$ref": f"#/components/schemas/A{level - 1}"}
        schemas[f"A{level}"] = {"allOf": [below, below]}
    return {"components": {"schemas": schemas}}


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/components/schemas/A39"},
        {"type": "array", "minItems": 10**9},
        {"type": "array", "minItems": 9_000, "items": {"type": "array", "minItems": 9_000}},
        {"type": "string", "minLength": 10**12},
        {"type": "string", "pattern": "a{1000000000}"},
        {"type": "string", "pattern": "\\p{L}+("},
        {"type": "integer", "maximum": 10**400},
        {"type": "number", "minimum": 10**400},
        {"type": "integer", "multipleOf": 1e-300},
    ],
)
def test_a_sample_is_small_whatever_a_document_asks_for(schema: Any) -> None:
    """A server refuses it then; memory and time are ours."""
    document = _doubled(40)
    assert len(json.dumps(Sampler(document, random.Random(0), 0.5).value(schema))) < 1_000_000
    assert len(list(borders(document, schema))) < 100


def test_a_validator_is_not_asked_what_takes_it_for_ever() -> None:
    """Each level doubles what a validator without memory does."""
    document = _doubled(40)
    assert not Validators(document).fits({"$ref": "#/components/schemas/A39"}, "x")
    assert Validators(document).fits({"$ref": "#/components/schemas/A9"}, "x")
