"""Where the files of a run are, and who may read them: symlinks lead no run out of the project."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply import swapping
from routeshift_codemods.apply.writing import write
from routeshift_codemods.changes import FileChange
from routeshift_codemods.migrate import plan_migration

from . import harness
from .interrupting import everything


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a package to migrate."""
    folder = tmp_path / "project"
    shutil.copytree(harness.CASES / "comments" / "before", folder)
    return folder


@pytest.fixture(params=["exchange", "rename"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to write: with an exchange of folders, and without."""
    if request.param == "rename":
        monkeypatch.setattr(swapping, "can_swap", lambda _: False)
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_a_symlink_to_a_file_beside_it_stays_one(project: Path) -> None:
    real = project / "shop" / "real.py"
    real.write_text("x = 1\n")
    link = project / "shop" / "link.py"
    link.symlink_to(real)
    write([FileChange(link, b"x = 1\n", b"x = 2\n")])
    assert link.is_symlink()
    assert real.read_text() == "x = 2\n"


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("name", ["outside", "project/.git/hooks", "project/shop/.GIT"])
def test_no_symlink_leads_a_run_out_of_the_project_or_into_git(
    project: Path, name: str, there: bool
) -> None:
    """A clone can hold one to a file that is not there yet, as a module that Python starts."""
    real = project.parent / name / "usercustomize.py"
    real.parent.mkdir(parents=True)
    if there:
        real.write_text("x = 1\n")
    (project / "shop" / "routes.py").symlink_to(real)
    before = everything(project.parent)
    change = FileChange(project / "shop" / "routes.py", b"x = 1\n" if there else None, b"x = 2\n")
    more = FileChange(project / "setup.py", None, b"")
    with pytest.raises(WorkTreeError, match=r"which is outside|of git's own") as error:
        write([change, more])
    assert error.value.file == real
    assert everything(project.parent) == before


@pytest.mark.usefixtures("way")
def test_a_symlink_that_leads_in_a_circle_is_no_traceback(project: Path) -> None:
    link = project / "shop" / "routes.py"
    link.symlink_to("routes.py")
    write([FileChange(link, None, b"x = 1\n")])
    assert link.read_text() == "x = 1\n"


@pytest.mark.usefixtures("way")
def test_a_package_behind_a_symlink(project: Path) -> None:
    (project / "link").symlink_to("shop")
    write(plan_migration(project / "link").changes)
    assert os.readlink(project / "link") == "shop"
    assert (project / "shop" / "items" / "routes.py").exists()


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o775])
def test_a_new_file_has_the_mode_of_the_one_that_its_code_comes_from(
    project: Path, mode: int
) -> None:
    (project / "shop" / "items.py").chmod(mode)
    old = os.umask(0o027)
    try:
        write(plan_migration(project).changes)
    finally:
        os.umask(old)
    found = {path.name: path.stat().st_mode & 0o7777 for path in (project / "shop").rglob("*.py")}
    assert {found[name] for name in ("models.py", "api.py", "routes.py")} == {mode}
    # Its code comes from none: it is what the user's new files are.
    assert found["router_contract.py"] == 0o640
