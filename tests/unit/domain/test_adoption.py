"""Exact single matches met while judging become synced items; nothing else does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.items import Item, ItemState, MatchedBy
from core.domain.orders import Order, OrderLine
from core.domain.qualification import Source
from core.domain.qualification.adoption import met
from core.domain.stores import ConnectionId
from tests.unit.domain.item_refusals import ITEM_REFUSALS
from tests.unit.domain.makers import NORTH, SOUTH, line, order, source, variant

LINKS = {NORTH: ConnectionId(7), SOUTH: ConnectionId(8)}
ITEM = Item(
    connection_id=ConnectionId(7),
    variant_gid="gid://shopify/ProductVariant/1",
    sku="A",
    title="Item 1",
    state=ItemState.ACTIVE,
    source_variant_gid=variant("A").gid,
    source_sku="A",
    matched_by=MatchedBy.SKU,
)


def adopted(found: Order, *sources: Source) -> tuple[Item, ...]:
    return met(found, sources, LINKS)


def test_an_exact_single_match_is_adopted_once() -> None:
    twice = order(line(1, " A "), replace(line(2, "A"), variant_gid=ITEM.variant_gid))
    (item,) = adopted(twice, source(NORTH, "A"))
    assert replace(item, title="Item 1") == ITEM


def test_a_match_by_an_alias_says_so() -> None:
    (item,) = adopted(order(line(1, "A")), source(NORTH, "Z", aliases={"A": "Z"}))
    assert (item.sku, item.source_sku, item.matched_by) == ("A", "Z", MatchedBy.ALIAS)


def test_each_connection_has_its_own_items() -> None:
    found = adopted(order(), source(NORTH, "A"), source(SOUTH, "A"))
    assert [item.connection_id for item in found] == [7, 8]


@pytest.mark.parametrize("state", list(ItemState))
def test_what_is_known_otherwise_stays(state: ItemState) -> None:
    known = {ITEM.variant_gid: replace(ITEM, state=state)}
    found = adopted(order(), source(NORTH, "A", items=known))
    assert [item.state for item in found] == (
        [ItemState.ACTIVE] if state is ItemState.MISSING else []
    )


@pytest.mark.parametrize("refused", ITEM_REFUSALS.values(), ids=ITEM_REFUSALS)
def test_an_item_may_be_matched_and_stay_all_the_same(
    refused: tuple[OrderLine, list[Source]],
) -> None:
    """That it is not shipped from a grouped location, say, is no doubt about what it is."""
    item, sources = refused
    matched = len(met(order(item), sources, LINKS))
    (code,) = (code for code, case in ITEM_REFUSALS.items() if case is refused)
    matching = {
        "sku_on_several_sources": 2,
        "stock_untracked_at_destination": 1,
        "stock_untracked_at_source": 1,
        "location_unknown": 1,
        "location_unmapped": 1,
        "currency_differs": 1,
    }
    assert matched == matching.get(code, 0)
