"""The package as it is published: its bounds are tested ones, and its wheel has all that runs."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from importlib.metadata import distributions, version
from itertools import chain
from pathlib import Path

import pytest
from effort import long
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from routeshift import __version__
from routeshift.compare.rules import RULES
from routeshift.texts import explained, page_uri, pages, site_uri
from routeshift.verify.reporting import ASPECTS
from routeshift_codemods.reporting import RULES as DIAGNOSTICS

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "src" / "routeshift"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

# What findings and `explain` name.
PAGES = {
    *(rule.url for rule in RULES.values()),
    *(found.page for found in explained().values()),
    *(one.page for one in (*DIAGNOSTICS.values(), *ASPECTS.values()) if one.page),
}

# Those of environments that Routeshift runs in; tools have their own.
LOCKS = sorted({*(ROOT / "locks").rglob("*.txt")} - {*(ROOT / "locks/tools").iterdir()})


def bound(requirement: Requirement) -> Version:
    """The lowest version that a requirement allows."""
    return min(Version(s.version) for s in requirement.specifier if s.operator in (">=", "~="))


def test_the_lower_bound_of_each_dependency_is_the_version_that_the_oldest_run_tests() -> None:
    lines = (ROOT / "locks/oldest.in").read_text().splitlines()
    pins = [line.split("==") for line in lines if "==" in line]
    tested = {canonicalize_name(name): Version(version) for name, version in pins}
    extras = PROJECT["optional-dependencies"]["traffic"]
    for requirement in map(Requirement, [*PROJECT["dependencies"], *extras]):
        assert tested[canonicalize_name(requirement.name)] == bound(requirement), requirement


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_has_each_dependency_in_its_bounds(lock: Path) -> None:
    """Where it fails, pyproject.toml has changed since: `make lock` renews them."""
    lines = re.findall(r"^([\w.-]+)==([\w.]+)", lock.read_text(), re.MULTILINE)
    pinned = {canonicalize_name(name): Version(version) for name, version in lines}
    extras = [] if lock.parent.name == "corpus" else PROJECT["optional-dependencies"].values()
    for requirement in map(Requirement, [*PROJECT["dependencies"], *chain(*extras)]):
        if requirement.name != PROJECT["name"]:
            assert pinned[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_what_the_developers_use_has_lower_bounds_too() -> None:
    for requirement in map(Requirement, PROJECT["optional-dependencies"]["dev"]):
        assert requirement.name == PROJECT["name"] or bound(requirement)
        assert requirement.marker is None, "it is installed everywhere"


def test_the_pages_that_ship_are_those_of_the_documentation_and_no_copies() -> None:
    """Or a page would say one thing on the project's site, and another to who installed it."""
    texts = LIBRARY / "texts"
    for page in PAGES:
        name = page.partition("#")[0]
        assert page_uri(page).startswith((texts / name).as_uri())
        assert (texts / name).resolve() == ROOT / name
    assert not [*LIBRARY.rglob("*.md")]


def test_a_page_is_read_on_the_site_where_the_project_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `make docs` names its files; the installed metadata say where they are."""
    page = "docs/compare/schemas.md#request-type-narrowed"
    assert page_uri(page).startswith("file:")
    installed = tmp_path / "routeshift-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text(
        "Metadata-Version: 2.4\nName: routeshift\nVersion: 1\n"
        "Project-URL: Source, https://example.com\n"
        "Project-URL: Documentation, https://example.org/docs/\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    pages._site.cache_clear()
    try:
        address = "https://example.org/docs/compare/schemas.html#request-type-narrowed"
        assert page_uri(page) == site_uri(page) == address
        assert page_uri("docs/nothing.md") == ""
    finally:
        pages._site.cache_clear()


@pytest.mark.process
@pytest.mark.parametrize("by_way_of_a_source_distribution", [False, long(True)])
def test_the_wheel_has_every_file_of_both_packages(
    tmp_path: Path, by_way_of_a_source_distribution: bool
) -> None:
    """The codemod, the module that it copies into APIs, the page's script and style, and the pages
    of all rules."""
    source = ROOT
    if by_way_of_a_source_distribution:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path]
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
        (source,) = tmp_path.glob("*.tar.gz")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", tmp_path, source]
    subprocess.run([*command, "--no-build-isolation"], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shipped = set(archive.namelist())
    sources = [
        file.relative_to(root).as_posix()
        for root in (ROOT / "src", ROOT / "codemods")
        for file in root.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    ]
    assert set(sources) <= shipped
    assert {f"routeshift/texts/{page.partition('#')[0]}" for page in PAGES} <= shipped
    example = [f.relative_to(ROOT / "examples") for f in (ROOT / "examples/shop").rglob("*.py")]
    assert {f"routeshift/texts/{file.as_posix()}" for file in example} <= shipped
    assert {f"routeshift/reports/page.{kind}" for kind in ("css", "js")} <= shipped
    assert {name.split("/")[0] for name in shipped} == {
        "routeshift",
        "routeshift_codemods",
        f"routeshift-{__version__}.dist-info",
    }


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Names what is newer than in a lock: without any, `make test-newest` has nothing to run."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    found: Callable[[str], list[str]] = importlib.import_module("newer").newer
    return found


@pytest.mark.parametrize("name", ["fastapi", "starlette", "pydantic-core", "schemathesis"])
def test_what_is_newer_than_in_the_lock_is_named(
    newer: Callable[[str], list[str]], name: str
) -> None:
    """What a user gets, directly or by another library, or adds."""
    here = {
        canonicalize_name(one.name): f"=={one.version} \\\n    --hash=x" for one in distributions()
    }
    assert newer(lock(here)) == newer(lock({**here, "pytest": "==1.0"})) == []
    assert newer(lock({**here, name: "==1.0"})) == [f"{name} {version(name)}"]


def lock(pins: Mapping[str, str]) -> str:
    return "".join(f"{name}{pin}\n" for name, pin in pins.items())
