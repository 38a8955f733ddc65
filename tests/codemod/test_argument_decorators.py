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
    "a function of another package": "print(*args)",
    "a list": "every = [*args]",
    "all there is": "SEEN.append(locals())",
    "one argument more": "return await function(*args, note='n', **kwargs)",
}
PASSES = {
    "nothing": "SEEN.append(time.monotonic())",
    "its object": "SEEN.append(args[0])",
    "another call": "await asyncio.wait_for(function(*args, **kwargs), 1)",
    "a part": "functools.partial(function, *args, **kwargs)",
    "a helper": "await twice(function, *args, **kwargs)",
    "a thread": "await asyncio.to_thread(function, *args, **kwargs)",
    "a part of two": "(await functools.partial(function, *args)(**kwargs))",
    "a signature": "inner.__signature__ = inspect.signature(function)",
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
    "one that is part of another": (
        "functools.partial(watched, key='name')",
        "def watched(f, key):\n    return lambda *a, **kwargs: f(*a, note=kwargs[key])",
    ),
    "a lambda": (
        "watched",
        "watched = lambda function: lambda *args, **kwargs: function(*args, **dict(kwargs))",
    ),
    "one with another name inside": (
        "watched",
        f"{LATER}\n\n\ndef watched(function):\n    result = _watched(function)\n    return result",
    ),
    "one of two definitions": (
        "watched",
        "if not SEEN:\n    def watched(function):\n        return function\nelse:\n"
        "    def watched(function):\n        return lambda *args, **kwargs: print(kwargs)",
    ),
    "one that another package makes of a function": (
        "watched",
        "import wrapt\n\n\n@wrapt.decorator\ndef watched(wrapped, instance, args, kwargs):\n"
        "    print(kwargs['name'])\n    return wrapped(*args, **kwargs)",
    ),
    "a factory that is a class": (
        "watched('name')",
        "class watched:\n    def __init__(self, key):\n        self.key = key\n\n"
        "    def __call__(self, function):\n        def inner(*args, **kwargs):\n"
        "            print(kwargs[self.key])\n            return function(*args, **kwargs)\n"
        "        return inner",
    ),
    "a method of its object": (
        "watched",
        "class watched:\n    def __init__(self, function):\n        self.function = function\n\n"
        "    def key(self, owner, name, **rest):\n        return name\n\n"
        "    async def __call__(self, *args, **kwargs):\n        self.key(*args, **kwargs)\n"
        "        return await self.function(*args, **kwargs)",
    ),
    "a function that it is given, too": (
        "watched(key=print)",
        "def watched(key):\n    def decorate(function):\n        def inner(*args, **kwargs):\n"
        "            SEEN.append(key(*args, **kwargs))\n"
        "            return function(*args, **kwargs)\n        return inner\n    return decorate",
    ),
    "an object": (
        "watched",
        "class watched:\n    def __init__(self, function):\n        self.function = function\n\n"
        "    async def __call__(self, *args, **kwargs):\n        print(kwargs)\n"
        "        return await self.function(*args, **kwargs)",
    ),
}


# Decorators that are no function with a function in it, and look at nothing.
HARMLESS = {
    "a factory that is a class": (
        "watched('name')",
        "class watched:\n    def __init__(self, key):\n        self.key = key\n\n"
        "    def __call__(self, function):\n        def inner(*args, **kwargs):\n"
        "            SEEN.append(self.key)\n            return function(*args, **kwargs)\n"
        "        return inner",
    ),
    "a list of functions": (
        "watched",
        "class List:\n    def __call__(self, function):\n        SEEN.append(function)\n"
        "        return function\n\n\nwatched = List()",
    ),
    "one that is called or not": (
        "watched(level=2)",
        "def watched(function=None, *, level=1):\n    if function is None:\n"
        "        return functools.partial(watched, level=level)\n"
        "    return lambda *args, **kwargs: function(*args, **kwargs)",
    ),
    "one for both kinds of functions": (
        "watched",
        "def watched(function):\n    if asyncio.iscoroutinefunction(function):\n"
        "        async def inner(*args, **kwargs):\n"
        "            return await function(*args, **kwargs)\n    else:\n"
        "        def inner(*args, **kwargs):\n            return function(*args, **kwargs)\n"
        "    return inner",
    ),
    "a function that is called with what comes back": (
        "watched(after=lambda result: result)",
        "def watched(after):\n    def decorate(function):\n"
        "        return lambda *args, **kwargs: after(function(*args, **kwargs))\n"
        "    return decorate",
    ),
    "one that names itself": ("watched", "watched = watched"),
    "one with a helper of its own": (
        "watched",
        "def log_of(name):\n    def write(level, text):\n        SEEN.append((level, text))\n"
        "    write(1, name)\n    return SEEN\n\n\n"
        "def watched(function):\n    log = log_of(function.__name__)\n"
        "    return lambda *args, **kwargs: log.append(1) or function(*args, **kwargs)",
    ),
}


def left(
    folder: Path, decorators: str, used: str = "watched", of_class: str = "", line: int = 8
) -> list[str]:
    """Why an implementation with a decorator of the project stays."""
    calls = (
        "import functools\nfrom shop_api.orders import Orders\nfrom own import watched\n\n\n"
        f"{of_class}class O(Orders):\n    @{used}\n"
        "    async def add(self, name, lines, note=None): ...\n"
    )
    own = DECORATORS.format(f"{HELPERS}{decorators}")
    plan = migrated(folder, {"shop.py": OWN, "own.py": own, "calls.py": calls})
    assert all((one.path.name, one.line) == ("calls.py", line) for one in plan.unmoved)
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


@pytest.mark.parametrize("way", HARMLESS)
def test_what_is_made_otherwise_and_passes_arguments_on_keeps_nothing(
    tmp_path: Path, way: str
) -> None:
    used, decorator = HARMLESS[way]
    assert left(tmp_path, decorator, used) == []


SIGNATURES = [
    "inspect.signature(function).parameters",
    "function.__code__.co_varnames",
    "inspect.getfullargspec(function).args",
]


@pytest.mark.parametrize("asked", SIGNATURES)
def test_what_asks_for_parameters_keeps_an_operation(tmp_path: Path, asked: str) -> None:
    decorator = f"def watched(function):\n    assert 'name' in {asked}\n    return function"
    (message,) = left(tmp_path, decorator)
    assert "`watched` looks at the parameters of what it decorates (own.py:" in message


GIVEN = {
    "watched(key=lambda self, name, **rest: name)": "a function that takes `name`",
    "watched(key='order:{name}')": "a text with `{name}`",
}


@pytest.mark.parametrize("used", GIVEN)
def test_what_a_decorator_of_another_package_is_given_keeps_an_operation(
    tmp_path: Path, used: str
) -> None:
    (message,) = left(tmp_path, "from elsewhere import watched", used)
    assert f"`watched` is given {GIVEN[used]}" in message


@pytest.mark.parametrize(
    ("decorator", "used"),
    [
        ("from elsewhere import watched", "watched('/orders/{name}')"),
        ("def watched(key):\n    return lambda function: function", "watched('add {name}')"),
    ],
    ids=["a path", "a text for one of the project"],
)
def test_a_path_keeps_nothing_nor_does_a_text_for_what_looks_at_nothing(
    tmp_path: Path, decorator: str, used: str
) -> None:
    assert left(tmp_path, decorator, used) == []


OF_CLASS = (
    "{wrapping}\n\n\ndef all_of(cls):\n    for name, function in list(vars(cls).items()):\n"
    "        if not name.startswith('_'):\n            setattr(cls, name, watched(function))\n"
    "    return cls\n\n\ndef registered(name, **more):\n    def register(cls):\n"
    "        SEEN.append((name, more, inspect.signature(cls).parameters))\n        return cls\n"
    "    return register"
)


def test_a_decorator_of_the_class_is_one_of_its_methods(tmp_path: Path) -> None:
    text = OF_CLASS.format(wrapping=WRAPPING.format("print(kwargs)"))
    of_class = "@own.all_of\n"
    imported = "functools.wraps(print)"
    (message,) = left(tmp_path, text, imported, f"import own\n\n\n{of_class}", 12)
    assert "`own.all_of` looks at what it passes on" in message


@pytest.mark.parametrize("used", ["all_of", "registered('o', lazy=True)"])
def test_one_of_the_class_that_looks_at_nothing_keeps_nothing(tmp_path: Path, used: str) -> None:
    text = OF_CLASS.format(wrapping=WRAPPING.format("print()"))
    assert left(tmp_path, text, "functools.wraps(print)", f"import own\n\n\n@own.{used}\n") == []


def test_one_of_the_body_of_the_class_is_found(tmp_path: Path) -> None:
    near = "class O(Orders):\n    def near(function):\n        return lambda *a: print(a)\n\n"
    calls = f"from shop_api.orders import Orders\n\n\n{near}    @near\n"
    calls += "    async def add(self, name, lines, note=None): ...\n"
    plan = migrated(tmp_path, {"shop.py": OWN, "calls.py": calls})
    assert ["`near` looks at what" in one.message for one in plan.unmoved] == [True]


def test_one_that_reads_requests_too_is_accepted(tmp_path: Path) -> None:
    accepted = "print(name_in(kwargs))  # routeshift: accept - reads requests"
    assert left(tmp_path, WRAPPING.format(accepted)) == []


@pytest.mark.parametrize("used", ["functools.lru_cache", "functools.lru_cache(maxsize=1)"])
def test_a_cache_that_hashes_arguments_keeps_an_operation(tmp_path: Path, used: str) -> None:
    (message,) = left(tmp_path, "def watched(function): ...", used)
    assert "a request has no hash" in message
