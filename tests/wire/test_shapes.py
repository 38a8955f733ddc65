"""The shapes of annotations: the same in live code and in source, whatever the hash seed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from routeshift.serving.signatures.annotations import shape_of
from routeshift_codemods.index.index import Index
from routeshift_codemods.index.tree import Tree
from routeshift_codemods.resolve.signatures.shapes import shape_of as shape_of_source

LIVE = """
from fastapi import UploadFile
from pydantic import BaseModel
from routeshift.serving.signatures.annotations import shape_of

class M(BaseModel):
    pass

print(shape_of(tuple[UploadFile, M, dict]).name)
"""


@pytest.mark.process
def test_the_shape_of_a_mixed_tuple_does_not_depend_on_the_hash_of_the_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", LIVE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2", "3", "4", "5")
    }
    assert found == {"UPLOAD"}


SPELLED = [
    "int",
    "str | None",
    "list[int]",
    "list[Model]",
    "Sequence[dict[str, int]]",
    "Iterable[int]",
    "tuple[UploadFile, Model, dict]",
    "tuple[dict, Model]",
    "dict | Model",
    "list[int] | UploadFile",
    "Mapping[str, int]",
    "deque[int]",
    "frozenset[Model]",
    "Row",
    "list[Row | None]",
    "Typed",
    "Literal['a', 'b']",
    "Color",
    "Upload",
    "Strings",
    "Any",
    "Id",
]
MODULE = """
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal, NewType, TypedDict

from fastapi import UploadFile
from pydantic import BaseModel

class Model(BaseModel): ...
class Color(str, Enum):
    RED = "red"
class Upload(UploadFile): ...
class Strings(list[str]): ...
class Typed(TypedDict): ...
@dataclass
class Row: ...
Id = NewType("Id", str)
"""


@pytest.mark.parametrize("spelled", SPELLED)
def test_an_annotation_has_one_shape_live_and_in_source(spelled: str, tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(MODULE)
    index = Index(Tree(tmp_path))
    (module,) = index.modules()
    space: dict[str, Any] = {}
    exec(MODULE, space)
    node = ast.parse(spelled, mode="eval").body
    assert shape_of_source(index, module, node) is shape_of(eval(spelled, space))
