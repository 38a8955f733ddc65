"""Python text that is laid out: on one line when it fits, to the last column."""

from __future__ import annotations

from routeshift_codemods.plan.text.python import Code, Piece, block, call, subscript

UNPACKED = {"x-one": 1, None: Code("more(Model)")}


def test_what_is_unpacked_into_a_dictionary_takes_the_room_that_it_needs() -> None:
    one_line = '{"x-one": 1, **more(Model)}'
    assert block(UNPACKED, "", 0, len(one_line) + 1) == one_line
    rows = '{\n    "x-one": 1,\n    **more(Model),\n}'
    assert block(UNPACKED, "", 0, len(one_line)) == rows


def test_a_call_behind_several_lines_counts_the_last_of_them() -> None:
    head = "a: Annotated[\n        A, B\n    ] = Field"
    assert call(head, ["x=1"], "    ", len("    ] = Field(x=1)")) == f"{head}(x=1)"
    assert call(head, ["x=1"], "    ", 17) == f"{head}(\n        x=1,\n    )"


def test_a_subscript_leaves_room_for_what_stands_behind_it() -> None:
    pieces = [Piece("A"), Piece("B")]
    one_line = "a: Annotated[A, B]"
    assert subscript("a: Annotated", pieces, 3, "", len(one_line) + 3) == one_line
    assert subscript("a: Annotated", pieces, 4, "", len(one_line) + 3).count("\n") == 2
