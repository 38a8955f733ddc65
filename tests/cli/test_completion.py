"""A shell completes commands, options and paths, by a script that the program gives it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from routeshift.cli import run


def completed(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask as bash does, whose script calls the program without words."""
    monkeypatch.setenv("_ROUTESHIFT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
    assert run([]) == 0


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("routeshift s", ["plain,scan", "plain,serve", "plain,status"]),
        ("routeshift scan --write", ["plain,--write-decisions"]),
        ("routeshift migrate . --convention w", ["plain,whole"]),
        ("routeshift routes shop", ["file,shop"]),
    ],
)
def test_a_shell_is_offered_what_fits(
    line: str,
    offered: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    completed(line, monkeypatch)
    assert capsys.readouterr().out.splitlines() == offered


@pytest.mark.process
def test_the_script_is_one_that_bash_reads(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHELL", "/bin/bash")
    assert run(["--show-completion"]) == 0
    script = capsys.readouterr().out
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)
    assert "_ROUTESHIFT_COMPLETE=bash_complete" in script


@pytest.mark.parametrize(
    ("shell", "script", "settings"),
    [
        ("zsh", ".zfunc/_routeshift", ".zshrc"),
        ("fish", ".config/fish/completions/routeshift.fish", None),
    ],
)
def test_it_is_installed_once_below_what_the_shell_is_told_already(
    shell: str, script: str, settings: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", f"/usr/bin/{shell}")
    monkeypatch.setenv("HOME", str(tmp_path))
    if settings is not None:
        (tmp_path / settings).write_text("alias ll='ls -l'")
    assert run(["--install-completion"]) == run(["--install-completion"]) == 0
    assert "routeshift" in (tmp_path / script).read_text("utf-8")
    if settings is not None:
        first, *others = (tmp_path / settings).read_text("utf-8").splitlines()
        assert first == "alias ll='ls -l'"
        assert others == ["fpath+=~/.zfunc; autoload -Uz compinit; compinit"]


def test_a_shell_that_is_not_known_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHELL", "/bin/csh")
    assert run(["--install-completion"]) == 1
    assert len(capfd.readouterr().err.splitlines()) == 1
