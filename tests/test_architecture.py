"""docs/architecture.md and the docstrings of packages say what the code is."""

from __future__ import annotations

import ast
import importlib
import itertools
import re

import pytest
import test_structure as structure

PAGE = (structure.ROOT / "docs" / "architecture.md").read_text("utf-8")
NAMES = sorted(set(re.findall(r"`(routeshift(?:_codemods)?(?:\.\w+)*)`", PAGE)))
PICTURES = re.findall(r"```text\n(.*?)```", PAGE, re.S)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_the_page_exists(name: str) -> None:
    if name not in structure.MODULES:
        module, _, attribute = name.rpartition(".")
        assert hasattr(importlib.import_module(module), attribute)


def rooms(picture: str) -> list[set[str]]:
    """The first words of each floor of a picture, from the ground up."""
    rows = re.findall(r"^ *(\d+)  ([a-z_]+(?:  ?[a-z_]+)*?)(?:   +.*)?$", picture, re.M)
    assert [int(number) for number, _ in rows] == list(range(len(rows)))[::-1]
    return [set(re.split("  ", names)) for _, names in rows[::-1]]


def test_the_picture_of_the_roots_has_every_floor_and_room() -> None:
    """The codemod stands beside the library, its lowest floor beside the third."""
    head, _, rest = PICTURES[0].partition(" 9  ")
    lines = {
        int(n): text for n, text in re.findall(r"^ (\d)  (.*(?:\n    .*)*)", " 9  " + rest, re.M)
    }
    assert len(lines) == len(structure.FLOORS), head
    for number, names in enumerate(structure.FLOORS):
        assert not {name for name in names if not re.search(rf"\b{name}\b", lines[number])}
    for number, names in enumerate(structure.CODEMOD_FLOORS, 2):
        assert not {name for name in names if not re.search(rf"\b{name}\b", lines[number])}


@pytest.mark.parametrize(
    ("number", "floors"),
    [
        (1, structure.SERVING),
        (2, structure.COMPARE),
        (3, structure.VERIFY),
        (4, structure.RESOLVE),
        (5, tuple({subject} for subject in structure.PLAN)),
    ],
    ids=["serving", "compare", "verify", "resolve", "plan"],
)
def test_the_pictures_of_the_inside_have_every_floor_and_room(
    number: int, floors: tuple[set[str], ...]
) -> None:
    assert rooms(PICTURES[number]) == list(floors)


def test_each_journey_has_ten_lines() -> None:
    for journey in ("A request", "A migration", "A comparison"):
        section = PAGE.partition(f"## {journey}\n")[2].partition("\n## ")[0]
        assert re.findall(r"^(\d+)\.", section, re.M) == [str(n) for n in range(1, 11)]


def callers(package: str) -> str:
    """What a package's docstring says of who calls it, on one line."""
    text = ast.get_docstring(structure.tree(structure.MODULES[package])) or ""
    found = re.search(r"Called by (.*?)(?:[;.]|$)", " ".join(text.split()))
    return found[1] if found else ""


def room_of(module: str, package: str) -> str:
    """The part of a module's name by which it leaves the way to a package."""
    steps = itertools.zip_longest(module.split("."), package.split("."))
    first, *more = (part for part, other in steps if part and part != other)
    return more[0] if first in structure.HALLS and more else first


@pytest.mark.parametrize("package", structure.PACKAGES)
def test_a_package_is_called_by_those_that_its_docstring_names(package: str) -> None:
    said = callers(package)
    assert said, f"the docstring of {package} does not say who calls it: 'Called by ...'"
    if said.startswith("everyone"):
        return
    for module, file in structure.MODULES.items():
        # What holds a package hands its names on.
        outside = not f"{module}.".startswith(f"{package}.") and not package.startswith(module)
        if outside and package in {origin for origin, _ in structure.names_taken(file)}:
            room = room_of(module, package)
            assert f"`{room}`" in said, f"{module} calls {package}, which names {said}"
