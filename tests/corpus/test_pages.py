"""Pages in a browser: anyone can read them, on a phone and in the dark, and use them by keys."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus.conftest import had
from corpus.packages import ROOT, Missing, node_modules

from routeshift.cli import run

SHOP = ROOT / "examples" / "shop"
COMMANDS = {
    "compare": ["compare", "shop_api", "../changed/shop_api"],
    "verify": ["verify", "shop_api", "../changed/shop_api", "--cases", "20", "--no-generate"],
    "scan": ["scan", "."],
    "migrate": ["migrate", "."],
    "status": ["status", "."],
}
# What an answer of axe says in a line: the rule, and the first element that breaks it.
BROKEN = """
axe.run(document, OPTIONS).then((done) => done.violations.map(
    (rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 200)}`))
"""
# The theme puts each button that copies code into a navigation without a name.
OF_THE_THEME = '{rules: {"landmark-unique": {enabled: false}}}'
OPEN = "for (const one of document.querySelectorAll('details')) one.open = true; 0"
SETTLED = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"
STOPS = """
const seen = (one) => one.checkVisibility();
const stops = [...document.querySelectorAll(
    "a[href], button, input, select, summary, [tabindex='0']")].filter(seen);
0
"""
FOCUSED = """
(() => {
    const at = document.activeElement;
    const drawn = [at, at.closest("label")].some(
        (one) => one && getComputedStyle(one).outlineStyle !== "none");
    return [stops.indexOf(at), drawn];
})()
"""


def browser() -> Path:
    found = importlib.import_module("browser").installed()
    if found is None:
        raise Missing("There is no Chromium.")
    return Path(found)


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    """The module that drives a browser."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        had(browser)
        yield importlib.import_module("browser")
        sys.modules.pop("browser")


@pytest.fixture(scope="module")
def axe() -> str:
    """The library that looks for what keeps people from reading a page."""
    return (had(lambda: node_modules("pages")) / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of the pages that commands write about the shop, half moved and changed."""
    folder = tmp_path_factory.mktemp("pages") / "shop"
    shutil.copytree(SHOP, folder)
    shutil.copytree(SHOP, folder.with_name("changed"))
    changed = folder.with_name("changed") / "shop_api" / "orders.py"
    changed.write_text(changed.read_text().replace("quantity: int", "quantity: float"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name, words in COMMANDS.items():
            assert run([*words, "--report", f"{name}.html"]) in (0, 2)
    return {name: (folder / f"{name}.html").as_uri() for name in COMMANDS}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_keeps_anyone_from_reading_a_page(
    name: str, width: int, dark: bool, pages: dict[str, str], driver: Any, axe: str
) -> None:
    """Contrast, names, order, reach: all that axe knows of, with everything open."""
    with driver.page(pages[name], width=width, dark=dark) as page:
        page.run(OPEN)
        page.run(SETTLED)
        page.run(f"{axe};0")
        assert page.run(BROKEN.replace("OPTIONS", "{}")) == []
        assert page.run("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["index", "reports"])
def test_nor_from_reading_the_site(
    name: str, width: int, dark: bool, site: Path, driver: Any, axe: str
) -> None:
    with driver.page((site / f"{name}.html").as_uri(), width=width, dark=dark) as page:
        page.run(SETTLED)
        page.run(f"{axe};0")
        assert page.run(BROKEN.replace("OPTIONS", OF_THE_THEME)) == []
        assert page.run("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("name", ["compare", "verify"])
def test_keys_reach_all_that_can_be_used_in_its_order_and_it_shows(
    name: str, pages: dict[str, str], driver: Any
) -> None:
    with driver.page(pages[name]) as page:
        page.run(STOPS)
        count = page.run("stops.length")
        assert count > 5
        for number in range(count):
            page.press("Tab")
            assert page.run(FOCUSED) == [number, True]


def test_keys_filter_and_open_findings(pages: dict[str, str], driver: Any) -> None:
    with driver.page(pages["compare"]) as page:
        shown = "document.querySelectorAll('details.finding:not([hidden])').length"
        page.run(f"document.querySelector('[name=verdict]').focus(); {shown}")
        every = page.run(shown)
        page.press("Space")
        assert every - page.run(shown) > 0
        page.press("Space")
        page.run("document.querySelector('details.finding > summary').focus()")
        was = page.run("document.querySelector('details.finding').open")
        page.press("Enter")
        assert page.run("document.querySelector('details.finding').open") is not was


def test_a_key_copies_a_command(pages: dict[str, str], driver: Any) -> None:
    with driver.page(pages["verify"]) as page:
        page.run("document.querySelector('.command button').focus()")
        page.press("Enter")
        page.run(SETTLED)
        assert page.run("document.activeElement.textContent") == "Copied"
