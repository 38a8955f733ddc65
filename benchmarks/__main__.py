"""Run every `bench_*.py` of this folder, or those named: `python -m benchmarks serving`."""

import importlib
import platform
import sys
from pathlib import Path


def main() -> None:
    """Run the benchmarks, each of which prints its own table."""
    print(f"Python {platform.python_version()}, CPU time, the best of several rounds in one run\n")
    known = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    wanted = [f"bench_{name}" for name in sys.argv[1:]] or known
    if unknown := set(wanted) - set(known):
        sys.exit(f"There is no {', '.join(sorted(unknown))}; there are: {', '.join(known)}.")
    for name in wanted:
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
