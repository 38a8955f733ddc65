"""`assert_contract_preserved` in a test suite."""

from __future__ import annotations

import pytest
from compare.samples import document

from routeshift.compare import Accept, assert_contract_preserved

OLD = document(sent={"type": "string"}, operation={"operationId": "a"})
NAMED = document(sent={"type": "string"}, operation={"operationId": "b"})
BROKEN = document(sent={"type": "integer"}, operation={"operationId": "a"})
WIDER = document(sent={"type": ["string", "null"]}, operation={"operationId": "a"})


def test_it_returns_the_comparison_when_nobody_can_tell() -> None:
    """For further assertions."""
    assert assert_contract_preserved(OLD, NAMED).operations == 1


def test_it_tells_what_breaks_and_by_which_payload() -> None:
    """The message of the failing test is enough to understand it."""
    with pytest.raises(AssertionError, match="request-type-narrowed") as caught:
        assert_contract_preserved(OLD, BROKEN)
    assert 'old accepts, new refuses "x"' in str(caught.value)
    assert "POST /items" in str(caught.value)


def test_the_level_decides() -> None:
    """An operationId is for users of generated clients."""
    with pytest.raises(AssertionError, match="operation-id-changed"):
        assert_contract_preserved(OLD, NAMED, level="sdk")


def test_strict_takes_nothing() -> None:
    """A compatible change is a change."""
    assert_contract_preserved(OLD, WIDER)
    with pytest.raises(AssertionError, match="request-type-widened"):
        assert_contract_preserved(OLD, WIDER, strict=True)


def test_accepted_differences_pass() -> None:
    """The same entries as on the command line."""
    assert_contract_preserved(OLD, BROKEN, accepts=[Accept("request-type-narrowed", "agreed")])
