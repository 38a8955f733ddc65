"""The commands on real packages, as a user runs them, and what other interpreters tell of them."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.packages import ROOT, STACK_025, Package
from servers import served

_OUTCOME = re.compile(r"^(PASSED|FAILED|ERROR) (tests/\S+?)(?: - .*)?$", re.MULTILINE)
_PROBES = Path(__file__).with_name("probes.py")


@dataclass(frozen=True)
class Migrated:
    """A package before and after `migrate --write`.

    Attributes:
        package: The package.
        before: The API's folder as it was released.
        after: The API's folder in the migrated copy.
        report: What `--json` wrote.
    """

    package: Package
    before: Path
    after: Path
    report: dict[str, Any]

    def sides(self) -> tuple[str, str]:
        """Both targets, the old one first."""
        return str(self.before), str(self.after)


def migrate(
    package: Package, copy: Path, *apis: str, implementations: Path | None = None
) -> Migrated:
    """Run `migrate --write` on a copy of a package.

    Args:
        package: The package.
        copy: A copy of its unpacked folder.
        apis: Only these APIs.
        implementations: Where they are; the whole package by default.
    """
    report = copy.with_suffix(".report.json")
    words = [word for api in apis for word in ("--api", api)]
    words += ["--implementations", str(implementations)] if implementations else []
    target = copy / package.target
    done = routeshift("migrate", target, *words, "--write", "--hosts", "later", "--json", report)
    assert done.returncode == 0, done.stdout + done.stderr
    return Migrated(
        package, package.unpacked() / package.target, target, json.loads(report.read_text())
    )


def routeshift(*words: str | Path, python: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command of this checkout.

    Args:
        words: What stands behind `routeshift`.
        python: An interpreter that has Routeshift's dependencies; None is the running one.
    """
    command = [str(python or sys.executable), "-m", "routeshift", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())


def document(target: Path, python: Path, output: Path) -> Path:
    """Write the document of a target to a file."""
    done = routeshift("openapi", target, "--python", python, "--output", output)
    assert done.returncode == 0, done.stderr
    return output


def routes(target: Path, python: Path) -> list[dict[str, Any]]:
    """What `routes` lists of a target."""
    done = routeshift("routes", target, "--python", python, "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def serving(target: Path, python: Path) -> contextlib.AbstractContextManager[str]:
    """Serve a target with stubs by `serve --stub`; gives the URL where it answers."""
    return served(str(target), "--stub", python=python, env=_environment())


def serving_app(app: str, root: Path, python: Path) -> contextlib.AbstractContextManager[str]:
    """Serve an app of this folder that imports a package; gives the URL where it answers.

    Args:
        app: The app, as `module:name`.
        root: The folder that holds the package.
        python: The interpreter.
    """
    environment = _environment()
    paths = (str(root), str(Path(__file__).parent), environment["PYTHONPATH"])
    environment["PYTHONPATH"] = os.pathsep.join(paths)
    return served(app, python=python, env=environment)


def unit_tests(folder: Path) -> dict[str, str]:
    """What becomes of each unit test of a copy of llama-stack 0.2.5."""
    python = STACK_025.interpreter(tests=True)
    options = ("-q", "-rA", "-p", "no:cacheprovider", "-o", "asyncio_mode=auto")
    command = [str(python), "-m", "pytest", "tests/unit", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return {test: outcome for outcome, test in _OUTCOME.findall(done.stdout)}


def probe(python: Path, root: Path, what: str, *words: str) -> Any:
    """Ask another interpreter about a package.

    Args:
        python: The interpreter.
        root: The folder that holds the package.
        what: A function of `probes.py`.
        words: Its arguments.
    """
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [str(python), str(_PROBES), what, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def _environment() -> dict[str, str]:
    roots = os.pathsep.join(str(ROOT / name) for name in ("src", "codemods"))
    return {**os.environ, "PYTHONPATH": roots}


def left_behind(package: Path, report: dict[str, Any]) -> set[str]:
    """The methods of a migrated package that its routers cannot call, and that no line names.

    Args:
        package: The package, with its implementations.
        report: What `migrate --json` wrote.
    """
    told = {one["subject"].rpartition(".")[2] for one in report["unmoved"]}
    checked = json.loads(routeshift("check", package, "--against", package, "--json").stdout)
    subjects = {one["subject"] for one in checked["diagnostics"] if one["kind"] == "cannot"}
    return {one for one in subjects if one.rpartition(".")[2] not in told}
