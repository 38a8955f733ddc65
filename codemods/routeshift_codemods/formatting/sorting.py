"""The order of imports in files that are written, as their project sorts: by ruff, or by isort."""

from __future__ import annotations

import configparser
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit

from routeshift_codemods.formatting.running import run
from routeshift_codemods.index import Tree, line_length, project_table, ruff_settings

# What isort and ruff call alike, by what they are in a file of isort's own.
_NAMES = (
    "extra_standard_library",
    "force_to_top",
    "known_first_party",
    "known_local_folder",
    "known_third_party",
    "single_line_exclusions",
)
_SWITCHES = (
    "case_sensitive",
    "combine_as_imports",
    "force_single_line",
    "force_sort_within_sections",
    "length_sort",
    "order_by_type",
)
_ISORT_FILES = ((".isort.cfg", "settings"), ("setup.cfg", "isort"), ("tox.ini", "isort"))
_TRUE = ("true", "yes", "on", "1")


def with_sorted_imports(tree: Tree, files: Sequence[tuple[Path, str]]) -> list[str]:
    """The texts of files, their imports sorted where the project sorts them.

    Whether ruff is to sort them it reads in the project's own settings.

    Args:
        tree: The target, with the settings of its projects.
        files: Where each file will stand, and its text.

    Raises:
        RouteshiftError: Ruff cannot be run, or refuses the settings.
    """
    with tempfile.TemporaryDirectory(prefix="routeshift-") as name:
        root = Path(name).resolve()
        folders = {f: root / str(n) for n, f in enumerate({path.parent: 0 for path, _ in files})}
        sorting = {f for f, place in folders.items() if _settle(tree, f, place)}
        places = [
            folders[path.parent] / _package(tree, path.parent) / f"{number}.py"
            for number, (path, _) in enumerate(files)
        ]
        rows = [(place, text) for place, (path, text) in zip(places, files, strict=True)]
        chosen = [row for row, (path, _) in zip(rows, files, strict=True) if path.parent in sorting]
        for place, text in chosen:
            place.parent.mkdir(parents=True, exist_ok=True)
            # What stands in a package takes its neighbours for its own.
            (place.parent / "__init__.py").touch()
            place.write_bytes(text.encode())
        run("ruff", _SORT, [place for place, _ in chosen])
        return [
            place.read_bytes().decode().replace("\r\n", "\n") if place.exists() else text
            for place, text in rows
        ]


_SORT = ["check", "--fix-only", "--fixable=I001", "--exit-zero", "--quiet", "--no-cache"]


def _settle(tree: Tree, folder: Path, place: Path) -> bool:
    """Write the settings by which files of a folder are sorted; False where nobody sorts them."""
    file, ruff = ruff_settings(tree, folder)
    root, isort = _isort(tree, folder)
    if file is None and root is None:
        return False
    base = file.parent if file is not None else root
    settings: dict[str, Any] = {"line-length": line_length(tree, folder)}
    if file is not None:
        settings["extend"] = str(file)
    if not {"src", "extend"} & ruff.keys():
        settings["src"] = [str(base), f"{base}/src"]
    if root is not None:
        settings["lint"] = {"select": ["I001"], "isort": isort}
    place.mkdir()
    (place / "ruff.toml").write_text(tomlkit.dumps(settings), "utf-8")
    return True


def _package(tree: Tree, folder: Path) -> str:
    """The name of the outermost package that a folder is in, which may be new; "." without."""
    packages = [f for f in folder.parents if tree.is_file(f / "__init__.py")]
    return packages[-1].name if packages else folder.name


def _isort(tree: Tree, start: Path) -> tuple[Path | None, dict[str, Any]]:
    """The folder where a project has settings of isort, and these, as ruff calls them."""
    file, table = project_table(tree, start)
    own = table.get("tool", {}).get("isort")
    if file is not None and isinstance(own, dict):
        return file.parent, _shared(own)
    for folder in (start, *start.parents):
        for name, section in _ISORT_FILES:
            data = tree.read(folder / name)
            if data is None:
                continue
            parser = configparser.ConfigParser(interpolation=None)
            try:
                parser.read_string(data.decode())
            except (configparser.Error, UnicodeDecodeError):
                continue
            if parser.has_section(section):
                return folder, _shared({k: _value(k, v) for k, v in parser[section].items()})
    return None, {}


def _value(key: str, text: str) -> Any:
    if key in _NAMES:
        return text.replace(",", " ").split()
    return text.lower() in _TRUE if key in _SWITCHES else text


def _shared(settings: Mapping[str, Any]) -> dict[str, Any]:
    known = {key: settings[key] for key in (*_NAMES, *_SWITCHES) if key in settings}
    return {key.replace("_", "-"): value for key, value in known.items()}
