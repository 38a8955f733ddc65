"""The server of a real package moves with its APIs, and no client can tell (T24).

By `--hosts move` and by the lines that the report gives, which are put into the code here as a
person would put them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from corpus.commands import routeshift, serving_app
from corpus.conftest import ready
from corpus.packages import STACK_025, Missing

from routeshift.verify.cases.endpoint import endpoints

_SERVER = Path("llama_stack/distribution/server/server.py")
# Two decorators of a provider declare routes of its API once more: that no client reaches them
# has to be said by a person.
_STRAY = Path("llama_stack/providers/inline/post_training/torchtune/post_training.py")
# What the server puts before each route, and that lists in a GET stay in the body.
_SETTINGS = '\n[tool.routeshift]\nprefix = "/v1"\nlists = "body"\n'
# The lookup of its middleware, by the line that the report gives.
_LOOKUP = """\
        if not hasattr(self, "endpoint_impls"):
            self.endpoint_impls = initialize_endpoint_impls(self.impls)

        try:
            _, _, trace_path = find_matching_endpoint(scope.get("method", "GET"), path, self.endpoint_impls)
        except ValueError:
"""  # noqa: E501
_FOUND = """\
        operation = find_operation(scope["app"], scope.get("method", "GET"), path)
        if operation is None:
"""
_BY_HAND = (
    (_LOOKUP, _FOUND),
    ("start_trace(trace_path,", "start_trace(operation.path,"),
    ("import discover, mount", "import discover, find_operation, mount"),
    # An API that the server has inside of another one's implementation.
    ("    mount(\n", '    served["rag_tool"] = impls[Api.tool_runtime].rag_tool\n    mount(\n'),
)


@pytest.fixture(scope="module")
def report(sides: tuple[Path, Path]) -> dict[str, Any]:
    """What `--json` wrote of the migration."""
    found: dict[str, Any] = json.loads(sides[1].with_suffix(".json").read_text())
    return found


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The repository as it was, and moved with its server."""
    ready(STACK_025, tests=True)
    try:
        sources = STACK_025.sources()
    except Missing as error:
        pytest.skip(str(error))
    before, after = (tmp_path_factory.mktemp(name) / "stack" for name in ("before", "after"))
    for side in (before, after):
        shutil.copytree(sources, side)
        lines = (side / _STRAY).read_text().splitlines(keepends=True)
        (side / _STRAY).write_text("".join(one for one in lines if "webmethod" not in one))
        with (side / "pyproject.toml").open("a") as file:
            file.write(_SETTINGS)
    words = ("--write", "--hosts", "move", "--json", after.with_suffix(".json"))
    done = routeshift("migrate", after, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return before, after


@pytest.fixture(scope="module")
def finished(sides: tuple[Path, Path], report: dict[str, Any]) -> tuple[Path, Path]:
    """Both, the moved one with what a person writes."""
    (told,) = (one["code"] for one in report["hosts"] if one["file"].endswith(_SERVER.name))
    assert told.splitlines()[-1] == _FOUND.splitlines()[0].strip()
    file = sides[1] / _SERVER
    text = file.read_text()
    for before, after in _BY_HAND:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    file.write_text(text)
    return sides


@pytest.fixture(scope="module")
def urls(finished: tuple[Path, Path]) -> Iterator[tuple[str, str]]:
    """Where both answer."""
    python = STACK_025.interpreter(tests=True)
    with (
        serving_app("stack_server:app", finished[0], python) as old,
        serving_app("stack_server:app", finished[1], python) as new,
    ):
        yield old, new


def test_T24_the_moved_server_serves_every_operation(urls: tuple[str, str]) -> None:
    documents = [httpx.get(f"{url}/openapi.json").json() for url in urls]
    before, after = ({one.label for one in endpoints(document)} for document in documents)
    assert after == before
    assert len(after) == 83


def test_T4_no_client_can_tell_the_moved_server_from_the_one_before(
    urls: tuple[str, str], tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    # Each request has a trace of its own.
    words = ("--cases", "60", "--no-generate", "--ignore", "/headers/x-trace-id")
    routeshift("verify", *urls, *words, "--report", report)
    found = json.loads(report.read_text())
    assert found["cases"] > 4000
    assert [one for one in found["findings"] if not is_known(one)] == []


def is_known(finding: dict[str, Any]) -> bool:
    """Whether a finding is none of the move.

    FastAPI has changed how it reads text and null where an object belongs: the old server answers
    by its release, and the routers as FastAPI did when it was written. And of one operation the
    implementation demands what the document says may be left out, which `mount` tells.
    """
    case = finding["case"]
    if case["operation"] == "POST /v1/post-training/supervised-fine-tune":
        return "algorithm_config" in finding["old"]["body"]
    plain = ["content-type", "text/plain"] in case["headers"]
    return plain or case.get("body") == "null"


def test_T14_the_middleware_finds_what_has_moved(urls: tuple[str, str]) -> None:
    """It traces what it finds, and nothing else."""
    for url in urls:
        assert "x-trace-id" in httpx.get(f"{url}/v1/models").headers
        assert "x-trace-id" not in httpx.get(f"{url}/v1/nothing").headers


def test_T28_each_host_that_is_left_has_lines_to_write(report: dict[str, Any]) -> None:
    """A generator and its check, two clients, a list of routes, a check, and a middleware."""
    found = [(Path(one["file"]).name, one["code"]) for one in report["hosts"]]
    assert sorted(name for name, _ in found) == [
        "client.py",
        "client.py",
        "generator.py",
        "inspect.py",
        "library_client.py",
        "resolver.py",
        "server.py",
        "utility.py",
    ]
    assert all(code for _, code in found)
    moved = {Path(one["file"]).name for one in report["moved_hosts"]}
    assert moved == {"server.py", "test_resolver.py"}


def test_a_check_reminds_of_the_other_hosts_only(finished: tuple[Path, Path]) -> None:
    done = routeshift("migrate", finished[1], "--check", "--json", "-")
    assert done.returncode == 2
    places = {Path(one["file"]).name for one in json.loads(done.stdout)["hosts"]}
    assert "server.py" not in places
    assert "library_client.py" in places
