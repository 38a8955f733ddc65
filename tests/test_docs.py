"""Every snippet of the README, the guide and the recipes is executed, in the order of the page.

A `console` block holds commands behind `$ ` and what they print; `...` stands for anything, `echo
$?` shows the exit code, and `cd` is for all that follows. A `python` block runs in the same folder.
A `toml` block is put into the shop's pyproject.toml by the page itself and must parse. Each page
works on a fresh copy of the example shop, in a Git repository with one commit; the first page of
the site begins in an empty folder.
"""

from __future__ import annotations

import doctest
import importlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from effort import long

pytestmark = pytest.mark.process

ROOT = Path(__file__).parent.parent
FIRST = "docs/index.md"
RECIPES = sorted(page.relative_to(ROOT).as_posix() for page in ROOT.glob("docs/recipes/*.md"))
# The others go the same way once more, further.
READ_FIRST = "README.md"
PAGES = (READ_FIRST, FIRST, "migration_guide.md", "docs/verify.md", *RECIPES)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_SAME = doctest.OutputChecker()


@dataclass(frozen=True)
class Snippet:
    language: str
    text: str
    line: int


def snippets(page: str) -> list[Snippet]:
    text = (ROOT / page).read_text()
    return [
        Snippet(found[1], found[2], text.count("\n", 0, found.start()) + 2)
        for found in _BLOCK.finditer(text)
    ]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A copy of the example shop, committed."""
    copy = tmp_path / "shop"
    ignored = shutil.ignore_patterns("__pycache__", ".pytest_cache")
    shutil.copytree(ROOT / "examples/shop", copy, ignore=ignored)
    (copy / ".gitignore").write_text("__pycache__/\n.pytest_cache/\n")
    for words in ("init -q", "add .", "commit -qm start"):
        subprocess.run(["git", *words.split()], cwd=copy, check=True, env=environment(copy))
    return copy


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(folder),
        "COLUMNS": "120",
        "NO_COLOR": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        **{f"GIT_{who}_NAME": "A Reader" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "reader@example.org" for who in ("AUTHOR", "COMMITTER")},
    }


def commands(text: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it is said to print."""
    _, *parts = re.split(r"^\$ ", text, flags=re.M)
    found = []
    for part in parts:
        command, _, output = part.partition("\n")
        while command.endswith("\\"):
            more, _, output = output.partition("\n")
            command = command[:-1] + more.strip()
        found.append((command, output))
    return found


def run_console(snippet: Snippet, folder: Path) -> Path:
    """Run its commands; give the folder where they leave the reader."""
    code = 0
    for command, expected in commands(snippet.text):
        if command == "echo $?":
            assert expected.strip() == str(code), f"line {snippet.line}"
            code = 0
            continue
        assert code == 0, f"line {snippet.line}: the exit code is not shown"
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
            continue
        done = subprocess.run(
            command,
            shell=True,
            cwd=folder,
            env=environment(folder),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        code = done.returncode
        printed = "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        same = not expected.strip() or _SAME.check_output(expected, printed, flags)
        assert same, f"line {snippet.line}: $ {command}\n--- page\n{expected}--- run\n{printed}"
    assert code == 0, f"line {snippet.line}: the last command failed with {code}"
    return folder


def run_python(snippet: Snippet, folder: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-c", snippet.text],
        cwd=folder,
        env=environment(folder),
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, f"line {snippet.line}\n{done.stderr}"
    return folder


def run_toml(snippet: Snippet, folder: Path) -> Path:
    settings = tomllib.loads(snippet.text)
    assert set(settings) == {"tool"}, f"line {snippet.line}"
    with (folder / "pyproject.toml").open("a") as file:
        file.write("\n" + snippet.text)
    subprocess.run(
        ["git", "commit", "-qam", "settings"], cwd=folder, check=True, env=environment(folder)
    )
    return folder


RUNNERS = {"console": run_console, "python": run_python, "toml": run_toml}


@pytest.mark.parametrize(
    "page",
    [page if page == READ_FIRST else long(page) for page in PAGES],
)
def test_every_snippet_of_the_page_holds(page: str, shop: Path, tmp_path: Path) -> None:
    found = [s for s in snippets(page) if s.language in RUNNERS]
    assert found
    folder = shop
    if page == FIRST:
        folder = tmp_path / "empty"
        folder.mkdir()
    for snippet in found:
        folder = RUNNERS[snippet.language](snippet, folder)


@pytest.mark.parametrize("page", PAGES)
def test_no_block_is_in_a_language_that_nobody_runs(page: str) -> None:
    """Diffs, pictures of folders and shell for the reader's own machine are only read."""
    known = {*RUNNERS, "diff", "text", "sh"}
    assert {s.language for s in snippets(page)} <= known


def test_the_readme_names_every_command() -> None:
    from routeshift.cli import COMMANDS

    text = (ROOT / "README.md").read_text()
    assert not [name for name in COMMANDS if f"`routeshift {name} " not in text]


def test_the_page_of_the_legacy_contract_has_every_rule_that_the_code_names() -> None:
    page = (ROOT / "docs/legacy-contract.md").read_text()
    told = re.findall(r"^\| ([RPSD]\d+) \|", page, re.M)
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "codemods").rglob("*.py")]
    named = {
        rule for source in sources for rule in re.findall(r"\b[RPSD]\d{1,2}\b", source.read_text())
    }
    assert named - set(told) == set()
    assert len(told) == len(set(told))


@pytest.mark.long
def test_the_picture_shows_what_a_run_shows_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """`make pictures` draws it again."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    picture = importlib.import_module("picture")
    assert picture.words_of(picture.PICTURE.read_text()) == picture.words_of(picture.drawn())
