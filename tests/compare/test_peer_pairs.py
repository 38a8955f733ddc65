"""The peer's own test pairs: the same answer to "does this break a client?", but for a list."""

from __future__ import annotations

import functools
import json
import os
from typing import Any

import pytest
from compare.samples import PEER
from compare.witnesses import assert_shown

from routeshift.compare import Comparison, compare, load

pytestmark = pytest.mark.slow

DISAGREEMENTS = {
    # The peer enforces its own vendor extensions; no request or response differs.
    "TestBreaking_DeprecationWithoutSunsetWithPolicy#1": "a house rule wants a sunset date",
    "TestBreaking_InvalidStabilityLevelInRevision#1": "an unknown x-stability-level",
    "TestBreaking_InvalidStabilityLevelInBase#1": "an unknown x-stability-level",
    "TestRequestPropertyStability_StableToDraft_Decreased#1": "a label for maturity went down",
    "TestRequestPropertyStability_InvalidLevel#1": "an unknown x-stability-level",
    "TestResponsePropertyStability_StableToDraft_Decreased#1": "a label for maturity went down",
    "TestRequestParameterXExtensibleEnumValueRemoved#1": "an extensible list never refuses",
    # The schemas mean the same, or the values that differ cannot exist.
    "TestBreaking_AnyOf#1": "`required` says nothing about arrays, and the type is array",
    "TestBreaking_RequestPropertyOneOfRemoved#1": "the removed branch equals one that stays",
    "TestRequestPropertyOneOfRemoved#1": "the removed branch equals one that stays",
    "TestBreaking_RequestPropertyAllOfAdded#1": "the added member equals one that was there",
    "TestRequestPropertyAllOfAdded#1": "the added member equals one that was there",
    "TestRequestPropertyAllOfAdded_WithSources_Ref#1": "the added member equals another",
    "TestListOfTypesSpecificPaths#4": "in a query string every number and boolean is a string",
    "TestListOfTypesUncoveredPaths#4": "in a query string every number and boolean is a string",
    "TestListOfTypesUncoveredPaths#7": "in a query string every number and boolean is a string",
    "TestParameterTypeArrayNullability#1": "null cannot be written in a query string",
    # The peer does not look: a payload shows each of these breaks.
    "TestBreaking_ReqBodyNewRequiredPropertyNew#1": "a required name that is not declared",
    "TestBreaking_RequiredPropertyWriteOnlyEnabled#1": "a required property no longer comes back",
    "TestBreaking_DeletePatten#1": "a response may now hold text that the pattern refused",
}
"""Pairs where the peer contradicts the meaning of the schemas, with the reason."""


@functools.cache
def pairs() -> list[dict[str, Any]]:
    """The peer's pairs; the folder is third-party data and is not part of this repository."""
    if not PEER.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{PEER} is missing")
        pytest.skip("the peer's pairs are not here")
    found: list[dict[str, Any]] = json.loads((PEER / "manifest.json").read_text("utf-8"))
    return found


def _compared(pair: dict[str, Any]) -> Comparison:
    return _sides_compared(pair["base"], pair["revision"])


@functools.cache
def _sides_compared(base: str, revision: str) -> Comparison:
    return compare(load(str(PEER / base)), load(str(PEER / revision)))


def _disagrees(pair: dict[str, Any]) -> bool:
    """Whether our answer contradicts the peer's.

    ERR is yes. WARN is "it may", and either answer agrees. Nothing or INFO is no, unless
    just one check ran: the others could have said yes.
    """
    levels = {one["level"] for one in pair["expected"]}
    breaks = not _compared(pair).preserved("wire")
    if "ERR" in levels:
        return not breaks
    return breaks and pair["scope"] == "all_checks" and "WARN" not in levels


def test_the_answers_are_the_peers_but_for_the_list() -> None:
    """No pair outside the list differs, and no entry of the list is out of date."""
    assert {pair["id"] for pair in pairs() if _disagrees(pair)} == set(DISAGREEMENTS)


def test_the_list_is_at_most_one_pair_in_ten() -> None:
    """What would be agreement otherwise?"""
    assert len(DISAGREEMENTS) <= len(pairs()) / 10


def test_every_witness_is_shown_by_another_validator() -> None:
    """Accepted by one side, refused by the other, in the documents as they are."""
    shown = 0
    for pair in pairs():
        old, new = load(str(PEER / pair["base"])), load(str(PEER / pair["revision"]))
        for found in _compared(pair).findings:
            if found.witness is not None:
                assert_shown(old.data, new.data, found)
                shown += 1
    assert shown > 100


def test_every_pair_is_decided_in_whole_documents() -> None:
    """Each pair is compared without an error, and itself against itself is equivalent."""
    for pair in pairs():
        old = load(str(PEER / pair["base"]))
        assert compare(old, old).preserved("docs"), pair["id"]
