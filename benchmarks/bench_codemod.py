"""The codemod: a whole-package run against LibCST's parser and bump-pydantic, on the same files.

They are a real package's, which is downloaded, or those of the package that ROUTESHIFT_BENCH_TREE
names. Only where a size is to grow, and where the peer takes seconds, they are made.
"""

import ast
import importlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import libcst

from benchmarks.measure import Ratio, cpu, report
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan

ROOT = Path(__file__).parents[1]
SHOP = ROOT / "examples" / "shop"
SMALL = (2, 6)


def main() -> None:
    """Print the table of the codemod."""
    with tempfile.TemporaryDirectory() as folder:
        tree, apis = _real(Path(folder, "real"))
        files = sorted(tree.rglob("*.py"))
        size = sum(file.stat().st_size for file in files) // 1024
        rows = list(_rows(tree, apis, [file.read_text("utf-8") for file in files]))
        rows += _growth_rows(Path(folder, "grown"))
        rows += _peer_rows(_made(Path(folder, "small"), *SMALL))
        report(f"Codemod, {tree.name}: {len(files)} files of {size} KiB", rows)


def _rows(tree: Path, apis: Path, texts: list[str]) -> Iterator[Ratio]:
    migrated, alone, scanned, parsed, parsed_by_ast = cpu(
        lambda: plan_migration(tree),
        lambda: plan_migration(apis),
        lambda: scan(tree),
        lambda: [libcst.parse_module(text) for text in texts],
        lambda: [_ast(text) for text in texts],
        # What disturbs one side seldom disturbs it eight times.
        rounds=8,
    )
    yield Ratio("migrate, both passes", migrated, parsed, "LibCST parses", 0.5)
    # The implementations and calls around them are looked for, and stay.
    yield Ratio("migrate the APIs alone", alone, parsed, "LibCST parses", 0.42)
    yield Ratio("scan", scanned, parsed, "LibCST parses", 0.5)
    yield Ratio("scan", scanned, parsed_by_ast, "ast parses")


def _growth_rows(folder: Path) -> Iterator[Ratio]:
    """What is twice as large takes twice as long, not four times."""
    for what, more in _GROWING.items():
        trees = [_grown(folder / f"{what}_{count}", more, count) for count in (2000, 1000)]
        large, small = cpu(*(partial(plan_migration, tree) for tree in trees), rounds=3)
        yield Ratio(f"migrate a module with 2000 {what}", large, small, "with 1000", 3.0)


_GROWING = {
    "constants": "LIMIT_{n} = {n}  # the limit\n",
    "models": 'class Model{n}(BaseModel):\n    """A model."""\n\n    value: int = {n}\n\n\n',
    "functions": "def help_{n}(x: int) -> int:\n    return x\n\n\n",
}


def _grown(folder: Path, more: str, count: int) -> Path:
    package = _made(folder, 1, 0)
    with (package / "orders0.py").open("a") as file:
        file.write("\n\n" + "".join(more.format(n=number) for number in range(count)))
    return package


def _peer_rows(tree: Path) -> Iterator[Ratio]:
    """The peer takes a second a file and more, so that it gets a small tree."""
    bumped = _bump_pydantic(tree)
    if bumped is not None:
        (migrated,) = cpu(lambda: plan_migration(tree), rounds=3)
        count = len(list(tree.rglob("*.py")))
        yield Ratio(f"migrate {count} of the files", migrated, bumped, "bump-pydantic", 0.5)


def _ast(text: str) -> object:
    try:
        return ast.parse(text)
    except SyntaxError:
        return None


def _real(folder: Path) -> tuple[Path, Path]:
    """A copy of a whole package, with its server and its implementations, and its APIs in there.

    It stands apart, for implementations are looked for in the project around a target.
    """
    given = os.environ.get("ROUTESHIFT_BENCH_TREE")
    apis = Path(given) if given else _downloaded()
    source = apis if given else apis.parent
    copy = Path(shutil.copytree(source, folder / source.name))
    return copy, copy / apis.relative_to(source)


def _downloaded() -> Path:
    # What unpacks packages for the tests is theirs: `tests` is no package.
    sys.path.insert(0, str(ROOT / "tests"))
    packages = importlib.import_module("corpus.packages")
    release = packages.STACK_035
    return Path(release.unpacked(), release.target)


def _made(folder: Path, apis: int, others: int) -> Path:
    folder.mkdir(parents=True)
    package = folder / "shop_api"
    package.mkdir()
    (package / "__init__.py").write_text("")
    shutil.copy(SHOP / "shop_api" / "webmethod.py", package)
    orders = (SHOP / "shop_api" / "orders.py").read_text("utf-8")
    plain = (SHOP / "shop" / "orders.py").read_text("utf-8")
    for number in range(apis):
        text = orders.replace('"/', f'"/shops{number}/')
        (package / f"orders{number}.py").write_text(text)
    for number in range(others):
        served = f"shop_api.orders{number % apis}"
        (package / f"plain{number}.py").write_text(plain.replace("shop_api.orders", served))
    return package


def _bump_pydantic(tree: Path) -> float | None:
    """The CPU seconds of one run of bump-pydantic, without its start; None without it."""
    program = os.environ.get("BUMP_PYDANTIC") or shutil.which("bump-pydantic")
    if program is None:
        print("bump-pydantic is not installed; BUMP_PYDANTIC names its program")
        return None
    with tempfile.TemporaryDirectory() as empty:
        copy = shutil.copytree(tree, Path(empty) / "copy" / tree.name)
        (Path(empty) / "none").mkdir()
        start = _children(program, Path(empty) / "none")
        return _children(program, copy) - start


def _children(program: str, folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [program, folder.name]
    subprocess.run(words, cwd=folder.parent, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
