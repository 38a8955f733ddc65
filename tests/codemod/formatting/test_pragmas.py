"""A comment for a tool stands where that looks for it, also where a formatter breaks a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.formatting.laying_out import FileDraft, laid_out
from routeshift_codemods.index.tree import Tree

RUFF = "line-length = 39\n"
HEAD = "def find(self, wanted: Wanted) -> Found:"
BROKEN = "def find({pragma}\n    self, wanted: Wanted\n) -> Found:"
PRAGMAS = (
    "# type: ignore[override]",
    "# pyright: ignore",
    "# noqa: D102",
    "# NOQA",
    "# why # noqa: D102",
    "# nosec B105",
    "# pylint: disable=unused-argument",
)


def written(folder: Path, text: str, *, is_new: bool = False, settings: str = RUFF) -> str:
    if settings:
        (folder / "ruff.toml").write_text(settings)
    (after,) = laid_out(Tree(folder), [FileDraft(folder / "shop.py", text, "b = 1\n", is_new)])
    return after


@pytest.mark.parametrize("is_new", [False, True], ids=["in a file", "in a new file"])
@pytest.mark.parametrize("body", [("", "    return 1\n"), (" ...", "")], ids=["body", "stub"])
@pytest.mark.parametrize("pragma", PRAGMAS)
def test_of_a_signature_it_stands_on_the_first_line(
    tmp_path: Path, pragma: str, body: tuple[str, str], is_new: bool
) -> None:
    beside, below = body
    text = f"{HEAD}{beside}  {pragma}\n{below}"
    after = written(tmp_path, text, is_new=is_new)
    assert after == f"{BROKEN.format(pragma=f'  {pragma}')}{beside}\n{below}"
    # It is a formatter's layout: what runs it again changes nothing.
    assert written(tmp_path, after, is_new=True) == after


@pytest.mark.parametrize(("settings", "end"), [(RUFF, "  # fmt: skip"), ("", "")])
def test_any_other_statement_stays_on_its_line(tmp_path: Path, settings: str, end: str) -> None:
    long = "found = " + " + ".join(["wanted"] * 15) + "  # type: ignore[operator]"
    text = f"a  = 1\n{long}\nc  = 2\n"
    after = written(tmp_path, text, settings=settings)
    assert after == f"a = 1\n{long}{end}\nc = 2\n"
    if settings:
        assert written(tmp_path, after, is_new=True) == after


def test_a_statement_that_fits_is_laid_out(tmp_path: Path) -> None:
    assert written(tmp_path, "a  = 1  # noqa: E221\n") == "a = 1  # noqa: E221\n"


@pytest.mark.parametrize("comment", ["# why not", "# pragma: no cover"])
def test_another_comment_stands_where_a_formatter_has_it(tmp_path: Path, comment: str) -> None:
    broken = BROKEN.format(pragma="")
    after = written(tmp_path, f"{HEAD}  {comment}\n    return 1\n")
    assert after == f"{broken}  {comment}\n    return 1\n"


def test_each_signature_keeps_its_own(tmp_path: Path) -> None:
    one, two = f"{HEAD} ...  # noqa: A\n", f"{HEAD} ...\n".replace("find", "seek")
    after = written(tmp_path, f"{two}{one}{two}", is_new=True)
    assert after.count("# noqa: A") == after.count("def find(  # noqa: A\n") == 1


def test_it_stays_in_the_body_of_a_signature_that_changes_too(tmp_path: Path) -> None:
    call = "return self.find(wanted=wanted, but=None)  # noqa: S1"
    after = written(tmp_path, f"def f(  ):\n    {call}\n\n\ndef g(  ):\n    {call}\n")
    kept = f"{call}  # fmt: skip\n"
    assert after == f"def f():\n    {kept}\n\ndef g():\n    {kept}"


def test_new_code_with_one_takes_the_indent_of_its_file(tmp_path: Path) -> None:
    before = "if 1:\n\ta = 1\n"
    new = "class C:\n    a = f(x = 1)  # noqa: A1\n    b = 2\n"
    draft = FileDraft(tmp_path / "shop.py", f"{before}\n\n{new}", before, is_new=False)
    wanted = new.replace("    ", "\t").replace("x = 1", "x=1")
    assert laid_out(Tree(tmp_path), [draft]) == [f"{before}\n\n{wanted}"]
