"""Hooks, the action and the GitLab job do what docs/pipelines.md says, installed as users do."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from corpus.conftest import program
from corpus.packages import ROOT

SHOP = ROOT / "examples" / "shop"
SETTINGS = '\n[tool.routeshift]\ntarget = "shop_api"\ndocument = "openapi.json"\n'


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example")
    command = ["git", *who, *words]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path, message: str) -> str:
    """Commit all of a folder, which becomes a repository; give the commit."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def pinned(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Variables by which pip takes the locked versions: what came out today is no fault of ours."""
    pins: str = runpy.run_path(str(ROOT / "scripts" / "try_wheel.py"))["pinned"]()
    file = tmp_path_factory.mktemp("pinned") / "constraints.txt"
    file.write_text(pins)
    return {**os.environ, "PIP_CONSTRAINT": str(file), "PIP_BUILD_CONSTRAINT": str(file)}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout as a repository of its own, with what is not committed yet."""
    folder = tmp_path_factory.mktemp("project")
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name, follow_symlinks=False)
    commit(folder, "All of it.")
    return folder


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The example shop with a committed document, in a repository."""
    folder = tmp_path / "shop"
    shutil.copytree(SHOP, folder, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "pyproject.toml").open("a") as settings:
        settings.write(SETTINGS)
    routeshift("openapi", "shop_api", "--output", "openapi.json", folder=folder)
    commit(folder, "The shop.")
    return folder


def routeshift(*words: str, folder: Path) -> None:
    command = [sys.executable, "-m", "routeshift", *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def without_list_orders(folder: Path) -> None:
    """Take an operation out of the document, which clients notice."""
    document = json.loads((folder / "openapi.json").read_text())
    del document["paths"]["/v1/orders"]["get"]
    (folder / "openapi.json").write_text(json.dumps(document))


def test_the_hooks_fail_while_something_is_left_and_when_a_client_can_tell(
    project: Path, shop: Path, pinned: Mapping[str, str], tmp_path: Path
) -> None:
    ids = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())]
    hooks = {"repo": str(project), "rev": git(project, "rev-parse", "HEAD")}
    wanted = {"repos": [{**hooks, "hooks": [{"id": one} for one in ids]}]}
    (shop / ".pre-commit-config.yaml").write_text(yaml.safe_dump(wanted))
    commit(shop, "Hooks.")
    environment = {**pinned, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    command = [str(program("pre-commit", "pre-commit")), "run", "--all-files", "--verbose"]

    def states() -> dict[str, str]:
        done = subprocess.run(
            command, cwd=shop, env=environment, capture_output=True, text=True, check=False
        )
        found = re.findall(r"\.(Passed|Failed)\n- hook id: (\S+)", done.stdout)
        assert len(found) == len(ids), done.stdout + done.stderr
        return {name: state for state, name in found}

    passed = dict.fromkeys(ids, "Passed")
    assert states() == passed | {"routeshift-migrate-check": "Failed"}
    routeshift("migrate", ".", "--write", folder=shop)
    assert states() == passed
    without_list_orders(shop)
    git(shop, "add", ".")
    assert states() == passed | {"routeshift-compare": "Failed"}


@pytest.fixture(scope="module")
def installed(
    project: Path, pinned: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, str]:
    """Variables of a machine that has the project's wheel to install, and nothing else."""
    folder = tmp_path_factory.mktemp("machine")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    python = folder / "venv" / "bin" / "python"
    wheel = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(project)]
    try:
        subprocess.run([str(python), *wheel], check=True, env=pinned, capture_output=True)
    except subprocess.CalledProcessError as error:
        if os.environ.get("CI"):
            pytest.fail(error.stderr.decode())
        pytest.skip("the registry is not there")
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    return {**pinned, "PATH": path, "PIP_FIND_LINKS": str(folder), "VIRTUAL_ENV": ""}


def steps(context: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The scripts of the action, each with its variables, as the runner fills them in."""
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
    inputs = {f"inputs.{name}": one["default"] for name, one in action["inputs"].items()}
    known = {**inputs, **context}
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"], "what an event says would be a part of a script"
        values = {
            name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known.get(found[1], ""), text)
            for name, text in step.get("env", {}).items()
        }
        yield step["run"], values


def test_the_action_tells_a_pull_request_what_clients_notice(
    project: Path, shop: Path, installed: Mapping[str, str], tmp_path: Path
) -> None:
    base = git(shop, "rev-parse", "HEAD")
    git(shop, "checkout", "--quiet", "-b", "change")
    without_list_orders(shop)
    commit(shop, "Nobody lists orders.")
    # As the runner checks it out: the commit alone.
    work = tmp_path / "work"
    source = f"file://{shop}"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=change", source, str(work))
    summary = tmp_path / "summary"
    event = {"github.action_path": str(project), "github.event.pull_request.base.sha": base}
    codes, printed = [], ""
    for script, values in steps(event):
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=work,
            env={**installed, **values, "GITHUB_STEP_SUMMARY": str(summary)},
            capture_output=True,
            text=True,
            check=False,
        )
        codes.append(done.returncode)
        printed += done.stdout + done.stderr
    assert codes == [0, 2], printed
    assert "::error" in printed
    assert "GET /v1/orders" in summary.read_text()
    findings = json.loads((work / "routeshift.sarif").read_text())["runs"][0]["results"]
    assert len(findings) == 1


def test_the_gitlab_job_says_the_same(
    shop: Path, installed: Mapping[str, str], tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "pipelines.md").read_text().partition("## GitLab")[2]
    (block,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)
    job = yaml.safe_load(block)["contract"]
    base = git(shop, "rev-parse", "HEAD")
    git(shop, "checkout", "--quiet", "-b", "change")
    without_list_orders(shop)
    commit(shop, "Nobody lists orders.")
    work = tmp_path / "work"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=change", f"file://{shop}", str(work))
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(job["script"])],
        cwd=work,
        env={**installed, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    quality = json.loads((work / job["artifacts"]["reports"]["codequality"]).read_text())
    assert [one["check_name"] for one in quality] == ["operation-removed"]
    assert all((work / path).is_file() for path in job["artifacts"]["paths"])
