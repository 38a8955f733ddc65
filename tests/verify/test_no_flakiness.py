"""Two identical applications never differ, whatever the seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.target import stub_app
from routeshift.verify import Settings, verify

SHOP = str(Path(__file__).parents[2] / "examples" / "shop" / "shop_api")


@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_cases_against_itself_find_nothing(seed: int) -> None:
    settings = Settings(cases=1800, seed=seed, generate=False)
    result = verify(stub_app(SHOP), stub_app(SHOP), settings)
    assert len(result.cases) >= 10_000
    assert result.findings == ()
    assert result.noise == {}
