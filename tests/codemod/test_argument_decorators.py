"""Decorators of implementations: what looks at arguments, and what only passes them on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.codemod.test_repository import SERVICE, indented, migrated

OWN = SERVICE.format(body=indented("return f'{name} {lines} {note}'"))
DECORATORS = """import asyncio
import functools
import inspect
import time

SEEN = []


{}
"""
# A decorator that does one thing to the arguments of what it decorates.
WRAPPING = (
    "def watched(function):\n"
    "    @functools.wraps(function)\n"
    "    async def inner(*args, **kwargs):\n"
    "        {}\n"
    "        return await function(*args, **kwargs)\n"
    "    return inner"
)
LOOKS = {
    "a key": "key = (args, tuple(sorted(kwargs.items())))",
    "get": "SEEN.append(kwargs.get('name'))",
    "an item": "SEEN.append(kwargs['name'])",
    "a position": "SEEN.append(args[1])",
    "whether it is there": "assert 'name' in kwargs",
    "a text": "print(f'{args} {kwargs}')",
    "a line of a log": "print('called', args, kwargs)",
    "bind": "SEEN.append(inspect.signature(function).bind(*args, **kwargs).arguments['name'])",
    "getcallargs": "SEEN.append(inspect.getcallargs(function, *args, **kwargs)['name'])",
    "a change": "kwargs.setdefault('note', 'n')",
    "a helper": "SEEN.append(key_of(*args, **kwargs))",
    "a helper that names them": "SEEN.append(name_of(*args, **kwargs))",
}
PASSES = {
    "nothing": "SEEN.append(time.monotonic())",
    "its object": "SEEN.append(args[0])",
    "another call": "await asyncio.wait_for(function(*args, **kwargs), 1)",
    "a part": "functools.partial(function, *args, **kwargs)",
    "a helper": "await twice(function, *args, **kwargs)",
}
HELPERS = (
    "def key_of(*args, **kwargs):\n    return repr(args)\n\n\n"
    "def name_of(self, name, **kwargs):\n    return name\n\n\n"
    "async def twice(function, *args, **kwargs):\n    await function(*args, **kwargs)\n\n\n"
)
LATER = WRAPPING.format("print(args)").replace("watched", "_watched")
WAYS = {
    "a factory": (
        "watched('name')",
        "def watched(name):\n    def decorate(function):\n"
        "        async def inner(*args, **kwargs):\n            print(kwargs[name])\n"
        "            return await function(*args, **kwargs)\n        return inner\n"
        "    return decorate",
    ),
    "one that another makes": (
        "watched",
        f"{LATER}\n\n\ndef watched(function):\n    return _watched(function)",
    ),
    "one in a variable": (
        "watched",
        f"def _make(name):\n    {LATER.replace(chr(10), chr(10) + '    ')}\n"
        "    return _watched\n\n\nwatched = _make('name')",
    ),
    "a method of a class": (
        "watched.by('name')",
        "class watched:\n    @staticmethod\n    def by(name):\n        def decorate(function):\n"
        "            return lambda *args, **kwargs: function(*args, **{**kwargs, name: 1})\n"
        "        return decorate",
    ),
    "an object": (
        "watched",
        "class watched:\n    def __init__(self, function):\n        self.function = function\n\n"
        "    async def __call__(self, *args, **kwargs):\n        print(kwargs)\n"
        "        return await self.function(*args, **kwargs)",
    ),
}


def left(folder: Path, decorators: str, used: str = "watched") -> list[str]:
    """Why an implementation with a decorator of the project stays."""
    calls = (
        "import functools\nfrom shop_api.orders import Orders\nfrom own import watched\n\n\n"
        f"class O(Orders):\n    @{used}\n"
        "    async def add(self, name, lines, note=None): ...\n"
    )
    own = DECORATORS.format(f"{HELPERS}{decorators}")
    plan = migrated(folder, {"shop.py": OWN, "own.py": own, "calls.py": calls})
    assert all((one.path.name, one.line) == ("calls.py", 8) for one in plan.unmoved)
    return [one.message for one in plan.unmoved]


@pytest.mark.parametrize("how", LOOKS)
def test_what_looks_at_arguments_keeps_an_operation(tmp_path: Path, how: str) -> None:
    decorator = WRAPPING.format(LOOKS[how])
    lines = DECORATORS.format(f"{HELPERS}{decorator}").splitlines()
    at = next(n for n, line in enumerate(lines, 1) if LOOKS[how] in line)
    (message,) = left(tmp_path, decorator)
    assert f"`watched` looks at what it passes on (own.py:{at})" in message


@pytest.mark.parametrize("how", PASSES)
def test_what_only_passes_arguments_on_keeps_nothing(tmp_path: Path, how: str) -> None:
    assert left(tmp_path, WRAPPING.format(PASSES[how])) == []


@pytest.mark.parametrize("way", WAYS)
def test_a_decorator_is_found_however_it_is_made(tmp_path: Path, way: str) -> None:
    used, decorator = WAYS[way]
    (message,) = left(tmp_path, decorator, used)
    assert "looks at what it passes on (own.py:" in message


def test_one_that_reads_requests_too_is_accepted(tmp_path: Path) -> None:
    accepted = "print(name_in(kwargs))  # routeshift: accept - reads requests"
    assert left(tmp_path, WRAPPING.format(accepted)) == []


@pytest.mark.parametrize("used", ["functools.lru_cache", "functools.lru_cache(maxsize=1)"])
def test_a_cache_that_hashes_arguments_keeps_an_operation(tmp_path: Path, used: str) -> None:
    (message,) = left(tmp_path, "def watched(function): ...", used)
    assert "a request has no hash" in message
