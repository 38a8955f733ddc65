"""The whole move of the example shop, told as one story: `make demo`.

It works on a copy, over real HTTP on a free port, and runs the same commands as a user would.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHOP = Path(__file__).parent / "shop"
ROUTESHIFT = (sys.executable, "-m", "routeshift")

REQUESTS = (
    ("POST", "/v1/orders", {"customer": "ada", "lines": [{"sku": "tea-1"}]}),
    ("POST", "/v1/checkout/orders", {"customer": "bob", "lines": [{"sku": "pot-1"}]}),
    ("GET", "/v1/orders?limit=1", None),
    ("GET", "/v1/orders/2026/11/0001", None),
    ("DELETE", "/v1/orders/2026/11/0001", None),
    ("GET", "/v1/orders/2026/11/0001", None),
    ("POST", "/v1/orders", {"customer": "ada"}),
    ("POST", "/v1alpha/assistant/ask", {"question": "?", "topic": "tea", "stream": True}),
    ("GET", "/v1/products/tea-1", None),
)


def main() -> None:
    """Tell the story; stop with the exit code of the first command that fails."""
    with tempfile.TemporaryDirectory(prefix="routeshift-demo-") as folder:
        old, new = Path(folder, "before"), Path(folder, "after")
        for copy in (old, new):
            shutil.copytree(SHOP, copy, ignore=shutil.ignore_patterns("__pycache__"))

        title("1. What is there?")
        run("scan", "shop_api", cwd=new)

        title("2. Move the Orders API, what implements it and who calls it; the Assistant stays")
        run("migrate", ".", "--api", "orders", "--write", "--allow-dirty", cwd=new)
        show(new / "shop_api/orders/routes.py")

        title("3. Serve both kinds side by side")
        run("routes", "shop.server:app", cwd=new)
        same = answers(old) == tell(answers(new))
        print(f"\nThe server before the move gives {'the same answers' if same else 'OTHERS'}.")

        title("4. Is the contract the same?")
        run("compare", "before/shop_api", "after/shop_api", "--fail-on", "docs", cwd=Path(folder))

        title("5. Is the behaviour the same?")
        run("verify", "before/shop_api", "after/shop_api", "--cases", "60", cwd=Path(folder))

        title("6. The rest in one go, and then nothing is left to do")
        run("migrate", ".", "--write", "--allow-dirty", cwd=new)
        run("migrate", ".", "--check", cwd=new)
        run("status", ".", cwd=new)
        run("compare", "before/shop_api", "after/shop_api", "--fail-on", "docs", cwd=Path(folder))

        title("7. No implementation takes the old parameters any more: without the bridge")
        server = new / "shop/server.py"
        server.write_text(server.read_text().replace("        bridge=True,\n", ""))
        same = same and answers(old) == tell(answers(new))
        print(f"\nThe same answers without the bridge: {'yes' if same else 'NO'}.")
        if not same:
            sys.exit("The answers differ.")


def title(text: str) -> None:
    """Open a chapter."""
    print(f"\n{text}\n{'-' * len(text)}", flush=True)


def run(*words: str, cwd: Path) -> None:
    """Run one command of Routeshift where its user would, and stop if it fails."""
    print(f"$ routeshift {' '.join(words)}", flush=True)
    done = subprocess.run([*ROUTESHIFT, *words], cwd=cwd, env=environment(cwd), check=False)
    if done.returncode:
        sys.exit(done.returncode)


def environment(cwd: Path) -> dict[str, str]:
    """The environment in which the copy's packages are found."""
    return {**os.environ, "PYTHONPATH": str(cwd)}


def show(file: Path) -> None:
    """Print the heart of a file that was written."""
    print(f"\n{file.parent.name}/{file.name}:")
    text = file.read_text()
    print(text[text.index("def create_router") :].rstrip())


def answers(shop: Path) -> list[tuple[str, int, str]]:
    """What the shop's server answers to the requests of the story, over HTTP."""
    with serving(shop) as url:
        return [(f"{m} {path}", *ask(url + path, m, body)) for m, path, body in REQUESTS]


def tell(told: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """Print answers, and hand them on."""
    print("\nOver HTTP:")
    for request, status, body in told:
        line = body.replace("\n\n", " ").strip()
        print(f"  {request:<34} {status} {line if len(line) <= 90 else line[:87] + '...'}")
    return told


@contextmanager
def serving(shop: Path) -> Iterator[str]:
    """Run the server of one copy on a free port, and give its URL."""
    port = free_port()
    command = [*ROUTESHIFT, "serve", "shop.server:app", "--port", str(port)]
    server = subprocess.Popen(
        command,
        cwd=shop,
        env=environment(shop),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, server)
        yield url
    finally:
        server.terminate()
        server.communicate(timeout=10)


def wait_for(url: str, server: subprocess.Popen[str]) -> None:
    """Wait until the server answers; stop with its own words if it ends first."""
    for _ in range(300):
        if server.poll() is not None:
            sys.exit(server.communicate()[0])
        try:
            ask(f"{url}/v1/products", "GET", None)
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The server did not start within 30 seconds.")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def ask(url: str, method: str, body: object) -> tuple[int, str]:
    """Send one request; give the status and the body of the answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


if __name__ == "__main__":
    main()
