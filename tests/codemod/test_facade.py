"""What could be imported from a module still can be: conditional names, `del`, `__all__`."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.errors import DeclarationError
from routeshift_codemods.migrate import plan_migration

from .test_hostile_files import ORDERS, migrated, package

__all__ = ["package"]


def facade(package: Path, text: str) -> str:
    """The module's `__init__` after a migration."""
    (package / "orders.py").write_text(text)
    return migrated(package)["orders/__init__.py"].decode()


def keep_all(package: Path) -> None:
    """Have the facade re-export all that the module merely imported."""
    (package.parent / "pyproject.toml").write_text('[tool.routeshift]\nfacade = "all"\n')


def names(text: str) -> dict[str, object]:
    """What the statement `__all__ = ...` of a text and those below it say."""
    found: dict[str, object] = {}
    exec(text[text.index("__all__") :], found)
    return found


def test_a_name_that_may_be_missing_is_imported_when_it_is_there(package: Path) -> None:
    head = "try:\n    import numpy as np\n    there = 1\nexcept ImportError:\n    there = 0\n"
    text = facade(package, ORDERS.replace("class Order(", f"{head}\n\nclass Order(", 1))
    assert "    from .models import np\nexcept ImportError:\n" in text
    assert text.endswith('else:\n    __all__ += ["np"]\n')


def test_a_name_of_a_suppressed_failure_may_be_missing(package: Path) -> None:
    head = (
        "from contextlib import suppress\n\nwith suppress(ImportError):\n    import missing_one\n"
    )
    text = facade(package, ORDERS.replace("class Order(", f"{head}\n\nclass Order(", 1))
    assert "    from .models import missing_one\nexcept ImportError:\n" in text


def test_a_name_that_may_be_missing_is_guarded_where_it_is_used_too(package: Path) -> None:
    head = "try:\n    import missing_one\nexcept ImportError:\n    print()\n\n\nclass Order("
    used = "        if False:\n            missing_one.run()\n        ...\n"
    text = ORDERS.replace("class Order(", head, 1).replace("        ...\n", used)
    (package / "orders.py").write_text(text)
    api = migrated(package)["orders/api.py"].decode()
    assert "    from .models import missing_one\nexcept ImportError:\n    pass\n" in api


OPTIONAL = """
# Faster, where it is installed.
try:
    import missing_one
except ImportError:
    pass

if sys.version_info >= (3, 11):
    from enum import StrEnum
else:
    from backports.strenum import StrEnum


class Order("""


def test_conditional_imports_stand_in_each_file_that_uses_them(package: Path) -> None:
    text = f"import sys\n{ORDERS}".replace("class Order(", OPTIONAL, 1)
    text = text.replace('"""Orders, in Düsseldorf."""\n', "")
    used = "        if False:\n            missing_one.run()\n        ...\n"
    (package / "orders.py").write_text(text.replace("        ...\n", used))
    keep_all(package)
    files = {name: data.decode() for name, data in migrated(package).items()}
    for name, blocks in {"models": [], "api": ["try:"], "__init__": ["try:", "if sys"]}.items():
        lines = files[f"orders/{name}.py"].split("\n")
        found = [b for b in ("try:", "if sys") if any(line.startswith(b) for line in lines)]
        assert found == blocks
        assert ("# Faster" in files[f"orders/{name}.py"]) == ("try:" in blocks)
    listed = files["orders/__init__.py"].partition("__all__")[2]
    assert '"StrEnum"' in listed
    assert listed.endswith('if "missing_one" in globals():\n    __all__ += ["missing_one"]\n')


def test_what_stars_from_elsewhere_bind_stays_in_a_star_import(package: Path) -> None:
    text = facade(
        package, ORDERS.replace("from typing import", "from fractions import *\nfrom typing import")
    )
    assert text.endswith('and name not in {"api", "models", "routes"}\n]\n')


def test_a_star_import_of_modules_with_an_all_gives_that(package: Path) -> None:
    kinds = '__all__ = ["_Kind"]\n__all__ += ["Other"]\n_Kind = Other = Hidden = 1\n'
    (package / "kinds.py").write_text(kinds)
    text = facade(
        package, ORDERS.replace("from typing import", "from .kinds import *\nfrom typing import")
    )
    listed = names(text)["__all__"]
    assert {"_Kind", "Other"} < set(listed)  # type: ignore[call-overload]
    assert "Hidden" not in text


def test_a_name_that_both_branches_bind_is_sure(package: Path) -> None:
    text = facade(package, ORDERS + "\ntry:\n    A = 1\nexcept OSError:\n    A = 2\n")
    assert "from .models import A, ListOrdersRequest, Order" in text


def test_a_deleted_name_is_not_imported(package: Path) -> None:
    text = facade(package, ORDERS + "\nfor x in [1]:\n    pass\ndel x\n")
    assert " x" not in text


def test_captures_of_patterns_are_names(package: Path) -> None:
    text = facade(
        package, ORDERS + '\nmatch {"a": 1}:\n    case {"a": one, **rest}:\n        pass\n'
    )
    assert "import one\n" in text
    assert "import rest\n" in text


@pytest.mark.parametrize(
    "listed",
    [
        '__all__ = ["Order", "Orders"]  # kept\n',
        '__all__ = (\n    "Order",  # kept\n    "Orders",\n)\n',
        '# kept\n__all__ = ["Order"]\n__all__ += ["Orders"]\n',
        '__all__ = ["Order"]  # kept\n__all__.extend(["Orders"])\n',
        '__all__ = ["Order"] + ["Orders"]  # kept\n',
    ],
)
def test_all_keeps_its_text_and_takes_in_the_request_models(package: Path, listed: str) -> None:
    text = facade(package, f"{ORDERS}\n{listed}")
    assert set(names(text)["__all__"]) == {"Order", "Orders", "ListOrdersRequest"}  # type: ignore[call-overload]
    assert "# kept" in text


def test_the_request_models_join_the_first_list_of_a_sum(package: Path) -> None:
    """As in an `__init__` beside the module: there is one way."""
    text = facade(package, f'{ORDERS}\n__all__ = ["Order"] + ["Orders"]\n')
    assert '__all__ = ["Order", "ListOrdersRequest"] + ["Orders"]\n' in text


def test_all_may_stand_above_the_imports(package: Path) -> None:
    listed = '__all__ = ["Orders"]\n\nfrom typing import Protocol'
    keep_all(package)
    text = facade(package, ORDERS.replace("from typing import Protocol", listed))
    assert text.index("from typing import Protocol") < text.index("__all__")


def test_blocks_for_type_checkers_stay(package: Path) -> None:
    block = "if TYPE_CHECKING:  # no circle\n    from decimal import Decimal\n"
    head = f"from typing import TYPE_CHECKING, Protocol\n\n{block}"
    text = facade(package, ORDERS.replace("from typing import Protocol\n", head))
    assert block in text


def test_an_api_module_that_stays_keeps_its_blocks_for_type_checkers(package: Path) -> None:
    block = "if TYPE_CHECKING:  # no circle\n    from decimal import Decimal\n"
    head = f"from typing import TYPE_CHECKING, Protocol\n\n{block}"
    text = ORDERS.replace("from typing import Protocol\n", head).replace(".web", "..web")
    (package / "orders").mkdir()
    (package / "orders" / "__init__.py").write_text("")
    (package / "orders" / "api.py").write_text(text.replace("list[Order]", "list[str]"))
    assert block in migrated(package)["orders/api.py"].decode()


def test_a_name_that_is_imported_twice_is_there_from_the_first_on(package: Path) -> None:
    more = "\n\nROOT = json.dumps(1)\nimport json\nLAST = json.dumps(2)\n"
    (package / "orders.py").write_text(f"import json\n{ORDERS.partition(chr(10))[2]}{more}")
    models = migrated(package)["orders/models.py"].decode()
    assert models.index("import json") < models.index("ROOT") < models.rindex("import json")


@pytest.mark.parametrize(
    ("inside", "signature", "name"),
    [
        ("    LIMIT = 5\n", "self, limit: int = LIMIT", "LIMIT"),
        ("    class Inner(BaseModel):\n        x: int\n", "self, limit: Inner", "Inner"),
        ("", "self, limit: Missing", "Missing"),
    ],
)
def test_a_signature_that_no_other_module_can_evaluate_is_refused(
    package: Path, inside: str, signature: str, name: str
) -> None:
    text = ORDERS.replace('    """Orders."""\n', f"{inside}\n").replace(
        "self, limit: int = 20", signature
    )
    (package / "orders.py").write_text(text)
    with pytest.raises(DeclarationError, match=f"`{name}`") as error:
        plan_migration(package)
    assert error.value.line
