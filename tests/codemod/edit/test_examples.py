"""Each transform shows what it does: its docstring is run, and the page of the codemod has it."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from routeshift_codemods import edit

PAGE = Path(__file__).parents[3] / "docs/codemod.md"
NAMES = {name: getattr(edit, name) for name in edit.__all__}
TRANSFORMS = {
    name: found
    for name, found in NAMES.items()
    if isinstance(found, type) and issubclass(found, edit.Transform) and found != edit.Transform
}


@pytest.mark.parametrize("name", TRANSFORMS)
def test_what_a_transform_shows_is_so(name: str) -> None:
    (shown,) = doctest.DocTestFinder(recurse=False).find(TRANSFORMS[name], name, globs=NAMES)
    assert shown.examples
    assert not doctest.DocTestRunner().run(shown).failed


@pytest.mark.parametrize("name", TRANSFORMS)
def test_the_page_shows_it_too(name: str) -> None:
    """As Markdown: what is before, how it is changed, what is after."""
    section = re.search(rf"^### {name}\n(.*?)(?=^##|\Z)", PAGE.read_text(), re.M | re.S)
    assert section is not None
    blocks = re.findall(r"^```python\n(.*?)^```$", section[1], re.M | re.S)
    before, how, after = blocks
    assert edit.rewritten(before, eval(how, dict(NAMES))) == after


def test_the_page_shows_what_there_is() -> None:
    assert set(re.findall(r"^### (\w+)$", PAGE.read_text(), re.M)) == TRANSFORMS.keys()
