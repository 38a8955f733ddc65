"""`assert_implements`, and packages for `check` by name and as git has them (number 8)."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from routeshift.cli import run
from routeshift_codemods.check import check_versions
from routeshift_codemods.testing import assert_implements

from .test_check import ADD, API, FOLLOW, GET, implementation


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with one legacy API."""
    folder = tmp_path / "shop_api"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "orders.py").write_text(API)
    return folder


def implemented(package: Path, method: str) -> Path:
    return implementation(package, method, GET, FOLLOW)


def test_one_line_in_a_test_fails_with_file_and_line(package: Path) -> None:
    file = implemented(package, ADD)
    assert assert_implements(file, against=package).checked == ("OrdersService",)
    implemented(package, "async def add_order(self, size: int = 1): pass")
    told = r"service.py:6: OrdersService.add_order: cannot be called: it does not take `name`"
    with pytest.raises(AssertionError, match=told):
        assert_implements([file], against=package)


def test_a_method_that_a_newer_version_has_not_is_told(package: Path, tmp_path: Path) -> None:
    new = tmp_path / "new" / "shop_api"
    new.mkdir(parents=True)
    (new / "__init__.py").write_text("")
    (new / "orders.py").write_text(API.rpartition("    @webmethod")[0])
    result = check_versions(package, new)
    told = [(one.kind, one.subject, one.message) for one in result.diagnostics]
    assert told == [("info", "Orders.follow", "nobody calls it any more")]
    assert result.fits


def test_names_are_taken_for_paths(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    implemented(package, ADD)
    monkeypatch.syspath_prepend(package.parent)
    assert run(["check", "service", "--against", "shop_api"]) == 0
    assert "1 checked: all fit." in capsys.readouterr().out


@pytest.mark.process
def test_a_version_may_be_what_git_has(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(package.parent)
    for words in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm start"):
        subprocess.run(["git", *words.split()], check=True)
    (package / "orders.py").write_text(API.rpartition("    @webmethod")[0])
    assert run(["check", "git:HEAD:shop_api", "shop_api"]) == 0
    assert "git:HEAD:shop_api/orders.py:16: Orders.follow: a client" in capsys.readouterr().out
