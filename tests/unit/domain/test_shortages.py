"""Which items a refusal of stock is about."""

from __future__ import annotations

from dataclasses import replace

from core.domain import reasons
from core.domain.qualification import Source
from core.domain.reasons import Shortage
from core.domain.shortages import named, shortages
from tests.unit.domain.makers import NORTH, push_line, source, variant


def stocked(**available: int | None) -> Source:
    variants = {sku: (replace(variant(sku), available=many),) for sku, many in available.items()}
    return replace(source(NORTH), variants=variants)


def test_units_of_one_variant_are_added_up_over_lines() -> None:
    lines = (push_line(1, "A"), push_line(2, "B"), push_line(3, "A", 3))
    assert shortages(lines, stocked(A=4, B=2)) == (Shortage("Item 1", "A", needed=5, there=4),)
    assert shortages(lines, stocked(A=5, B=2)) == ()
    assert shortages(lines, stocked(A=5, B=-3)) == (Shortage("Item 2", "B", needed=2, there=0),)


def test_stock_that_sets_no_limit_is_never_short() -> None:
    assert shortages((push_line(1, "A"), push_line(2, "C")), stocked(A=None, B=0)) == ()
    assert shortages((push_line(1, "A"),), None) == ()


def test_a_refusal_of_stock_names_its_items() -> None:
    refused = reasons.stock_refused("North Supply")
    told = named(refused, (push_line(1, "A"),), stocked(A=1))
    item = "Item 1 (SKU A): 2 needed, 1 in stock"
    assert told.sentence == f"North Supply does not have enough stock of {item}."
    assert told.code == refused.code
    assert named(refused, (push_line(1, "A"),), stocked(A=2)) == refused
    assert named(refused, (push_line(1, "A"),), None) == refused
    assert named(reasons.NO_VALUE, (push_line(1, "A"),), stocked(A=1)) == reasons.NO_VALUE


def test_three_items_are_named_and_the_others_counted() -> None:
    short = [Shortage("Mug " + "x" * 200, f"M{n}", 2, 0) for n in range(5)]
    sentence = reasons.stock_refused("North", short).sentence
    assert "(SKU M2): 2 needed, 0 in stock; and 2 more." in sentence
    assert len(sentence) < 400
