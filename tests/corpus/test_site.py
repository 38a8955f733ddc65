"""The documentation site builds without a warning, and is read without a network."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from routeshift.compare.rules import RULES
from routeshift.texts import explained

LOADS = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "object": ("data",),
}


class Page(HTMLParser):
    """What a page loads, and the anchors that it has."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors.add(values.get("id") or "")
        self.loaded += [value for name in LOADS.get(tag, ()) if (value := values.get(name))]


def resources(site: Path) -> Iterator[tuple[Path, str]]:
    """What each page and each style loads."""
    for file in site.rglob("*.html"):
        yield from ((file, where) for where in Page(file).loaded)
    for file in site.rglob("*.css"):
        urls = re.findall(r"""(?:url\(|@import )["']?([^"')]+)""", file.read_text("utf-8"))
        yield from ((file, where) for where in urls)


def test_what_a_page_loads_lies_beside_it(site: Path) -> None:
    found = [(file, where) for file, where in resources(site) if not where.startswith("data:")]
    assert found
    for file, where in found:
        # The page for what is not there may be shown at any address.
        start = site if file.name == "404.html" else file.parent
        assert (start / where.lstrip("/").partition("?")[0]).exists(), (file.name, where)


def test_what_findings_and_explanations_name_is_on_the_site(site: Path) -> None:
    named = {*(rule.url for rule in RULES.values()), *(one.page for one in explained().values())}
    for page in named:
        name, _, anchor = page.removeprefix("docs/").partition("#")
        file = site / Path(name).with_suffix(".html")
        assert anchor in Page(file).anchors | {""}, page


@pytest.mark.parametrize("module", ["routeshift", "routeshift.compare", "routeshift.verify"])
def test_the_reference_has_every_public_name(site: Path, module: str) -> None:
    anchors = Page(site / "reference" / f"{module}.html").anchors
    names = {anchor.rpartition(".")[2] for anchor in anchors if "." in anchor}
    assert {*importlib.import_module(module).__all__} <= names


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs a browser")
def test_search_finds_without_a_server(site: Path) -> None:
    """Browsers start no worker from a folder: a shim stands in for it."""
    words = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    address = f"{(site / 'index.html').as_uri()}?q=witness"
    command = [*words, "--virtual-time-budget=20000", address]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert re.search(r"<a [^>]*href=\"[^\"]*compare/policy.html\?h=witness", done.stdout)
