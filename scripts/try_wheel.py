"""Try a wheel as its users get it: in an empty environment of each Python that is here.

    python scripts/try_wheel.py dist/routeshift-0.1.0-py3-none-any.whl [3.13 ...]

The dependencies come in the locked versions. The demo runs from the wheel alone, and so does a
first session in an empty folder, by the commands of the first page of the documentation.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
VERSIONS = ("3.11", "3.12", "3.13", "3.14")


def main(wheel: Path, versions: list[str]) -> None:
    """Try the wheel, and stop at the first step that fails.

    Args:
        wheel: The wheel.
        versions: The versions of Python; empty for all that are here.
    """
    for version in versions or VERSIONS:
        python = shutil.which(f"python{version}")
        # A shim may stand for an interpreter that is not there.
        here = python and not subprocess.run([python, "-V"], capture_output=True).returncode
        if versions and not here:
            sys.exit(f"There is no python{version} here.")
        if python and here:
            with tempfile.TemporaryDirectory(prefix="routeshift-wheel-") as folder:
                tried(wheel.resolve(), python, Path(folder))
            print(f"python{version}: the demo and a first session run from {wheel.name}.")


def tried(wheel: Path, python: str, folder: Path) -> None:
    """Install the wheel into an empty environment, and use it."""
    run([python, "-m", "venv", str(folder / "venv")], folder)
    there = str(folder / "venv" / "bin" / "python")
    constraints = folder / "constraints.txt"
    constraints.write_text(pinned())
    install = ["install", "--quiet", "--disable-pip-version-check", "-c", str(constraints)]
    run([there, "-m", "pip", *install, str(wheel)], folder)
    run([there, str(ROOT / "examples" / "demo.py")], folder)
    run(["bash", "-e", "-c", session()], folder)


def session() -> str:
    """The commands of the first page, as one script."""
    page = (ROOT / "docs" / "index.md").read_text()
    blocks = "".join(re.findall(r"^```console\n(.*?)^```$", page, re.M | re.S))
    return "\n".join(re.findall(r"^\$ (.*)$", blocks, re.M))


def pinned() -> str:
    """The locked versions, without their hashes, for pip asks for that of the wheel then, too."""
    text = (ROOT / "locks" / "locked.txt").read_text()
    return "\n".join(re.findall(r"^[\w.-]+==[^ \\\n]+(?: ;[^\\\n]+)?", text, re.M))


def run(command: list[str], folder: Path) -> None:
    """Run a command in the folder, out of reach of the checkout; show what it says if it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    kept["PATH"] = f"{folder / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    for who in ("AUTHOR", "COMMITTER"):
        kept |= {f"GIT_{who}_NAME": "A Reader", f"GIT_{who}_EMAIL": "reader@example.org"}
    done = subprocess.run(
        command, cwd=folder, env=kept, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"$ {' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
