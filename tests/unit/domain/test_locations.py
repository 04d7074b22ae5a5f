"""What is said of locations and groups, and what a change of groups comes to."""

from __future__ import annotations

from core.domain.locations import (
    GroupId,
    Location,
    LocationGroup,
    Regrouping,
    StorePlace,
    only_pair,
    overview,
    regrouped,
)
from core.domain.stores import Role, StoreId
from tests.unit.domain.makers import DEST, NORTH, SOUTH, store

STORES = {each: store(each) for each in (DEST, NORTH, SOUTH)}


def place(number: int, name: str, *, active: bool = True) -> Location:
    return Location(f"gid://shopify/Location/{number}", name, active)


STUDIO, HALL, ANNEX, DEPOT = (
    place(1, "Studio"),
    place(2, "Hall"),
    place(3, "Annex"),
    place(4, "Depot"),
)
KNOWN = {DEST: [STUDIO], NORTH: [ANNEX, HALL], SOUTH: [DEPOT]}


def group(number: int, name: str, *members: tuple[StoreId, Location]) -> LocationGroup:
    made = tuple(StorePlace(STORES[at], where).member for at, where in members)
    return LocationGroup(GroupId(number), name, made)


MAIN = group(1, "Main", (DEST, STUDIO), (NORTH, HALL))


def test_what_is_grouped_what_is_loose_and_what_could_not_be_read() -> None:
    known = {DEST: [STUDIO], NORTH: [ANNEX, HALL, place(9, "Closed", active=False)]}
    card = overview(STORES.values(), [MAIN], known)
    assert [(p.store.id, p.location.name) for p in card.groups[0].places] == [
        (DEST, "Studio"),
        (NORTH, "Hall"),
    ]
    assert card.groups[0].flaws == ()
    assert [p.location for p in card.loose] == [ANNEX]
    assert [each.id for each in card.unread] == [SOUTH]
    assert [p.location.name for p in card.places] == ["Studio", "Annex", "Hall"]


def test_a_group_says_what_it_lacks() -> None:
    gone, closed = place(7, "Old barn"), place(8, "Closed", active=False)
    known = {DEST: [STUDIO], NORTH: [HALL, closed], SOUTH: [DEPOT]}
    alone = group(1, "Alone", (NORTH, HALL), (NORTH, closed), (NORTH, gone))
    sources = group(2, "Sources", (NORTH, HALL), (SOUTH, DEPOT))
    unread = group(3, "Unread", (DEST, STUDIO), (NORTH, HALL))
    first, second = overview(STORES.values(), [alone, sources], known).groups
    assert first.flaws == (
        "It holds locations of North Supply alone: no order is pushed through it.",
        "Closed of North Supply is deactivated in Shopify.",
        "Old barn of North Supply does not exist in Shopify any more.",
    )
    assert second.flaws == (
        "It holds no destination store's location: no order is pushed through it.",
    )
    # What a store has not answered yet is no flaw.
    assert overview(STORES.values(), [unread], {}).groups[0].flaws == ()
    two = {DEST: store(DEST), SOUTH: store(SOUTH, role=Role.DESTINATION)}
    sellers = group(4, "Sellers", (DEST, STUDIO), (SOUTH, DEPOT))
    (third,) = overview(two.values(), [sellers], KNOWN).groups
    assert third.flaws == ("It holds no source store's location: no order is pushed through it.",)


def test_two_stores_with_one_location_each_are_a_pair_and_nothing_else_is() -> None:
    dest, north, south = (STORES[each] for each in (DEST, NORTH, SOUTH))
    found = only_pair((dest, south), [], KNOWN)
    assert found is not None
    assert [each.location for each in found] == [STUDIO, DEPOT]
    closed = {**KNOWN, NORTH: [HALL, place(9, "Closed", active=False)]}
    assert only_pair((dest, north), [], closed) is not None
    assert only_pair((dest, north), [], KNOWN) is None
    assert only_pair((dest, south), [MAIN], KNOWN) is None
    assert only_pair((dest, south), [], {DEST: [STUDIO]}) is None
    shut = {**KNOWN, SOUTH: [place(4, "Depot", active=False)]}
    assert only_pair((dest, south), [], shut) is None


def test_a_location_leaves_the_group_it_was_in_and_an_emptied_group_is_gone() -> None:
    other = group(2, "Other", (NORTH, ANNEX))
    wanted = group(1, "Main", (DEST, STUDIO), (NORTH, ANNEX))
    assert regrouped([MAIN, other], wanted) == (wanted,)
    third = group(3, "Third", (NORTH, HALL), (SOUTH, DEPOT))
    assert regrouped([MAIN, other], third) == (
        third,
        group(1, "Main", (DEST, STUDIO)),
        other,
    )
    assert regrouped([MAIN, other], group(1, "Main")) == (other,)


def test_a_change_names_every_group_it_touches_and_the_stores_concerned() -> None:
    other = group(2, "Other", (NORTH, ANNEX), (SOUTH, DEPOT))
    before = [MAIN, other]
    wanted = group(1, "Shared", (DEST, STUDIO), (NORTH, HALL), (NORTH, ANNEX))
    change = Regrouping.between(before, regrouped(before, wanted), STORES)
    assert change.changes == {
        "name of location group Main": ("Main", "Shared"),
        "location group Shared": (
            "Hall (North Supply), Studio (Dest Boutique)",
            "Annex (North Supply), Hall (North Supply), Studio (Dest Boutique)",
        ),
        "location group Other": (
            "Annex (North Supply), Depot (South Goods)",
            "Depot (South Goods)",
        ),
    }
    assert change.concerned == {DEST, NORTH, SOUTH}
    none = Regrouping.between(before, before, STORES)
    assert (none.changes, none.concerned) == ({}, frozenset())


def test_an_edition_follows_name_and_members_and_nothing_else() -> None:
    turned = group(1, "Main", (NORTH, HALL), (DEST, STUDIO))
    assert turned.edition == MAIN.edition
    assert group(1, "Main", (DEST, STUDIO)).edition != MAIN.edition
    assert group(1, "Mein", (DEST, STUDIO), (NORTH, HALL)).edition != MAIN.edition
