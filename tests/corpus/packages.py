"""Real packages from PyPI, unpacked, and the environments in which they can be imported.

Everything is kept in `.cache` of the checkout, made once and shared by parallel test runs.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CACHE = ROOT / ".cache"
OLDEST = ROOT / "tests" / "oldest.txt"


class Missing(Exception):
    """An interpreter or the registry is not there."""


@dataclass(frozen=True)
class Package:
    """One release of a package with an API.

    Attributes:
        project: Its name in the registry.
        version: The release.
        python: The version of Python that it is run by, as `3.12`.
        target: The folder with the API, in the unpacked package.
        needs: What the API modules import, besides FastAPI and pydantic.
    """

    project: str
    version: str
    python: str
    target: str
    needs: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.project}-{self.version}"

    def unpacked(self) -> Path:
        """The folder that holds the package; made when it is not there.

        Raises:
            Missing: The interpreter or the registry is not there.
        """
        folder = CACHE / "packages" / str(self)
        with _made_once(folder) as making:
            if making:
                self._download(folder)
        return folder

    def interpreter(self, *, oldest: bool = False) -> Path:
        """The interpreter of an environment with what the package needs, and what Routeshift does.

        Args:
            oldest: Whether the environment has the oldest FastAPI that is supported.

        Raises:
            Missing: The interpreter or the registry is not there.
        """
        needs = (*self.needs, *_own_dependencies())
        bounds = ("--constraint", str(OLDEST)) if oldest else ()
        recipe = (*needs, OLDEST.read_text()) if oldest else needs
        folder = CACHE / "venvs" / (f"{self}-oldest" if oldest else str(self))
        python = folder / "bin" / "python"
        with _made_once(folder, "\n".join(recipe)) as making:
            if making:
                _run([str(interpreter(self.python)), "-m", "venv", str(folder)])
                _run([str(python), "-m", "pip", "install", *_PIP, *bounds, *needs])
        return python

    def _download(self, folder: Path) -> None:
        words = ("download", *_PIP, "--no-deps", "--only-binary", ":all:", "--dest", str(folder))
        wanted = f"{self.project}=={self.version}"
        _run([str(interpreter(self.python)), "-m", "pip", *words, wanted])
        for wheel in folder.glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(folder)
            wheel.unlink()


_PIP = ("--quiet", "--disable-pip-version-check", "--no-input")

_JSON_SCHEMA = "jsonschema==4.26.0"
_OPENAI = "openai==3.54.0"
_STACK = (_JSON_SCHEMA, _OPENAI, "httpx==0.28.1", "jinja2==3.1.6", "termcolor==3.3.0")

API_044 = Package("llama-stack-api", "0.4.4", "3.12", "llama_stack_api", (_JSON_SCHEMA, _OPENAI))
STACK_035 = Package(
    "llama-stack",
    "0.3.5",
    "3.12",
    "llama_stack/apis",
    (*_STACK, "aiohttp==3.14.5", "llama-stack-client==0.3.5"),
)
STACK_025 = Package(
    "llama-stack",
    "0.2.5",
    "3.11",
    "llama_stack/apis",
    (*_STACK, "llama-stack-client==0.2.5"),
)
PACKAGES = (API_044, STACK_035, STACK_025)


@functools.cache
def interpreter(version: str) -> Path:
    """An interpreter of this version of Python.

    Raises:
        Missing: There is none, on PATH or among pyenv's.
    """
    named = shutil.which(f"python{version}")
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [sys.executable, named, *sorted(pyenv.glob(f"{version}*/bin/python"))]
    for candidate in filter(None, candidates):
        if _version(str(candidate)) == version:
            return Path(candidate)
    raise Missing(f"There is no Python {version}, on PATH or among pyenv's.")


def _version(python: str) -> str:
    code = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()


def _own_dependencies() -> tuple[str, ...]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return tuple(project["dependencies"])


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        words = (done.stderr.strip() or "it said nothing").splitlines()[-1]
        raise Missing(f"`{' '.join(command[:5])} ...` failed: {words}")


@contextlib.contextmanager
def _made_once(folder: Path, recipe: str = "") -> Iterator[bool]:
    """Give True to the one process that has to make a folder; the others wait for it.

    A folder that was left half made, or was made by another recipe, is made again.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = folder.with_name(f"{folder.name}.made")
    with open(folder.with_name(f"{folder.name}.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if made.exists() and made.read_text() == recipe:
            yield False
            return
        made.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield True
        made.write_text(recipe)
