"""The imports of what is written stand in the order that their project sorts them by."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.formatting.laying_out import FileDraft, laid_out
from routeshift_codemods.index.tree import Tree

BEFORE = "import os\nfrom shop.models import a as b\nfrom shop.models import Z\nimport fastapi\n"
SORTED = (
    "import os\n\nimport fastapi\n\nfrom shop.models import Z\nfrom shop.models import a as b\n"
)


def laid(folder: Path, name: str, text: str, *, is_new: bool = True, before: str = BEFORE) -> str:
    """A file of a package of a project with some settings."""
    (folder / name).write_text(text)
    package = folder / "shop"
    package.mkdir()
    (package / "__init__.py").write_text("")
    draft = FileDraft(package / "orders" / "routes.py", before, "" if is_new else before, is_new)
    (found,) = laid_out(Tree(folder), [draft])
    return found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ruff.toml", 'lint.select = ["E", "I"]\n'),
        ("pyproject.toml", '[tool.ruff.lint]\nextend-select = ["I001"]\n'),
        ("pyproject.toml", '[tool.ruff.lint]\nselect = ["ALL"]\nunfixable = ["I"]\n'),
        ("pyproject.toml", "[tool.isort]\nprofile = 'black'\n"),
        ("pyproject.toml", "[tool.isort]\n[tool.ruff]\nline-length = 90\n"),
        (".isort.cfg", "[settings]\nprofile = black\n"),
        ("setup.cfg", "[isort]\nknown_third_party = fastapi\n"),
    ],
)
def test_imports_of_a_new_file_are_sorted_where_the_project_sorts(
    tmp_path: Path, name: str, text: str
) -> None:
    assert laid(tmp_path, name, text) == SORTED


def test_what_a_user_lets_ruff_write_elsewhere_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "found.txt"
    own.write_text("mine")
    monkeypatch.setenv("RUFF_OUTPUT_FILE", str(own))
    assert laid(tmp_path, "ruff.toml", 'lint.select = ["I"]\n') == SORTED
    assert own.read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "[project]\n"),
        ("ruff.toml", 'lint.select = ["E"]\n'),
        ("ruff.toml", 'lint.select = ["ALL"]\nlint.ignore = ["I"]\n'),
    ],
)
def test_they_stay_where_it_does_not(tmp_path: Path, name: str, text: str) -> None:
    assert laid(tmp_path, name, text) == BEFORE


def test_what_joins_imports_that_were_sorted_is_sorted(tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text(
        'lint.select = ["I"]\nlint.isort.force-single-line = true\n'
    )
    before = "import os\n\nfrom shop.models import Z\n"
    draft = FileDraft(tmp_path / "sell.py", before.replace("Z", "A, Z"), before, is_new=False)
    joined = before.replace("from", "from shop.models import A\nfrom")
    assert laid_out(Tree(tmp_path), [draft]) == [joined]


def test_they_stay_in_a_file_whose_author_has_another_order(tmp_path: Path) -> None:
    assert laid(tmp_path, "ruff.toml", 'lint.select = ["I"]\n', is_new=False) == BEFORE


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ruff.toml", 'lint.select = ["I"]\nlint.isort.combine-as-imports = true\n'),
        ("pyproject.toml", "[tool.isort]\ncombine_as_imports = true\n"),
        (".isort.cfg", "[settings]\ncombine_as_imports = True\n"),
    ],
)
def test_they_are_sorted_by_the_settings_of_the_project(
    tmp_path: Path, name: str, text: str
) -> None:
    together = SORTED.replace("Z\nfrom shop.models import a", "Z, a")
    assert laid(tmp_path, name, text) == together
