"""`git:REV:PATH` reads another revision and touches nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from routeshift.errors import TargetError
from routeshift.revision import checked_out

pytestmark = pytest.mark.process

OUTSIDE = "git:HEAD:/etc/passwd"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    Path("api.py").write_text("old\n")
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "one"]):
        subprocess.run(["git", *words], check=True)
    Path("api.py").write_text("new\n")
    return tmp_path


def test_the_revision_is_read_and_the_work_tree_stays(repository: Path) -> None:
    with checked_out("git:HEAD:api.py") as path:
        assert Path(path).read_text() == "old\n"
    assert not Path(path).exists()
    assert (repository / "api.py").read_text() == "new\n"


def test_another_target_is_given_back(repository: Path) -> None:
    with checked_out("shop.server:app") as path:
        assert path == "shop.server:app"


@pytest.mark.parametrize(
    "spec", ["git:HEAD", "git::api.py", "git:HEAD:none.py", "git:none:api.py", OUTSIDE]
)
def test_what_is_not_there_is_said_in_a_sentence(repository: Path, spec: str) -> None:
    with pytest.raises(TargetError), checked_out(spec):
        pass


def test_a_revision_cannot_smuggle_an_option(repository: Path) -> None:
    with pytest.raises(TargetError), checked_out("git:--output=x:api.py"):
        pass
    assert not (repository / "x").exists()


def test_an_error_names_the_revision_and_not_where_it_was_unpacked(repository: Path) -> None:
    with pytest.raises(TargetError) as caught, checked_out("git:HEAD:api.py") as path:
        raise TargetError(f"{path} is odd.", file=path, line=3)
    assert str(caught.value) == "git:HEAD:api.py:3: git:HEAD:api.py is odd."


def test_what_git_complains_of_is_part_of_the_sentence(repository: Path) -> None:
    with pytest.raises(TargetError) as caught, checked_out("git:none:api.py"):
        pass
    assert "'none' here: not a valid object name: none. Run" in str(caught.value)
