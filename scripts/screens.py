"""Take docs/pages/*.png, the pages of the documentation, in a browser, light and dark."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import browser

ROOT = Path(__file__).parent.parent
SCREENS = ROOT / "docs" / "pages"
WIDTH = 1000
# How much of each page is shown.
HEIGHTS = {"compare": 640, "verify": 640, "status": 330}
STORY = (
    "migrate after --api orders --write --allow-dirty",
    "compare before/shop_api after/shop_api --report compare.html",
    "verify before/shop_api after/shop_api --cases 60 --report verify.html",
    "status after --report status.html",
)


def main() -> None:
    """Write the pages of a move after which somebody changed a type, and take each twice."""
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _tell(Path(folder))
        for name, height in HEIGHTS.items():
            address = Path(folder, f"{name}.html").as_uri()
            for scheme in ("light", "dark"):
                with browser.page(
                    address, width=WIDTH, height=height, dark=scheme == "dark"
                ) as page:
                    (SCREENS / f"{name}-{scheme}.png").write_bytes(page.picture())


def _tell(folder: Path) -> None:
    for copy in ("before", "after"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "examples/shop", folder / copy, ignore=ignored)
    for number, words in enumerate(STORY):
        done = subprocess.run(
            [sys.executable, "-m", "routeshift", *words.split()],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode in (0, 2), words
        if number == 0:
            models = folder / "after/shop_api/orders/models.py"
            models.write_text(models.read_text().replace("quantity: int", "quantity: float"))


if __name__ == "__main__":
    main()
