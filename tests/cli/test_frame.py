"""The frame of the command line: exit codes and the one sentence of a wrong input."""

from __future__ import annotations

import pytest

from routeshift.cli import COMMANDS, run


def test_a_word_that_is_no_command_exits_with_1(capfd: pytest.CaptureFixture[str]) -> None:
    """2 is kept for checks that found something."""
    assert run(["nonsense"]) == 1
    assert "No such command 'nonsense'" in capfd.readouterr().err


def test_a_missing_argument_is_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["scan"]) == 1
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_a_wrong_input_is_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", "there-is-no-such-folder"]) == 1
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_without_words_the_commands_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    printed = capfd.readouterr().out
    assert not [command for command in COMMANDS if command not in printed]
