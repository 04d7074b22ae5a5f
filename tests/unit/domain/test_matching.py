"""Matching by SKU: exact, never by a guess, the same for a part as for the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.items import Alias, Item, ItemState, MatchedBy
from core.domain.matching import CatalogueVariant, destination_keys, key_of, match, source_keys
from core.domain.stores import ConnectionId

LINK = ConnectionId(7)
bounded = settings(max_examples=80, deadline=None, derandomize=True)
# Few letters, so that SKUs meet: equal ones, and those that differ in case or blanks only.
skus = st.sampled_from(["", "a", "A", "a b", "ab", "A B", "B", "b", "c", "C c", "cc", "straße"])
catalogues = st.lists(skus, max_size=10).map(
    lambda found: [
        CatalogueVariant(f"v{number}", f"p{number // 2}", sku, f"Thing {number}")
        for number, sku in enumerate(found)
    ]
)
pairs = st.lists(st.tuples(skus, skus), max_size=4, unique_by=lambda pair: pair[0]).map(
    lambda found: [Alias(LINK, sku, other) for sku, other in found if sku and other]
)


def variants(*found: str) -> list[CatalogueVariant]:
    return [CatalogueVariant(f"{sku}/{n}", "p", sku, "Thing") for n, sku in enumerate(found)]


def alone(here: str, there: Sequence[str], *aliases: tuple[str, str]) -> Item:
    named = [Alias(LINK, *pair) for pair in aliases]
    (item,) = match(LINK, variants(here), variants(*there), named)
    return item


def test_an_equal_sku_is_the_same_thing() -> None:
    item = alone("TEE-1", ["CAP-1", "TEE-1"])
    assert (item.state, item.matched_by) == (ItemState.ACTIVE, MatchedBy.SKU)
    assert (item.source_variant_gid, item.source_sku) == ("TEE-1/1", "TEE-1")


@pytest.mark.parametrize("there", ["tee-1", "TEE -1", " tee - 1"])
def test_case_and_inner_blanks_only_suggest(there: str) -> None:
    item = alone("TEE-1", [there])
    assert (item.state, item.suggestion) == (ItemState.MISSING, there)
    assert item.source_variant_gid is None


def test_two_near_ones_suggest_nothing() -> None:
    assert alone("TEE-1", ["tee-1", "Tee-1"]).suggestion is None


def test_a_near_one_of_two_variants_suggests_nothing() -> None:
    assert alone("TEE-1", ["tee-1", "tee-1"]).suggestion is None


def test_two_variants_there_are_ambiguous() -> None:
    assert alone("TEE-1", ["TEE-1", "TEE-1"]).state is ItemState.AMBIGUOUS


def test_two_variants_here_are_ambiguous() -> None:
    found = match(LINK, variants("TEE-1", "CAP-1", "TEE-1"), variants("TEE-1", "CAP-1"), [])
    assert [item.state for item in found] == [
        ItemState.AMBIGUOUS,
        ItemState.ACTIVE,
        ItemState.AMBIGUOUS,
    ]


def test_what_has_no_sku_is_missing_even_where_another_has_none() -> None:
    item = alone("", ["", ""])
    assert (item.state, item.suggestion) == (ItemState.MISSING, None)


def test_an_alias_comes_before_an_equal_sku() -> None:
    item = alone("TEE-1", ["TEE-1", "NL-TEE"], ("TEE-1", "NL-TEE"))
    assert (item.source_sku, item.matched_by) == ("NL-TEE", MatchedBy.ALIAS)


def test_an_alias_that_leads_nowhere_is_missing_and_near_what_it_names() -> None:
    item = alone("TEE-1", ["TEE-1", "nl-tee"], ("TEE-1", "NL-TEE"))
    assert (item.state, item.suggestion) == (ItemState.MISSING, "nl-tee")


def test_two_aliases_may_lead_to_one_variant() -> None:
    named = [Alias(LINK, "A-NEW", "A"), Alias(LINK, "A-OLD", "A")]
    found = match(LINK, variants("A-NEW", "A-OLD"), variants("A"), named)
    assert [item.state for item in found] == [ItemState.ACTIVE, ItemState.ACTIVE]


@bounded
@given(catalogues, catalogues, pairs)
def test_each_variant_has_one_item_by_the_rule(
    here: list[CatalogueVariant], there: list[CatalogueVariant], aliases: list[Alias]
) -> None:
    found = list(match(LINK, here, there, aliases))
    wanted = {alias.sku: alias.source_sku for alias in aliases}
    of_source, of_destination = (Counter(v.sku for v in all_) for all_ in (there, here))
    assert [(item.variant_gid, item.sku) for item in found] == [(v.gid, v.sku) for v in here]
    for item in found:
        sought = wanted.get(item.sku, item.sku) if item.sku else ""
        many = of_source[sought] if sought else 0
        if many == 0:
            assert item.state is ItemState.MISSING
        elif many > 1 or of_destination[item.sku] > 1:
            assert item.state is ItemState.AMBIGUOUS
        else:
            assert item.state is ItemState.ACTIVE
            assert [v.gid for v in there if v.sku == sought] == [item.source_variant_gid]
        if item.suggestion is not None:
            assert item.state is ItemState.MISSING
            assert item.suggestion != sought
            assert key_of(item.suggestion) == key_of(sought)
            assert of_source[item.suggestion] == 1


@bounded
@given(catalogues, catalogues, pairs, st.randoms(use_true_random=False))
def test_the_sequence_decides_nothing(
    here: list[CatalogueVariant],
    there: list[CatalogueVariant],
    aliases: list[Alias],
    chance: Random,
) -> None:
    straight = set(match(LINK, here, there, aliases))
    for each in (here, there, aliases):
        chance.shuffle(each)
    assert set(match(LINK, here, there, aliases)) == straight


@bounded
@given(catalogues, catalogues, pairs, st.lists(skus, max_size=2), st.lists(skus, max_size=2))
def test_a_closed_part_matches_like_the_whole(
    here: list[CatalogueVariant],
    there: list[CatalogueVariant],
    aliases: list[Alias],
    changed_here: list[str],
    changed_there: list[str],
) -> None:
    keys = destination_keys(changed_here, changed_there, aliases)
    beyond = source_keys(keys, aliases)
    part = [v for v in here if key_of(v.sku) in keys]
    near = [v for v in there if key_of(v.sku) in beyond]
    whole = {item.variant_gid: item for item in match(LINK, here, there, aliases)}
    found = list(match(LINK, part, near, aliases))
    assert found == [whole[v.gid] for v in part]
    # And nothing else can change with these SKUs.
    without = [v for v in there if v.sku not in changed_there]
    for item in match(LINK, here, without, aliases):
        if key_of(item.sku) not in keys:
            assert item == whole[item.variant_gid]
