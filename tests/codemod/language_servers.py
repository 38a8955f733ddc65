"""Programs that a test puts on the path as a type checker: each speaks what it was told to."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

_PROGRAM = '''#!{python}
import json, os, sys, time

def read():
    length = 0
    while line := sys.stdin.buffer.readline().strip():
        length = int(line.partition(b":")[2])
    return json.loads(sys.stdin.buffer.read(length)) if length else sys.exit()

def send(body):
    sys.stdout.buffer.write(b"Content-Length: %d\\r\\n\\r\\n" % len(body) + body)
    sys.stdout.buffer.flush()

def say(**message):
    send(json.dumps({{"jsonrpc": "2.0", **message}}).encode())

def place(name):
    """Where the first line of a file has a word, as `orders.py:Orders`; else, somewhere outside."""
    file, _, word = name.partition(":")
    lines = open(file).read().split("\\n") if word else []
    at = [(n, line.index(word)) for n, line in enumerate(lines) if word in line] or [(0, 0)]
    start = dict(zip(("line", "character"), at[0]))
    uri = "file://" + os.path.abspath(file) if word else "file:///elsewhere.pyi"
    return {{"uri": uri, "range": {{"start": start, "end": start}}}}

asked = []

def answer(hover, places, then=lambda: None):
    """Answer each question alike."""
    while message := read():
        asked.append(message)
        if message.get("method") == "initialize":
            say(id=message["id"], result={{"capabilities": {{}}}})
        elif message.get("method") == "textDocument/hover":
            then()
            result = None if hover is None else {{"contents": {{"kind": "x", "value": hover}}}}
            say(id=message["id"], result=result)
        elif message.get("method") == "textDocument/typeDefinition":
            say(id=message["id"], result=places and [place(one) for one in places])

{behaviour}
'''


def speaking(monkeypatch: pytest.MonkeyPatch, folder: Path, behaviour: str, name: str) -> Path:
    """Put a type checker on the path.

    Args:
        monkeypatch: What keeps the path.
        folder: An empty folder, which holds it.
        behaviour: What it does, as Python.
        name: What it is called.
    """
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(_PROGRAM.format(python=sys.executable, behaviour=behaviour))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(folder), os.environ["PATH"]]))
    return program
