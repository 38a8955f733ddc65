"""Rule D3: tags have the words of their codebase, before and after a migration."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Protocol

import pytest
from codemod import harness
from fastapi import FastAPI

from routeshift import discover, mount, webmethod
from routeshift.compare import compare
from routeshift.discovery import api_of
from routeshift.errors import DeclarationError, TargetError
from routeshift.openapi import document
from routeshift.serving import operations
from routeshift.wire.naming import Words
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan


class VectorIO(Protocol):
    @webmethod(route="/vectors", method="GET")
    async def vectors(self) -> str: ...


class Impl:
    async def vectors(self) -> str:
        return "v"


WORDS: list[tuple[Words, str]] = [
    ("protocol", "VectorIO"),
    ("title", "Vector Io"),
    ({"vector_io": "Vectors"}, "Vectors"),
]


def tags(made: dict[str, Any]) -> list[str]:
    return [tag for item in made["paths"].values() for o in item.values() for tag in o["tags"]]


@pytest.mark.parametrize(("words", "tag"), WORDS)
def test_d3_the_words_of_a_tag_can_be_set(words: Words, tag: str) -> None:
    assert tags(document([api_of(VectorIO)], tags=words)) == [tag]
    app = FastAPI()
    mount(app, [api_of(VectorIO)], {"vector_io": Impl()}, tags=words)
    assert tags(app.openapi()) == [tag]


@pytest.mark.parametrize("words", ["short", {"vector_io": 3}, 3])
def test_d3_other_words_are_refused(words: Any) -> None:
    with pytest.raises(DeclarationError, match="Tags cannot be"):
        document([api_of(VectorIO)], tags=words)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package with an API `items`, whose Protocol is `Items`."""
    return Path(shutil.copytree(harness.CASES / "embedded" / "before", tmp_path / "project"))


def test_d3_a_migrated_router_has_the_words_of_the_project(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.routeshift]\ntags = { items = "Our Items" }\n')
    with harness.importable(project):
        before = document(discover("shop", tags={"items": "Our Items"}))
    write(plan_migration(project).changes)
    after = harness.documented(project)
    assert {*tags(before)} == {*tags(after)} == {"Our Items"}
    assert compare(before, after).preserved("docs", strict=True)


def test_d3_a_tag_for_no_api_is_refused_with_its_line(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.routeshift.tags]\nitms = "Items"\n')
    for look in (plan_migration, scan):
        with pytest.raises(TargetError, match="tag for 'itms'") as error:
            look(project)
        assert (error.value.file, error.value.line) == (project / "pyproject.toml", 2)
    with harness.importable(project), pytest.raises(DeclarationError, match="tag for 'itms'"):
        discover("shop", tags={"itms": "Items"})


def test_d3_a_tag_of_two_words_still_tells_the_api_of_a_hosts_own_route() -> None:
    app = FastAPI()
    app.get("/vectors", tags=["Vector Io"])(Impl().vectors)
    assert [operation.api for operation in operations(app)] == ["vector_io"]
