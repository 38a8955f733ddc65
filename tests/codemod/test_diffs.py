"""The diff of a change says what the files hold, byte for byte as far as text can."""

from __future__ import annotations

from pathlib import Path

from routeshift_codemods.changes import FileChange


def diff(before: bytes | None, after: bytes | None) -> str:
    return "".join(FileChange(Path("a.py"), before, after).diff("a.py"))


def test_form_feeds_and_other_separators_end_no_line() -> None:
    assert "-x = 1\f\x0b\u2028y\n" in diff("x = 1\f\x0b\u2028y\n".encode(), b"x = 2\n")


def test_a_missing_newline_at_the_end_is_told() -> None:
    assert diff(b"x", b"x\n").endswith("-x\n\\ No newline at end of file\n+x\n")


def test_a_file_is_shown_in_its_own_encoding() -> None:
    assert "-# é\n" in diff("# coding: latin-1\n# é\n".encode("latin-1"), None)


def test_carriage_returns_are_part_of_the_line() -> None:
    assert diff(b"x\r\n", b"x\n").endswith("-x\r\n+x\n")
