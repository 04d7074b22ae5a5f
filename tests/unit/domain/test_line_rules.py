"""Every rule of the item, and which one speaks where several could."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.items import Item, ItemState
from core.domain.orders import OrderLine, Place
from core.domain.qualification import Source, clean_sku, line_rules, portions_of
from core.domain.qualification.line_rules import Home, find_home
from core.domain.reasons import Reason
from core.domain.stores import ConnectionId
from tests.unit.domain.item_refusals import ELSEWHERE, EURO, ITEM_REFUSALS, UNTRACKED, paused
from tests.unit.domain.makers import NORTH, PROPERTY, SOUTH, line, source, usd, variant


def home(found: OrderLine, sources: Sequence[Source]) -> Home | Reason:
    """Of a line that is one portion."""
    (portion,) = portions_of(found)
    return find_home(portion, sources)


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
    assert code_of(home(line(**changes), sources)) == expected


def test_every_rule_of_the_item_is_in_the_table() -> None:
    """Three reasons come of the search for the source itself; each rule gives one more."""
    searched = {"sku_unknown", "alias_unknown", "sku_on_several_sources"}
    rules = len(line_rules.OF_THE_LINE) + len(line_rules.OF_THE_SOURCE)
    assert len(ITEM_REFUSALS) == rules + len(searched)


@pytest.mark.parametrize("code", ITEM_REFUSALS)
def test_each_rule_has_its_own_reason(code: str) -> None:
    found, sources = ITEM_REFUSALS[code]
    assert code_of(home(found, sources)) == code


# What breaks a rule of the line, or of its one source, as changes to either.
BREACHES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "line_needs_no_shipping": ({"requires_shipping": False}, {}),
    "line_nothing_left": ({"to_ship": 0}, {}),
    "sku_missing": ({"sku": None}, {}),
    "product_gone": ({"variant_gid": None, "tracked": None}, {}),
    "sku_unknown": ({}, {"variants": {}}),
    "sku_ambiguous": ({}, {"variants": {"A": [variant("A", 1), variant("A", 2)]}}),
    "item_paused": ({}, {"items": paused()}),
    "stock_untracked_at_destination": ({"tracked": False}, {}),
    "stock_untracked_at_source": ({}, {"variants": {"A": [UNTRACKED]}}),
    "location_unknown": ({"places": ()}, {}),
    "location_unmapped": ({}, {"places": frozenset({"gid://shopify/Location/9"})}),
    "currency_differs": ({}, {"currency": "EUR"}),
}
# An item that breaks the first cannot break the second, or it hides what the second asks for.
NOT_TOGETHER = {
    ("product_gone", "item_paused"),
    ("product_gone", "stock_untracked_at_destination"),
    ("sku_ambiguous", "stock_untracked_at_source"),
    ("sku_unknown", "sku_ambiguous"),
    ("sku_unknown", "stock_untracked_at_source"),
}


@pytest.mark.parametrize(
    ("earlier", "later"), [p for p in combinations(BREACHES, 2) if p not in NOT_TOGETHER]
)
def test_of_two_reasons_the_first_rules_is_told(earlier: str, later: str) -> None:
    first, second = BREACHES[earlier], BREACHES[later]
    sources = [replace(source(NORTH, "A"), **(first[1] | second[1]))]
    assert code_of(home(line(**(first[0] | second[0])), sources)) == earlier


@pytest.mark.parametrize("code", [c for c in BREACHES if c not in {"sku_missing", "item_paused"}])
def test_a_sku_on_two_stores_is_told_before_what_one_of_them_lacks(code: str) -> None:
    """Only what a person chose by decides between two stores: never what one of them lacks."""
    of_line, of_source = BREACHES[code]
    sources = [replace(source(NORTH, "A"), **of_source), source(SOUTH, "A")]
    told = code_of(home(line(**of_line), sources))
    chosen = {"sku_unknown": "home 3", "location_unmapped": "home 3"}
    before = ("line_needs_no_shipping", "line_nothing_left", "product_gone")
    assert told == (chosen.get(code) or (code if code in before else "sku_on_several_sources"))


def test_people_choose_between_two_stores_by_pausing_or_by_the_location_group() -> None:
    pausing = [source(NORTH, "A", items=paused()), source(SOUTH, "A")]
    assert code_of(home(line(), pausing)) == "home 3"
    both = [source(NORTH, "A", items=paused()), source(SOUTH, "A", items=paused())]
    assert code_of(home(line(), both)) == "sku_on_several_sources"
    annex = line(places=(Place(ELSEWHERE, "Annex", 2),))
    grouped = [source(NORTH, "A"), replace(source(SOUTH, "A"), places=frozenset({ELSEWHERE}))]
    assert code_of(home(annex, grouped)) == "home 3"
    assert code_of(home(annex, [source(NORTH, "A"), source(SOUTH, "A")])) == (
        "sku_on_several_sources"
    )


@pytest.mark.parametrize(
    ("aliases", "carried", "expected"),
    [
        ({"A": "Z"}, ("Z",), "home 2"),
        ({"A": "Z"}, ("A", "Z"), "home 2"),
        ({"A": "Z"}, ("A",), "alias_unknown"),
        ({"A": "Z"}, ("Z", "Z"), "sku_ambiguous"),
        ({"B": "Z"}, ("A",), "home 2"),
        ({"a": "Z"}, ("Z",), "sku_unknown"),
    ],
)
def test_an_alias_maps_a_sku_before_it_is_matched(
    aliases: dict[str, str], carried: tuple[str, ...], expected: str
) -> None:
    assert code_of(home(line(), [source(NORTH, *carried, aliases=aliases)])) == expected


@pytest.mark.parametrize(
    ("sku", "there", "near"),
    [
        ("tee-1", ("TEE-1",), "North Supply has “TEE-1”"),
        ("TEE 1", ("TEE1", "tee  1"), "North Supply has “TEE1”; North Supply has “tee  1”"),
        ("TEE1", ("TEE 1",), "North Supply has “TEE 1”"),
        ("TEE-1", ("TEE-1X", "TEE1"), None),
        ("TEE-1", (), None),
    ],
)
def test_case_and_inner_blanks_only_ever_produce_a_suggestion(
    sku: str, there: tuple[str, ...], near: str | None
) -> None:
    told = home(line(sku=sku), [source(NORTH, *there)])
    assert isinstance(told, Reason)
    assert told.code == "sku_unknown"
    if near is None:
        assert "differ" not in told.sentence
    else:
        assert told.sentence.endswith(f"Only case or blanks differ: {near}.")


def test_what_the_catalogues_match_found_near_is_suggested() -> None:
    item = Item(ConnectionId(2), line().variant_gid or "", "A", "Item", ItemState.MISSING)
    known = {item.variant_gid: replace(item, suggestion="a")}
    told = home(line(), [source(NORTH, "B", items=known)])
    assert isinstance(told, Reason)
    assert "North Supply has “a”" in told.sentence


def test_a_connection_with_a_rate_takes_another_currency() -> None:
    assert code_of(home(line(), [source(NORTH, "A", currency="EUR", converts=True)])) == "home 2"


def test_a_location_that_was_deleted_is_named() -> None:
    told = home(line(places=(Place(None, "Old Shelf", 2),)), [source(NORTH, "A")])
    assert isinstance(told, Reason)
    assert told.code == "location_unknown"
    assert "“Old Shelf”" in told.sentence


def test_a_location_in_no_group_is_named_with_the_source() -> None:
    found, sources = ITEM_REFUSALS["location_unmapped"]
    told = home(found, sources)
    assert isinstance(told, Reason)
    assert "“Annex”" in told.sentence
    assert "North Supply" in told.sentence


@PROPERTY
@given(st.data())
def test_the_sequence_of_the_rules_changes_nothing(data: st.DataObject) -> None:
    broken = data.draw(st.sets(st.sampled_from(list(BREACHES)), max_size=4))
    of_line = {k: v for code in sorted(broken) for k, v in BREACHES[code][0].items()}
    of_source = {k: v for code in sorted(broken) for k, v in BREACHES[code][1].items()}
    sources = [replace(source(NORTH, "A"), **of_source)]
    (portion,) = portions_of(line(**of_line))
    plain = find_home(portion, sources)
    shuffled = find_home(
        portion,
        sources,
        data.draw(st.permutations(line_rules.OF_THE_LINE)),
        data.draw(st.permutations(line_rules.OF_THE_SOURCE)),
    )
    assert shuffled == plain


@pytest.mark.parametrize(
    ("to_ship", "places", "portions"),
    [
        (3, [("X", 3)], [("X", 3)]),
        (3, [("Y", 1), ("X", 2)], [("X", 2), ("Y", 1)]),
        (3, [("X", 2)], [("X", 2), (None, 1)]),
        (3, [], [(None, 3)]),
        (2, [("Y", 2), ("X", 1)], [("X", 1), ("Y", 1)]),
        (1, [("X", 1), ("Y", 2)], [("X", 1)]),
        (0, [("X", 1)], [(None, 5)]),
    ],
)
def test_a_line_is_judged_by_the_place_its_units_ship_from(
    to_ship: int, places: list[tuple[str, int]], portions: list[tuple[str | None, int]]
) -> None:
    meant = tuple(Place(f"gid://{name}", name, units) for name, units in places)
    found = portions_of(line(quantity=5, to_ship=to_ship, places=meant))
    assert [(p.place.location if p.place else None, p.quantity) for p in found] == portions


def test_one_sku_on_two_lines_has_the_same_home() -> None:
    sources = [source(NORTH, "A")]
    assert home(line(1), sources) == home(line(2), sources)


def test_a_source_that_lists_a_sku_without_a_variant_does_not_carry_it() -> None:
    empty = Source(SOUTH, "South Goods", "USD", {"A": ()})
    assert code_of(home(line(), [source(NORTH, "A"), empty])) == "home 2"
    assert code_of(home(line(), [empty])) == "sku_unknown"


def test_reasons_name_what_they_are_about() -> None:
    several = home(line(), [source(SOUTH, "A"), source(NORTH, "A")])
    assert isinstance(several, Reason)
    assert "North Supply, South Goods" in several.sentence
    double = home(line(), [source(NORTH, "A", "A")])
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
    found = {code_of(home(item, list(each))) for each in permutations(sources)}
    assert len(found) == 1


@PROPERTY
@given(st.text(max_size=20))
def test_a_sku_is_trimmed_and_otherwise_kept(sku: str) -> None:
    assert clean_sku(sku) == sku.strip()
    assert clean_sku(clean_sku(sku)) == clean_sku(sku)
