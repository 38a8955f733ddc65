"""What a target of a revision imports of the repository is of that revision, too."""

from __future__ import annotations

import importlib
import importlib.util
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from routeshift import targets
from routeshift.errors import TargetError
from routeshift.targets.beside import imported_beside

_APP = """\
from fastapi import FastAPI
from beside_api.models import LIMIT

app = FastAPI()


@app.get("/things")
def things(limit: int = LIMIT) -> int:
    return limit
"""
# As setuptools makes them for an editable install.
_FINDER = """\
import importlib.util, sys


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "beside_api":
            return importlib.util.spec_from_file_location(name, {init!r})


sys.meta_path.append(Finder)
"""


def commit(folder: Path) -> None:
    """Commit all that a folder has, which becomes a repository if it is none."""
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    init = [] if (folder / ".git").exists() else [["init", "-q"]]
    for words in (*init, ["add", "."], [*identity, "commit", "-qm", "it"]):
        subprocess.run(["git", *words], cwd=folder, check=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of two packages, each with a folder of its own, and a change since."""
    for file, text in {
        "api/src/beside_api/__init__.py": "",
        "api/src/beside_api/models.py": "LIMIT = 20\n",
        "server/beside_server.py": _APP,
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text)
    commit(tmp_path)
    (tmp_path / "api/src/beside_api/models.py").write_text("LIMIT = 30\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _default(document: dict[str, Any]) -> object:
    return document["paths"]["/things"]["get"]["parameters"][0]["schema"]["default"]


@pytest.mark.process
def test_a_package_on_the_path_is_that_of_the_revision(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(repository / "api/src"))
    assert _default(targets.document("git:HEAD:server/beside_server:app")) == 20
    assert _default(targets.document("server/beside_server:app")) == 30


@pytest.mark.process
def test_so_is_one_that_an_editable_install_finds(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    init = str(repository / "api/src/beside_api/__init__.py")
    hooks = repository.parent / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "sitecustomize.py").write_text(_FINDER.format(init=init))
    monkeypatch.setenv("PYTHONPATH", str(hooks))
    assert _default(targets.document("git:HEAD:server/beside_server:app")) == 20


@pytest.mark.process
def test_one_outside_of_the_current_folder_is_refused(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(repository / "api/src"))
    monkeypatch.chdir(repository / "server")
    with pytest.raises(TargetError, match="imports beside_api from the work tree") as caught:
        targets.document("git:HEAD:beside_server:app")
    assert "git:HEAD:beside_server:app" in str(caught.value)
    assert "at the root of the repository" in str(caught.value)


@pytest.mark.process
def test_an_environment_in_the_repository_serves_both(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is of no revision."""
    inside = repository / "venv" / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    inside.mkdir(parents=True)
    (repository / "api/src/beside_api").rename(inside / "beside_api")
    commit(repository)
    monkeypatch.setenv("PYTHONPATH", str(inside))
    assert _default(targets.document("git:HEAD:server/beside_server:app")) == 30


class Finder:
    """What an editable install puts among the finders: where each of its modules is."""

    def __init__(self, places: dict[str, Path]) -> None:
        self.places = places

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        place = self.places.get(name)
        return place and importlib.util.spec_from_file_location(name, place)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own, whose modules are imported in this process and forgotten."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setenv("PYTHONPATH", "")
    known = set(sys.modules)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for name in set(sys.modules) - known:
        del sys.modules[name]


@contextmanager
def as_it_was(folder: Path) -> Iterator[Callable[[str], ModuleType]]:
    """Imports what a target of the last commit imports."""
    (folder / "target.py").touch()
    commit(folder)
    with targets.checked_out("git:HEAD:target.py") as path:
        yield lambda name: _imported(path, name)


def _imported(path: str, name: str) -> ModuleType:
    with imported_beside(path):
        return importlib.import_module(name)


def put(place: Path, text: str = "NOW = False\n") -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
    return place


def on_the_path(here: Path) -> None:
    put(here / "lib/space/thing.py")
    sys.path.insert(0, str(here / "lib"))


def installed_by_a_finder(here: Path) -> None:
    place = put(here / "lib/space/thing.py")
    sys.meta_path.insert(0, Finder({"space.thing": place}))
    put(here / "space/other.py")


def linked_from_the_environment(here: Path) -> None:
    """As `flit install --symlink` does."""
    put(here / "lib/space/thing/__init__.py")
    outside = here.parent / f"{here.name}-venv" / "site-packages"
    (outside / "space").mkdir(parents=True)
    (outside / "space/thing").symlink_to(here / "lib/space/thing")
    sys.path.insert(0, str(outside))


def in_an_archive(here: Path) -> None:
    archive = here / "lib.whl"
    with zipfile.ZipFile(archive, "w") as held:
        held.writestr("space/thing.py", "NOW = False\n")
        held.writestr("space/__init__.py", "")
    sys.path.insert(0, str(archive))


def in_a_submodule(here: Path) -> None:
    put(here / "lib/space/thing.py")
    commit(here / "lib")
    subprocess.run(["git", "add", "lib"], cwd=here, check=False, capture_output=True)
    sys.path.insert(0, str(here / "lib"))


WAYS = [
    on_the_path,
    installed_by_a_finder,
    linked_from_the_environment,
    in_an_archive,
    in_a_submodule,
]


@pytest.mark.process
@pytest.mark.parametrize("way", WAYS)
def test_a_part_of_a_namespace_is_that_of_the_revision(
    here: Path, way: Callable[[Path], None]
) -> None:
    way(here)
    with as_it_was(here) as imported:
        for place in here.rglob("thing*"):
            if place.suffix == ".py":
                place.write_text("NOW = True\n")
        thing = imported("space.thing")
        assert not thing.NOW
        assert "routeshift-git-" in str(thing.__file__)


@pytest.mark.process
def test_a_module_of_the_revision_may_be_a_package_by_now(here: Path) -> None:
    put(here / "lib/thing.py")
    with as_it_was(here) as imported:
        (here / "lib/thing.py").unlink()
        place = put(here / "lib/thing/__init__.py", "NOW = True\n")
        sys.meta_path.insert(0, Finder({"thing": place}))
        assert not imported("thing").NOW


@pytest.mark.process
def test_what_the_revision_has_elsewhere_is_refused(here: Path) -> None:
    """And where it is imported when a request comes, as at the start."""
    put(here / "old/thing.py")
    with as_it_was(here) as imported:
        imported("target")
        (here / "old").rename(here / "new")
        sys.path.insert(0, str(here / "new"))
        with pytest.raises(TargetError, match="imports thing from the work tree") as caught:
            importlib.import_module("thing")
        assert "Name a checkout of the revision" in str(caught.value)


@pytest.mark.process
def test_what_git_ignores_is_of_no_revision(here: Path) -> None:
    put(here / ".gitignore", "made/\n")
    put(here / "made/thing.py")
    sys.path.insert(0, str(here / "made"))
    with as_it_was(here) as imported:
        assert imported("thing").__file__ == str(here / "made/thing.py")


@pytest.mark.process
def test_what_a_target_opens_and_starts_is_of_the_revision(here: Path) -> None:
    put(here / "price.txt", "1")
    put(here / "lib/price.py", "print(1)")
    put(
        here / "thing.py",
        "import pathlib, subprocess, sys\n"
        "TEXT = pathlib.Path('price.txt').read_text()\n"
        "SAID = subprocess.check_output([sys.executable, '-m', 'price'], text=True)\n",
    )
    os.environ["PYTHONPATH"] = str(here / "lib")
    with as_it_was(here) as imported:
        (here / "price.txt").write_text("2")
        (here / "lib/price.py").write_text("print(2)")
        thing = imported("thing")
    assert (thing.TEXT, thing.SAID) == ("1", "1\n")
