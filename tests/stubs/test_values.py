"""Values that stubs make are valid, bounded and the same in every process."""

from __future__ import annotations

import datetime
import enum
import os
import subprocess
import sys
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, NewType, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, RootModel, TypeAdapter, field_validator
from typing_extensions import TypedDict

from routeshift.stubs import StubError, make_value


class Colour(enum.Enum):
    red = "red"
    blue = "blue"


class Leaf(BaseModel):
    kind: Literal["leaf"] = "leaf"
    size: Annotated[int, Field(ge=3, lt=9)]


class Tree(BaseModel):
    kind: Literal["tree"]
    left: Tree | Leaf
    right: Tree | Leaf | None = None
    children: list[Tree] = []


class Prefixed(BaseModel):
    id: str
    code: Annotated[str, Field(pattern=r"^[A-Z]{2}-\d{3,5}(x|y)$")]
    wire: str = Field(alias="onTheWire")

    @field_validator("id")
    @classmethod
    def _prefix(cls, value: str) -> str:
        if not value.startswith("pre_"):
            raise ValueError("id must start with 'pre_'")
        if len(value) != 52:
            raise ValueError("id must be in format 'pre_<48-digit-hash>'")
        return value


class Payload(RootModel[dict[str, list[int]]]):
    pass


class Options(TypedDict):
    name: str
    limit: int


class Pair(NamedTuple):
    left: int
    right: str


@dataclass
class Record:
    name: str
    when: datetime.datetime


class Loop(BaseModel):
    inner: Loop


Identifier = NewType("Identifier", str)
Number = TypeVar("Number", int, float)

ANNOTATIONS: list[Any] = [
    str,
    int | None,
    Annotated[float, Field(gt=0, le=1)],
    Annotated[int, Field(multiple_of=5, ge=7)],
    Annotated[str, Field(min_length=40, max_length=41)],
    Annotated[list[int], Field(min_length=2, max_length=3)],
    list[Leaf | str],
    dict[str, Tree],
    tuple[int, str, bool],
    set[int],
    Literal["a", 1, None],
    Colour,
    bytes,
    datetime.date,
    Decimal,
    uuid.UUID,
    Any,
    Tree,
    Prefixed,
    Payload,
    Options,
    Pair,
    Record,
    Identifier,
    Number,
]


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32))
@pytest.mark.parametrize("annotation", ANNOTATIONS, ids=str)
def test_values_are_valid_for_their_annotation(annotation: Any, seed: int) -> None:
    value = make_value(annotation, seed=seed)

    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    assert adapter.validate_python(value) == value


def test_a_type_without_any_finite_value_is_one_sentence() -> None:
    with pytest.raises(StubError, match="always contains another"):
        make_value(Loop)


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_recursive_models_end(seed: int) -> None:
    assert len(make_value(Tree, seed=seed).model_dump_json()) < 20_000


@pytest.mark.parametrize("seed", range(8))
def test_values_do_not_depend_on_what_a_default_factory_makes(seed: int) -> None:
    class Made(BaseModel):
        id: uuid.UUID = Field(default_factory=uuid.uuid4)
        inner: list[Prefixed] = Field(default_factory=list)
        parent: Made | None = None

    assert make_value(Made, seed=seed) == make_value(Made, seed=seed)


@pytest.mark.process
def test_values_do_not_depend_on_the_hash_of_the_process() -> None:
    program = (
        "from routeshift.stubs import stub_implementation as s\n"
        "from typing import Protocol\n"
        "class P(Protocol):\n"
        "    def m(self, a: int) -> dict[str, set[str] | list[int] | None]: ...\n"
        "print([s(P, seed=3).m(a) for a in range(9)])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program.replace("set[str]", "str")],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    "annotation",
    [
        Annotated[list[int], Field(min_length=10**9)],
        Annotated[str, Field(min_length=10**12)],
        Annotated[str, Field(pattern="a{1000000000}")],
        Annotated[str, Field(pattern="((a{1000}){1000}){1000}")],
        Annotated[
            list[
                Annotated[
                    list[Annotated[list[int], Field(min_length=9_000)]], Field(min_length=9_000)
                ]
            ],
            Field(min_length=9_000),
        ],
    ],
)
def test_what_asks_for_too_much_is_a_sentence(annotation: Any) -> None:
    """Instead of all the memory that there is."""
    with pytest.raises(StubError):
        make_value(annotation)


def test_a_number_may_be_larger_than_any_float() -> None:
    """Integers have no largest."""
    assert make_value(Annotated[int, Field(ge=10**400)]) >= 10**400
