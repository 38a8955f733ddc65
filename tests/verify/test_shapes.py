"""Of a value that varies, its type, its constant parts and its kind of letters stay."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any

import pytest

from routeshift.verify.findings.shapes import fits, is_clock, is_unique

UUID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
OTHER = "0b1c7e90-aa11-4d7f-9b3e-5e2f4c8d9a01"
NOW = time.time()
THIRD = "9d2e4f60-1b3c-4a5d-8e7f-0a1b2c3d4e5f"

MAKERS: dict[str, Callable[[], Any]] = {
    "uuid": lambda: str(uuid.uuid4()),
    "hex": lambda: uuid.uuid4().hex,
    "prefixed": lambda: f"job-{uuid.uuid4()}",
    "capitals": lambda: f"REQ_{uuid.uuid4().hex.upper()}",
    "base 64": lambda: secrets.token_urlsafe(16),
    "prefixed base 64": lambda: f"sk-{secrets.token_urlsafe(24)}",
    "url": lambda: f"http://127.0.0.1/v1/jobs/{uuid.uuid4()}/events?n=1",
    # Smaller ones may be times of our days, in microseconds, by chance.
    "number": lambda: 10**17 + uuid.uuid4().int % (9 * 10**17),
    "fraction": lambda: secrets.randbelow(10**6) / 10**7,
    "seconds": lambda: int(time.time()),
    "time": lambda: datetime.now(UTC).isoformat(),
    # The clock may strike between two of them.
    "header": lambda: formatdate(NOW, usegmt=True),
    "sentence": lambda: f"made {uuid.uuid4()} in {secrets.randbelow(1000)} ms",
}


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_made_in_one_way_fits(kind: str) -> None:
    for _ in range(200):
        samples = [MAKERS[kind]() for _ in range(3)]
        assert fits(samples, MAKERS[kind]()), samples


@pytest.mark.parametrize("letter", "-_")
def test_a_letter_that_tokens_have_at_one_end_by_chance_is_no_form(letter: str) -> None:
    tokens = ["z9LYMc-bHc3KAtHvsnEkw", "OkNkm9VLWhvYwhY_owswQ", "v-IW0CXqSn91NXcao2Qsw"]
    assert fits([f"{letter}{token}" for token in tokens], "vHdd8gOi7-Y5hY294YZ_ag")
    assert fits([f"{token}{letter}" for token in tokens], "vHdd8gOi7-Y5hY294YZ_ag")
    assert not fits([f"sk-{token}" for token in tokens], "ab-Hdd8gOi7-Y5hY294YZ_ag")


def test_a_part_of_an_id_may_be_all_digits_by_chance() -> None:
    """A part of four hexadecimal digits is, in one of seven ids of a uuid."""
    samples = [f"{n}fa85f64-{n}7c7-4{n}62-b{n}fc-2c963f66afa{n}" for n in range(1, 9)]
    assert fits(samples, "0b1c7e90-aa11-4d7f-b9ec-5e2f4c8d9a01")


@pytest.mark.parametrize(
    ("samples", "value"),
    [
        ([UUID, OTHER], UUID.replace("-", "")),
        ([UUID, OTHER], UUID.upper()),
        ([UUID, OTHER], UUID[:-1]),
        ([UUID, OTHER], ""),
        ([UUID, OTHER], None),
        ([UUID, OTHER], 7),
        ([f"job-{UUID}", f"job-{OTHER}"], f"task-{THIRD}"),
        ([f"job-{UUID}", f"job-{OTHER}"], THIRD),
        ([f"/v1/jobs/{UUID}", f"/v1/jobs/{OTHER}"], f"/v2/jobs/{THIRD}"),
        ([f"no job {UUID}", f"no job {OTHER}"], f"no task {THIRD}"),
        (["1717171717171717171", "1818181818181818181"], "deadbeefdeadbeefdea"),
        (["2026-01-02T03:04:05+00:00", "2026-01-02T03:04:06+00:00"], "2026-01-02T03:04:07Z"),
        ([1_800_000_000, 1_800_000_001], 1_800_000_002_000),
        ([1_800_000_000, 1_800_000_001], 1_800_000_002.5),
        ([1_800_000_000, 1_800_000_001], 0),
        ([0.25, 0.5], "0.75"),
        ([True, False], 1),
        ([None, UUID], 7),
    ],
)
def test_another_type_or_shape_does_not_fit(samples: list[Any], value: Any) -> None:
    assert not fits(samples, value)


@pytest.mark.parametrize("kind", ["uuid", "hex", "prefixed", "capitals", "base 64", "number"])
def test_an_id_is_unique(kind: str) -> None:
    assert is_unique([MAKERS[kind]() for _ in range(3)])


@pytest.mark.parametrize(
    "values",
    [
        ["node-1", "node-2", "node-3"],
        [MAKERS["uuid"]()],
        [1_800_000_000, 1_800_000_001],
        ["2026-01-02T03:04:05Z", "2026-01-02T03:04:06Z"],
        [0.25, 0.5],
        [None, UUID],
        [UUID, UUID],
    ],
)
def test_what_may_come_again_is_not_unique(values: list[Any]) -> None:
    assert not is_unique(values)


@pytest.mark.parametrize("kind", ["seconds", "time", "header"])
def test_a_time_is_known_in_any_unit_and_format(kind: str) -> None:
    # A whole run comes here minutes after the import, whose moment the header has.
    now = NOW if kind == "header" else time.time()
    value = MAKERS[kind]()
    assert is_clock(value, now - 5, now + 5)
    assert not is_clock(value, now + 5, now + 10)
    if isinstance(value, int):
        assert is_clock(value * 1000, now - 5, now + 5)
        assert is_clock(float(value), now - 5, now + 5)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-28T21:26:10+00:00", True),
        ("2026-11-28T21:26:10Z", False),
        ("2026-11-28T21:26:09+00:00", False),
        ("2026-11-28 21:26:10+00:00", False),
    ],
)
def test_a_whole_second_has_no_fraction_where_python_writes_it(value: str, expected: bool) -> None:
    seen = ["2026-11-28T21:26:08.533999+00:00", "2026-11-28T21:26:09.999870+00:00"]
    assert fits(seen, value) is expected
