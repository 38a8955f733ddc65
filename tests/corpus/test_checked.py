"""What linters and type checkers find in an API's package after a move, they had found before.

A package that passes its own checks passes them as it is written. Settings are those of a
maintainer who is as strict as the packages' own, which the releases do not hold.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus.commands import Migrated, migrate
from corpus.conftest import Once, copied
from corpus.packages import STACK_025, Missing, Package, tool

SETTINGS = {
    "pyproject.toml": """
[tool.ruff]
line-length = 120

[tool.ruff.lint]
select = ["B", "C", "DTZ", "E", "F", "I", "N", "PL", "RUF001", "RUF002", "RUF003", "UP", "W"]
ignore = ["C408", "C901", "E402", "E501", "F405", "N812", "PLR0913", "PLR2004"]
per-file-ignores = { "**/__init__.py" = ["F403"] }
pep8-naming.classmethod-decorators = ["classmethod", "pydantic.field_validator"]

[tool.mypy]
plugins = ["pydantic.mypy"]
warn_return_any = true
follow_imports = "silent"
overrides = [{ module = ["yaml", "fire"], ignore_missing_imports = true }]

[tool.pydantic-mypy]
init_forbid_extra = true
init_typed = true
warn_required_dynamic_aliases = true
""",
    "pyrightconfig.json": '{"typeCheckingMode": "standard"}\n',
}


def ruff(folder: Path, package: Package) -> list[str]:
    found = _json(folder, _beside("ruff"), "check", "--output-format", "json", package.target)
    return [f"{one['code']} {one['message']}" for one in found]


def mypy(folder: Path, package: Package) -> list[str]:
    # Both sides have the same dependencies, and many modules that no move touches.
    cache = folder.with_name("mypy")
    python = ("--python-executable", package.interpreter(), "--cache-dir", cache)
    out = _output(folder, _beside("mypy"), *python, package.target)
    return re.findall(r"^\S+:\d+: error: (.*)$", out, re.M)


def checked_by_pyright(folder: Path, package: Package) -> list[str]:
    try:
        program = tool("pyright", "basedpyright")
    except Missing as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))
    python = ("--pythonpath", package.interpreter())
    found = _json(folder, program, *python, "--outputjson", package.target)
    return [
        f"{one.get('rule')} {one['message'].splitlines()[0]}"
        for one in found["generalDiagnostics"]
        if one["severity"] != "information"
    ]


CHECKERS: dict[str, Callable[[Path, Package], list[str]]] = {
    "ruff": ruff,
    "mypy": mypy,
    "pyright": checked_by_pyright,
}

# A parameter `params: dict[str, Any] = None` is called something else where it is a field.
OTHERWISE = {
    (STACK_025, "mypy"): {
        'Incompatible types in assignment (expression has type "None", variable has type '
        '"dict[str, Any]")  [assignment]'
    },
    (STACK_025, "pyright"): {
        'reportAssignmentType Type "None" is not assignable to declared type "dict[str, Any]"'
    },
}


@pytest.fixture(scope="session")
def checked(package: Package, once: Once) -> Migrated:
    """A package with settings of those tools, and as it is after a migration."""
    return once(f"checked-{package}", lambda folder: _with_settings(package, folder))


def _with_settings(package: Package, folder: Path) -> Migrated:
    before = folder / "before"
    after = copied(package, folder)
    for name, text in SETTINGS.items():
        (after / name).write_text(text)
    shutil.copytree(after, before)
    found = migrate(package, after)
    return Migrated(package, before, after, found.report)


@pytest.mark.parametrize("checker", CHECKERS)
def test_nothing_new_is_found(checked: Migrated, checker: str) -> None:
    check, package = CHECKERS[checker], checked.package
    before, after = (Counter(check(side, package)) for side in (checked.before, checked.after))
    assert set(after - before) == OTHERWISE.get((package, checker), set())
    assert after.total() <= before.total()


def _beside(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def _json(folder: Path, *words: str | Path) -> object:
    return json.loads(_output(folder, *words))


def _output(folder: Path, *words: str | Path) -> str:
    done = subprocess.run(
        [str(word) for word in words], cwd=folder, capture_output=True, text=True, check=False
    )
    # 1 says that something was found; otherwise they could not even look.
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout
