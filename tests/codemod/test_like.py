"""A provider follows what changed between two versions of its API's package (number 7)."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from routeshift.cli import run
from routeshift_codemods.apply.writing import write
from routeshift_codemods.outcome import Migration
from routeshift_codemods.providing import plan_provider

OLD = """from typing import Protocol

from legacy_decorator import webmethod


class Item:
    pass


class Models(Protocol):
    @webmethod(route="/models/{identifier}", method="PUT", level="v1")
    async def register(self, identifier: str, note: str | None = None) -> str: ...

    @webmethod(route="/models/{identifier}", method="DELETE", level="v1")
    async def remove(self, identifier: str) -> None: ...

    @webmethod(route="/models", method="GET", level="v1")
    async def find(self, words: list[str], limit: int, offset: int) -> list[str]: ...

    @webmethod(route="/models", method="POST", level="v1")
    async def train(self, item: Item) -> str: ...

    @webmethod(route="/health", method="GET", level="v1")
    async def health(self) -> str: ...
"""
MODELS = """from pydantic import BaseModel, Field


class ById(BaseModel):
    model_id: str = Field(..., min_length=1)


class Registration(ById):
    note: str | None = None


class Search(BaseModel):
    words: list[str]
    first: int
    last: int


class Training(BaseModel):
    size: float
"""
API = """from typing import Protocol

from .models import ById, Registration, Search, Training


class Models(Protocol):
    async def register(self, params: Registration) -> str: ...

    async def remove(self, params: ById) -> None: ...

    async def find(self, request: Search) -> list[str]: ...

    async def train(self, request: Training) -> str: ...
"""
ROUTES = """from fastapi import APIRouter, Depends

from .api import Models
from .models import ById, Registration


def by_id(model_id: str) -> ById:
    return ById(model_id=model_id)


def create_router(impl: Models) -> APIRouter:
    router = APIRouter(prefix="/v1")

    @router.delete("/models/{model_id}")
    async def remove(params: ById = Depends(by_id)) -> None:
        await impl.remove(params)

    return router
"""
PROVIDER = '''from shop_api.models import Models


class Store(Models):
    async def register(self, identifier: str, note: str | None = None) -> str:
        """Register one.

        :param identifier: Its name.
        """
        await self.remove(identifier)
        return f"{identifier} {note}"

    async def remove(self, identifier: str) -> None:
        print(identifier)


async def register(models: Models) -> None:
    await models.register("one", note="soon")
    await models.register(note="soon", identifier="two")
'''
AFTER = '''from shop_api.models import ById, Models, Registration


class Store(Models):
    async def register(self, params: Registration) -> str:
        """Register one."""
        await self.remove(ById(model_id=params.model_id))
        return f"{params.model_id} {params.note}"

    async def remove(self, params: ById) -> None:
        print(params.model_id)


async def register(models: Models) -> None:
    await models.register(Registration(model_id="one", note="soon"))
    await models.register(Registration(note="soon", model_id="two"))
'''


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """The older version of a package, and the newer one with routers made by hand."""
    init = "from . import routes\nfrom .api import Models\nfrom .models import ById, Registration\n"
    files = {
        "old/shop_api/__init__.py": "",
        "old/shop_api/models.py": OLD,
        "new/shop_api/__init__.py": "",
        "new/shop_api/models/__init__.py": init,
        "new/shop_api/models/api.py": API,
        "new/shop_api/models/models.py": MODELS,
        "new/shop_api/models/routes.py": ROUTES,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path / "old/shop_api", tmp_path / "new/shop_api"


def followed(versions: tuple[Path, Path], text: str) -> tuple[str, Migration]:
    """What becomes of a provider of one file, and the run."""
    old, new = versions
    file = old.parent.parent / "provider.py"
    file.write_text(text)
    plan = plan_provider(file, new, old)
    write(plan.changes)
    return file.read_text(), plan


def told(plan: Migration) -> list[str]:
    return [f"{one.line}: {one.subject}: {one.message}" for one in plan.unmoved]


def test_names_and_conventions_of_routers_made_by_hand_are_followed(
    versions: tuple[Path, Path],
) -> None:
    text, plan = followed(versions, PROVIDER)
    assert text == AFTER
    assert plan.unmoved == ()
    assert [one.message for one in plan.diagnostics] == [
        "what was its `identifier` is taken for `model_id` of a `Registration`",
        "what was its `identifier` is taken for `model_id` of a `ById`",
    ]


def test_a_second_run_changes_nothing(versions: tuple[Path, Path]) -> None:
    text, _ = followed(versions, PROVIDER)
    again, plan = followed(versions, text)
    assert (again, plan.changes, plan.unmoved) == (text, (), ())


HEAD = "from shop_api.models import Models\n\n\nasync def call(models: Models) -> None:\n    "


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("await models.find([], 1, 2)", "no `Search` has its `limit`"),
        ("await models.train(make())", "no field of `Training` is anything that it took"),
        ("await models.health()", "the newer version has no Models.health"),
    ],
    ids=["two of one type", "another body", "gone"],
)
def test_what_cannot_be_inferred_stays_and_is_told(
    versions: tuple[Path, Path], call: str, message: str
) -> None:
    text, plan = followed(versions, f"{HEAD}{call}\n")
    assert text == f"{HEAD}{call}\n"
    assert [one.rpartition("this call stays as it is: ")[2] for one in told(plan)] == [message]
    assert plan.unmoved[0].line == 5


def test_what_serves_both_already_stays(versions: tuple[Path, Path]) -> None:
    text = (
        "from shop_api.models import Models\n\n\nclass Store(Models):\n"
        "    async def remove(self, params=None, *, identifier: str = '') -> None:\n"
        "        print(params or identifier)\n"
    )
    after, plan = followed(versions, text)
    assert (after, plan.unmoved) == (text, ())


@pytest.mark.process
def test_the_command_takes_a_revision_for_a_version(
    versions: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = versions
    project = old.parent
    (project / "provider.py").write_text(PROVIDER)
    monkeypatch.chdir(project)
    for words in (
        "init -q",
        "add .",
        "-c user.name=a -c user.email=a@b commit -qm start",
    ):
        subprocess.run(["git", *words.split()], check=True)
    (old / "models.py").write_text("")
    like = f"git:HEAD:shop_api..{new}"
    assert run(["migrate", "provider.py", "--like", like, "--write", "--allow-dirty"]) == 0
    assert Path("provider.py").read_text() == AFTER
    assert run(["migrate", "provider.py", "--like", f"git:HEAD:shop_api..../{new.name}"]) == 1
