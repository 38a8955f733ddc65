"""Project files: new packages where packages are listed, fastapi among the dependencies."""

from __future__ import annotations

import configparser
import shutil
import tomllib
from pathlib import Path

import pytest

from routeshift.errors import TargetError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.plan.packaging import pyproject as toml
from routeshift_codemods.plan.packaging.project import NewPackages
from routeshift_codemods.plan.packaging.setup_cfg import setup_cfg
from routeshift_codemods.plan.packaging.setup_py import setup_py, unread_packages

from . import harness

FILE = Path("pyproject.toml")
NEW = NewPackages(("shop.items",))
PROJECT = """[project]
name = "shop"  # the shop
dependencies = [
    "pydantic>=2",  # [models]
    "fastapi-utils",
]

[tool.setuptools]
packages = ["shop", "shop.carts"]
"""


def pyproject(text: str, new: NewPackages) -> str:
    """The text after a run that makes packages."""
    return toml.pyproject(FILE, text.encode(), new).decode()


def test_the_new_package_joins_the_list_and_fastapi_the_dependencies() -> None:
    text = pyproject(PROJECT, NEW)
    table = tomllib.loads(text)
    assert table["tool"]["setuptools"]["packages"] == ["shop", "shop.carts", "shop.items"]
    assert table["project"]["dependencies"] == ["pydantic>=2", "fastapi-utils", "fastapi>=0.115"]


def test_all_else_stays_byte_for_byte() -> None:
    text = pyproject(PROJECT, NEW)
    undone = text.replace(', "shop.items"', "").replace(',\n    "fastapi>=0.115"', "")
    assert undone == PROJECT


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nname = "shop"\ndependencies = ["FastAPI[standard]"]\n',
        '[project]\nname = "shop"\ndynamic = ["dependencies"]\n',
        "[tool.ruff]\nline-length = 100\n",
        '[project]\nname = "shop"\ndependencies = ["fastapi"]\n[tool.setuptools.packages.find]\n',
    ],
)
def test_what_needs_nothing_stays(text: str) -> None:
    assert pyproject(text, NEW) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('  "a",  # one\n', '  "a",  # one\n  "fastapi>=0.115",\n'),
        ('  "a"  # one\n', '  "a",  # one\n  "fastapi>=0.115"\n'),
        ('  "a",\n  # more\n', '  "a",\n  # more\n  "fastapi>=0.115"\n'),
        ('  "a",\n  "b"', '  "a",\n  "b",\n  "fastapi>=0.115"'),
    ],
)
def test_what_is_said_of_a_dependency_stays_beside_it(before: str, after: str) -> None:
    text = '[project]\nname = "shop"\ndependencies = [\n{}]\n'
    assert pyproject(text.format(before), NEW) == text.format(after)


def test_a_project_without_dependencies_gets_them() -> None:
    table = tomllib.loads(pyproject('[project]\nname = "shop"\n\n[tool.x]\ny = 1\n', NEW))
    assert table["project"]["dependencies"] == ["fastapi>=0.115"]


def test_poetry_has_a_table_of_its_own() -> None:
    table = tomllib.loads(pyproject('[tool.poetry.dependencies]\npython = "^3.11"\n', NEW))
    assert table["tool"]["poetry"]["dependencies"]["fastapi"] == ">=0.115"


def test_a_module_that_became_a_package_moves_to_the_packages() -> None:
    text = '[tool.setuptools]\npy-modules = ["items", "other"]\n'
    table = tomllib.loads(pyproject(text, NewPackages(("items",), ("items",))))
    assert table["tool"]["setuptools"] == {"packages": ["items"], "py-modules": ["other"]}


def test_setup_cfg() -> None:
    packages = "packages =\n    shop\n    shop.carts\n"
    text = f"[options]\n{packages}install_requires = pydantic\n\n[x]\ny = 1\n"
    parser = configparser.ConfigParser()
    parser.read_string(setup_cfg(text, NEW))
    assert parser["options"]["packages"].split() == ["shop", "shop.carts", "shop.items"]
    assert parser["options"]["install_requires"] == "pydantic, fastapi>=0.115"
    assert parser["x"]["y"] == "1"


def test_setup_cfg_that_finds_packages_needs_nothing() -> None:
    text = "[options]\npackages = find:\n"
    assert setup_cfg(text, NEW) == text


SETUP = """from setuptools import setup

REQUIRED = ["pydantic>=2"]  # models

setup(
    name="shop",
    packages=["shop"],  # all of them
    install_requires=REQUIRED,
)
"""


def test_setup_py() -> None:
    text = setup_py(SETUP, NEW)
    assert 'packages=["shop", "shop.items"],  # all of them' in text
    assert 'REQUIRED = ["pydantic>=2", "fastapi>=0.115"]  # models' in text
    assert text.count("\n") == SETUP.count("\n")


@pytest.mark.parametrize("packages", ['find_packages("src")', "setuptools.find_packages()"])
def test_setup_py_that_finds_packages_needs_no_more(packages: str) -> None:
    text = SETUP.replace('["shop"]', packages).replace("pydantic", "fastapi")
    assert setup_py(text, NEW) == text
    assert not list(unread_packages(Path("setup.py"), text, NEW))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (SETUP.replace('["shop"]', 'open("packages").read().split()'), 7),
        (SETUP.replace('packages=["shop"]', 'py_modules=["items"]'), 7),
        ("\udcfc", 1),
    ],
)
def test_a_setup_py_that_only_a_person_can_change_is_told(text: str, line: int) -> None:
    new = NewPackages(("shop.items",), ("items",))
    (note,) = unread_packages(Path("setup.py"), text, new)
    assert note.line == line


def test_a_list_of_packages_that_gets_too_long_is_laid_out(tmp_path: Path) -> None:
    """And what is beside it stays, with its line ends."""
    project = tmp_path / "project"
    shutil.copytree(harness.CASES / "bare_body" / "before", project)
    packages = ", ".join(f'"shop.part_{number}"' for number in range(4))
    text = SETUP.replace('["shop"]', f'["shop", {packages}]').replace("models", "mod\u00e8les")
    text += "x  =  1\n"
    (project / "setup.py").write_bytes(text.replace("\n", "\r\n").encode())
    write(plan_migration(project / "shop").changes)
    after = (project / "setup.py").read_bytes().decode()
    assert after.count("\n") == after.count("\r\n")
    assert '        "shop.part_3",\r\n        "shop.items",\r\n    ],  # all of them\r\n' in after
    assert after.endswith("x  =  1\r\n")


def test_a_run_changes_them_with_the_code(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(harness.CASES / "bare_body" / "before", project)
    (project / "pyproject.toml").write_bytes(PROJECT.replace("\n", "\r\n").encode())
    (project / "setup.py").write_bytes(SETUP.replace("models", "mod\u00e8les").encode("latin-1"))
    plan = plan_migration(project / "shop")
    assert [note.path.name for note in plan.diagnostics] == ["setup.py"]
    write(plan.changes)
    data = (project / "pyproject.toml").read_bytes()
    assert b'"shop.items"]\r\n' in data
    assert data.count(b"\n") == data.count(b"\r\n")
    assert plan_migration(project / "shop").changes == ()


def test_each_module_joins_the_project_that_it_is_in(tmp_path: Path) -> None:
    for name in ("one", "two"):
        package = tmp_path / name / f"shop_{name}"
        shutil.copytree(harness.CASES / "bare_body" / "before" / "shop", package)
        items = package / "items.py"
        items.write_text(items.read_text().replace('"/items', f'"/{name}'))
        project = PROJECT.replace('"shop", "shop.carts"', f'"shop_{name}"')
        (tmp_path / name / "pyproject.toml").write_text(project)
    write(plan_migration(tmp_path).changes)
    for name in ("one", "two"):
        table = tomllib.loads((tmp_path / name / "pyproject.toml").read_text())
        listed = table["tool"]["setuptools"]["packages"]
        assert listed == [f"shop_{name}", f"shop_{name}.items"]
        assert "fastapi>=0.115" in table["project"]["dependencies"]


def test_each_project_has_its_own_formatter(tmp_path: Path) -> None:
    case = harness.CASES / "formatted_by_the_target"
    shutil.copytree(case / "before", tmp_path / "one")
    write(plan_migration(tmp_path).changes)
    routes = (tmp_path / "one" / "shop" / "items" / "routes.py").read_text()
    assert routes == (case / "after" / "shop" / "items" / "routes.py").read_text()


def test_a_project_file_that_does_not_parse_stops_the_run_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(harness.CASES / "bare_body" / "before" / "shop", tmp_path / "one" / "shop")
    (tmp_path / "one" / "pyproject.toml").write_text("[project]\nname = = 1\n")
    with pytest.raises(TargetError, match="It is not TOML") as error:
        plan_migration(tmp_path)
    assert (error.value.file, error.value.line) == (tmp_path / "one" / "pyproject.toml", 2)


@pytest.mark.parametrize(
    "text",
    [
        'project.name = "shop"\nproject.dependencies = ["pydantic"]\n',
        'project = { name = "shop", dependencies = ["pydantic"] }\n',
        '[project]\nname = "shop"\n"dependencies" = [\n  "pydantic",\n]\n',
    ],
)
def test_dependencies_are_found_however_they_are_written(text: str) -> None:
    table = tomllib.loads(pyproject(text, NEW))
    assert table["project"]["dependencies"] == ["pydantic", "fastapi>=0.115"]
