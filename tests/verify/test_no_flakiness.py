"""Two identical applications never differ, whatever the seed.

`ROUTESHIFT_EFFORT=10 pytest -m long tests/verify/test_no_flakiness.py` tries ten seeds.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from effort import EFFORT, long

from routeshift.targets import stub_app
from routeshift.verify import Settings, verify

SHOP = str(Path(__file__).parents[2] / "examples" / "shop" / "shop_api")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cases", "seed"),
    [(200, 10), *(long(1800, seed) for seed in range(EFFORT))],
)
def test_an_application_against_itself_finds_nothing(cases: int, seed: int) -> None:
    """Ten thousand cases a seed in the long run, over six operations."""
    settings = Settings(cases=cases, seed=seed, generate=False)
    result = verify(stub_app(SHOP), stub_app(SHOP), settings)
    assert len(result.cases) >= cases * 10_000 // 1800
    assert result.findings == ()
    assert result.noise == {}
