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
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CACHE = ROOT / ".cache"
LOCKS = ROOT / "locks" / "corpus"


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
    """

    project: str
    version: str
    python: str
    target: str

    def __str__(self) -> str:
        return f"{self.project}-{self.version}"

    def unpacked(self) -> Path:
        """The folder that holds the package; made when it is not there.

        Raises:
            Missing: The interpreter or the registry is not there.
        """
        folder = CACHE / "packages" / str(self)
        with made_once(folder) as making:
            if making:
                self._download(folder)
        return folder

    def sources(self) -> Path:
        """The folder of its source distribution, which has its tests; made when it is not there.

        Raises:
            Missing: The interpreter or the registry is not there.
        """
        folder = CACHE / "sources" / str(self)
        with made_once(folder) as making:
            if making:
                self._download_sources(folder)
        (found,) = (path for path in folder.iterdir() if path.is_dir())
        return found

    def interpreter(
        self, *, oldest: bool = False, server: bool = False, tests: bool = False
    ) -> Path:
        """The interpreter of an environment with what the package needs, and what Routeshift does.

        Args:
            oldest: Whether the environment has the oldest FastAPI that is supported.
            server: Whether it has what the package's own server and implementations need, too.
            tests: Whether it has what the package's own tests need, too.

        Raises:
            Missing: The interpreter or the registry is not there.
        """
        asked = (("server", server), ("tests", tests), ("oldest", oldest))
        kinds = [kind for kind, wanted in asked if wanted]
        return _environment(LOCKS / f"{'-'.join([str(self), *kinds])}.txt", self.python)

    def _download(self, folder: Path) -> None:
        words = ("download", *_PIP, "--no-deps", "--only-binary", ":all:", "--dest", str(folder))
        wanted = f"{self.project}=={self.version}"
        _run([str(interpreter(self.python)), "-m", "pip", *words, wanted])
        for wheel in folder.glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(folder)
            wheel.unlink()

    def _download_sources(self, folder: Path) -> None:
        # To tell its version, pip builds what it downloads, by a tool that must be as it was.
        build = {name: str(ROOT / "locks" / "tools" / "build.txt") for name in _BUILD}
        words = ("download", *_PIP, "--no-deps", "--no-binary", ":all:", "--dest", str(folder))
        wanted = f"{self.project}=={self.version}"
        _run([str(interpreter(self.python)), "-m", "pip", *words, wanted], build)
        for file in folder.glob("*.tar.gz"):
            with tarfile.open(file) as archive:
                archive.extractall(folder, filter="data")
            file.unlink()


def tool(lock: str, program: str) -> Path:
    """A program that no environment of ours has.

    Args:
        lock: The name of its lock.
        program: What it is called.

    Raises:
        Missing: The registry is not there.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return _environment(ROOT / "locks" / "tools" / f"{lock}.txt", version).with_name(program)


def node_modules(lock: str) -> Path:
    """The folder of packages that npm installs, for tests in a browser.

    Args:
        lock: The name of a folder with its lock.

    Raises:
        Missing: There is no npm, or the registry is not there.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise Missing("There is no npm.")
    given = ROOT / "locks" / "tools" / lock
    files = [given / "package.json", given / "package-lock.json"]
    folder = CACHE / "node" / lock
    with made_once(folder, "".join(file.read_text() for file in files)) as making:
        if making:
            for file in files:
                shutil.copy(file, folder)
            _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder=folder)
    return folder / "node_modules"


def _environment(lock: Path, version: str) -> Path:
    """The interpreter of an environment with what a lock names."""
    folder = CACHE / "venvs" / lock.stem
    python = folder / "bin" / "python"
    with made_once(folder, lock.read_text()) as making:
        if making:
            _run([str(interpreter(version)), "-m", "venv", str(folder)])
            locked = ("--require-hashes", "--requirement", str(lock))
            # For a whole server pip takes a minute, most of it for bytecode that nobody reads.
            uv = str(Path(sys.executable).with_name("uv"))
            try:
                _run([uv, "pip", "install", "--quiet", "--python", str(python), *locked])
            except Missing:
                # It knows no settings of pip, as that of a mirror.
                _run([str(python), "-m", "pip", "install", *_PIP, *locked])
    return python


# Older and newer versions of pip have different names for it.
_BUILD = ("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT")
_PIP = ("--quiet", "--disable-pip-version-check", "--no-input")

API_044 = Package("llama-stack-api", "0.4.4", "3.12", "llama_stack_api")
STACK_035 = Package("llama-stack", "0.3.5", "3.12", "llama_stack/apis")
STACK_025 = Package("llama-stack", "0.2.5", "3.11", "llama_stack/apis")
PACKAGES = (API_044, STACK_035, STACK_025)

# The API's next release, whose routers were made by hand, and providers for one or the other.
API_051 = Package("llama-stack-api", "0.5.1", "3.12", "llama_stack_api")
RAGAS_043 = Package("llama-stack-provider-ragas", "0.4.3", "3.12", "llama_stack_provider_ragas")
RAGAS_054 = Package("llama-stack-provider-ragas", "0.5.4", "3.12", "llama_stack_provider_ragas")
LMEVAL_031 = Package("llama-stack-provider-lmeval", "0.3.1", "3.12", "llama_stack_provider_lmeval")
LMEVAL_042 = Package("llama-stack-provider-lmeval", "0.4.2", "3.12", "llama_stack_provider_lmeval")


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


def _run(
    command: Sequence[str],
    settings: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> None:
    environment = {**os.environ, **(settings or {})}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode:
        words = (done.stderr.strip() or "it said nothing").splitlines()[-1]
        raise Missing(f"`{' '.join(command[:5])} ...` failed: {words}")


@contextlib.contextmanager
def made_once(folder: Path, recipe: str = "") -> Iterator[bool]:
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
