"""Whole commands, from the start of Python to its end, against a Python that does nothing."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Ratio, cpu, report

SHOP = Path(__file__).parents[1] / "examples" / "shop"
# The promises are 60 ms and 150 ms where Python itself takes 11 ms.
COMMANDS = {"--version": 5.5, "--help": 5.5, "scan shop": 13.6}


def main() -> None:
    """Measure what users wait for most often."""
    with tempfile.TemporaryDirectory() as folder:
        # Apart: in this repository the whole of it is the project around the example.
        shutil.copytree(SHOP, Path(folder, "shop"))
        works = [started(sys.executable, "-c", "pass", folder=folder)]
        program = str(Path(sys.executable).with_name("routeshift"))
        works += [started(program, *words.split(), folder=folder) for words in COMMANDS]
        # The first run of all writes the bytecode.
        bare, *ours = cpu(*works, rounds=15)
    rows = zip(COMMANDS.items(), ours, strict=True)
    report(
        "Commands",
        [
            Ratio(f"routeshift {words}", spent, bare, "python -c pass", limit)
            for (words, limit), spent in rows
        ],
    )


def started(*words: str, folder: str) -> Callable[[], object]:
    """A call that runs a program, and waits for it."""
    return lambda: subprocess.run(words, cwd=folder, check=True, capture_output=True)
