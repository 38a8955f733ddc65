"""Sides that misbehave: each is written to a file, and run in a process of its own."""

from __future__ import annotations

from pathlib import Path

GOOD = """
import asyncio, os, sys, time
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

@app.get("/good")
async def good(n: int = 1) -> int:
    return n
"""

BAD = {
    "fine": """
@app.get("/bad")
async def bad() -> int:
    return 1
""",
    "hang": """
@app.get("/bad")
async def bad() -> int:
    await asyncio.sleep(3600)
""",
    "stubborn": """
@app.get("/bad")
async def bad() -> int:
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            pass
""",
    "block": """
@app.get("/bad")
async def bad() -> int:
    time.sleep(3600)
""",
    "crash": """
@app.get("/bad")
async def bad() -> int:
    print("out of luck", file=sys.stderr, flush=True)
    os._exit(3)
""",
    "crashes for good": """
@app.get("/bad")
async def bad() -> int:
    from pathlib import Path
    Path("gone").touch()
    os._exit(3)

if os.path.exists("gone"):
    raise SystemExit("gone for good")
""",
    "endless": """
@app.get("/bad")
async def bad():
    async def forever():
        while True:
            yield b"x"
    return StreamingResponse(forever())
""",
    "closes early": """
@app.get("/bad")
async def bad():
    async def some():
        yield b"x"
        raise RuntimeError
    return StreamingResponse(some())
""",
    "deep": """
@app.get("/bad")
async def bad():
    from fastapi import Response
    return Response("[" * 100_000, media_type="application/json")
""",
    "large": """
@app.get("/bad")
async def bad():
    from fastapi import Response
    return Response(b"x" * 70_000_000)
""",
    "memory": """
@app.get("/bad")
async def bad():
    from fastapi import Response
    return Response(b"x" * 9_000_000_000)
""",
}


def write(folder: Path, name: str, kind: str) -> str:
    """Write one side.

    Returns:
        Its target, to be used in that folder.
    """
    (folder / f"{name}.py").write_text(GOOD + BAD[kind])
    return f"{name}:app"
