"""New code calls names as its module does, which may import pydantic and the like as a whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

from . import harness

API = """{imports}
from legacy_decorator import webmethod


class Things(t.Protocol):
    @webmethod(route="/things", method="GET", level="v1")
    async def find(self, name: str, {parameter}: int = 1) -> str:
        '''Find some.

        :param name: The name.
        '''
        ...
"""


def imported(folder: Path, imports: str, parameter: str = "limit") -> tuple[set[str], str]:
    """What new code of an API imports of pydantic, fastapi and typing, and its models."""
    package = folder / "shop"
    package.mkdir()
    (package / "__init__.py").write_text("")
    api = API.format(imports=imports, parameter=parameter)
    (package / "things.py").write_text(api if "as t\n" in api else api.replace("t.", "typing."))
    write(plan_migration(folder).changes)
    harness.names(folder)
    texts = {path.name: path.read_text() for path in (package / "things").iterdir()}
    found = re.findall(
        r"^(?:import|from) (?:pydantic|fastapi|typing).*", "\n".join(texts.values()), re.M
    )
    return set(found), texts["models.py"]


def test_what_a_module_imports_as_a_whole_is_not_imported_again(tmp_path: Path) -> None:
    whole = "import typing as t\nimport fastapi\nimport pydantic as pyd\n"
    found, models = imported(tmp_path, whole)
    assert found == {"import typing as t", "import fastapi", "import pydantic as pyd"}
    assert "class FindRequest(pyd.BaseModel):\n    name: str = pyd.Field(" in models


OTHERWISE = {
    "what is imported by name, too": "import pydantic\nfrom pydantic import BaseModel, Field\n",
    "what may not be there": "try:\n    import pydantic\nexcept ImportError:\n    ...\n",
    "what is bound again": "import pydantic\nfrom pydantic import types as pydantic\n",
    "what is there for type checkers": "if typing.TYPE_CHECKING:\n    import pydantic\n",
    "a part of it": "import pydantic.alias_generators as pydantic\n",
}


@pytest.mark.parametrize("imports", OTHERWISE.values(), ids=OTHERWISE)
def test_what_is_not_there_for_sure_is_imported_by_name(tmp_path: Path, imports: str) -> None:
    _, models = imported(tmp_path, f"import typing\n{imports}")
    assert "(BaseModel):\n    name: str = Field(" in models


def test_a_field_that_hides_a_module_is_no_trap(tmp_path: Path) -> None:
    _, models = imported(tmp_path, "import typing as t\nimport pydantic as pyd\n", "pyd")
    assert "from pydantic import BaseModel, Field\n" in models


def test_a_file_that_is_there_is_written_as_it_was(tmp_path: Path) -> None:
    models = "from pydantic import BaseModel\n\n\nclass Thing(BaseModel):\n    size: int\n"
    package = tmp_path / "shop" / "things"
    package.mkdir(parents=True)
    for name, text in {"../__init__.py": "", "__init__.py": "", "models.py": models}.items():
        (package / name).write_text(text)
    imports = "import typing as t\nimport pydantic\n"
    (package / "api.py").write_text(API.format(imports=imports, parameter="limit"))
    write(plan_migration(tmp_path).changes)
    text = (package / "models.py").read_text()
    assert text.startswith("from pydantic import BaseModel, Field\n\n\n")
    assert "class FindRequest(BaseModel):\n    name: str = Field(" in text
