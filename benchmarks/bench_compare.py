"""How long a comparison takes and how much memory: `python -m benchmarks.bench_compare [OLD NEW]`.

Each pair is compared in a process of its own, so that the peak is its own. The promises are
3 s for a real document of 113 operations, and 5 s for 300 mutually recursive schemas.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PACKAGE = "llama-stack-api-0.4.4"
BUDGETS = {"real": 3.0, "recursive": 5.0}

_Pair = tuple[str, str, str]


def recursive(prefix: str = "M", changed: int | None = None, size: int = 300) -> dict[str, Any]:
    """A document whose schemas all refer to each other, by properties, lists and unions.

    Args:
        prefix: How the components are called.
        changed: The number of the one schema with a property of another type.
        size: How many schemas there are.
    """
    chance = random.Random(3)
    schemas = {
        f"{prefix}{number}": _schema(prefix, chance, size, retyped=number == changed)
        for number in range(size)
    }
    paths = {f"/p{at}": _item(f"{prefix}{at * size // 50}") for at in range(50)}
    info = {"title": "recursive", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


def _schema(prefix: str, chance: random.Random, size: int, *, retyped: bool) -> dict[str, Any]:
    def one() -> dict[str, str]:
        return {"$ref": f"#/components/schemas/{prefix}{chance.randrange(size)}"}

    properties: dict[str, Any] = {"value": {"type": "string" if retyped else "integer"}}
    for number in range(2):
        properties[f"plain{number}"] = one()
        properties[f"list{number}"] = {"type": "array", "items": one()}
        properties[f"union{number}"] = {"anyOf": [one(), one(), {"type": "null"}]}
    return {"type": "object", "properties": properties, "required": ["value"]}


def _item(name: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    answer = {"200": {"description": "ok", "content": content}}
    return {"post": {"requestBody": {"content": content}, "responses": answer}}


def pairs(folder: Path) -> Iterator[_Pair]:
    """The pairs to compare: a budget's name, and two words of the command line."""
    documents = {
        "a": recursive(),
        "b": recursive("Other"),
        "c": recursive(changed=150),
        "d": recursive("Other", changed=150),
    }
    for name, document in documents.items():
        (folder / f"{name}.json").write_text(json.dumps(document), "utf-8")
    for name in documents:
        yield "recursive", str(folder / "a.json"), str(folder / f"{name}.json")
    yield from _real(folder)


def _real(folder: Path) -> Iterator[_Pair]:
    """A real API before and after its migration, when the corpus tests have fetched it."""
    from routeshift import targets

    source = ROOT / ".cache" / "packages" / PACKAGE / "llama_stack_api"
    python = ROOT / ".cache" / "venvs" / PACKAGE / "bin" / "python"
    if not source.is_dir() or not python.exists():
        print(f"{PACKAGE} is not here; tests/corpus fetches it")
        return
    copy = folder / "after" / source.name
    subprocess.run(["cp", "-r", str(source), str(_parent(copy))], check=True)
    words = ["migrate", str(copy), "--write", "--quiet"]
    subprocess.run(
        [sys.executable, "-m", "routeshift", *words], check=True, stdout=subprocess.DEVNULL
    )
    for name, place in (("before", source), ("after", copy)):
        text = json.dumps(targets.document(str(place), str(python)))
        (folder / f"{name}.json").write_text(text, "utf-8")
    yield "real", str(folder / "before.json"), str(folder / "after.json")


def _parent(path: Path) -> Path:
    path.parent.mkdir(parents=True)
    return path.parent


def measure(old: str, new: str) -> None:
    """Compare two documents in this process, and print what it cost as JSON."""
    from routeshift.compare import compare, load

    left, right = load(old), load(new)
    started, cpu = time.perf_counter(), time.process_time()
    result = compare(left, right)
    told = {
        "operations": result.operations,
        "findings": len(result.findings),
        "failing": len(result.at("wire")),
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time() - cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(told))


def _row(budget: str, old: str, new: str) -> bool:
    words = [sys.executable, "-m", "benchmarks.bench_compare", "--one", old, new]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT)
    told = json.loads(done.stdout)
    kept = told["cpu"] <= BUDGETS.get(budget, float("inf"))
    name = f"{Path(old).stem} → {Path(new).stem}"
    print(
        f"{budget:10} {name:20} {told['operations']:5} operations {told['findings']:5} findings"
        f" {told['failing']:4} failing {told['seconds']:6.2f} s {told['cpu']:6.2f} CPU s"
        f" {told['peak']:6.0f} MB  {'kept' if kept else 'MISSED'}"
    )
    return kept


def main(words: list[str] | None = None) -> None:
    """Measure the pairs, or the two documents that are named."""
    if words:
        _row("given", *words)
        return
    with tempfile.TemporaryDirectory() as name:
        kept = [_row(*pair) for pair in pairs(Path(name))]
    if not all(kept):
        raise SystemExit("a comparison took longer than promised")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(*sys.argv[2:])
    else:
        main(sys.argv[1:])
