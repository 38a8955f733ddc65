"""Releases that no other test knows move as a whole too, in one run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from corpus.commands import left_behind, routeshift
from corpus.conftest import copied
from corpus.packages import Missing, Package

RELEASES = (
    Package("llama-stack", "0.1.3", "3.11", "llama_stack"),
    Package("llama-stack", "0.1.9", "3.11", "llama_stack"),
    Package("llama-stack", "0.2.12", "3.11", "llama_stack"),
)


@pytest.mark.parametrize("release", RELEASES, ids=str)
def test_a_release_moves_as_a_whole(release: Package, tmp_path: Path) -> None:
    try:
        package = copied(release, tmp_path) / release.target
    except Missing as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))
    _without_strays(package)
    report = tmp_path / "report.json"
    done = routeshift("migrate", package, "--write", "--hosts", "later", "--json", report)
    assert done.returncode == 0, done.stderr
    moved = json.loads(report.read_text())
    assert moved["implementations"] > 70
    assert moved["calls"] > 30
    scanned = routeshift("scan", package)
    assert " 0 legacy operations" in scanned.stdout
    assert left_behind(package, moved) == set()


def _without_strays(package: Path) -> None:
    """Providers without webmethods of their own, as the first run asks for, with file and line."""
    for file in (package / "providers").rglob("*.py"):
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(line for line in lines if "webmethod" not in line))
