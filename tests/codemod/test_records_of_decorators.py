"""What a class says of all its records, each of them says: discovery and scan read it alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.errors import DeclarationError
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

from .decorated import alive, package_in, read

SERVED = {("GET", "/v1/count"), ("DELETE", "/v1/items")}
LEAVING = """

def webmethod(route, method="GET"):
    def wrap(function):
        function.__webmethod__ = Entry(route, method)
        return function
    return wrap
"""
MADE = """
    def __init__(self, route, method):
        self.route, self.method = route, method
"""
READ = {
    "a class with its own level": f'class Entry:\n    level = "v1"\n{MADE}',
    "a class below one with a level": 'class Base:\n    level: str = "v1"\n    method = "PUT"\n\n'
    f"class Entry(Base):{MADE}",
    "a class below one with another level": 'class Base:\n    level = "v2"\n\n'
    f'class Entry(Base):\n    level = "v1"\n{MADE}',
    "a dataclass with a level that is no field": "from dataclasses import dataclass\n"
    "from typing import ClassVar\n\n@dataclass\nclass Entry:\n    route: str\n    method: str\n"
    '    level: ClassVar[str] = "v1"\n',
    "a named tuple": "from typing import NamedTuple\n\nclass Entry(NamedTuple):\n    route: str\n"
    '    method: str\n    level: str = "v1"\n',
    "a class with slots": 'class Entry:\n    __slots__ = ("route", "method", "level")\n\n'
    '    def __init__(self, route, method, level="v1"):\n'
    "        self.route, self.method, self.level = route, method, level\n",
}
ASKED = {
    "a property": f"class Entry:\n    @property\n    def level(self):\n        return 'v1'\n{MADE}",
    "what only running tells": f"class Entry:\n    level = [*range(1)] and 'v1'\n{MADE}",
    "a level in a block": f"class Entry:\n    if True:\n        level = 'v1'\n{MADE}",
    "a class itself": """
def Entry(route, method):
    return type("Entry", (), {"route": route, "method": method, "level": "v1"})
""",
}


@pytest.mark.parametrize("kind", READ)
def test_R5_what_a_class_says_of_its_records_is_read(tmp_path: Path, kind: str) -> None:
    package = package_in(tmp_path, READ[kind] + LEAVING)
    assert alive(tmp_path) == SERVED
    assert read(package) == SERVED
    write(plan_migration(package).changes)
    assert read(package) == SERVED


@pytest.mark.parametrize("kind", ASKED)
def test_R5_what_only_a_run_tells_of_a_class_is_asked(tmp_path: Path, kind: str) -> None:
    package = package_in(tmp_path, ASKED[kind] + LEAVING)
    assert alive(tmp_path) == SERVED
    with pytest.raises(DeclarationError, match="cannot be read from its source"):
        plan_migration(package)
