"""Every trap that behaviour can show is found when it is seeded, and nothing is without it."""

from __future__ import annotations

import pytest
from effort import long, one_in
from verify.faults import FAULTS
from verify.migrated import CREDENTIALS, migrated_app
from verify.shop import legacy_app
from versions import reads_quoted_none, streams_within_dependencies

from routeshift.errors import TargetError
from routeshift.verify import Settings, Verification, verify

# About 1000 cases for the ten operations.
SETTINGS = Settings(cases=90, credentials=CREDENTIALS, generate=False)

# Where each fault must show: operation and the start of the pointer.
EXPECTED = {
    "T1": ("GET /v1/items/{item_id}", "/status"),
    "T2": ("POST /v1/search", "/status"),
    "T3": ("POST /v1alpha/ask", "/status"),
    "T4": ("POST /v1/items", "/received/*/context"),
    "T5": ("DELETE /v1/orders/{order_id}/lines/{line}", "/status"),
    "T6": ("GET /v1/items", "/body/url"),
    "T7": ("POST /v1/files", "/received/*/arguments/expires_after"),
    "T8": ("POST /v1/orders/{order_id}", "/status"),
    "T9": ("POST /v1/search", "/status"),
    "T10": ("POST /v1/search", "/status"),
    "T11": ("POST /v1/search", "/status"),
    "T12": ("POST /v1/orders/{order_id}", "/status"),
    "T14": ("GET /v1/inspect/routes", "/body/*"),
    "T15": ("GET /v1/health", "/status"),
    "T16": ("GET /v1/items/{item_id}", "/body/stub_extra"),
    "T17": ("POST /v1/items", "/status"),
    "T18": ("POST /v1alpha/ask", "/failure"),
    "T19": ("POST /v1/items", "/received/*/arguments/dry_run"),
    "T20": ("GET /v1/health", "/status"),
    "T21": ("GET /v1/items/{item_id}", "/status"),
    "T22": ("POST /v1/items", "/status"),
    "T23": ("GET /v1/items", "/status"),
}


def against(trap: str) -> Verification:
    return verify(legacy_app(), FAULTS[trap](), SETTINGS)


_T3 = pytest.param("T3", marks=reads_quoted_none)


@pytest.mark.slow
@pytest.mark.parametrize("trap", [_T3, *one_in(4, [t for t in EXPECTED if t != "T3"])])
def test_the_fault_of_a_trap_is_found(trap: str) -> None:
    result = against(trap)
    operation, pointer = EXPECTED[trap]
    assert any(
        f.cause.operation == operation and f.cause.pointer.startswith(pointer)
        for f in result.findings
    )
    assert len(result.cases) <= 1000


def test_T13_a_startup_that_calls_dynamically_is_one_sentence() -> None:
    with pytest.raises(TargetError, match=r"does not start: TypeError: .*'request'\.$"):
        against("T13")


def test_every_trap_has_a_fault() -> None:
    assert set(FAULTS) == {*EXPECTED, "T13"} == {f"T{n}" for n in range(1, 24)}


@pytest.mark.slow
@streams_within_dependencies
@pytest.mark.parametrize("seed", [0, long(1)])
def test_without_a_fault_nothing_is_found(seed: int) -> None:
    settings = Settings(cases=100, credentials=CREDENTIALS, seed=seed)
    assert verify(legacy_app(), migrated_app(), settings).findings == ()
