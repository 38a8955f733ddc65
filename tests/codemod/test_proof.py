"""Before anything is written: each name that a written file uses is bound, each import is there."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from routeshift.errors import DeclarationError, RouteshiftError
from routeshift_codemods.index.index import Index
from routeshift_codemods.index.tree import Tree
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.plan.imports.proof import refuse_lost_names

from .test_hostile_files import ORDERS, package

__all__ = ["package"]

BEFORE = {
    "kinds.py": "class Kind: ...\n\n\nclass _Inner: ...\n",
    "orders.py": "from .kinds import Kind\n\n\ndef show(kind: Kind) -> None: ...\n",
    "stale.py": "from .kinds import Gone\n\n\ndef show(): ...\n",
    "user.py": "def run():\n    from .orders import show\n\n    return show\n",
}
# What a run would write in place of `orders.py`, and the line and the name that it would lose.
LOST = {
    "used in a function": ("def show(kind):\n    return Kind\n", 2, "Kind"),
    "used in a quoted annotation": ("def show(kind: 'Kind') -> None: ...\n", 1, "Kind"),
    "a type parameter's bound": ("def show[K: Kind](kind: K) -> K: ...\n", 1, "Kind"),
    "inside an f-string of newer syntax": ('show = f"{Kind["a"]}"\n', 1, "Kind"),
    "listed in __all__": ("def show(): ...\n\n\n__all__ = ['show', 'Kind']\n", 4, "Kind"),
    "not among what stars bind": ("from .kinds import *\nshow = Kind, _Inner\n", 2, "_Inner"),
    "two on a line": ("show = Zoo, Kind\n", 1, "Kind"),
    "imported from a file of the target": ("from .kinds import Kinds as show\n", 1, "Kinds"),
    "imported from a module that is not there": ("from ..kinds import Kind as show\n", 1, "Kind"),
}
# What loses nothing.
KEPT = {
    "a builtin": "def show(): return len(__file__)\n",
    "by an unknown star": "from outside_names import *\n\n\ndef show(): return Kind\n",
    "by a star": "from .kinds import *\n\n\ndef show(): return Kind\n",
    "type parameters": "type One[T] = list[T]\ndef show[T, *Ts, **P](one: T) -> One[T]: ...\n",
    "an alias of what stands below": "type One = list[Two]\ntype Two = int\nshow = One\n",
    "a variable in an f-string": "def show(a):\n    return f'{a['b']}'\n",
    "an import that may fail": "try:\n    from .kinds import Fast\nexcept ImportError:\n    pass\n"
    "\n\ndef show(): ...\n",
    "known to be there at run time": "def show(): return Kind  # noqa: F821\n",
    "what is outside": "from elsewhere import Kind\n\n\ndef show(): return Kind\n",
    "text of a Literal behind a name that ruff gets otherwise": "from elsewhere import Literal\n"
    "show: Literal[1, 'no_type_check', 'Kind'] = 1\n",
    "text of a Literal that is not typing's": "from elsewhere import Literal\n"
    "show: Literal[\n    'é', 'Kind'\n] = 1\n",
    "text of such a Literal in quotes": "from elsewhere import Literal\n"
    "show: \"list[Literal['é', 'Kind']]\" = 1\n",
    "text beside the type of such an Annotated in quotes": "from elsewhere import Annotated\n"
    "show: \"Annotated[int, 'Kind']\" = 1\n",
    "text beside the type of such an Annotated": "from elsewhere import Annotated\n"
    "show: Annotated[int, 'Kind', {'in': 'Kinds'}] = 1\n",
    "listed where the author knows it": "def show(): ...\n\n\n__all__ = [  # noqa: F822\n"
    "    'show',\n    'Kind',\n]\n",
    "by a star, in another spelling": "from .kinds import *\n\n\ndef show(): return \uff2bind\n",
}
# A lambda below that decorator takes ruff's word away.
UNTYPED = "from typing import no_type_check\n\n\n@no_type_check\ndef show(): return lambda: 1\n"
KEPT |= {
    "where types are not checked": UNTYPED,
    "a decorator that a star binds": UNTYPED.replace("no_type_check", "*", 1),
}
LOST |= {
    "where types are not checked": (f"{UNTYPED}\n\nKind\n", 8, "Kind"),
    "that decorator": (UNTYPED.partition("\n\n\n")[2], 1, "no_type_check"),
    "in quotes, beside the text of a Literal": (
        "from elsewhere import Literal\nshow: \"Kind | Literal['kind']\"\n",
        2,
        "Kind",
    ),
    "in quotes that only ruff reads": (
        'from elsewhere import Literal\nshow: """\n  Literal[1] |\n  Kind"""\n',
        4,
        "Kind",
    ),
    "in quotes that are in quotes": (
        "from elsewhere import Literal\nshow: \"list['Kind'] | Literal['kind']\"\n",
        2,
        "Kind",
    ),
    "the type of an Annotated": (
        "from elsewhere import Annotated\nshow: Annotated['Kind', 'kind']\n",
        2,
        "Kind",
    ),
    "a member of a Literal": (
        "from elsewhere import Literal\nshow: Literal[Kind.one, 'kind']\n",
        2,
        "Kind",
    ),
}


def written(folder: Path) -> Index:
    (folder / "pkg").mkdir()
    for name, before in {"__init__.py": "", **BEFORE}.items():
        (folder / "pkg" / name).write_text(before)
    return Index(Tree(folder / "pkg"))


def prove(folder: Path, text: str) -> None:
    index = written(folder)
    orders = folder / "pkg" / "orders.py"
    refuse_lost_names(index, index.over({orders: text.encode()}), {orders})


# A file before and after, and the name that functions that stay lose; None where they lose none.
STAYING: dict[str, tuple[str, str, str | None]] = {
    "an import": ("from x import a\n", "", "a"),
    "a function": ("def a(): ...\n", "", "a"),
    "a star": ("from outside_names import *\n", "", "a"),
    "another star": ("from outside_names import *\n", "from .kinds import *\n", "a"),
    "what a function binds": ("def b():\n    global a\n    a = 1\n", "def b(): ...\n", "a"),
    "what a function goes on to bind": (
        "def b():\n    global a\n    a = 1\n",
        "def b():\n    global a\n    a = 1\n\n\ndef c():\n    return a\n",
        None,
    ),
    "nothing": ("from x import a, b\n", "from x import a\n", None),
}


@pytest.mark.parametrize("case", STAYING)
def test_functions_that_stay_lose_no_name_either(tmp_path: Path, case: str) -> None:
    before, after, name = STAYING[case]
    (tmp_path / "pkg").mkdir()
    for other in ("__init__.py", "kinds.py"):
        (tmp_path / "pkg" / other).write_text("")
    file = tmp_path / "pkg" / "orders.py"
    stays = "\n\nclass Orders:\n    def show(self):\n        return a\n"
    file.write_text(before + stays)
    index = Index(Tree(tmp_path / "pkg"))
    over = index.over({file: (after + stays).encode()})
    if name is None:
        refuse_lost_names(index, over, {file})
        return
    with pytest.raises(RouteshiftError, match=f"`{name}`"):
        refuse_lost_names(index, over, {file})


def test_a_default_loses_what_its_class_had(tmp_path: Path) -> None:
    stays = "    def show(self, x=size): ...\n"
    (tmp_path / "pkg").mkdir()
    file = tmp_path / "pkg" / "orders.py"
    file.write_text(f"class Orders:\n    size = 1\n\n{stays}")
    index = Index(Tree(tmp_path / "pkg"))
    over = index.over({file: f"class Orders:\n{stays}".encode()})
    with pytest.raises(RouteshiftError, match="`size`"):
        refuse_lost_names(index, over, {file})


def test_where_ruff_writes_is_not_for_the_environment_to_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUFF_OUTPUT_FILE", str(tmp_path / "found.json"))
    prove(tmp_path, "def show(): ...\n")
    assert not (tmp_path / "found.json").exists()


def test_a_temporary_folder_needs_no_name_that_is_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / os.fsdecode(b"tm\xffp9")
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    prove(tmp_path, "def show(): ...\n")


def test_a_ruff_that_reads_nothing_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruff = tmp_path / "bin" / "ruff"
    ruff.parent.mkdir()
    ruff.write_text("#!/bin/sh\necho '[]'\n")
    ruff.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(ruff))
    with pytest.raises(RouteshiftError, match="Ruff does not read") as error:
        prove(tmp_path, "def show(): ...\n")
    assert error.value.file == tmp_path / "pkg" / "orders.py"


def test_what_a_file_imported_in_vain_is_no_work_of_the_run(tmp_path: Path) -> None:
    index = written(tmp_path)
    stale = tmp_path / "pkg" / "stale.py"
    text = f"{stale.read_text()}# more\n"
    refuse_lost_names(index, index.over({stale: text.encode()}), {stale})


@pytest.mark.parametrize("case", LOST)
def test_a_lost_name_is_told_with_its_file_and_line(tmp_path: Path, case: str) -> None:
    text, line, name = LOST[case]
    with pytest.raises(RouteshiftError, match=f"`{name}`") as error:
        prove(tmp_path, text)
    assert (error.value.file, error.value.line) == (tmp_path / "pkg" / "orders.py", line)


@pytest.mark.parametrize("case", KEPT)
def test_a_name_that_is_there_is_no_lost_name(tmp_path: Path, case: str) -> None:
    prove(tmp_path, KEPT[case])


def test_a_name_that_another_module_imports_is_told_where_it_is_imported(tmp_path: Path) -> None:
    with pytest.raises(RouteshiftError, match=r"no `show` in pkg\.orders") as error:
        prove(tmp_path, "def shown(): ...\n")
    assert (error.value.file, error.value.line) == (tmp_path / "pkg" / "user.py", 2)


def test_a_name_that_the_module_never_bound_is_told_at_its_own_line(package: Path) -> None:
    (package / "orders.py").write_text(f"{ORDERS}\n\ndef later() -> None:\n    missing()\n")
    with pytest.raises(DeclarationError, match="`missing`") as error:
        plan_migration(package)
    assert (error.value.file, error.value.line) == (package / "orders.py", 29)


def test_every_name_that_the_module_never_bound_is_told_once_with_its_line(package: Path) -> None:
    calls = "".join(f"    missing{at}()\n" for at in range(3))
    (package / "orders.py").write_text(f"{ORDERS}\n\ndef later() -> None:\n{calls}")
    with pytest.raises(DeclarationError, match="`missing0` is used") as error:
        plan_migration(package)
    told = "for `missing1` (orders.py:30), `missing2` (orders.py:31). Nothing was written."
    assert told in str(error.value)


def test_an_author_may_say_that_a_name_is_there_at_run_time(package: Path) -> None:
    text = f"{ORDERS}\n\ndef later() -> None:\n    missing()  # noqa: F821\n"
    (package / "orders.py").write_text(text)
    assert plan_migration(package).changes


@pytest.mark.parametrize(
    ("spelled", "written"),
    [
        ("from .orders import show", "orders.py"),
        ("from pkg.orders import show", "orders.py"),
        ("from . \\\n    orders \\\n    import show", "orders.py"),
        ("from x import y\nfrom .orders import(show)", "orders.py"),
        ("from .ﬁles import show", "files.py"),
        ("from . import show", "__init__.py"),
        ("from .import show", "__init__.py"),
        ("def f():\n    '''from a, import b'''\n    from .orders import show", "orders.py"),
        ("# all of it from\nfrom .orders import show", "orders.py"),
    ],
)
def test_an_import_of_what_is_gone_is_found_however_it_is_spelled(
    tmp_path: Path, spelled: str, written: str
) -> None:
    package = tmp_path / "pkg"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / written).write_text("def show(): ...\n")
    (package / "user.py").write_text(f"{spelled}\n", "utf-8")
    index = Index(Tree(package))
    with pytest.raises(RouteshiftError, match="`show`") as error:
        refuse_lost_names(index, index.over({package / written: b""}), {package / written})
    assert error.value.file == package / "user.py"
