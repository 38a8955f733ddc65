"""`git:REV:PATH` reads another revision and touches nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from routeshift.errors import TargetError
from routeshift.targets.revision import checked_out, named

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


@pytest.mark.parametrize("app", ["api:app", "./api:app", "api.py:app"])
def test_an_app_stands_behind_the_folder_of_its_module(repository: Path, app: str) -> None:
    spec = f"git:HEAD:{app}"
    with checked_out(spec) as found:
        folder, _, name = found.rpartition("/")
        assert name == app.removeprefix("./")
        assert (Path(folder) / "api.py").read_text() == "old\n"
        place = named(f"{folder}/other.py:1", found, spec)
    assert place == f"git:HEAD:{'./' if app.startswith('.') else ''}other.py:1"


@pytest.mark.parametrize(
    "spec",
    [
        "git:HEAD",
        "git::api.py",
        "git:HEAD:none.py",
        "git:none:api.py",
        OUTSIDE,
        "git:HEAD:none:app",
        "git:HEAD:../api:app",
    ],
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
    assert "'none' here: not a valid object name none. Run" in str(caught.value)


def commit(folder: Path) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["add", "-A"], [*identity, "commit", "-qm", "more"]):
        subprocess.run(["git", *words], cwd=folder, check=True)


def test_a_symlink_that_leads_out_is_not_followed_by_whatever_way(repository: Path) -> None:
    for name, leads in {
        "absolute": "/etc/passwd",
        "above": "../../etc",
        # Counted by its name it stays inside, and where it really leads is above.
        "deep/er/still/down": "../../../one",
        "one/x": "y",
        "through": "deep/er/still/down/../../../..",
        "round": "around",
        "around": "round",
    }.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).symlink_to(leads)
    Path("kept").symlink_to("api.py")
    Path("here").symlink_to(".")
    commit(repository)
    with checked_out("git:HEAD:kept") as path:
        assert Path(path).read_text() == "new\n"
        found = {p.name for p in Path(path).parent.rglob("*") if p.is_symlink()}
    assert found == {"down", "x", "round", "around", "kept", "here"}
    for name in ("absolute", "above", "through"):
        with pytest.raises(TargetError, match="git has no"), checked_out(f"git:HEAD:{name}"):
            pass


def test_a_forged_tree_that_leads_out_is_refused_in_a_sentence(repository: Path) -> None:
    def made(kind: str, data: bytes) -> bytes:
        words = ["git", "hash-object", "-t", kind, "--literally", "-w", "--stdin"]
        done = subprocess.run(words, input=data, capture_output=True, check=True)
        return bytes.fromhex(done.stdout.decode())

    blob = made("blob", b"planted")
    inner = made("tree", b"100644 planted\0" + blob)
    for name in (b"..", b".git", b".GIT"):
        outer = made("tree", b"40000 " + name + b"\0" + inner)
        with (
            pytest.raises(TargetError, match="leads out"),
            checked_out(f"git:{outer.hex()}:planted"),
        ):
            pass


def test_files_are_as_they_are_in_git_whatever_filters_are_configured(repository: Path) -> None:
    attributes = "*.py filter=x export-subst\nkept.py export-ignore\n"
    (repository / ".gitattributes").write_text(attributes)
    (repository / "kept.py").write_text("$Format:%H$\n")
    (repository / "kept.py").chmod(0o755)
    commit(repository)
    subprocess.run(["git", "config", "filter.x.smudge", "touch ran; cat"], check=True)
    with checked_out("git:HEAD:kept.py") as path:
        assert Path(path).read_text() == "$Format:%H$\n"
        assert Path(path).stat().st_mode & 0o100
    assert not (repository / "ran").exists()
