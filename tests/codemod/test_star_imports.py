"""Names that come by `from x import *` are there after the move, and are what they were."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from routeshift.compare import compare
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan

from . import harness

HEAD = "from legacy_decorator import webmethod\nfrom typing import Protocol\n"
MODEL = "class {name}(BaseModel):\n    {field}: int = 0\n\n\n"
METHOD = """
    @webmethod(route="/{name}", method="POST", level="v1")
    async def add_{name}(self, one: {model}, two: {model} | None = None) -> list[{model}]: ...
"""


def kinds(*names: str, head: str = "", field: str = "own") -> str:
    models = "".join(MODEL.format(name=n, field=f"{field}_{n}") for n in names)
    return f"from pydantic import BaseModel\n{head}\n\n{models}"


def items(*models: str, head: str, more: str = "") -> str:
    methods = "".join(METHOD.format(name=f"m{n}", model=m) for n, m in enumerate(models))
    return f"{HEAD}{head}\n{more}\n\nclass Items(Protocol):\n{methods}"


def package(folder: Path, files: dict[str, str]) -> Path:
    for name, text in {"__init__.py": "", **files}.items():
        path = folder / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def kept(folder: Path) -> None:
    """Migrate a package: its document, its names and its star imports are as the report says."""
    document, names, stars = (f(folder) for f in (harness.documented, harness.names, harness.stars))
    plan = plan_migration(folder)
    write(plan.changes)
    told = {name for one in plan.dropped for name in one.names}
    after = harness.names(folder)
    assert not {(m, name) for m, own in names.items() for name in own - after[m] - told}
    after = harness.stars(folder)
    assert not {(m, name) for m, own in stars.items() for name in own - after[m] - told}
    result = compare(document, harness.documented(folder))
    assert result.preserved("docs", strict=True), result
    assert not plan_migration(folder).changes


CASES: dict[str, dict[str, str]] = {
    "of a module without __all__": {
        "kinds.py": kinds("Kind"),
        "items.py": items("Kind", head="from .kinds import *"),
    },
    "of a module with __all__": {
        "kinds.py": kinds("Kind", "_Inner") + '__all__ = ["_Inner"]\n__all__ += ["Kind"]\n',
        "items.py": items("Kind", "_Inner", head="from .kinds import *"),
    },
    "that another module imported from elsewhere": {
        "kinds.py": "from datetime import datetime\nfrom pydantic import BaseModel, Field\n",
        "items.py": items(
            "Own",
            head="from .kinds import *",
            more="\n\nclass Own(BaseModel):\n    when: datetime = Field(default=None)\n",
        ),
    },
    "of several modules, the last wins": {
        "first.py": kinds("Kind", "One", field="first"),
        "second.py": kinds("Kind", "Two", field="second"),
        "items.py": items("Kind", "One", "Two", head="from .first import *\nfrom .second import *"),
    },
    "through a chain of them": {
        "deep/__init__.py": "from .kinds import *\n",
        "deep/kinds.py": kinds("Kind"),
        "items.py": items("Kind", head="from .deep import *"),
    },
    "from outside of the checkout": {
        "items.py": items("Outsider", head="from outside_names import *"),
    },
    "from outside, by way of a module": {
        "kinds.py": kinds("Kind", head="from outside_names import *"),
        "items.py": items("Kind", "Outsider", head="from .kinds import *"),
    },
    "from two places outside": {
        "items.py": items(
            "Outsider",
            "Fraction | Outsider",
            head="from decimal import *\nfrom outside_names import *",
            more="\nHALF = Decimal('0.5')\nFraction = int\n",
        ),
    },
    "that a later one from outside may bind again": {
        "kinds.py": kinds("Shadow", "Kind"),
        "items.py": items(
            "Shadow", "Kind", head="from .kinds import *\nfrom outside_names import *"
        ),
    },
    "that a later one of the package binds again": {
        "kinds.py": kinds("Shadow"),
        "items.py": items("Shadow", head="from outside_names import *\nfrom .kinds import *"),
    },
    "of a module that binds under a condition": {
        "kinds.py": "import sys\nfrom pydantic import BaseModel\n\n\nif sys.version_info > (3,):\n"
        "    class Kind(BaseModel):\n        own: int = 0\n",
        "items.py": items("Kind", head="from .kinds import *"),
    },
    "below a definition": {
        "kinds.py": kinds("Kind"),
        "items.py": items("Kind", head="LIMIT = 5", more="from .kinds import *\n"),
    },
    "where one of two modules is there": {
        "kinds.py": kinds("Kind"),
        "items.py": items(
            "Kind",
            head="try:\n    from .fast import *\nexcept ImportError:\n    from .kinds import *\n",
        ),
    },
    "for type checkers": {
        "kinds.py": kinds("Kind"),
        "items.py": "from __future__ import annotations\nfrom typing import TYPE_CHECKING\n"
        + items(
            "int",
            head="if TYPE_CHECKING:\n    from .kinds import *\n",
            more="\n\ndef show(kind: Kind) -> None: ...\n",
        ),
    },
    "whose name generated code has, too": {
        "kinds.py": kinds("Field", "Body", "Query"),
        "items.py": items("Field", "Body", "Query", head="from .kinds import *"),
    },
    "that is a module of a package": {
        "deep/__init__.py": "from .kinds import Kind\n",
        "deep/kinds.py": kinds("Kind"),
        "items.py": items("kinds.Kind", head="from .deep import *"),
    },
    "into an API that keeps its module": {
        "items/__init__.py": "from .api import *\n",
        "items/api.py": items("Kind", head="from ..kinds import *"),
        "kinds.py": kinds("Kind"),
    },
    "that a package re-exports": {
        "__init__.py": "from .items import *\n",
        "items/__init__.py": "from .items import *\n",
        "items/items.py": items("Kind", head="from ..kinds import *"),
        "kinds.py": kinds("Kind"),
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_T27_a_name_that_comes_by_a_star_import_stays(tmp_path: Path, case: str) -> None:
    kept(package(tmp_path, CASES[case]))


FORM = """
class Items(Protocol):
    @webmethod(route="/bare", method="POST", level="v1")
    async def bare(self, item: Annotated[Kind, Body()]) -> Kind: ...

    @webmethod(route="/form", method="POST", level="v1")
    async def form(self, file: UploadFile, purpose: Annotated[str, Form()]) -> str: ...

    @webmethod(route="/stream", method="POST", level="v1")
    async def stream(self, q: str, stream: bool = False) -> Union[Kind, AsyncIterator[Kind]]: ...

    @webmethod(route="/lists", method="GET", level="v1")
    async def lists(self, ids: Optional[List[str]] = None) -> List[str]: ...
"""
KNOWN = "from typing import *\nfrom fastapi import *\n"
NAMED = (
    "from typing import Annotated, AsyncIterator, List, Optional, Protocol, Union\n"
    "from fastapi import Body, Form, UploadFile\n"
)
MARKED: dict[str, dict[str, str]] = {
    "by name": {"items.py": NAMED},
    "by stars": {"items.py": KNOWN},
    "by way of a module": {"items.py": "from .both import *\n", "both.py": KNOWN},
}


@pytest.mark.parametrize("case", MARKED)
def test_markers_and_types_that_come_by_stars_mean_what_they_mean(
    tmp_path: Path, case: str
) -> None:
    files = dict(MARKED[case])
    files["items.py"] += f"from legacy_decorator import webmethod\n{kinds('Kind')}{FORM}"
    found = scan(package(tmp_path, files))
    assert {o.operation.name: o.shape for o in found.operations} == {
        "bare": "bare body",
        "form": "form + file",
        "lists": "query",
        "stream": "embedded body",
    }
    assert [n.decision.setting for n in found.diagnostics if n.decision] == ["lists"]
    kept(tmp_path)


def test_a_name_of_the_package_is_imported_by_name(tmp_path: Path) -> None:
    package(tmp_path, CASES["of several modules, the last wins"])
    write(plan_migration(tmp_path).changes)
    models = (tmp_path / "shop" / "items" / "models.py").read_text()
    assert "from ..first import One\nfrom ..second import Kind, Two\n" in models
    assert "import *" not in models


@pytest.mark.parametrize("models", ["", "from ..kinds import *\n", "from ..kinds import Kind\n"])
def test_a_star_joins_the_models_that_are_there_already(tmp_path: Path, models: str) -> None:
    head = "from ..kinds import *\nfrom outside_names import *\nfrom .models import Mine\n"
    files = {
        "kinds.py": kinds("Kind", "Other"),
        "items/__init__.py": "",
        "items/models.py": f"from pydantic import BaseModel\n{models}\n\n{MODEL}".format(
            name="Mine", field="mine"
        ),
        "items/api.py": items("Kind", "Mine", head=head),
    }
    kept(package(tmp_path, files))


NAMES = [f"K{number}" for number in range(5)] + ["Shadow"]


@st.composite
def packages(draw: Any) -> dict[str, str]:
    """Modules that star-import each other, and an API that takes what comes by that."""
    files: dict[str, str] = {}
    known: dict[str, set[str]] = {"outside_names": {"Shadow", "Outsider"}}
    for module in ("one", "two", "three"):
        own = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
        stars = draw(st.lists(st.sampled_from(sorted(known)), unique=True, max_size=2))
        text = kinds(*own, head=_stars(stars), field=module)
        names = set(own).union(*(known[star] for star in stars))
        if names and draw(st.booleans()):
            names = draw(st.sets(st.sampled_from(sorted(names)), min_size=1))
            text += f"__all__ = {sorted(names)}\n"
        files[f"{module}.py"], known[module] = text, names
    stars = draw(st.lists(st.sampled_from(sorted(known)), unique=True, min_size=1))
    there = sorted(set().union(*(known[star] for star in stars)))
    used = draw(st.lists(st.sampled_from(there), unique=True, max_size=3)) if there else []
    own = draw(st.sampled_from(["", "\n\nclass K0(BaseModel):\n    mine: int = 0\n"]))
    head = f"{_stars(stars)}from pydantic import BaseModel\n"
    return files | {"items.py": items("int", *used, head=head, more=own)}


def _stars(modules: list[str]) -> str:
    dots = {module: "" if module == "outside_names" else "." for module in modules}
    return "".join(f"from {dot}{module} import *\n" for module, dot in dots.items())


@pytest.mark.generated
@given(packages())
@settings(max_examples=examples(5), deadline=None)
def test_generated_star_imports_give_what_they_gave(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept(package(Path(folder), files))
