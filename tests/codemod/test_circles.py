"""No import of a request makes a circle that was none at run time."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration

API = """from typing import Protocol

from helpers import LIMIT
from routeshift import webmethod


class Things(Protocol):
    @webmethod(route="/things", method="GET", level="v1")
    async def find(self, limit: int = LIMIT, sort: str = "asc") -> list[str]: ...
"""
HELPERS = """from __future__ import annotations

from typing import TYPE_CHECKING

{before}
LIMIT = 5


async def go(things: Things) -> None:
    await things.find(LIMIT)
"""
FOR_TYPES = "if TYPE_CHECKING:\n    from api.things import Things\n"


@pytest.mark.parametrize("of_api", [True, False], ids=["imported by the API", "not"])
def test_an_import_for_type_checkers_is_none_at_run_time(tmp_path: Path, of_api: bool) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "__init__.py").write_text("")
    api = API if of_api else API.replace("from helpers import LIMIT\n", "").replace("LIMIT", "5")
    (tmp_path / "api" / "things.py").write_text(api)
    (tmp_path / "helpers.py").write_text(HELPERS.format(before=FOR_TYPES))
    changes = {one.path.name: one.after or b"" for one in plan_migration(tmp_path).changes}
    assert (b"would make a circle" in changes["helpers.py"]) is of_api
    assert (b"import FindRequest" in changes["helpers.py"]) is not of_api
