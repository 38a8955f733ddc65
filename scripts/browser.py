"""A headless Chromium that is told what to do through a pipe, by its own protocol of debugging."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Without a window there is no mouse either, by which pages tell a computer from a telephone.
_MOUSE = "--blink-settings=primaryHoverType=2,availableHoverTypes=2"
_KEYS = {
    "Tab": (9, ""),
    "Enter": (13, "\r"),
    "Space": (32, " "),
}


def installed() -> str | None:
    """The program of a browser; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def page(
    address: str, *, width: int = 1280, height: int = 900, dark: bool = False
) -> Iterator[Page]:
    """A page, opened in a browser of its own.

    Args:
        address: The URL of the page.
        width: The width of the window, as small as that of a phone.
        height: Its height.
        dark: Whether the reader likes pages dark.
    """
    program = installed()
    assert program is not None, "no browser is installed"
    # The browser reads what it is told from its file 3, and answers into 4.
    told, say = _pipe()
    hear, answer = _pipe()
    with tempfile.TemporaryDirectory(prefix="browser-") as profile:
        process = subprocess.Popen(
            [
                *("bash", "-c", f'exec "$@" 3<&{told} 4>&{answer}', "bash", program),
                *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", _MOUSE),
                *("--remote-debugging-pipe", f"--user-data-dir={profile}"),
            ],
            pass_fds=(told, answer),
            stderr=subprocess.DEVNULL,
        )
        os.close(told)
        os.close(answer)
        try:
            yield Page(_Pipe(say, hear), address, width, height, dark)
        finally:
            os.close(say)
            os.close(hear)
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()


def _pipe() -> tuple[int, int]:
    """The two ends of a pipe, whose numbers are no other file's of a new process."""
    low = os.pipe()
    read, write = (fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 10) for one in low)
    for one in low:
        os.close(one)
    return read, write


class Page:
    """A page that is open."""

    def __init__(self, pipe: _Pipe, address: str, width: int, height: int, dark: bool) -> None:
        self._pipe = pipe
        target = pipe.call("Target.createTarget", url="about:blank")["targetId"]
        attached = pipe.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        likes = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[likes])
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        self.call("Page.enable")
        self.call("Page.navigate", url=address)
        pipe.wait_for("Page.loadEventFired")

    def call(self, method: str, **words: Any) -> Any:
        """Ask the browser for something about this page."""
        return self._pipe.call(method, self._session, **words)

    def run(self, script: str) -> Any:
        """What an expression of JavaScript is, or resolves to."""
        answer = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key, as a reader does."""
        code, text = _KEYS[key]
        named = {"key": text if key == "Space" else key, "code": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **named)
        self.call("Input.dispatchKeyEvent", type="keyUp", **named)

    def picture(self) -> bytes:
        """The window, as PNG."""
        answer = self.call("Page.captureScreenshot", format="png", optimizeForSpeed=False)
        return base64.b64decode(answer["data"])


class _Pipe:
    """Messages to the browser and back, each ended by a zero byte."""

    def __init__(self, say: int, hear: int) -> None:
        self._say, self._hear = say, hear
        self._rest = b""
        self._number = 0

    def call(self, method: str, session: str | None = None, **words: Any) -> Any:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": words}
        if session is not None:
            message["sessionId"] = session
        os.write(self._say, json.dumps(message).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == self._number:
                if "error" in said:
                    raise RuntimeError(f"{method}: {said['error']['message']}")
                return said["result"]

    def wait_for(self, event: str) -> None:
        while self._next().get("method") != event:
            pass

    def _next(self) -> Mapping[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._hear, 1 << 20)
            if not piece:
                raise RuntimeError("the browser has ended")
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        found: Mapping[str, Any] = json.loads(message)
        return found
