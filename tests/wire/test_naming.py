"""Names that a migration must not change."""

from __future__ import annotations

import doctest

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from routeshift.wire import naming, operation
from routeshift.wire.naming import api_name, factory_api, request_model_names, router_factory_name


@pytest.mark.parametrize("module", [naming, operation])
def test_every_example_in_the_docstrings_holds(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


apis = st.sampled_from(["carts", "orders", "tool_groups", "files"])
methods = st.sampled_from(["list", "get", "create_one"])
claims = st.sets(st.tuples(apis, methods))


@pytest.mark.generated
@settings(max_examples=examples(40))
@given(claims, st.sets(st.sampled_from(["ListRequest", "GetRequest", "Other"])))
def test_T22_no_two_request_models_share_a_name(
    claimed: set[tuple[str, str]], taken: set[str]
) -> None:
    names = request_model_names(claimed, taken)
    assert set(names) == claimed
    assert len(set(names.values())) == len(names)
    assert not set(names.values()) & taken


@given(st.permutations(sorted({(a, m) for a in ("a", "b", "c") for m in ("list", "get")})))
def test_T22_names_stay_the_same_while_apis_migrate_in_any_order(
    order: list[tuple[str, str]],
) -> None:
    before = request_model_names(order, taken=())
    taken: set[str] = set()
    left = list(order)
    for api in dict.fromkeys(api for api, _ in order):
        names = request_model_names(left, taken)
        for claim in [c for c in left if c[0] == api]:
            assert names[claim] == before[claim]
            taken.add(names[claim])
            left.remove(claim)


@given(st.from_regex(r"[a-z]+(_[a-z]+)?", fullmatch=True))
def test_a_router_factory_tells_the_api_it_is_made_for(api: str) -> None:
    name = router_factory_name(api, alone=False)
    assert factory_api("shop.things.routes", name) == api
    assert factory_api(f"shop.{api}.routes", router_factory_name(api, alone=True)) == api


def test_an_api_is_named_by_its_module_unless_it_shares_it() -> None:
    assert api_name("shop.orders", "OrderBook", alone=True) == "orders"
    assert api_name("shop.orders", "OrderBook", alone=False) == "order_book"
