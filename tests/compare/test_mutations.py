"""An edit of known verdict gets that verdict, in every document that it can be made in."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from compare.documents import Document, documents
from compare.mutations import Edit, edits
from compare.witnesses import assert_shown
from effort import examples
from hypothesis import HealthCheck, assume, given, settings

from routeshift.compare import Comparison, compare

_SETTINGS = settings(
    max_examples=examples(4),
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def test_there_are_at_least_25_kinds_of_edits() -> None:
    """The promise of this suite."""
    assert len({edit.name.partition(" (")[0] for edit in edits()}) >= 25


@pytest.mark.generated
@pytest.mark.parametrize("edit", edits(), ids=lambda edit: edit.name)
@_SETTINGS
@given(old=documents())
def test_an_edit_gets_its_verdict(edit: Edit, old: Document) -> None:
    """Breaking edits break with a witness, compatible ones are told, others are equivalent."""
    new = copy.deepcopy(old)
    assume(edit.apply(new))
    assume(new != old)
    result = compare(old, new)
    assert _verdict(result) == edit.verdict, [found.message for found in result.findings]
    for found in result.findings:
        if found.witness is not None:
            assert_shown(old, new, found)


def _verdict(result: Comparison) -> str:
    verdicts = {str(one.verdict) for one in result.findings if one.level == "wire"}
    order: Any = ("breaking", "undecided", "compatible")
    return next((one for one in order if one in verdicts), "equivalent")
