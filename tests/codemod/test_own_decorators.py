"""A codebase's own decorator says what is served: scan reads what discovery finds alive."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

from routeshift.errors import DeclarationError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan

from .decorated import ITEMS, alive, package_in, read

ENTRY = """
from dataclasses import dataclass

V1 = "v1"


@dataclass
class Entry:
    route: str
    method: str | None = "GET"
    level: str | None = "v7"
    public: bool = False
"""

LEAVING = """
    def wrap(function):
        function.__webmethod__ = Entry(route, method, level, public=public)
        return function
    return wrap
"""

LISTS = {
    "is a copy, with its first beside it": """\
stored = list(getattr(function, "__webmethods__", []))
stored.append(Entry(route, method, level))
function.__webmethods__ = stored
function.__webmethod__ = stored[0]
""",
    "is a copy": """\
stored = list(getattr(function, "__webmethods__", []))
stored.append(Entry(route, method, level))
function.__webmethods__ = stored
""",
    "is new, with the first of what is there beside it": """\
function.__webmethods__ = [*getattr(function, "__webmethods__", []), Entry(route, method, level)]
function.__webmethod__ = function.__webmethods__[0]
""",
    "holds a record that has a name": """\
meta = Entry(route, method, level)
function.__webmethods__ = [meta]
function.__webmethod__ = function.__webmethods__[0]
""",
    "is a sum": """\
stored = (getattr(function, "__webmethods__", None) or []) + [Entry(route, method, level)]
setattr(function, "__webmethods__", stored)
function.__webmethod__ = function.__webmethods__[-1]
""",
    "the function's dictionary holds, and whose last changes": """\
function.__dict__.setdefault("__webmethods__", []).append(Entry(route, method, level))
function.__webmethods__[-1].route = "/last" + route
vars(function)["__webmethods__"][-1].level = "v3"
""",
    "is new where there is none": """\
if "__webmethods__" not in function.__dict__:
    function.__webmethods__ = []
function.__webmethods__ += [Entry(route, method, level)]
""",
    "holds a record whose fields are set by name": """\
entry = Entry(route, method, level)
setattr(entry, "route", "/set" + route)
entry.__dict__["level"] = vars(entry)["route"] and "v3"
function.__webmethods__ = [*(function.__dict__.get("__webmethods__") or []), entry]
""",
    "grows by dicts": """\
if not hasattr(function, "__webmethods__"):
    function.__webmethods__ = []
stored = function.__webmethods__
stored.append({"route": route, "method": method, "level": level})
""",
}

READ = {
    "a dict": """
def webmethod(route, method="GET", level="v1"):
    def wrap(function):
        function.__webmethod__ = {"route": route, "method": method, "level": level}
        return function
    return wrap
""",
    "dicts in a list": """
def webmethod(route, method="GET", **fields):
    def wrap(function):
        left = dict(route=route, method=method, level="v1", **fields)
        function.__webmethods__ = [left, *getattr(function, "__webmethods__", [])]
        return function
    return wrap
""",
    "its defaults": ENTRY + 'def webmethod(route, method="GET", level=V1, public=False):' + LEAVING,
    "the defaults of its record": ENTRY
    + """
def webmethod(route, **fields):
    def wrap(function):
        function.__webmethod__ = Entry(route=route, **fields)
        return function
    return wrap
""",
    "defaults in its body": ENTRY
    + "def webmethod(route, method=None, level=None, public=None):\n"
    + '    method = method or "GET"\n'
    + "    level = V1 if level is None else level\n"
    + "    if public is None:\n        public = False\n"
    + LEAVING,
    "a name that it changes after its inner function": ENTRY
    + "def webmethod(route, method=None, level=V1, public=False):\n"
    + LEAVING.replace("    return wrap\n", "").lstrip("\n")
    + '    method = method or "DELETE"\n    return wrap\n',
    "another route": ENTRY
    + 'def webmethod(route, method="get", level=V1, public=False):\n'
    + '    route = f"/api{route}"\n    method = method.upper()\n'
    + LEAVING,
    "a list that grows": ENTRY
    + """
def webmethod(route, method="GET", *, level="v2"):
    def wrap(function):
        entry = Entry(route=route, method=method, level=level)
        if not hasattr(function, "__webmethods__"):
            function.__webmethods__ = []
        function.__webmethods__.append(entry)
        return function
    return wrap
""",
    "one that has a class for itself": """
class webmethod:
    def __init__(self, route, method="GET", level="v1"):
        self.route, self.method, self.level = route, method, level

    def __call__(self, function):
        function.__webmethod__ = self
        return function
""",
    "a class of its own inside": """
def webmethod(route, method="GET", level="v1"):
    class Entry:
        pass

    def wrap(function):
        entry = Entry()
        entry.route = route
        entry.method = method
        entry.level = level
        setattr(function, "__webmethod__", entry)
        return function
    return wrap
""",
    "a partial of another": ENTRY
    + "from functools import partial\n\n"
    + "def declare(level, route, method=None, public=False):"
    + LEAVING
    + '\nwebmethod = partial(declare, "v1beta", method="GET")\n',
    "another that it calls": ENTRY
    + 'def declare(route, method="PUT", level="v3", public=False):'
    + LEAVING
    + """
def webmethod(route, **fields):
    fields.setdefault("method", "GET")
    return declare(route, **fields)
""",
    "a new list beside what others left": ENTRY
    + """
def webmethod(route, method="GET", level="v2"):
    def wrap(function):
        entry = Entry(route, method, level)
        function.__webmethods__ = [*getattr(function, "__webmethods__", []), entry]
        return function
    return wrap
""",
    **{
        f"a list that {what}": ENTRY
        + 'def webmethod(route, method="GET", level="v1"):\n    def wrap(function):\n'
        + indent(body, " " * 8)
        + "        return function\n    return wrap\n"
        for what, body in LISTS.items()
    },
    "members of string enums": ENTRY
    + "from enum import Enum, StrEnum\n\n"
    + "class Level(str, Enum):\n    V1 = 'v1'\n\nclass Method(StrEnum):\n    GET = 'GET'\n\n"
    + "def webmethod(route, method=Method.GET, level=Level.V1, public=False):"
    + LEAVING,
    "a record that inherits how it is made": """
class Base:
    def __init__(self, route, method="GET", level="v4"):
        self.route, self.method, self.level = route, method, level

class Entry(Base):
    pass

def webmethod(route, **fields):
    def wrap(function):
        function.__webmethod__ = Entry(route, **fields)
        return function
    return wrap
""",
    "what it refuses": ENTRY
    + 'def webmethod(route, method="GET", level=V1, public=False):\n'
    + "    if hasattr(route, 'x'):\n        raise ValueError(route)\n"
    + LEAVING,
}

ASKED = {
    "two definitions": ENTRY
    + "import os\n\nif os.environ.get('X'):\n"
    + "    def webmethod(route, method='GET', level='v1'):\n        return route\n"
    + "else:\n"
    + "    def webmethod(route, method='DELETE', level='v3'):\n        return route\n",
    "what only running tells": ENTRY
    + "import os\n\n"
    + "def webmethod(route, method=None, level=V1, public=False):\n"
    + "    if os.environ.get('X'):\n        method = 'GET'\n"
    + LEAVING,
    "a record that nobody sees": "def webmethod(route, method='GET', level='v1'):\n"
    + "    return register(route)\n",
    "members of an enum that are no strings": ENTRY
    + "from enum import Enum\n\nclass Method(Enum):\n    GET = 'GET'\n\n"
    + "def webmethod(route, method=Method.GET, level=Method.GET, public=False):"
    + LEAVING,
    "fields that are updated": ENTRY
    + """
def webmethod(route, **fields):
    fields = {"method": "POST", "level": "v1", **fields}
    fields.update(method="GET")

    def wrap(function):
        function.__webmethod__ = Entry(route, **fields)
        return function
    return wrap
""",
    "a method of its record": ENTRY
    + """    def turn(self):
        self.method = "DELETE"

def webmethod(route, method="GET", level="v1"):
    entry = Entry(route, method, level)
    entry.turn()

    def wrap(function):
        function.__webmethod__ = entry
        return function
    return wrap
""",
    "another of the same name inside": ENTRY
    + """
def webmethod(route, method="GET", level="v1"):
    def wrap(function, *, method="DELETE"):
        function.__webmethod__ = Entry(route, method, level)
        return function
    return wrap
""",
    "a second record where it may fail": ENTRY
    + """
def webmethod(route, method="GET", level="v1"):
    def wrap(function):
        function.__webmethod__ = Entry(route, method, level)
        try:
            function.__webmethod__ = Entry(route, "DELETE", level)
        except TypeError:
            pass
        return function
    return wrap
""",
    "a record that asks its parent": """
class Base:
    def __init__(self, level):
        self.level = level

class Entry(Base):
    def __init__(self, route, method):
        super().__init__("v1")
        self.route, self.method = route, method

def webmethod(route, method="GET"):
    def wrap(function):
        function.__webmethod__ = Entry(route, method)
        return function
    return wrap
""",
    "what a loop may change": ENTRY
    + """
def webmethod(route, **fields):
    fields.setdefault("method", "GET")
    fields.setdefault("level", "v1")
    for name in unknown():
        fields.update(name)
    return lambda function: leave(function, route, **fields)

def leave(function, route, **fields):
    function.__webmethod__ = Entry(route, **fields)
    return function
""",
    "what a stranger may change": ENTRY
    + """
from not_installed_here import normalise

def webmethod(route, **fields):
    fields.setdefault("method", "GET")
    normalise(fields)

    def wrap(function):
        function.__webmethod__ = Entry(route, **fields)
        return function
    return wrap
""",
    "another decorator around it": ENTRY
    + "from not_installed_here import changed\n\n\n@changed\n"
    + "def webmethod(route, method='GET', level=V1, public=False):"
    + LEAVING,
    "a validator of its record": "from pydantic import BaseModel, field_validator\n"
    + "class Entry(BaseModel):\n    route: str\n    method: str = 'GET'\n    level: str = 'v1'\n\n"
    + "    @field_validator('method')\n    def other(cls, value):\n        return 'POST'\n\n"
    + "def webmethod(route, method='GET', level='v1'):\n    def wrap(function):\n"
    + "        function.__webmethod__ = Entry(route=route, method=method, level=level)\n"
    + "        return function\n    return wrap\n",
    "a way out in the middle": ENTRY
    + "def choose(method):\n    if unknown():\n        return 'GET'\n    return method\n\n"
    + "def webmethod(route, method='POST', level=V1, public=False):\n"
    + "    method = choose(method)\n"
    + LEAVING,
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package without its decorator."""
    return package_in(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("what", READ)
def test_R1_T26_what_the_decorator_says_by_itself_is_read(package: Path, what: str) -> None:
    (package / "http.py").write_text(READ[what])
    found = alive(package.parent)
    assert len(found) == 2
    assert read(package) == found
    write(plan_migration(package).changes)
    assert read(package) == found


@pytest.mark.parametrize("what", ASKED)
def test_R1_what_cannot_be_read_is_asked_and_never_guessed(package: Path, what: str) -> None:
    (package / "http.py").write_text(ASKED[what])
    assert [n.subject for n in scan(package).diagnostics if n.kind == "cannot"] == ["@webmethod"]
    with pytest.raises(DeclarationError, match="cannot be read from its source"):
        plan_migration(package)


def test_R1_a_decorator_that_is_installed_is_read_where_it_is(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "library" / "installed_decorators"
    library.mkdir(parents=True)
    (library / "__init__.py").write_text("from .http import webmethod\nraise SystemExit\n")
    (library / "http.py").write_text(READ["its defaults"])
    monkeypatch.syspath_prepend(str(library.parent))
    (package / "items.py").write_text(ITEMS.replace("from .http", "from installed_decorators"))
    assert read(package) == {("GET", "/v1/count"), ("DELETE", "/v1/items")}
