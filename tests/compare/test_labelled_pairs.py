"""The labelled pairs of FastAPI and pydantic shapes: the truth is found for every one of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from compare.samples import CASES
from compare.witnesses import assert_shown

from routeshift.compare import Comparison, Verdict, compare

PAIRS: list[dict[str, Any]] = json.loads((CASES / "manifest.json").read_text("utf-8"))


def _sides(pair: dict[str, Any]) -> list[dict[str, Any]]:
    return [json.loads((CASES / pair[side]).read_text("utf-8")) for side in ("base", "revision")]


def _wire(result: Comparison) -> set[Verdict]:
    return {found.verdict for found in result.findings if found.level == "wire"}


_ALLOWED = {
    "equivalent": {Verdict.EQUIVALENT},
    "cosmetic": {Verdict.EQUIVALENT, Verdict.COSMETIC},
    "non-breaking": {Verdict.EQUIVALENT, Verdict.COSMETIC, Verdict.COMPATIBLE},
}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_the_truth_is_found(pair: dict[str, Any]) -> None:
    """Also for the debatable pairs: our policy for those is theirs (docs/compare/policy.md)."""
    verdicts = _wire(compare(*_sides(pair)))
    if pair["truth"] == "breaking":
        assert Verdict.BREAKING in verdicts
    else:
        assert verdicts <= _ALLOWED[pair["truth"]]


@pytest.mark.parametrize(
    "pair", [pair for pair in PAIRS if pair["truth"] == "non-breaking"], ids=lambda pair: pair["id"]
)
def test_a_compatible_change_is_told(pair: dict[str, Any]) -> None:
    """A change that breaks nobody is still a change."""
    assert Verdict.COMPATIBLE in _wire(compare(*_sides(pair)))


@pytest.mark.parametrize(
    "pair", [pair for pair in PAIRS if "witness" in pair], ids=lambda pair: pair["id"]
)
def test_every_witness_is_shown_by_another_validator(pair: dict[str, Any]) -> None:
    """Where the truth comes with a payload, a finding comes with one, and it holds."""
    old, new = _sides(pair)
    found = [one for one in compare(old, new).findings if one.witness is not None]
    assert found
    for one in found:
        assert one.direction == pair["witness"]["side"]
        assert_shown(old, new, one)
