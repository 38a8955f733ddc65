"""Where the models of a package are declared: classes and their fields, read without importing."""

from __future__ import annotations

import ast
import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from routeshift.wire import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Places are a courtesy: a huge tree must not hold up the comparison.
_MOST_FILES = 2_000


def model_sources(files: Iterable[Path]) -> dict[str, Source]:
    """The declarations of classes and fields around some files.

    Args:
        files: The files that declare a package's operations.

    Returns:
        Sources by "component NAME" and "component NAME.field". A name that two classes
        have is left out: which one is meant cannot be told.
    """
    found: dict[str, Source] = {}
    double: set[str] = set()
    for file in _around(files):
        for name, source in _declared(file):
            if name in found:
                double.add(name.partition(".")[0])
            found[name] = source
    return {name: one for name, one in found.items() if name.partition(".")[0] not in double}


def _around(files: Iterable[Path]) -> list[Path]:
    folders = {file.parent for file in files}
    # A folder inside another is found by its walk, and its classes would count as declared twice.
    roots = {one for one in folders if not any(other in one.parents for other in folders)}
    every = (path for root in sorted(roots) for path in sorted(root.rglob("*.py")))
    # Of a pipe that is called like a file the reading would not end.
    return list(itertools.islice(filter(Path.is_file, every), _MOST_FILES))


def _declared(file: Path) -> Iterator[tuple[str, Source]]:
    try:
        tree = ast.parse(file.read_bytes())
    # A file that cannot be read declares nothing that could be pointed at.
    except (OSError, SyntaxError, ValueError):
        return
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield f"component {node.name}", Source(file, node.lineno)
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    name = f"component {node.name}.{field.target.id}"
                    yield name, Source(file, field.lineno)
