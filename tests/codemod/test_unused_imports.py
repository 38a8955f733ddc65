"""Imports that only the old signatures used go, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from .test_repository import SERVICE, indented, migrated

KINDS = "Name = str\nLine = str\n"
IMPORT = "from kinds import Name\n"
TYPED = SERVICE.format(body=indented("return name")).replace("name: str,", "name: Name,")

TYPING = "from __future__ import annotations\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"

# Where an import of `Name` was, and what is left of that.
GONE = {
    "one of several": ("from kinds import Line, Name\nx = Line\n", "from kinds import Line\nx ="),
    "between others": ("import os\nfrom kinds import Name\nimport sys\n", "import os\nimport sys"),
    "for type checkers": (
        f"{TYPING}    from kinds import Line, Name\n",
        f"{TYPING}    from kinds import Line\n",
    ),
    "between others for type checkers": (
        f"{TYPING}    import os\n    from kinds import Name\n    import sys\n",
        f"{TYPING}    import os\n    import sys\n",
    ),
    "named in prose": (
        '"""Each has a Name."""\nfrom kinds import Name\n',
        '"""Each has a Name."""',
    ),
    "named in a text": (f"{IMPORT}x = 'no Name found'\n", "x = 'no Name found'"),
    "a label": (
        f"def warn(what): ...\n{IMPORT}warn('Name')\n",
        "def warn(what): ...\nwarn('Name')\n",
    ),
    "ignored for other reasons": ("from kinds import Name  # noqa: E501\n", ""),
    "in a file with other remarks": (f"# ruff: noqa: E501\n{IMPORT}", "# ruff: noqa: E501"),
    "of a line that is ignored": (f"{IMPORT}x: int = ''  # type: ignore # Name\n", "x: int"),
}


# What reads a name where no load of it shows that.
READ = {
    "a cast": "x = cast('Name', 1)",
    "a bound": "T = TypeVar('T', bound='Name')",
    "a typed dict": "T = TypedDict('T', {'name': 'list[Name]'})",
    "a named tuple": "T = NamedTuple('T', [('name', 'Name')])",
    "quotes": "def other(x: 'Name'): ...",
    "quotes in quotes": "def other(x: \"list['Name']\"): ...",
    "quotes in a union": "def other(x: \"'Name' | None\"): ...",
    "an alias": "x: TypeAlias = 'Name'",
    "eval": "x = eval('[Name]')",
    "exec": "exec('''\n    x = Name\n    y = x\n''')",
    "eval of a format": "x = eval(f'list[Name, {1}]')",
    "globals": "x = globals()['Name']",
    "a patch": "with patch('MODULE.Name'): ...",
    "a look-up of its own": "def find(name): return globals()[name]\nx = find('Name')",
    "a deletion": "del Name",
    "one in a function": "def other():\n    global Name\n    del Name",
    "an increment": "Name += 'a'",
    "a list of exports": "__all__ = ['Name']",
    "a list with a type": "__all__: list[str] = ['Name']",
    "a longer list": "__all__ = ['Service']\n__all__ += ['Name']",
    "an extended list": "__all__ = ['Service']\n__all__.extend(['Name'])",
    "a list that is appended to": "__all__ = ['Service']\n__all__.append('Name')",
    "a list under a condition": "if True:\n    __all__ = ['Name']",
    "a comment with a type": "x = []  # type: list[Name]",
    "a signature in a comment": "def other(x):\n    # type: (Name) -> None\n    return x",
    "an example": "def other():\n    '''It.\n\n    >>> Name\n    '''",
    "more of one": "def other():\n    '''It.\n\n    >>> for x in 'a':\n    ...     Name\n    '''",
    "a nested class": "def other():\n    class One:\n        Name = Name\n    return Name",
}


# Imports whose author wants them to stay, or that cannot go without something else.
KEPT = {
    "remarked": "from kinds import Name  # noqa: F401\n",
    "remarked in a list": "from kinds import (\n    Name,  # noqa: F401\n)\n",
    "remarked behind a list": "from kinds import (\n    Name,\n)  # noqa\n",
    "remarked for Pylint": "from kinds import Name  # pylint: disable=unused-import\n",
    "remarked for the file": "# ruff: noqa: F401\nfrom kinds import Name\n",
    "exported by its own name": "from kinds import Name as Name\n",
    "alone in a block": f"{TYPING}    from kinds import Name\n",
    "behind a colon": TYPING.rstrip() + " from kinds import Line, Name\n",
    "behind another statement": "import os; from kinds import Name\n",
    "before another statement": "from kinds import (\n    Name,\n); import os\n",
}


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a module of each row becomes; of one project, for one is made sooner than many."""
    folder = tmp_path_factory.mktemp("after")
    texts = {what: head + TYPED for what, (head, _) in GONE.items()}
    texts |= {what: head + TYPED for what, head in KEPT.items()}
    texts |= {what: f"{IMPORT}{TYPED}\n\n{foot}\n" for what, foot in READ.items()}
    paths = {what: folder / f"shop_{number}.py" for number, what in enumerate(texts)}
    files = {path.name: texts[what].replace("MODULE", path.stem) for what, path in paths.items()}
    migrated(folder, {"kinds.py": KINDS, **files})
    found = {what: path.read_text() for what, path in paths.items()}
    assert all("request: AddRequest" in text for text in found.values())
    return found


@pytest.mark.parametrize("where", GONE)
def test_an_import_that_only_a_signature_used_goes(after: dict[str, str], where: str) -> None:
    assert after[where].startswith(GONE[where][1])
    assert "import Name" not in after[where]


@pytest.mark.parametrize("what", READ)
def test_an_import_stays_whose_name_is_read_otherwise(after: dict[str, str], what: str) -> None:
    assert after[what].startswith(IMPORT)


@pytest.mark.parametrize("how", KEPT)
def test_an_import_that_is_to_stay_stays(after: dict[str, str], how: str) -> None:
    assert after[how].startswith(KEPT[how])


def test_a_module_that_is_imported_for_what_it_does_stays(tmp_path: Path) -> None:
    """`import a.b` has bound `a` for others, too."""
    typed = TYPED.replace("name: Name", "name: xml.dom.Node")
    head = "import xml.dom\nimport xml.sax\n"
    migrated(tmp_path, {"shop.py": head + typed})
    assert (tmp_path / "shop.py").read_text().startswith(head)


TAKEN = {
    "an import": "from shop import Name",
    "one in a function": "def use():\n    from shop import Name\n    return Name",
    "a star": "from shop import *\nx = Name",
    "a star in a text": "ns = {}\nexec('from shop import *', ns)\nx = ns['Name']",
    "an attribute": "import shop\nx = shop.Name",
    "one of another name": "import shop as s\nx = s.Name",
    "a patch": "with patch('shop.Name'): ...",
    "a patch of the module": "import shop\nwith patch.object(shop, 'Name'): ...",
    "a module that is found": "x = importlib.import_module('shop').Name",
}


@pytest.mark.parametrize("how", TAKEN)
def test_an_import_that_another_module_takes_stays(tmp_path: Path, how: str) -> None:
    files = {"kinds.py": KINDS, "shop.py": IMPORT + TYPED, "other.py": f"{TAKEN[how]}\n"}
    migrated(tmp_path, files)
    assert (tmp_path / "shop.py").read_text().startswith(IMPORT)


def test_what_comes_from_the_future_stays_above_what_a_module_gets(tmp_path: Path) -> None:
    line = "from __future__ import annotations; from shop_api.orders import Orders\n"
    service = TYPED.replace("from shop_api.orders import Orders\n", line).replace("Name", "str")
    migrated(tmp_path, {"shop.py": service})
    below = f"{line}\n\nfrom shop_api.orders import AddRequest, ChangeRequest\n\n\nclass Service"
    assert (tmp_path / "shop.py").read_text().startswith(below)


def test_an_import_that_only_a_new_statement_uses_stays(tmp_path: Path) -> None:
    # An own default stands in the body afterwards.
    service = SERVICE.format(body="        return name").replace(
        "count: int = 1", "count: int = MOST"
    )
    service = service.replace("{{", "{").replace("}}", "}")
    files = {"shop/service.py": f"from shop.limits import MOST\n{service}"}
    migrated(tmp_path, {**files, "shop/limits.py": "MOST = 9\n"})
    text = (tmp_path / "shop/service.py").read_text()
    assert "from shop.limits import MOST\n" in text
    assert "else MOST\n" in text
