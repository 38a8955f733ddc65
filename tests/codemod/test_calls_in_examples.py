"""Calls in examples of docstrings and pages: they stay as they are, those of an API are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.providing import plan_provider
from routeshift_codemods.resolve import Diagnostic

from .test_repository import SERVICE, indented, project

OWN = SERVICE.format(body=indented("return name"))
OTHER = "from shop import Service\n\n\ndef other():\n"


def told(folder: Path, *, own: str = "", other: str = "") -> list[Diagnostic]:
    """What is told of examples in the file of an implementation, and in another one."""
    docstring = '    """It.\n\n    {}\n    """\n'
    shop = OWN.replace("(Orders):\n", f"(Orders):\n{docstring.format(own)}")
    files = {"shop.py": shop, "other.py": OTHER + docstring.format(other)}
    found = plan_migration(project(folder, files)).diagnostics
    return [one for one in found if "example" in one.message]


CALLS = {
    "an object": ">>> Service().add('a', [])",
    "in a variable": ">>> shop = Service()\n    >>> shop.add('a', lines=[])",
    "waited for": ">>> await Service().add('a', [])",
    "in another call": ">>> run(Service().add('a', []))",
    "over several lines": ">>> Service().add(\n    ...     'a', [])",
    "one that is imported there": ">>> from shop import Service\n    >>> Service().add('a', [])",
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_call_that_has_to_change_is_told_where_it_stands(tmp_path: Path, call: str) -> None:
    (note,) = told(tmp_path, other=call)
    assert note.message == "this example calls it as before: pass a `AddRequest`"
    assert (note.kind, note.subject, note.path.name) == ("info", "Orders.add", "other.py")
    line = next(n for n, text in enumerate(call.split("\n")) if ".add(" in text)
    assert note.line == OTHER.count("\n") + 3 + line


@pytest.mark.parametrize("own", [True, False], ids=["of an implementation", "of another file"])
def test_a_receiver_that_nothing_binds_is_the_api_in_its_own_files(
    tmp_path: Path, own: bool
) -> None:
    call = ">>> await orders.add('a', [])"
    assert bool(told(tmp_path, own=call) if own else told(tmp_path, other=call)) is own


OTHERS = {
    "takes none": ">>> Service().get('1')",
    "has other arguments": ">>> orders.add('a')",
    "has no such method": ">>> {1}.add('a', [])",
    "is no code": ">>> orders.add('a', []",
    "is badly indented": ">>> orders.add('a', [])\n  wrong",
    "is prose": "orders.add('a', [])",
}


@pytest.mark.parametrize("call", OTHERS.values(), ids=OTHERS)
def test_nothing_else_is_told(tmp_path: Path, call: str) -> None:
    assert not told(tmp_path, own=call)


def test_an_operation_that_stays_is_called_as_before(tmp_path: Path) -> None:
    shop = OWN.replace("(Orders):\n", '(Orders):\n    """>>> Service().add("a", [])"""\n')
    passed_on = "from shop import Service\n\nx = [Service().add]\n"
    assert plan_migration(project(tmp_path, {"shop.py": shop})).diagnostics
    assert not plan_migration(project(tmp_path, {"other.py": passed_on})).diagnostics


def on_page(folder: Path, name: str, text: str) -> list[Diagnostic]:
    """What is told of a page of a project."""
    found = plan_migration(project(folder, {"shop.py": OWN, name: text})).diagnostics
    return [one for one in found if "example" in one.message]


PAGES = {
    "a block of Markdown": ("docs/use.md", "# Use\n\n```python\nfrom shop import Service\n```\n"),
    "an indented block": ("README.md", "- it\n\n  ```py\n  from shop import Service\n  ```\n"),
    "a prompt": ("docs/use.rst", "Use\n===\n\n>>> from shop import Service\n\n"),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_call_on_a_page_is_told_too(tmp_path: Path, page: tuple[str, str]) -> None:
    name, text = page
    code = ">>> Service().add('a', [])\n"
    text += code if name.endswith("rst") else f"\n```python\n{code.removeprefix('>>> ')}```\n"
    (note,) = on_page(tmp_path, name, text)
    assert note.path == tmp_path / name
    assert text.split("\n")[note.line - 1].endswith("Service().add('a', [])")


SILENT = {
    "who it is nobody says": "```python\nawait orders.add('a', [])\n```\n",
    "no Python": "```sh\nfrom shop import Service\nService().add('a', [])\n```\n",
    "no code": "```python\nfrom shop import Service\nService().add('a', [])\n...(\n```\n",
    "prose": "from shop import Service\n\nService().add('a', [])\n",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_what_a_page_leaves_open_is_not_told(tmp_path: Path, text: str) -> None:
    assert not on_page(tmp_path, "README.md", text)


@pytest.mark.parametrize(
    ("call", "count"),
    [("Service().add('a', [])", 1), ("Service().add(AddRequest(name='a', lines=[]))", 0)],
)
def test_a_provider_is_told_of_what_passes_no_request_yet(
    tmp_path: Path, call: str, count: int
) -> None:
    upstream = project(tmp_path / "upstream", {}) / "shop_api"
    write(plan_migration(upstream).changes)
    provider = tmp_path / "provider"
    provider.mkdir()
    file = provider / "shop.py"
    file.write_text(OWN.replace("(Orders):\n", f'(Orders):\n    """>>> {call}"""\n'))
    plan = plan_provider(provider, upstream)
    found = [one for one in plan.diagnostics if "example" in one.message]
    assert [(one.path, one.line) for one in found] == [(file, 5)] * count
