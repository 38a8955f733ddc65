"""What is new is indented and quoted as the code that it stands beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.formatting.laying_out import FileDraft, laid_out
from routeshift_codemods.index.tree import Tree

NEW = '''def make(impl):
    """Make it.

    Args:
        impl: What answers.

    As here:
            a tab

        half a tab
    """
    return [
        "a",
    ]
'''
TABS = '''def make(impl):
\t"""Make it.

\tArgs:
\t\timpl: What answers.

\tAs here:
\t\ta tab

\t    half a tab
\t"""
\treturn [
\t\t"a",
\t]
'''


def written(folder: Path, text: str, before: str = "", *, is_new: bool = True) -> str:
    (after,) = laid_out(Tree(folder), [FileDraft(folder / "shop.py", text, before, is_new)])
    return after


def test_docstrings_of_new_files_have_the_tabs_of_the_formatter(tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text('[format]\nindent-style = "tab"\n')
    assert written(tmp_path, NEW) == TABS
    assert written(tmp_path, TABS) == TABS


def test_docstrings_of_new_files_have_the_tabs_of_the_code_that_they_are_made_of(
    tmp_path: Path,
) -> None:
    assert written(tmp_path, NEW, "if 1:\n\ta = 1\n") == TABS


def test_what_was_there_keeps_its_spaces_behind_tabs(tmp_path: Path) -> None:
    before = 'def f():\n\t"""F.\n\n\t        wide\n\t"""\n'
    assert written(tmp_path, before, before) == before


QUOTED = {
    "single": ("a = 'b'\n", "'c'"),
    "single, with a docstring": ('"""D."""\na = \'b\'\n', "'c'"),
    "both": ("a = 'b'\nd = \"e\"\n", '"c"'),
    "double": ('a = "b"\n', '"c"'),
    "none": ("a = 1  # what's there, isn't it?\n", '"c"'),
}


@pytest.mark.parametrize("is_new", [False, True], ids=["in a file", "in a new file"])
@pytest.mark.parametrize(("before", "wanted"), QUOTED.values(), ids=list(QUOTED))
def test_new_code_has_the_quotes_of_the_code_beside_it(
    tmp_path: Path, before: str, wanted: str, is_new: bool
) -> None:
    after = written(tmp_path, f'{before}f = g("c")\n', before, is_new=is_new)
    assert after == f"{before}f = g({wanted})\n"


def test_a_formatter_has_its_own_quotes(tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text('[format]\nquote-style = "double"\n')
    before = "a = 'b'\n"
    assert written(tmp_path, f"{before}c = 'd'\n", before, is_new=False) == f'{before}c = "d"\n'
