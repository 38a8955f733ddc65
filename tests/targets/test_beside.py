"""What a target of a revision imports of the repository is of that revision, too."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from routeshift import targets
from routeshift.errors import TargetError

pytestmark = pytest.mark.process

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
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "one"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    (tmp_path / "api/src/beside_api/models.py").write_text("LIMIT = 30\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _default(document: dict[str, Any]) -> object:
    return document["paths"]["/things"]["get"]["parameters"][0]["schema"]["default"]


def test_a_package_on_the_path_is_that_of_the_revision(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(repository / "api/src"))
    assert _default(targets.document("git:HEAD:server/beside_server:app")) == 20
    assert _default(targets.document("server/beside_server:app")) == 30


def test_so_is_one_that_an_editable_install_finds(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    init = str(repository / "api/src/beside_api/__init__.py")
    hooks = repository.parent / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "sitecustomize.py").write_text(_FINDER.format(init=init))
    monkeypatch.setenv("PYTHONPATH", str(hooks))
    assert _default(targets.document("git:HEAD:server/beside_server:app")) == 20


def test_one_outside_of_the_current_folder_is_refused(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(repository / "api/src"))
    monkeypatch.chdir(repository / "server")
    with pytest.raises(TargetError, match="imports beside_api from the work tree") as caught:
        targets.document("git:HEAD:beside_server:app")
    assert "git:HEAD:beside_server:app" in str(caught.value)
    assert "at the root of the repository" in str(caught.value)


def test_an_environment_in_the_repository_serves_both(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is of no revision."""
    inside = repository / "venv" / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    inside.mkdir(parents=True)
    (repository / "api/src/beside_api").rename(inside / "beside_api")
    subprocess.run(["git", "rm", "-rq", "--cached", "api"], cwd=repository, check=True)
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, "commit", "-qm", "two"], cwd=repository, check=True)
    monkeypatch.setenv("PYTHONPATH", str(inside))
    assert _default(targets.document("git:HEAD:server/beside_server:app")) == 30
