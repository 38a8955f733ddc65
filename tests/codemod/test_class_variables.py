"""What a class declares for itself is no field of its objects."""

from __future__ import annotations

import ast

import pytest

from routeshift_codemods.resolve.ancestry import is_class_variable

SAID = {
    "ClassVar[int]": True,
    "typing.ClassVar": True,
    "'ClassVar[int]'": True,
    "Annotated[ClassVar[int], 1]": True,
    "dict[\n    str,  # no ClassVar\n    int,\n]": False,
    "int": False,
}


@pytest.mark.parametrize("annotation", SAID)
def test_an_annotation_says_so_and_no_comment_in_it(annotation: str) -> None:
    (row,) = ast.parse(f"x: {annotation}").body
    assert isinstance(row, ast.AnnAssign)
    assert is_class_variable(row.annotation) is SAID[annotation]
