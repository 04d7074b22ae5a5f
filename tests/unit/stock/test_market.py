"""Whatever happens, every destination ends at the source's number, and no sold unit is offered."""

from __future__ import annotations

import pytest

from tests.unit.soak import examples
from tests.unit.stock.market import Market

SEEDS, STEPS = examples(6, 200), examples(1000, 10_000)
HAPPENINGS = {
    "sell": 6,
    "cancel": 1,
    "send": 5,
    "restock": 2,
    "meddle": 1,
    "pass_time": 8,
    "work": 30,
    "die": 1,
}


@pytest.mark.parametrize("handy", [False, True])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_it_comes_to_rest_at_equal_numbers(seed: int, *, handy: bool) -> None:
    market = Market(seed, handy=handy)
    names, weights = list(HAPPENINGS), list(HAPPENINGS.values())
    for name in market.random.choices(names, weights, k=STEPS):
        getattr(market, name)()
    market.calm_down()
    assert market.numbers == {spot: market.wanted(spot) for spot in market.spots}
    assert market.writes
    before = market.writes
    market.books.dirty = True
    market.calm_down()
    assert market.writes == before
