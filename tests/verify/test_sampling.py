"""Samples are what a server accepts, not only what the document's words allow."""

from __future__ import annotations

import random
from typing import Annotated, Literal

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from routeshift.verify.sampling import Sampler


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
