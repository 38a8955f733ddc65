"""Draw docs/demo.svg, the README's picture, from a real run of the commands on the example shop."""

from __future__ import annotations

import html
import io
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
WIDTH = 108
STORY = (
    "scan shop_api",
    "migrate . --api orders --write --allow-dirty",
    "routes shop_api",
    "compare ../before/shop_api shop_api --fail-on docs",
    "verify ../before/shop_api shop_api --cases 60",
    "status .",
)
# A line that a terminal erases again: the one before the cursor, or the one above it.
_ERASED = re.compile(r"[^\n]*(?:\n(?:\x1b\[\?25h)?\r\x1b\[1A|\r)\x1b\[2K")


PICTURE = ROOT / "docs" / "demo.svg"


def drawn() -> str:
    """Run the story in a copy of the shop, and draw what a terminal shows."""
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    with tempfile.TemporaryDirectory() as folder:
        for copy in ("before", "after"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / "examples/shop", Path(folder, copy), ignore=ignored)
        for words in STORY:
            console.print(Text(f"$ routeshift {words}", style="bold"))
            console.print(Text.from_ansi(on_terminal(words, Path(folder, "after"))))
    return console.export_svg(title="routeshift")


def words_of(picture: str) -> list[str]:
    """The lines of a picture, without how long anything took."""
    rows: dict[str, str] = {}
    for height, text in re.findall(r'<text [^>]*\by="([\d.]+)"[^>]*>([^<]*)</text>', picture):
        rows[height] = rows.get(height, "") + html.unescape(text)
    return [
        re.sub(r"\b\d+(\.\d)?\xa0s\b", "N s", row).replace("\xa0", " ").rstrip()
        for row in rows.values()
    ]


def on_terminal(words: str, folder: Path) -> str:
    """What a command prints on a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(WIDTH), "LINES": "50", "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-m", "routeshift", *words.split()],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(folder)},
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    printed = b""
    try:
        while piece := os.read(ours, 65536):
            printed += piece
    except OSError:
        pass  # a terminal that its last writer left ends with an error
    process.wait()
    return _ERASED.sub("", printed.decode().replace("\r\n", "\n"))


if __name__ == "__main__":
    PICTURE.write_text(drawn())
