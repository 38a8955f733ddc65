"""What `routeshift migrate` shows: to a person on a terminal, and to a pipe."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from cli.terminals import on_terminal
from effort import long

from routeshift.cli import run
from routeshift_codemods.migrate import plan_migration

SHOP = Path(__file__).parents[2] / "examples" / "shop"


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def loose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example shop, as the working directory."""
    copy = tmp_path / "shop"
    shutil.copytree(SHOP, copy, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    monkeypatch.chdir(copy)
    return copy


@pytest.fixture
def shop(loose: Path) -> Path:
    """The same in a Git repository, committed."""
    git(loose, "init", "-q")
    git(loose, "add", ".")
    git(loose, "commit", "-qm", "start")
    return loose


def tree(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*.py") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.process
def test_what_a_pipe_gets_is_a_patch(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of it, with the helpers that a terminal folds, and whatever stands below it."""
    assert run(["migrate", "."]) == 0
    patch = capsys.readouterr().out
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=shop, check=True)
    applied = tree(shop)
    git(shop, "checkout", ".")
    git(shop, "clean", "-fdq")
    assert run(["migrate", ".", "--write"]) == 0
    assert tree(shop) == applied


@pytest.mark.process
def test_a_terminal_shows_shared_helpers_in_one_line_unless_it_is_asked_for_all(shop: Path) -> None:
    shown = on_terminal(shop, 100, "migrate", "shop_api")
    assert "+class ContractRoute" not in shown
    folded = r"^added shop_api/router_contract.py: \d+ lines that the routers share; --full shows"
    assert re.search(folded, shown, re.M)
    assert "+class ContractRoute" in on_terminal(shop, 100, "migrate", "shop_api", "--full")


@pytest.mark.process
@pytest.mark.parametrize("columns", [40, long(80), 120])
def test_no_row_is_wider_than_the_terminal_and_no_word_is_cut(shop: Path, columns: int) -> None:
    """But for lines to copy, which a terminal breaks without a line's end."""
    shown = on_terminal(shop, columns, "migrate", "shop_api", "--quiet")
    report, _, steps = shown.partition("What comes next:")
    assert [row for row in report.splitlines() if len(row) > columns] == []
    words = "CreateOrderRequest", "shop_api/assistant.py", "shop_api/router_contract.py"
    assert [word for word in words if word not in report] == []
    assert "\nrouteshift compare git:HEAD:shop_api shop_api --fail-on docs\n" in steps


def _protocol(count: int) -> str:
    methods = (
        f"""
    @webmethod(route="/items/{number}", method="POST", level="v1")
    async def change_what_is_item_{number}(self, name: str) -> str: ...
"""
        for number in range(count)
    )
    opening = "from typing import Protocol\nfrom legacy_decorator import webmethod\n\n\n"
    return f"{opening}class Items(Protocol):{''.join(methods)}"


@pytest.mark.parametrize(("columns", "width"), [(None, 100), ("60", 60)])
def test_a_piped_table_is_as_wide_as_columns_says_or_100(
    columns: str | None,
    width: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").touch()
    (tmp_path / "shop" / "items.py").write_text(_protocol(20))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    assert run(["migrate", "shop", "--quiet"]) == 0
    out = capsys.readouterr().out
    models = [row for row in out.splitlines() if "Request" in row]
    assert width - 30 < max(map(len, models)) <= width
    assert all(f"ChangeWhatIsItem{number}Request" in out for number in range(20))


@pytest.mark.process
@pytest.mark.parametrize("write", [True, long(False)])
def test_what_comes_next_are_commands_that_run(
    write: bool, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["migrate", "shop_api/orders.py", *(["--write"] if write else ["--quiet"])]
    assert run(words) == 0
    block = capsys.readouterr().out.partition("What comes next:\n\n")[2].partition("\n\n")[0]
    steps = [shlex.split(row) for row in block.splitlines() if not row.startswith("#")]
    assert {step[1] for step in steps} == {
        *("compare", "migrate", "verify"),
        *(["check"] if write else []),
    }
    for _, *step in steps:
        limits = ["--cases", "2", "--no-generate"] if step[0] == "verify" else []
        # An implementation that does not fit yet is what `check` is asked for.
        assert run([*step, *limits]) == (2 if step[0] == "check" else 0)


@pytest.mark.usefixtures("loose")
def test_options_of_a_run_are_those_of_the_next(capsys: pytest.CaptureFixture[str]) -> None:
    run(["migrate", "shop_api", "--api", "orders", "--convention", "whole", "--quiet"])
    next_ = "routeshift migrate shop_api --api orders --convention whole --write\n"
    assert next_ in capsys.readouterr().out


def test_statistics_count_the_findings_of_each_rule(
    loose: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (loose / "shop_api/orders.py").read_text().replace('method="POST"', 'method="PUT"')
    (loose / "shop_api/orders.py").write_text(text)
    plan = plan_migration(loose / "shop_api")
    open_ = sum(one.kind == "decision" for api in plan.apis for one in api.diagnostics)
    assert open_ == 1
    assert run(["migrate", "shop_api", "--statistics"]) == 0
    head, first, *_, last = capsys.readouterr().out.splitlines()
    assert head.split() == ["count", "rule", "what", "it", "says"]
    assert first.split()[:2] == [str(open_), "method-undecided"]
    assert last == f"Would change {len(plan.changes)} files; --write applies."


def test_statistics_are_for_people_and_leave_files_whole(loose: Path) -> None:
    run(["migrate", "shop_api", "--report", "a.json", "--report", "a.txt"])
    run(["migrate", "shop_api", "--report", "b.json", "--report", "b.txt", "--statistics"])
    assert (loose / "a.json").read_bytes() == (loose / "b.json").read_bytes()
    assert (loose / "a.txt").read_bytes() == (loose / "b.txt").read_bytes()
