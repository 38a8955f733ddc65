"""How much CPU verify costs: replay of a corpus, generation, and asking through schemathesis.

The budget is 0.5 CPU s for 1000 replayed cases and two sides in this process.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI

from routeshift.targets import stub_app
from routeshift.verify import Settings, Verification, verify

SHOP = Path(__file__).parents[1] / "examples" / "shop" / "shop_api"
BUDGET = 0.5


def apps() -> tuple[FastAPI, FastAPI]:
    """The example's API, twice."""
    return stub_app(str(SHOP)), stub_app(str(SHOP))


def cost(run: Callable[[], int]) -> float:
    """CPU seconds for 1000 cases, the best of three."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        count = run()
        best = min(best, 1000 * (time.process_time() - started) / count)
    return best


def replay(result: Verification) -> float:
    """CPU seconds for 1000 replayed cases."""
    corpus = tuple(result.corpus())
    old, new = apps()
    return cost(lambda: len(verify(old, new, Settings(corpus=corpus)).cases))


def through_schemathesis() -> float:
    """CPU seconds for 1000 cases that schemathesis makes and sends itself, twice each."""
    import hypothesis
    import schemathesis

    schema = schemathesis.openapi.from_asgi("/openapi.json", apps()[0])

    def run() -> int:
        count = 0

        def ask(case: schemathesis.Case) -> None:
            nonlocal count
            case.call()
            case.call()
            count += 1

        settings = hypothesis.settings(
            max_examples=20,
            database=None,
            deadline=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        for found in schema.get_all_operations():
            settings(hypothesis.given(found.ok().as_strategy())(ask))()
        return count

    return cost(run)


def main() -> None:
    """Print the table; fail when replay is over its budget."""
    old, new = apps()
    started = time.process_time()
    made = verify(old, new, Settings(cases=150))
    generated = 1000 * (time.process_time() - started) / len(made.cases)
    replayed = replay(made)
    rows = {
        f"replay of {len(made.cases)} cases, two sides": replayed,
        "generate, ask and judge": generated,
        "schemathesis alone, two sides": through_schemathesis(),
    }
    for name, seconds in rows.items():
        print(f"{name:40} {seconds:6.2f} CPU s / 1000 cases {seconds / replayed:6.1f} x")
    if replayed > BUDGET:
        raise SystemExit(
            f"replay costs {replayed:.2f} CPU s for 1000 cases; {BUDGET} is the budget"
        )


if __name__ == "__main__":
    main()
