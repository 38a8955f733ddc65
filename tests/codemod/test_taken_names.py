"""A facade drops what its module merely imported, but never what a file of the project takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration

from .test_hostile_files import ORDERS, package

__all__ = ["package"]

TEXT = ORDERS.replace("    id: str\n", "    id: Decimal\n").replace(
    "from typing import Protocol\n", "from decimal import Decimal\nfrom typing import Protocol\n"
)
FOR_TYPES = "from typing import TYPE_CHECKING"
OTHERS = {"BaseModel", "Protocol", "V1", "webmethod"}


def dropped(package: Path, text: str = TEXT) -> set[str]:
    """What the facade of the module no longer has."""
    (package / "orders.py").write_text(text)
    return {name for one in plan_migration(package).dropped for name in one.names}


def write(package: Path, files: dict[str, str]) -> None:
    """Files beside the package, in its project."""
    (package.parent / "pyproject.toml").write_text("")
    for name, text in files.items():
        path = package.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_what_nobody_takes_is_dropped(package: Path) -> None:
    assert dropped(package) == {"Decimal", *OTHERS}


TAKING: dict[str, dict[str, str]] = {
    "by a relative import": {"pkg/x.py": "from .orders import Decimal\n"},
    "by a relative import of a deeper module": {"pkg/in/x.py": "from ..orders import Decimal\n"}
    | {"pkg/in/__init__.py": ""},
    "under another name": {"x.py": "from pkg.orders import Order, Decimal as D\n"},
    "in brackets with comments": {
        "x.py": "from pkg.orders import (\n    Order,  # an order :)\n    Decimal,\n)\n"
    },
    "behind a backslash": {"x.py": "from pkg.orders \\\n    import Order, \\\n    Decimal\n"},
    "in a function": {"x.py": "def f():\n    from pkg.orders import Decimal\n"},
    "behind a semicolon": {"x.py": "a = 1; import pkg.orders; b = pkg.orders.Decimal\n"},
    "as an attribute": {"x.py": "import pkg.orders\n\nprint(pkg.orders.Decimal)\n"},
    "as an attribute of an alias": {"x.py": "import pkg.orders as o\n\nprint(o.Decimal)\n"},
    "as an attribute of an imported module": {"x.py": "from pkg import orders\norders.Decimal\n"},
    "as an attribute of a renamed module": {"x.py": "from pkg import orders as o\no.Decimal\n"},
    "as an attribute of its package": {"x.py": "import pkg as p\n\nprint(p.orders.Decimal)\n"},
    "by way of a neighbour's import": {"x.py": "import pkg.y\n\nprint(pkg.orders.Decimal)\n"}
    | {"pkg/y.py": "from . import orders\n"},
    "by way of a module that has it": {"pkg/y.py": "from . import orders\n"}
    | {"x.py": "from pkg import y\n\nprint(y.orders.Decimal)\n"},
    "by way of a module that renames it": {"pkg/y.py": "from . import orders as o\n"}
    | {"x.py": "from pkg.y import o\n\nprint(o.Decimal)\n"},
    "over lines": {"x.py": "from pkg import orders\nx = (orders\n    .Decimal)\n"},
    "by getattr": {"x.py": "from pkg import orders\ngetattr(orders, 'Decimal')\n"},
    "in a string that a test patches": {"tests/test_x.py": "patch('pkg.orders.Decimal')\n"},
    "in the string of an entry point": {"x.py": "EntryPoint('a', 'pkg.orders:Decimal', 'g')\n"},
    "in the project file": {"pyproject.toml": '[project.scripts]\na = "pkg.orders:Decimal.x"\n'},
    "in setup.cfg": {"setup.cfg": "[options.entry_points]\nx =\n    a = pkg.orders:Decimal\n"},
    "in YAML": {"conf/run.yaml": "class: pkg.orders.Decimal\n"},
    "in a stub": {"pkg/x.pyi": "from .orders import Decimal\n"},
    "from an imported module": {
        "x.py": "from importlib import import_module\nm = import_module(f'pkg.{name}')\nm.Decimal\n"
    },
    "from a module imported by its relative name": {
        "x.py": "m = load('.orders', 'pkg')\nm.Decimal\n"
    },
    "from the loaded modules": {"x.py": "sys.modules['pkg.orders'].Decimal\n"},
    "by a star": {"x.py": "from pkg.orders import *\n\nDecimal()\n"},
    "by a chain of stars": {"pkg/y.py": "from .orders import *\n", "pkg/z.py": "from .y import *\n"}
    | {"x.py": "from pkg.z import Decimal\n"},
    "by the star of its package": {"pkg/__init__.py": "from .orders import *\n"}
    | {"x.py": "import pkg\n\nprint(pkg.Decimal)\n"},
    "by a star in __all__": {"pkg/__init__.py": "from .orders import *\n__all__ = ['Decimal']\n"},
    "where its folder is on the path": {"pkg/x.py": "from orders import Decimal\n"},
    "by a file that does not parse": {"x.py": "from pkg.orders import Decimal\nprint 1\n"},
    "by a file in another encoding": {
        "x.py": "# -*- coding: latin-1 -*-\n# \xe9\nfrom pkg.orders import Decimal\n"
    },
    "under a name in other letters": {"x.py": "from pkg.orders import \uff24ecimal\n"},
    "by a test": {"tests/test_orders.py": "from pkg.orders import Decimal\n"},
}


@pytest.mark.parametrize("case", TAKING)
def test_what_a_file_takes_stays(package: Path, case: str) -> None:
    write(package, TAKING[case])
    assert "Decimal" not in dropped(package)


def test_what_a_file_takes_from_elsewhere_is_dropped(package: Path) -> None:
    write(package, {"x.py": "from decimal import Decimal\nfrom pkg.orders import Order\n"})
    assert "Decimal" in dropped(package)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from decimal import Decimal\n", "from decimal import Decimal as Decimal\n"),
        ("\n\nclass Order(", '\n\n__all__ = ["Decimal", "Order"]\n\n\nclass Order('),
        ("\n\nclass Order(", "\n\n__all__ = [n for n in dir() if n != 'V1']\n\n\nclass Order("),
        ("    id: Decimal\n", "    id: str\n"),
    ],
    ids=["as itself", "in __all__", "in an __all__ that runs", "not used by the module"],
)
def test_what_a_module_hands_on_itself_stays(package: Path, before: str, after: str) -> None:
    assert "Decimal" not in dropped(package, TEXT.replace(before, after))


@pytest.mark.parametrize(
    ("head", "needed"),
    [("import sys\n\nif sys.version_info", "sys"), (f"{FOR_TYPES}\n\nif TYPE_CHECKING", FOR_TYPES)],
)
def test_what_only_the_kept_statements_of_a_module_need_is_imported_and_not_listed(
    package: Path, head: str, needed: str
) -> None:
    text = TEXT.replace(
        "from decimal import Decimal\n", f"{head}:\n    from decimal import Decimal\n"
    )
    write(package, {"x.py": "from pkg.orders import Decimal\n"})
    name = needed.split()[-1]
    assert dropped(package, text) == {*OTHERS, name}
    init, listed = facade(package)
    assert needed in init
    assert name not in listed


def test_nor_does_an_all_that_is_made_at_run_time_list_it(package: Path) -> None:
    """What a star import of another package brings, nobody knows before."""
    head = "import sys\nfrom elsewhere import *\n\nif sys.version_info"
    text = TEXT.replace(
        "from decimal import Decimal\n", f"{head}:\n    from decimal import Decimal\n"
    )
    write(package, {"x.py": "from pkg.orders import Decimal\n"})
    dropped(package, text)
    init, left_out = facade(package)
    assert "import sys\n" in init
    assert "sys" in left_out


STARS = {
    "of which a file takes some": ("from .kinds import *", "TAKEN", "from ..kinds import TAKEN\n"),
    "of which nobody takes any": ("from .kinds import *", "Order", ""),
    "of which the last binds": (
        "from .kinds import *\nfrom .others import *",
        "TAKEN",
        "from ..others import TAKEN\n",
    ),
}


@pytest.mark.parametrize(("head", "taken", "after"), STARS.values(), ids=list(STARS))
def test_what_comes_by_a_star_is_handed_on_where_a_file_takes_it(
    package: Path, head: str, taken: str, after: str
) -> None:
    (package / "kinds.py").write_text("from decimal import Decimal\nKind = str\nTAKEN = 1\n")
    (package / "others.py").write_text("TAKEN = MORE = 2\n")
    write(package, {"x.py": f"from pkg.orders import {taken}\n"})
    text = TEXT.replace("from decimal import Decimal\n", f"{head}\n").replace("20", "MORE or 20")
    text = text if "others" in head else text.replace("MORE or ", "")
    lost = dropped(package, text)
    init, listed = facade(package)
    assert {"Kind", "Decimal"} < lost
    assert not {"Kind", "Decimal", "*"} & {*listed}
    assert init.partition("from .api")[0].endswith(f'"""Orders, in Düsseldorf."""\n\n{after}')
    assert (taken in lost, taken in listed) == (False, True)


def test_a_star_of_which_the_module_itself_uses_nothing_stays(package: Path) -> None:
    (package / "kinds.py").write_text("Kind = str\n")
    head = "from .kinds import *\nfrom typing import Protocol\n"
    assert "Kind" not in dropped(package, TEXT.replace("from typing import Protocol\n", head))
    init, listed = facade(package)
    assert "from ..kinds import *\n" in init
    assert "Kind" in listed


def facade(package: Path) -> tuple[str, list[str]]:
    """The text that stands for the module afterwards, and what it lists in `__all__`."""
    changes = {change.path: change.after for change in plan_migration(package).changes}
    text = (changes[package / "orders" / "__init__.py"] or b"").decode()
    return text, re.findall(r'"(\w+)"', text.partition("__all__ = ")[2])


def test_the_project_may_keep_everything(package: Path) -> None:
    write(package, {"pyproject.toml": '[tool.routeshift]\nfacade = "all"\n'})
    assert not dropped(package)
