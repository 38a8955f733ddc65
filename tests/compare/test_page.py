"""The HTML result in a real browser: filters, the two sides, no network, no errors."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from compare.samples import document

from routeshift.compare import compare
from routeshift.compare.reports import as_html

OLD = document(
    sent={"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}},
    operation={"operationId": "one", "summary": "One"},
)
NEW = document(
    sent={"type": "object", "properties": {"a": {"type": "integer"}, "c": {"type": "string"}}},
    operation={"operationId": "two", "summary": "Two"},
)

PROBE = """
<script>
  const lines = [];
  window.addEventListener("error", (event) => lines.push("error " + event.message));
  const visible = () => findings.filter((one) => !one.hidden).length;
  const say = (name, value) => lines.push(name + "=" + value);
  const set = (change) => { change(); form.dispatchEvent(new Event("input")); };
  const box = (name, value) => form.querySelector(`[name=${name}][value=${value}]`);
  say("all", visible());
  set(() => { box("level", "docs").checked = false; });
  say("without-docs", visible());
  set(() => { box("level", "sdk").checked = false; });
  say("wire", visible());
  set(() => { box("verdict", "breaking").checked = false; });
  say("wire-not-breaking", visible());
  set(() => { for (const one of form.querySelectorAll("[type=checkbox]")) one.checked = true; });
  set(() => { form.elements.text.value = "operationid"; });
  say("words", visible());
  set(() => { form.elements.text.value = ""; form.elements.operation.value = "POST /items"; });
  say("operation", visible());
  const sides = document.querySelector("details[open] .sides");
  const [left, right] = [...sides.children].map((one) => one.getBoundingClientRect());
  say("beside", left.right <= right.left && left.top === right.top);
  say("changed", sides.querySelectorAll(".changed").length > 0);
  say("overflow", document.documentElement.scrollWidth > document.documentElement.clientWidth);
  say("resources", performance.getEntriesByType("resource").length);
  document.body.dataset.probe = lines.join(" ");
</script>
"""


def _browser() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    if os.environ.get("CI") == "true":
        pytest.fail("no chromium is installed")
    return pytest.skip("no chromium is installed")


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the page says about itself after it was used."""
    folder: Path = tmp_path_factory.mktemp("page")
    page = folder / "page.html"
    page.write_text(as_html(compare(OLD, NEW)).replace("</body>", PROBE + "</body>"), "utf-8")
    command = [
        _browser(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
        "--window-size=1280,1000",
        "--dump-dom",
        page.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    match = re.search(r'data-probe="([^"]*)"', done.stdout)
    assert match, done.stdout[-2000:]
    return dict(word.split("=", 1) for word in match[1].split(" ") if "=" in word)


@pytest.mark.process
def test_the_filters_filter(probed: dict[str, str]) -> None:
    """By level, by verdict, by words and by operation."""
    found = compare(OLD, NEW).findings
    wire = [one for one in found if one.level == "wire"]
    assert probed["all"] == str(len(found))
    assert probed["without-docs"] == str(len([one for one in found if one.level != "docs"]))
    assert probed["wire"] == str(len(wire))
    left = [one for one in wire if one.verdict != "breaking"]
    assert probed["wire-not-breaking"] == str(len(left)) == "1"
    assert probed["words"] == "1"
    assert probed["operation"] == str(len([one for one in found if one.operations]))


@pytest.mark.process
def test_the_two_sides_stand_beside_each_other(probed: dict[str, str]) -> None:
    """With the lines that differ marked, and nothing wider than the window."""
    assert probed["beside"] == "true"
    assert probed["changed"] == "true"
    assert probed["overflow"] == "false"


@pytest.mark.process
def test_nothing_is_loaded_and_nothing_fails(probed: dict[str, str]) -> None:
    """The page is one file."""
    assert probed["resources"] == "0"
    assert "error" not in probed
