"""`# routeshift: ignore` covers what it is written above, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration

API = """from routeshift import webmethod


{above}class Orders:
{first}    @webmethod(route='/orders', method='GET', level='v1')
    async def list(self) -> str: ...

    @webmethod(route='/orders/all', method='GET', level='v1')
    async def all(self) -> str: ...
"""
IGNORE = "# routeshift: ignore\n"


@pytest.mark.parametrize(
    ("comments", "skipped"),
    [
        ({"above": "", "first": f"    {IGNORE}"}, 1),
        ({"above": IGNORE, "first": ""}, 2),
    ],
    ids=["a method", "a class"],
)
def test_a_comment_covers_what_it_is_above(
    comments: dict[str, str], skipped: int, tmp_path: Path
) -> None:
    """Without a docstring the first method stands where a class's own comment could be."""
    (tmp_path / "__init__.py").write_text("")
    (tmp_path / "orders.py").write_text(API.format(**comments))
    (api,) = plan_migration(tmp_path).apis
    assert len(api.kept) == skipped
