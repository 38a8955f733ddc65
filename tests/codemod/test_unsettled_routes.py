"""What a route is made of has one value, or the run asks: none is taken for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.errors import DeclarationError
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan

from .decorated import alive, package_in, read

HTTP = """
class Entry:
    def __init__(self, route, method, level):
        self.route, self.method, self.level = route, method, level


def webmethod(route, method="GET", level="v1"):
    def wrap(function):
        function.__webmethod__ = Entry(route, method, level)
        return function
    return wrap
"""
HEAD = "import os\nfrom typing import Protocol\n\nfrom .http import webmethod\n\n"
ITEMS = """

class Items(Protocol):
    @webmethod(P + "/count")
    async def count(self) -> int: ...
"""

# How the module comes to its constant, and what its class makes of it.
UNSETTLED = {
    "it grows": ('P = "/a"\nP += "/b"', ITEMS),
    "a condition": ('if os.environ.get("NOPE"):\n    P = "/a"\nelse:\n    P = "/b"', ITEMS),
    "a fallback": ('try:\n    from .nope import P\nexcept ImportError:\n    P = "/b"', ITEMS),
    "a function": ('P = "/a"\n\ndef turn():\n    global P\n    P = "/b"\n\nturn()', ITEMS),
    "an import before": ('from .one import P\nP = "/b"', ITEMS),
    "what it imports changes": ("from .two import P", ITEMS),
    "what a module holds changes": ("from . import two", ITEMS.replace("P +", "two.P +")),
    "twice in a class": (
        'class C:\n    P = "/a"\n    P = "/b"',
        ITEMS.replace("P +", "C.P +"),
    ),
    "put into a class": ('class C:\n    P = "/a"\nC.P = "/b"', ITEMS.replace("P +", "C.P +")),
    "options that change": (
        'OPTIONS = {"level": "v1"}\nOPTIONS["level"] = "v2"',
        ITEMS.replace('P + "/count"', '"/b/count", **OPTIONS'),
    ),
    "options that are updated": (
        'OPTIONS = {"level": "v1"}\nOPTIONS.update(level="v2")',
        ITEMS.replace('P + "/count"', '"/b/count", **OPTIONS'),
    ),
    "its class has another": (
        'P = "/a"',
        ITEMS.replace("    @", '    P = "/b"\n\n    @', 1),
    ),
    "its decorator is another": (
        '_old = webmethod\n\ndef webmethod(route):\n    return _old("/b" + route)\n\nP = ""',
        ITEMS,
    ),
}


def written(folder: Path, before: str, items: str) -> Path:
    package = package_in(folder, HTTP)
    (package / "one.py").write_text('P = "/a"\n')
    (package / "two.py").write_text('from .one import P\n\nP = "/b"\n')
    (package / "items.py").write_text(f"{HEAD}{before}\n{items}")
    return package


@pytest.mark.parametrize("how", UNSETTLED)
def test_what_depends_on_when_it_is_asked_for_is_asked(tmp_path: Path, how: str) -> None:
    package = written(tmp_path, *UNSETTLED[how])
    assert {path.partition("/b")[2] for _, path in alive(tmp_path)} == {"/count"}
    assert [n.kind for n in scan(package).diagnostics if "Items" in n.subject] == ["cannot"]
    with pytest.raises(DeclarationError, match="cannot be rewritten"):
        plan_migration(package)


SETTLED = {
    "a constant": 'P = "/a"',
    "one of another module": "from .one import P",
    "one that is changed nowhere, beside others": 'P = "/a"\nQ = []\nQ.append(P)\ndel Q',
    "one that a function has besides": 'P = "/a"\n\ndef other():\n    P = "/b"\n    return P',
}


@pytest.mark.parametrize("how", SETTLED)
def test_a_constant_is_read(tmp_path: Path, how: str) -> None:
    package = written(tmp_path, SETTLED[how], ITEMS)
    assert read(package) == alive(tmp_path) == {("GET", "/v1/a/count")}
    plan_migration(package)


PUT_IN = {
    "another method": "async def other(self, x: str) -> int: ...\n\n\nItems.count = other\n",
    "nothing": "del Items.count\n",
    "a default": "Items.count.__defaults__ = ()\n",
    "a type": "Items.count.__annotations__['return'] = str\n",
}


@pytest.mark.parametrize("what", PUT_IN)
def test_a_method_that_a_statement_puts_something_into_is_asked_for(
    tmp_path: Path, what: str
) -> None:
    package = written(tmp_path, 'P = "/a"', f"{ITEMS}\n\n{PUT_IN[what]}")
    with pytest.raises(DeclarationError, match="changes it after its decorator"):
        plan_migration(package)


def test_what_is_deleted_is_no_operation(tmp_path: Path) -> None:
    gone = '\n    @webmethod("/gone")\n    async def gone(self) -> int: ...\n\n    del gone\n'
    others = (
        '\n\nclass Others(Protocol):\n    @webmethod("/b")\n    async def b(self) -> int: ...\n'
    )
    package = written(tmp_path, 'P = "/a"', f"{ITEMS}{gone}{others}\n\ndel Others\n")
    assert read(package) == alive(tmp_path) == {("GET", "/v1/a/count")}


READING = """
def api(prefix):
    def read(cls):
        for method in vars(cls).values():
            left = getattr(method, "__webmethod__", None)
            {}
        return cls
    return read
"""
PUT = "if left is not None:\n                left.route = prefix + left.route"

CHANGED = {
    "a class decorator": (READING.format(PUT), ITEMS.replace("class", '@api("/b")\nclass')),
    "a class decorator that sets": (
        READING.format('if left is not None:\n                setattr(left, "route", "/b/count")'),
        ITEMS.replace("class", '@api("/b")\nclass'),
    ),
    "a class decorator that replaces": (
        "import copy\n\ndef put(method, prefix):\n    new = copy.copy(method.__webmethod__)\n"
        "    new.route = prefix + new.route\n    method.__webmethod__ = Moved(new)\n\n"
        "class Moved:\n    def __init__(self, old):\n        self.__dict__ = {**vars(old)}\n\n"
        "def api(prefix):\n    def read(cls):\n        put(cls.count, prefix)\n"
        "        return cls\n    return read\n",
        ITEMS.replace("class", '@api("/b")\nclass'),
    ),
    "a helper of a class decorator": (
        "def put(left):\n    left.route = '/b' + left.route\n\n"
        "def api(cls):\n    put(cls.count.__webmethod__)\n    return cls",
        ITEMS.replace("class", "@api\nclass"),
    ),
    "a class above": (
        "class Above:\n    def __init_subclass__(cls):\n        for method in vars(cls).values():\n"
        '            if hasattr(method, "__webmethod__"):\n'
        "                method.__webmethod__.route = '/b/count'",
        ITEMS.replace("(Protocol)", "(Above)"),
    ),
    "a metaclass": (
        "class Meta(type):\n    def __init__(cls, name, bases, own):\n"
        "        own['count'].__webmethod__.route = '/b/count'",
        ITEMS.replace("(Protocol)", "(metaclass=Meta)"),
    ),
    "a statement": ("", f'{ITEMS}\nItems.count.__webmethod__.route = "/b/count"\n'),
}


@pytest.mark.parametrize("how", CHANGED)
def test_R5_records_that_are_changed_afterwards_are_asked_for(tmp_path: Path, how: str) -> None:
    before, items = CHANGED[how]
    package = written(tmp_path, before, items.replace("P + ", ""))
    assert alive(tmp_path) == {("GET", "/v1/b/count")}
    with pytest.raises(
        DeclarationError, match=r"line \d+\) changes it after its decorator"
    ) as told:
        plan_migration(package)
    assert told.value.file == package / "items.py"


READERS = {
    "a registry": ("KNOWN = {}\n" + READING.format("KNOWN[id(method)] = left"), "@api('/b')\n"),
    "a wrapper": (
        "import functools\n\ndef traced(cls):\n    old = cls.count\n\n    @functools.wraps(old)\n"
        "    async def count(self) -> int:\n        return await old(self)\n\n"
        "    count.__webmethod__ = old.__webmethod__\n    cls.count = count\n    return cls\n",
        "@traced\n",
    ),
}


@pytest.mark.parametrize("how", READERS)
def test_R5_a_class_decorator_that_reads_records_keeps_nothing(tmp_path: Path, how: str) -> None:
    before, decorator = READERS[how]
    items = ITEMS.replace("P + ", "").replace("class", f"{decorator}class")
    package = written(tmp_path, before, items)
    assert read(package) == alive(tmp_path) == {("GET", "/v1/count")}
    plan_migration(package)
