"""Locations and groups to render: none, a few, and as many as there can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.blocks import location_modal, locations
from bot.forms import Memo
from core.domain.locations import (
    GroupCard,
    GroupId,
    Location,
    LocationGroup,
    LocationsCard,
    StorePlace,
)
from core.domain.stores import Store
from tests.unit.bot import cards

MEMO = Memo("1:4294967295", "C0DEST", "https://hooks.slack.com/actions/" + "x" * 200).text()


def place(store: Store, number: int, name: str, *, active: bool = True) -> StorePlace:
    return StorePlace(store, Location(f"gid://shopify/Location/{number}", name, active))


def group(number: int, name: str, *held: StorePlace, flaws: tuple[str, ...] = ()) -> GroupCard:
    made = LocationGroup(GroupId(number), name, tuple(each.member for each in held))
    places = tuple(StorePlace(each.store, each.location, made) for each in held)
    return GroupCard(made, places, flaws)


def usual() -> LocationsCard:
    dest, north, south = cards.store(), cards.store(2), cards.store(3)
    main = group(1, "Main stock", place(dest, 1, "Studio"), place(north, 2, "Warehouse"))
    flaw = "It holds locations of South Goods alone: no order is pushed through it."
    alone = group(2, "Annex", place(south, 3, "Depot", active=False), flaws=(flaw,))
    return LocationsCard((main, alone), (place(north, 4, "Annex"),), (cards.store(4),))


def large(words: str, stores: int, each: int) -> LocationsCard:
    """Some stores with so many locations each, all in one group and in none, and 90 groups."""
    many = [cards.store(number, name=words) for number in range(1, stores + 1)]
    held = [place(one, 1000 * one.id + n, words) for one in many for n in range(each)]
    flaws = (words,) * 50
    first = group(1, words, *held, flaws=flaws)
    rest = (group(n, words, held[0], flaws=flaws) for n in range(2, 91))
    return LocationsCard((first, *rest), tuple(held), tuple(many))


def views() -> Iterator[tuple[str, dict[str, Any]]]:
    none = LocationsCard((), (), ())
    yield "locations: none", locations.build(none, MEMO)
    yield "locations: unread", locations.build(LocationsCard((), (), (cards.store(),)), MEMO)
    yield "locations: usual", locations.build(usual(), MEMO, "Location group Third was removed.")
    yield "group: new", location_modal.build(usual(), None, MEMO)
    yield "group: usual", location_modal.build(usual(), usual().groups[0], MEMO)
    for kind, words in (("hostile", cards.HOSTILE), ("long", cards.LONG)):
        whole = large(words, 3, 20)
        yield f"locations: {kind}", locations.build(whole, MEMO, words)
        yield f"group: {kind}", location_modal.build(whole, whole.groups[0], MEMO)
    # Every heading full, and one location too many.
    full = LocationsCard((), large("Hall", 4, 125).loose, ())
    yield "group: 500 locations", location_modal.build(full, None, MEMO)
    more = LocationsCard((), large("Hall", 3, 167).loose, ())
    yield "group: 501 locations", location_modal.build(more, None, MEMO)
