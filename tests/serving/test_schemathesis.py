"""Generated requests against the mixed example app, with every check that applies."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from effort import examples, long
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

schemathesis = pytest.importorskip("schemathesis")

SHOP = Path(__file__).parents[2] / "examples" / "shop"
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def schema() -> Iterator[Any]:
    for name in [n for n in sys.modules if n.partition(".")[0] in ("shop", "shop_api")]:
        del sys.modules[name]
    sys.path.insert(0, str(SHOP))
    try:
        from shop.server import create_app

        yield schemathesis.openapi.from_asgi("/openapi.json", create_app())
    finally:
        sys.path.remove(str(SHOP))


def applies(failure: Exception, response: Any) -> bool:
    """Whether a failed check says anything of this app.

    - The shop refuses an order without lines by a rule of its own that no schema knows.
    - The schema of a stream is that of the data of an event (rule D4); schemathesis reads it as
      that of an event with its name.
    - A `0` for a boolean and a `"3"` for an integer have always been accepted; a migration must
      not reject them (trap T17).
    """
    own_rule = response.status_code == 400 and "Invalid value: an order needs" in response.text
    if own_rule and type(failure).__name__ == "RejectedPositiveData":
        return False
    if type(failure).__name__ == "AcceptedNegativeData" and "violates `type`" in str(failure):
        return False
    is_stream = "text/event-stream" in response.headers.get("content-type", [""])[0]
    return not (is_stream and "SSE event violates schema" in str(failure))


@pytest.mark.generated
@pytest.mark.parametrize("mode", [long("positive"), "negative"])
def test_generated_requests_meet_the_document(schema: Any, mode: str) -> None:
    wanted = schemathesis.GenerationMode(mode)
    for result in schema.get_all_operations():
        operation = result.ok()
        _send_many(operation.as_strategy(generation_mode=wanted))


def _send_many(cases: Any) -> None:
    @given(case=cases)
    @settings(
        max_examples=examples(12),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
        phases=[Phase.generate],
    )
    def send(case: Any) -> None:
        response = case.call()
        try:
            case.validate_response(response)
        except BaseExceptionGroup as group:
            failures = [f for f in group.exceptions if applies(f, response)]
            assert not failures, f"{case.as_curl_command()}: {failures}"

    # An operation that takes nothing, or any text, has no invalid request.
    with contextlib.suppress(Unsatisfiable):
        send()
