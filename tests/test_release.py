"""What stands around the code: workflows, forms and pages name what is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from routeshift import __version__

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "migration_guide.md")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))


def scripts(workflow: Path) -> list[str]:
    """The commands of a workflow."""
    jobs: dict[str, Any] = yaml.safe_load(workflow.read_text())["jobs"]
    return [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_run_what_is_there(workflow: Path) -> None:
    for script in scripts(workflow):
        assert {*re.findall(r"\bmake ([a-z-]+)", script)} <= targets()
        assert all((ROOT / name).is_file() for name in re.findall(r"^\.\S+", script))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_no_event_is_a_part_of_a_script(workflow: Path) -> None:
    """What an author of a pull request writes would be executed."""
    assert not [script for script in scripts(workflow) if "${{" in script]


@pytest.mark.parametrize("page", PAGES)
def test_links_of_a_page_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text()
    links = [link for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if "://" not in link]
    assert not [link for link in links if not (ROOT / link).exists()]


def test_contributors_are_told_of_targets_and_files_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    named = {a or b for a, b in re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)`", text, re.M)}
    assert named <= targets()
    files = re.findall(r"`((?:src|codemods|scripts|\.ci)/[\w./]+)`", text)
    assert not [file for file in files if not (ROOT / file).exists()]


def test_the_changelog_has_a_section_for_what_is_next_or_for_the_version() -> None:
    titles = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.M)
    assert titles[0] == "Unreleased" or titles[0].startswith(f"{__version__} - ")
