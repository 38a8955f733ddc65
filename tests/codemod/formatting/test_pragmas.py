"""A comment for a tool stands where that looks for it, also where a formatter breaks a line."""

from __future__ import annotations

from pathlib import Path

import pytest
import versions
from effort import long

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
# The others go the way of the first two.
ALIKE = [*PRAGMAS[:2], *map(long, PRAGMAS[2:])]


def written(folder: Path, text: str, *, is_new: bool = False, settings: str = RUFF) -> str:
    if settings:
        (folder / "ruff.toml").write_text(settings)
    (after,) = laid_out(Tree(folder), [FileDraft(folder / "shop.py", text, "b = 1\n", is_new)])
    return after


@pytest.mark.parametrize("is_new", [False, True], ids=["in a file", "in a new file"])
@pytest.mark.parametrize("body", [("", "    return 1\n"), (" ...", "")], ids=["body", "stub"])
@pytest.mark.parametrize("pragma", ALIKE)
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


SITE = "found = self.find(wanted=[1, 2, 3], but=None)"
WITHIN = {
    "brackets": "kept = (\n    {site}  # type: ignore\n){end}\n",
    "another call": "kept = f(\n    1,\n    {site},  # noqa: A1\n){end}\n",
    "a branch": "if a:\n    pass\nelif (\n    {site}  # noqa: A1\n):{end}\n    pass\n",
    "a decorator": "@route(\n    {site},  # noqa: A1\n){end}\ndef f(): ...\n",
    "what ends in a comment": "kept = (\n    {site}  # noqa: A1\n)  # why{end}\n",
    "text over lines": 'kept = f(\n    {site},  # noqa: A1\n    """a\n  b""",\n){end}\n',
}


@pytest.mark.parametrize("is_new", [False, True], ids=["in a file", "in a new file"])
@pytest.mark.parametrize("place", WITHIN)
def test_a_statement_with_one_inside_stays_as_a_whole(
    tmp_path: Path, place: str, is_new: bool
) -> None:
    """Formatters pass over nothing less than a statement."""
    site = SITE.removeprefix("found = ")
    text = WITHIN[place].format(site=site, end="")
    after = written(tmp_path, text, is_new=is_new)
    assert after == WITHIN[place].format(site=site, end="  # fmt: skip")
    assert written(tmp_path, after, is_new=True) == after


def test_statements_that_look_alike_without_their_layout_stay_what_they_are(
    tmp_path: Path,
) -> None:
    one, two = "'wanted, but'", "'wanted', 'but'"
    text = "".join(f"found = seek({given}, {given})  # noqa\n" for given in (one, two))
    after = written(tmp_path, text)
    assert after == text.replace("# noqa", "# noqa  # fmt: skip")


def test_of_an_import_it_stands_on_the_first_line(tmp_path: Path) -> None:
    text = "from shop import Found, Wanted, find, seek  # noqa: F401\n"
    broken = "from shop import (  # noqa: F401\n    Found,\n    Wanted,\n    find,\n    seek,\n)\n"
    assert written(tmp_path, text) == broken


@pytest.mark.skipif(not versions.reads_template_strings, reason="this LibCST reads no PEP 750")
def test_what_this_python_does_not_read_is_as_a_formatter_has_it(tmp_path: Path) -> None:
    text = """a  = t"{b["c'''d"]}"  # noqa\n"""
    assert written(tmp_path, text) == text.replace("  =", " =")


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
