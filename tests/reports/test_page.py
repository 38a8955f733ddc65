"""The page in a real browser: filters, the two sides, links, phones, no network, no errors."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from compare.samples import document
from effort import long
from reports.made import report

from routeshift.compare import compare
from routeshift.compare.reporting import report_of_comparison
from routeshift.reports import Report, format_named, render

OLD = document(
    sent={"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}},
    operation={"operationId": "one", "summary": "One"},
)
OLD["paths"]["/gone"] = {"get": {"summary": "in the document", "responses": {}}}
NEW = document(
    sent={"type": "object", "properties": {"a": {"type": "integer"}, "c": {"type": "string"}}},
    operation={"operationId": "two", "summary": "Two"},
)
COMPARED = compare(OLD, NEW)

PROBE = """
<script>
  const lines = [];
  window.addEventListener("error", (event) => lines.push("error " + event.message));
  const visible = () => findings.filter((one) => !one.hidden).length;
  const say = (name, value) => lines.push(name + "=" + value);
  const set = (change) => { change(); form.dispatchEvent(new Event("input")); };
  const box = (name, value) => form.querySelector(`[name=${name}][value=${value}]`);
  say("all", visible());
  if (box("level", "docs")) {
    set(() => { box("level", "docs").checked = false; });
    say("without-docs", visible());
    set(() => { box("level", "sdk").checked = false; });
    say("wire", visible());
    set(() => { box("verdict", "breaking").checked = false; });
    say("wire-not-breaking", visible());
  }
  set(() => { for (const one of form.querySelectorAll("[type=checkbox]")) one.checked = true; });
  set(() => { form.elements.text.value = "operationid"; });
  say("words", visible());
  set(() => { form.elements.text.value = ""; form.elements.operation.value = "POST /items"; });
  say("operation", visible());
  set(() => { form.elements.operation.value = ""; });
  for (const one of document.querySelectorAll("details")) one.open = true;
  const sides = document.querySelector("details.finding .sides");
  const [left, right] = [...sides.children].map((one) => one.getBoundingClientRect());
  say("beside", left.right <= right.left && left.top === right.top);
  say("changed", document.querySelectorAll(".changed").length > 0);
  say("overflow", document.documentElement.scrollWidth > document.documentElement.clientWidth);
  const links = [...document.querySelectorAll("a[href^='#rule-']")];
  say("links", links.length > 0 && links.every((one) => document.querySelector(one.hash)));
  say("width", innerWidth);
  say("ground", getComputedStyle(document.body).backgroundColor.replaceAll(" ", ""));
  say("resources", performance.getEntriesByType("resource").length);
  parent.postMessage(lines.join(" "), "*");
</script>
"""
# A window of a headless browser has a least width, a frame has none.
FRAME = """
<script>onmessage = (event) => { document.body.dataset.probe = event.data; };</script>
<body><iframe src="page.html" width="WIDTH" height="1000"></iframe>
"""


def _browser() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    if os.environ.get("CI") == "true":
        pytest.fail("no chromium is installed")
    return pytest.skip("no chromium is installed")


def probed(folder: Path, told: Report, width: int = 1280, *words: str) -> dict[str, str]:
    """What the page of a report says about itself after it was used."""
    text = render(told, format_named("html")).replace("</body>", PROBE + "</body>")
    (folder / "page.html").write_text(text, "utf-8")
    frame = folder / "frame.html"
    frame.write_text(FRAME.replace("WIDTH", str(width)), "utf-8")
    command = [
        *(_browser(), "--headless", "--no-sandbox", "--disable-gpu", *words),
        *(f"--user-data-dir={folder / 'profile'}", "--window-size=1400,1100"),
        *("--virtual-time-budget=10000", "--dump-dom", frame.as_uri()),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    match = re.search(r'data-probe="([^"]*)"', done.stdout)
    assert match, done.stdout[-2000:]
    return dict(word.split("=", 1) for word in match[1].split(" ") if "=" in word)


@pytest.fixture(scope="module")
def compared() -> Report:
    return report_of_comparison(COMPARED, old="git:HEAD:shop", new="shop")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory, compared: Report) -> dict[str, str]:
    return probed(tmp_path_factory.mktemp("page"), compared)


@pytest.mark.process
def test_the_filters_filter(wide: dict[str, str]) -> None:
    """By level, by verdict, by words and by operation."""
    found = COMPARED.findings
    wire = [one for one in found if one.level == "wire"]
    assert wide["all"] == str(len(found))
    assert wide["without-docs"] == str(len([one for one in found if one.level != "docs"]))
    assert wide["wire"] == str(len(wire))
    left = [one for one in wire if one.verdict != "breaking"]
    assert wide["wire-not-breaking"] == str(len(left)) == "1"
    assert wide["words"] == "1"
    here = [one for one in found if "POST /items" in one.operations]
    assert wide["operation"] == str(len(here))


@pytest.mark.process
def test_the_two_sides_stand_beside_each_other(wide: dict[str, str]) -> None:
    """With the lines that differ marked, and nothing wider than the window."""
    assert wide["beside"] == "true"
    assert wide["changed"] == "true"
    assert wide["overflow"] == "false"


@pytest.mark.process
def test_nothing_is_loaded_and_nothing_fails(wide: dict[str, str]) -> None:
    """The page is one file, and its links lead to the texts of the rules within it."""
    assert wide["resources"] == "0"
    assert wide["links"] == "true"
    assert "error" not in wide


@pytest.mark.process
@pytest.mark.parametrize("told", [long("compared"), "long"])
def test_on_a_phone_the_sides_stand_below_each_other_and_nothing_is_wider(
    told: str, tmp_path: Path, compared: Report
) -> None:
    chosen = compared if told == "compared" else report("x" * 300)
    found = probed(tmp_path, chosen, 390)
    assert found["width"] == "390"
    assert found["overflow"] == "false"
    assert found["beside"] == "false"


@pytest.mark.process
def test_the_page_is_dark_where_the_reader_likes_it_dark(
    tmp_path: Path, compared: Report, wide: dict[str, str]
) -> None:
    dark = probed(tmp_path, compared, 1280, "--blink-settings=preferredColorScheme=0")
    assert (wide["ground"], dark["ground"]) == ("rgb(247,248,250)", "rgb(20,22,26)")


def test_both_sides_are_named(compared: Report) -> None:
    page = render(compared, format_named("html"))
    assert re.search(r"<dt>old</dt><dd>git:HEAD:shop</dd>.*<dt>new</dt><dd>shop</dd>", page)


def test_an_operation_that_is_gone_is_a_line(compared: Report) -> None:
    page = render(compared, format_named("html"))
    (gone,) = [part for part in page.split("<details") if "GET /gone</code> is gone" in part]
    assert "<pre" not in gone
    assert "in the document" not in page
