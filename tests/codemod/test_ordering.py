"""Which routes meet on a path: there a client can tell their order (rule P6)."""

from __future__ import annotations

import pytest

from routeshift_codemods.plan.code.ordering import overlap

GREEDY = "".join(f"/{{part{number}:path}}" for number in range(40))


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("/{x:path}/a", "/b/{y:path}", True),
        ("/{x:path}/a", "/{y:path}/b", False),
        ("/a/{x}", "/{y:path}/b/c", False),
        ("/a", "/a/{x:path}", False),
        # Whoever tries all ways through them never comes to an end.
        (f"{GREEDY}/a", f"{GREEDY}/b", False),
    ],
)
def test_two_templates_meet_where_one_path_fits_both(one: str, other: str, meet: bool) -> None:
    assert overlap(one, other) is meet
    assert overlap(other, one) is meet
