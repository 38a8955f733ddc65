"""A formatter lays out the statements that are new; what was there stays as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.formatting.laying_out import FileDraft, laid_out
from routeshift_codemods.index.tree import Tree

OLD = "a  = 'one'   # first\nclass C( object ):\n    x  = 1\n    def f(self): return  2\n"

CHANGED = {
    "at the end": (f"{OLD}\nb  = 'two'\n", f"{OLD}\nb = 'two'\n"),
    "in a class": (
        OLD.replace("def f(self): return  2", "def f(self,y): return  2"),
        OLD.replace("def f(self): return  2", "def f(self, y):\n        return 2"),
    ),
    "two in a row": (f"{OLD}def g( ): pass\nc  = 3\n", f"{OLD}def g():\n    pass\n\n\nc = 3\n"),
    "on one line": (f"{OLD}b  = 2; c  = 3\n", f"{OLD}b = 2\nc = 3\n"),
    "below a comment": (
        f"{OLD}#  why\n\nb  = 2\n\n#   end\n",
        f"{OLD}#  why\n\nb = 2\n\n#   end\n",
    ),
    "around what was there": (f's  = """\n{OLD}"""\n', f's = """\n{OLD}"""\n'),
    "with decorators": (
        f"{OLD}@( # why\n  wraps)\ndef g( ): pass\n",
        f"{OLD}@(  # why\n    wraps\n)\ndef g():\n    pass\n",
    ),
}

DECORATED = "@traced( 'a' )  # noqa: E501 - long\n# why\n@cached\ndef f( ): return  1\n"
# What of a function with decorators is new, and what becomes of it.
HEADS = {
    "the signature": ("def f( ): return  1", "def f( x ): return 1", "def f(x):\n    return 1"),
    "a decorator": ("@cached", "@cached( )", "@cached()"),
}


@pytest.mark.parametrize(("old", "new", "laid"), HEADS.values(), ids=list(HEADS))
def test_decorators_that_were_there_stay_when_only_the_signature_changes(
    tmp_path: Path, old: str, new: str, laid: str
) -> None:
    text = DECORATED.replace(old, new)
    (after,) = laid_out(Tree(tmp_path), [FileDraft(tmp_path / "a.py", text, DECORATED, False)])
    assert laid in after
    assert ("@traced( 'a' )  # noqa: E501 - long\n# why\n" in after) is (old != "@cached")


# Statements with others inside: only the head, or only what stands inside, is new.
DEEP = {
    "a head": ("def f(  ):\n    x  = 1\n", "def f(  ):", "def f(y=  1):", "def f(y=1):"),
    "a branch": (
        "if  a:\n    x  = 1\nelse :\n    x  = 2\n    z  = 3\n",
        "x  = 2",
        "x  = f(  2)",
        "x = f(2)",
    ),
    "a handler": (
        "try :\n    x  = 1\nexcept  E :\n    x  = 2\nfinally :\n    y  = 3\n",
        "x  = 2",
        "x  = f(  2)",
        "x = f(2)",
    ),
    "behind a colon": (
        "if  a:\n    x  = 1\nelse : x  = 2\n",
        "x  = 2",
        "x  = f(  2)",
        "x  = f(  2)",
    ),
    "another branch": (
        "if  a:\n    x  = 1\nelif  b:\n    x  = 2\n",
        "elif  b:",
        "elif f(  b):",
        "elif f(b):",
    ),
    "a loop": (
        "for x in f( ):\n    y  = 1\nelse :\n    z  = 2\n",
        "in f( ):",
        "in g( ):",
        "in g():",
    ),
    "what is matched": (
        "match  f( ):\n    case  1 :\n        x  = 1\n",
        "match  f( ):",
        "match  g( ):",
        "match g():",
    ),
    "what is matched, above a comment and a wide case": (
        "match  f( ):\n    #  why\n    case (\n        1 ):\n        x  = 1\n",
        "match  f( ):",
        "match  g( ):",
        "match g():",
    ),
    "what is matched, with a pattern that touches its case": (
        "match  f( ):\n    case[a, b] :\n        x  = 1\n",
        "match  f( ):",
        "match  g( ):",
        "match g():",
    ),
    "a branch with a variable called case": (
        "if f( ):\n    case  = 1\n",
        "if f( ):",
        "if g( ):",
        "if g():",
    ),
    "a case": (
        "match  a:\n    case  1 :\n        x  = 1\n    case  _ :\n        x  = 2\n",
        "x  = 2",
        "x  = f(  2)",
        "x = f(2)",
    ),
}


@pytest.mark.parametrize(("old", "part", "new", "wanted"), DEEP.values(), ids=list(DEEP))
def test_what_stands_around_a_new_statement_stays(
    tmp_path: Path, old: str, part: str, new: str, wanted: str
) -> None:
    draft = FileDraft(tmp_path / "shop.py", old.replace(part, new), old, is_new=False)
    assert laid_out(Tree(tmp_path), [draft]) == [old.replace(part, wanted)]


@pytest.mark.parametrize(("text", "wanted"), CHANGED.values(), ids=list(CHANGED))
def test_only_what_is_new_is_laid_out(tmp_path: Path, text: str, wanted: str) -> None:
    draft = FileDraft(tmp_path / "shop.py", text, OLD, is_new=False)
    assert laid_out(Tree(tmp_path), [draft]) == [wanted]


def test_where_a_formatter_is_off_nothing_is_laid_out(tmp_path: Path) -> None:
    old = "# fmt: off\na  = 1\n# fmt: on\nb  = 2\n"
    draft = FileDraft(tmp_path / "shop.py", old.replace("=", "=  3 +"), old, is_new=False)
    wanted = ["# fmt: off\na  =  3 + 1\n# fmt: on\nb = 3 + 2\n"]
    assert laid_out(Tree(tmp_path), [draft]) == wanted


def test_a_string_turns_no_formatter_off(tmp_path: Path) -> None:
    old = 's = "# fmt: off"\nt = """\n# fmt: off\n"""\na  = 1\n'
    new = old.replace("a  = 1", "a  = f(  '# yapf: disable')")
    draft = FileDraft(tmp_path / "shop.py", new, old, is_new=False)
    assert laid_out(Tree(tmp_path), [draft]) == [new.replace("a  = f(  ", "a = f(")]


def test_what_is_new_in_one_file_changes_nothing_of_another(tmp_path: Path) -> None:
    """Whatever its texts say: a formatter gets the blocks of all files as one."""
    texts = {
        "off.py": "x  = [  # fmt: off\n  1]\n",
        "other.py": "x  = [  # yapf: disable\n  1]\n",
        "marked.py": 's  = (  """\n__the_next_one__\n""")\n',
        "plain.py": "a  = 1\n",
    }
    drafts = [FileDraft(tmp_path / n, text, "b\n", is_new=False) for n, text in texts.items()]
    wanted = [texts["off.py"], texts["other.py"], 's = """\n__the_next_one__\n"""\n', "a = 1\n"]
    assert laid_out(Tree(tmp_path), drafts) == wanted


@pytest.mark.parametrize("settings", ["", "line-length = 90\n"])
def test_a_new_file_is_as_a_whole_what_the_targets_formatter_makes_of_it(
    tmp_path: Path, settings: str
) -> None:
    if settings:
        (tmp_path / "ruff.toml").write_text(settings)
    draft = FileDraft(tmp_path / "models.py", OLD, OLD, is_new=True)
    (text,) = laid_out(Tree(tmp_path), [draft])
    assert (text == OLD) == (not settings)


@pytest.mark.parametrize("indent", ["\t", "  ", "   "])
def test_what_is_new_in_a_class_stands_as_deep_as_the_rest(tmp_path: Path, indent: str) -> None:
    old = f"class C:\n{indent}x  = 1\n"
    draft = FileDraft(tmp_path / "shop.py", f"{old}{indent}y  = 2\n", old, is_new=False)
    assert laid_out(Tree(tmp_path), [draft]) == [f"{old}{indent}y = 2\n"]


def test_what_is_new_stands_as_deep_as_the_rest_below_a_blank_line(tmp_path: Path) -> None:
    old = "if True:\n\n  def f():\n     return 1\n"
    draft = FileDraft(tmp_path / "shop.py", f"{old}\n\nclass C:\n    x = 1\n", old, is_new=False)
    (text,) = laid_out(Tree(tmp_path), [draft])
    assert text.endswith("class C:\n  x = 1\n")


def test_what_cannot_stand_as_deep_as_the_rest_keeps_its_layout(tmp_path: Path) -> None:
    old = "class C:\n    x = 1\nclass D:\n  x  = 1\n"
    text = f"{old}  y  = 2\n"
    draft = FileDraft(tmp_path / "shop.py", text, old, is_new=False)
    assert laid_out(Tree(tmp_path), [draft]) == [text]
