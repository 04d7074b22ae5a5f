"""Every rule of the item, and which one speaks where several could."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.money import Money
from core.domain.qualification import Source, clean_sku
from core.domain.qualification.line_rules import Home, find_home
from core.domain.reasons import Reason
from tests.unit.domain.makers import NORTH, PROPERTY, SOUTH, line, source, usd

EURO = Money(usd(1).amount, "EUR")


def code_of(found: Home | Reason) -> str:
    return found.code if isinstance(found, Reason) else f"home {found.source_id}"


@pytest.mark.parametrize(
    ("changes", "sources", "expected"),
    [
        ({}, [source(NORTH, "A")], "home 2"),
        ({}, [source(NORTH, "B"), source(SOUTH, "A")], "home 3"),
        ({"sku": " A "}, [source(NORTH, "A")], "home 2"),
        ({"sku": "a"}, [source(NORTH, "A")], "sku_unknown"),
        ({"sku": "A/1 x"}, [source(NORTH, "A/1 x")], "home 2"),
        ({"sku": "A  1"}, [source(NORTH, "A 1")], "sku_unknown"),
        ({"sku": None}, [source(NORTH, "A")], "sku_missing"),
        ({"sku": ""}, [source(NORTH, "A")], "sku_missing"),
        ({"sku": "  "}, [source(NORTH, "A")], "sku_missing"),
        ({}, [], "sku_unknown"),
        ({}, [source(NORTH)], "sku_unknown"),
        ({}, [source(NORTH, "A", "A")], "sku_ambiguous"),
        ({}, [source(NORTH, "A"), source(SOUTH, "A")], "sku_on_several_sources"),
        ({}, [source(NORTH, "A", "A"), source(SOUTH, "A")], "sku_on_several_sources"),
        ({}, [source(NORTH, "A", currency="EUR")], "currency_differs"),
        ({"unit_price": EURO}, [source(NORTH, "A", currency="EUR")], "home 2"),
        ({}, [source(NORTH, "A", "A", currency="EUR")], "sku_ambiguous"),
        ({"requires_shipping": False}, [source(NORTH, "A")], "line_needs_no_shipping"),
        ({"to_ship": 0}, [source(NORTH, "A")], "line_nothing_left"),
        ({"to_ship": -1}, [source(NORTH, "A")], "line_nothing_left"),
        ({"to_ship": 1}, [source(NORTH, "A")], "home 2"),
        ({"unit_price": usd(0)}, [source(NORTH, "A")], "home 2"),
    ],
)
def test_each_item_has_one_home_or_one_reason(
    changes: dict[str, Any], sources: list[Source], expected: str
) -> None:
    assert code_of(find_home(line(**changes), sources)) == expected


FIRST_SPEAKS: list[tuple[str, dict[str, Any]]] = [
    ("line_needs_no_shipping", {"requires_shipping": False}),
    ("line_nothing_left", {"to_ship": 0}),
    ("sku_missing", {"sku": None}),
]


@pytest.mark.parametrize("earlier", range(len(FIRST_SPEAKS)))
@pytest.mark.parametrize("later", range(len(FIRST_SPEAKS)))
def test_of_two_reasons_the_first_rules_is_told(earlier: int, later: int) -> None:
    first = FIRST_SPEAKS[min(earlier, later)]
    changes = FIRST_SPEAKS[earlier][1] | FIRST_SPEAKS[later][1]
    assert code_of(find_home(line(**changes), [])) == first[0]


def test_one_sku_on_two_lines_has_the_same_home() -> None:
    sources = [source(NORTH, "A")]
    assert find_home(line(1), sources) == find_home(line(2), sources)


def test_a_source_that_lists_a_sku_without_a_variant_does_not_carry_it() -> None:
    empty = Source(SOUTH, "South Goods", "USD", {"A": ()})
    assert code_of(find_home(line(), [source(NORTH, "A"), empty])) == "home 2"
    assert code_of(find_home(line(), [empty])) == "sku_unknown"


def test_reasons_name_what_they_are_about() -> None:
    several = find_home(line(), [source(SOUTH, "A"), source(NORTH, "A")])
    assert isinstance(several, Reason)
    assert "North Supply, South Goods" in several.sentence
    double = find_home(line(), [source(NORTH, "A", "A")])
    assert isinstance(double, Reason)
    assert "2 variants on North Supply" in double.sentence


@PROPERTY
@given(st.data())
def test_the_home_does_not_depend_on_the_order_of_the_sources(data: st.DataObject) -> None:
    skus = st.lists(st.sampled_from("ABC"), max_size=4)
    sources = [
        source(NORTH, *data.draw(skus)),
        source(SOUTH, *data.draw(skus), currency=data.draw(st.sampled_from(["USD", "EUR"]))),
    ]
    item = line(sku=data.draw(st.sampled_from(["A", "B ", " C", "D", "", None])))
    found = {code_of(find_home(item, list(each))) for each in permutations(sources)}
    assert len(found) == 1


@PROPERTY
@given(st.text(max_size=20))
def test_a_sku_is_trimmed_and_otherwise_kept(sku: str) -> None:
    assert clean_sku(sku) == sku.strip()
    assert clean_sku(clean_sku(sku)) == clean_sku(sku)
