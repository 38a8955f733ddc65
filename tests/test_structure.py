"""The rules of the house that a machine can check: directions of imports, sizes of files."""

from __future__ import annotations

import ast
import functools
import graphlib
import importlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "src" / "routeshift"
CODEMOD = ROOT / "codemods" / "routeshift_codemods"
OURS = [*LIBRARY.rglob("*.py"), *CODEMOD.rglob("*.py")]

# The modules that the codemod shares with the library: facts and rules, no server.
SHARED = {"config", "docstrings", "errors", "git", "importing", "reports", "webmethod", "wire"}
SHARED |= {"wording"}


@functools.cache
def tree(file: Path) -> ast.Module:
    """A file, parsed once."""
    return ast.parse(file.read_bytes())


@functools.cache
def imports(file: Path) -> frozenset[str]:
    """Every module that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module}
    return frozenset(found)


def top(modules: AbstractSet[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_no_file_is_too_long_to_hold_in_ones_head() -> None:
    files = [*OURS, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    long = {name(f): n for f in files if (n := len(f.read_bytes().splitlines())) > 400}
    assert not long


def test_the_library_knows_the_codemod_only_where_it_runs_it() -> None:
    users = {name(f) for f in LIBRARY.rglob("*.py") if "routeshift_codemods" in top(imports(f))}
    commands = (
        "commands/check",
        "commands/explain",
        "commands/init",
        "commands/migrate",
        "commands/scan",
        "commands/status",
        "providers",
        "writing",
    )
    assert users <= {f"src/routeshift/cli/{command}.py" for command in commands}


def test_the_codemod_shares_only_rules_with_the_library() -> None:
    for file in CODEMOD.rglob("*.py"):
        shared = {m.split(".")[1] for m in imports(file) if m.startswith("routeshift.")}
        assert shared <= SHARED, name(file)


# The subjects of the codemod's plan, from the ground up.
PLAN = ("text", "decisions", "layout", "code", "imports", "helpers", "repository", "packaging")


def test_the_subjects_of_the_plan_import_downwards_only() -> None:
    """Above them stand the modules that put a plan together; options are everyone's."""
    for height, subject in enumerate(PLAN):
        for file in (CODEMOD / "plan" / subject).rglob("*.py"):
            below = {m.split(".")[2] for m in imports(file) if ".plan." in m}
            assert below <= {"options", *PLAN[: height + 1]}, name(file)


def test_what_is_known_of_one_file_is_known_without_another() -> None:
    for file in (CODEMOD / "syntax").rglob("*.py"):
        ours = {m.split(".")[1] for m in imports(file) if m.startswith("routeshift_codemods.")}
        assert ours <= {"syntax", "once", "places"}, name(file)


def test_what_edits_knows_nothing_of_why() -> None:
    for file in (CODEMOD / "edit").rglob("*.py"):
        ours = {m.split(".")[1] for m in imports(file) if m.startswith("routeshift_codemods.")}
        assert ours <= {"index", "syntax", "edit", "once", "places"}, name(file)


def test_what_makes_new_code_knows_nothing_of_ours() -> None:
    for file in (CODEMOD / "new").rglob("*.py"):
        ours = {m.split(".")[1] for m in imports(file) if m.startswith("routeshift")}
        # How a tree is written down is LibCST's, and known in one place.
        assert ours <= {"new", "once", "places"}, name(file)


def test_libcst_changes_code_in_one_place_makes_it_in_one_and_reads_it_in_one() -> None:
    users = {file for file in CODEMOD.rglob("*.py") if "libcst" in top(imports(file))}
    writers = {CODEMOD / "edit", CODEMOD / "new"}
    readers = {CODEMOD / "syntax/downgrade.py", CODEMOD / "places.py"}
    assert {f for f in users if f.parent not in writers} == readers


def test_the_codemod_is_static() -> None:
    for file in CODEMOD.rglob("*.py"):
        assert not top(imports(file)) & {"fastapi", "pydantic", "starlette"}, name(file)


def test_only_the_command_line_prints() -> None:
    for file in OURS:
        if LIBRARY / "cli" not in file.parents:
            assert not top(imports(file)) & {"rich", "click"}, name(file)


def test_git_is_called_in_one_place() -> None:
    """There it runs no program that a repository names."""
    calling = [name(f) for f in OURS if re.search(r"""["']git["'],""", f.read_text())]
    assert calling == ["src/routeshift/git.py"]


def test_the_facts_of_the_wire_import_nothing_of_ours_and_no_framework() -> None:
    for file in (LIBRARY / "wire").rglob("*.py"):
        assert top(imports(file)) - sys.stdlib_module_names <= {"routeshift"}, name(file)
        ours = {m for m in imports(file) if m.startswith("routeshift")}
        assert all(m.startswith("routeshift.wire") for m in ours), name(file)


def module_name(file: Path) -> str:
    root = ROOT / "src" if LIBRARY in file.parents else ROOT / "codemods"
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(file): file for file in OURS}


def anywhere(tree: ast.Module) -> Iterator[ast.AST]:
    """All that may be an import: in functions, and for types only, too."""
    return ast.walk(tree)


def at_once(tree: ast.Module | ast.If | ast.Try) -> Iterator[ast.AST]:
    """What runs as a module is imported."""
    for statement in [*tree.body, *getattr(tree, "orelse", [])]:
        yield statement
        for_types = isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test)
        if isinstance(statement, ast.If | ast.Try) and not for_types:
            yield from at_once(statement)


def imported(file: Path, where: Callable[[ast.Module], Iterator[ast.AST]] = anywhere) -> set[str]:
    """Our modules that a module imports: `from package import x` may name two."""
    named: set[str] = set()
    for statement in where(tree(file)):
        if isinstance(statement, ast.Import):
            named |= {alias.name for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            submodules = {f"{statement.module}.{alias.name}" for alias in statement.names}
            named |= submodules & MODULES.keys() or {statement.module}
    return named & MODULES.keys()


def test_no_module_is_part_of_an_import_circle() -> None:
    """Nor for types only, nor in a function: so each can be read, and imported, by itself."""
    graph = {m: imported(file) for m, file in MODULES.items()}
    graphlib.TopologicalSorter(graph).prepare()


def with_doors(module: str, needed: set[str]) -> set[str]:
    """Modules, and the packages that are entered, and thus imported, on the way to them."""
    ways = {parent for m in needed for parent in parents(m)} - parents(module)
    return (needed | ways) - {module}


def parents(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[:depth]) for depth in range(1, len(parts))}


def test_no_module_needs_itself_to_be_imported() -> None:
    graph = {m: with_doors(m, imported(file, at_once)) for m, file in MODULES.items()}
    graphlib.TopologicalSorter(graph).prepare()


# The library from the ground up: what stands on a floor may import its neighbours there, and what
# is below.
FLOORS = (
    {"wire"},
    {"errors", "docstrings", "git", "printable", "redaction", "texts", "wording"}
    | {"importing", "lenient_json", "reports"},
    {"webmethod", "config", "engines"},
    {"discovery", "stubs"},
    {"serving"},
    {"openapi"},
    {"app"},
    {"inspection", "targets"},
    {"compare", "verify"},
    {"cli", "pytest_plugin"},
)
# The codemod from the ground up.
CODEMOD_FLOORS = (
    {"index", "syntax", "once", "places", "programs", "type_checkers"},
    {"resolve"},
    {"changes", "edit", "new"},
    {"plan"},
    {"apply", "drafting", "formatting"},
    {"settings", "outcome"},
    {"migrate", "scan", "check", "providing", "status", "starting"},
    {"reporting", "testing"},
)


@pytest.mark.parametrize(
    ("root", "floors"),
    [("routeshift.", FLOORS), ("routeshift_codemods.", CODEMOD_FLOORS)],
    ids=["library", "codemod"],
)
def test_a_root_imports_downwards_only(root: str, floors: tuple[set[str], ...]) -> None:
    floor = {package: number for number, names in enumerate(floors) for package in names}
    for module, file in MODULES.items():
        at = module.split(".")[1:2]
        if module.startswith(root) and at != ["__main__"]:
            below = {m.split(".")[1] for m in imported(file) if m.startswith(root)}
            wrong = {package for package in below if floor[package] > floor[at[0]]}
            assert not wrong, f"{name(file)} imports {wrong}, which stands above it"


# The floors inside the largest packages, from the ground up. `records` and `rules` are the
# vocabulary of a comparison; the modules on top put a comparison, and a verification, together.
COMPARE = (
    {"records", "rules"},
    {"documents"},
    {"schema"},
    {"subschema"},
    {"findings"},
    {"operation"},
    {"comparing", "testing", "reporting"},
)
SERVING = (
    {"contract", "signatures", "routing", "arguments", "dependencies", "loops"},
    {"fitting", "legacy", "around"},
    {"flat", "records"},
    {"routers", "lookup"},
    {"middleware"},
)
VERIFY = (
    {"cases"},
    {"findings"},
    {"traffic", "sides"},
    {"branches", "coverage", "judging", "opening", "planning", "redacting", "running", "settings"}
    | {"verification"},
    {"reporting"},
    {"proof"},
)
RESOLVE = (
    {"accepting", "decisions", "ancestry", "signatures", "decorators"},
    {"records", "inference"},
    {"declaring", "hosts", "pages"},
    {"implementing", "fitting"},
    {"receivers"},
)


@pytest.mark.parametrize(
    ("package", "floors"),
    [
        ("routeshift.compare", COMPARE),
        ("routeshift.serving", SERVING),
        ("routeshift.verify", VERIFY),
        ("routeshift_codemods.resolve", RESOLVE),
    ],
    ids=["compare", "serving", "verify", "resolve"],
)
def test_the_floors_of_a_package_import_downwards_only(
    package: str, floors: tuple[set[str], ...]
) -> None:
    floor = {room: number for number, rooms in enumerate(floors) for room in rooms}
    for module, file in MODULES.items():
        if module.startswith(f"{package}."):
            at = floor[module.split(".")[2]]
            below = {m.split(".")[2] for m in imported(file) if m.startswith(f"{package}.")}
            assert not {room for room in below if floor[room] > at}, name(file)


# The privacy rule: what a package offers is in its `__all__`; all else is its own business, and so
# no module needs an underscore. The halls are entered by whoever lives in the house: what they hold
# is modules and packages, one by one.
HALLS = {"routeshift", "routeshift_codemods", "routeshift_codemods.plan"}
PACKAGES = sorted({m for m, file in MODULES.items() if file.name == "__init__.py"} - HALLS)


@functools.cache
def offered(package: str) -> list[str]:
    """What the `__all__` of a package lists; a package without one is private as a whole."""
    for node in tree(MODULES[package]).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names: list[str] = ast.literal_eval(node.value)
            return names
    return []


def entered(module: str, other: str) -> str | None:
    """The outermost package that one module stands in and another does not."""
    parts = other.split(".")
    ways = [".".join(parts[:depth]) for depth in range(2, len(parts) + 1)]
    doors = [way for way in ways if way in PACKAGES and not f"{module}.".startswith(f"{way}.")]
    return doors[0] if doors else None


@functools.cache
def names_taken(file: Path) -> list[tuple[str, str]]:
    """Every name that a file imports from our modules, with the module."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names if alias.name in MODULES]
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            found += [(node.module, alias.name) for alias in node.names]
    return found


def test_nothing_is_taken_from_a_package_but_what_it_offers() -> None:
    for module, file in MODULES.items():
        for origin, taken in names_taken(file):
            door = entered(module, origin)
            assert door is None or (door == origin and taken in offered(door)), (
                f"{name(file)} takes {taken} of {origin}, which {door} does not offer"
            )


def test_an_underscore_is_for_names_of_its_own_module() -> None:
    for file in OURS:
        assert not re.match("_[^_]", file.name), name(file)
        assert not [t for _, t in names_taken(file) if re.match("_[^_]", t)], name(file)


def test_a_public_class_is_the_only_one_of_its_name() -> None:
    found: dict[str, list[str]] = {}
    for file in OURS:
        for node in tree(file).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(name(file))
    assert not {cls: files for cls, files in found.items() if len(files) > 1}


@pytest.mark.parametrize("package", ["routeshift", *PACKAGES])
def test_what_a_package_offers_is_there_and_no_module_hides_it(package: str) -> None:
    module = importlib.import_module(package)
    # Ruff sorts the list.
    assert all(hasattr(module, listed) for listed in offered(package))
    # A decorator is called what its module is: it is bound before anyone can see the module.
    modules = {m.rpartition(".")[2] for m in MODULES if m.rpartition(".")[0] == package}
    assert modules & {*offered(package)} <= {"webmethod"}


@pytest.mark.process
def test_importing_routeshift_is_light() -> None:
    code = (
        "import sys, routeshift; print({'fastapi','libcst','rich','pydantic'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.process
def test_a_scan_starts_without_libcst() -> None:
    """It takes longer to be imported than a small package to be scanned."""
    code = "import sys, routeshift_codemods.scan; print('libcst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_what_is_made_in_the_long_run_is_more_than_what_was_made_before() -> None:
    """It runs all that is marked so once more: without more to try, for nothing."""
    files = (ROOT / "tests").rglob("test_*.py")
    marked = [file for file in files if re.search(r"mark\.generated", file.read_text())]
    assert len(marked) > 10
    assert [name(file) for file in marked if "effort" not in imports(file)] == []
