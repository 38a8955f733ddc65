"""Examples in docstrings, which doctest runs with the names of their module: they still run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.outcome import Migration

from .harness import importable

THINGS = '''"""Things.

>>> isinstance(asyncio.run(Local().get("1")), Thing)
True
"""

import asyncio
import itertools
import math
from typing import Protocol

from pydantic import BaseModel

from routeshift import webmethod


class Owner(BaseModel):
    name: str


class Thing(BaseModel):
    """One.

    >>> math.floor(Thing(size=2.5).size)
    2
    >>> Owner = "nobody's"
    """

    size: float


class Things(Protocol):
    """Keeps things.

    >>> Things.get.__name__
    'get'
    """

    @webmethod(route="/things/{name}", method="GET", level="v1")
    async def get(self, name: str) -> Thing:
        """Look one up.

        >>> Owner(name="me").name
        'me'
        """
        ...


class Local(Things):
    async def get(self, name: str) -> Thing:
        """It.

        >>> next(itertools.count(3))
        3
        """
        return Thing(size=1)
'''


def planned(folder: Path, text: str, **chosen: str) -> Migration:
    """The plan of a package with a module of things."""
    package = folder / "shop"
    package.mkdir()
    (folder / "pyproject.toml").write_text("")
    (package / "__init__.py").write_text("")
    (package / "things.py").write_text(text)
    return plan_migration(package, **chosen)


def written(plan: Migration) -> dict[str, str]:
    """What a plan writes, which is written."""
    write(plan.changes)
    return {one.path.name: one.after.decode() for one in plan.changes if one.after is not None}


@pytest.mark.parametrize("facade", ["all", "tight"])
def test_examples_still_run_where_their_code_goes(tmp_path: Path, facade: str) -> None:
    written(planned(tmp_path, THINGS, facade=facade))
    tried = 0
    with importable(tmp_path):
        package = importlib.import_module("shop")
        for info in pkgutil.walk_packages(package.__path__, "shop."):
            failed, own = doctest.testmod(importlib.import_module(info.name))
            assert not failed, info.name
            tried += own
    assert tried == 6


def test_only_names_that_an_example_leaves_unbound_are_imported(tmp_path: Path) -> None:
    texts = written(planned(tmp_path, THINGS))
    assert "import asyncio" in texts["__init__.py"]
    assert "import asyncio" not in texts["api.py"] + texts["models.py"]
    assert "import itertools" in texts["api.py"]
    assert "import Owner, Thing" in texts["api.py"]
    # A handler stands in a function, where doctest finds nothing.
    assert "Owner" not in texts["routes.py"].partition("def ")[0]


def test_linters_are_told_of_imports_that_nothing_but_examples_uses(tmp_path: Path) -> None:
    texts = written(planned(tmp_path, THINGS))
    remark = "# ruff: noqa: F401 - examples in docstrings use what is imported here\n"
    assert [name for name, text in texts.items() if remark in text] == ["api.py", "models.py"]


def test_a_module_without_examples_is_told_nothing(tmp_path: Path) -> None:
    texts = written(planned(tmp_path, THINGS.replace(">>>", ">>")))
    assert not any("noqa" in text for text in texts.values())
    assert "import itertools" not in texts["api.py"]


def test_an_example_that_its_file_cannot_give_a_name_is_told(tmp_path: Path) -> None:
    text = THINGS.replace("    >>> Owner = ", "    >>> Local() and None\n    >>> Owner = ")
    plan = planned(tmp_path, text)
    (note,) = plan.diagnostics
    line = text[: text.index(">>> Local")].count("\n") + 1
    assert (note.path.name, note.line) == ("things.py", line)
    assert note.message.endswith("let it begin with `>>> from shop.things import Local`")
    assert "Local" not in written(plan)["models.py"].replace(">>> Local", "")


def test_a_module_that_stays_keeps_what_examples_use(tmp_path: Path) -> None:
    folder = tmp_path / "shop" / "things"
    folder.mkdir(parents=True)
    (tmp_path / "shop" / "__init__.py").write_text("")
    (folder / "__init__.py").write_text("")
    (folder / "api.py").write_text(THINGS)
    text = written(plan_migration(tmp_path))["api.py"]
    assert "import asyncio\nimport itertools\nimport math\n" in text
    assert "webmethod" not in text
    remarks = [line for line in text.split("\n") if "noqa" in line]
    assert remarks == ["# ruff: noqa: F401 - examples in docstrings use what is imported here"]
