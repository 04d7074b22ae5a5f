"""Locations of stores, and the groups in which several stand for the same stock."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NewType

from core.domain.stores import Store, StoreId
from core.domain.words import say

GroupId = NewType("GroupId", int)

NAME_LENGTH = 60
"""What a group's name may have at most: it is shown beside others on one line."""


@dataclass(frozen=True, slots=True)
class Location:
    """A location of one store, as Shopify knows it."""

    gid: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One store's location in a group; `name` is what it was called when it was last read."""

    store_id: StoreId
    location_gid: str
    name: str


@dataclass(frozen=True, slots=True)
class LocationGroup:
    """Locations that stand for the same stock. A location is in one group at most."""

    id: GroupId
    name: str
    members: tuple[GroupMember, ...]

    def of(self, store_id: StoreId) -> tuple[GroupMember, ...]:
        """This store's locations in the group."""
        return tuple(member for member in self.members if member.store_id == store_id)

    @property
    def edition(self) -> int:
        """Changes whenever the group does: what a person changes must be what they saw."""
        told = [self.name, *sorted(f"{one.store_id} {one.location_gid}" for one in self.members)]
        return zlib.crc32("\n".join(told).encode())


@dataclass(frozen=True, slots=True)
class StorePlace:
    """A location with its store, and the group it is in."""

    store: Store
    location: Location
    group: LocationGroup | None = None

    @property
    def member(self) -> GroupMember:
        """As a group holds it."""
        return GroupMember(self.store.id, self.location.gid, self.location.name)


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group as it is shown. `flaws` say, each in a sentence, why it does less than it could."""

    group: LocationGroup
    places: tuple[StorePlace, ...]
    flaws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LocationsCard:
    """Every group, by name; the locations in none, by store; the stores whose locations could not
    be read yet."""

    groups: tuple[GroupCard, ...]
    loose: tuple[StorePlace, ...]
    unread: tuple[Store, ...]

    @property
    def places(self) -> tuple[StorePlace, ...]:
        """Every location that can be chosen: by store, then name."""
        every = [*self.loose, *(place for card in self.groups for place in card.places)]
        return tuple(sorted(every, key=lambda place: (place.store.handle, _by_name(place))))


Known = Mapping[StoreId, Sequence[Location]]


def group_of(
    groups: Iterable[LocationGroup], store_id: StoreId, location_gid: str
) -> LocationGroup | None:
    """The group that holds this location of this store."""
    for group in groups:
        if any(member.location_gid == location_gid for member in group.of(store_id)):
            return group
    return None


def overview(
    stores: Iterable[Store], groups: Sequence[LocationGroup], known: Known
) -> LocationsCard:
    """What there is, for people. A location that was deleted in Shopify is shown for as long as it
    is in a group; a deactivated one in no group is nobody's business."""
    by_id = {store.id: store for store in stores}
    loose = [
        StorePlace(store, place)
        for store in by_id.values()
        for place in known.get(store.id, ())
        if place.active and group_of(groups, store.id, place.gid) is None
    ]
    return LocationsCard(
        groups=tuple(_group_card(group, by_id, known) for group in groups),
        loose=tuple(loose),
        unread=tuple(store for store in by_id.values() if store.id not in known),
    )


def only_pair(
    stores: tuple[Store, Store], groups: Sequence[LocationGroup], known: Known
) -> tuple[StorePlace, StorePlace] | None:
    """The one active location of each of two stores, where neither is in a group: the only case in
    which grouping is no guess."""
    found = []
    for store in stores:
        active = [place for place in known.get(store.id, ()) if place.active]
        if len(active) != 1 or group_of(groups, store.id, active[0].gid) is not None:
            return None
        found.append(StorePlace(store, active[0]))
    return found[0], found[1]


def _group_card(group: LocationGroup, stores: Mapping[StoreId, Store], known: Known) -> GroupCard:
    places = []
    flaws = []
    for member in group.members:
        store = stores[member.store_id]
        place = next((p for p in known.get(store.id, ()) if p.gid == member.location_gid), None)
        if place is None:
            place = Location(member.location_gid, member.name, active=False)
            if store.id in known:
                flaws.append(
                    say(
                        "{place} of {store} does not exist in Shopify any more.",
                        place=place.name,
                        store=store.name,
                    )
                )
        elif not place.active:
            flaws.append(
                say(
                    "{place} of {store} is deactivated in Shopify.",
                    place=place.name,
                    store=store.name,
                )
            )
        places.append(StorePlace(store, place, group))
    places.sort(key=lambda each: (each.store.handle, _by_name(each)))
    return GroupCard(group, tuple(places), (*_one_sided(places), *flaws))


def _one_sided(places: Sequence[StorePlace]) -> tuple[str, ...]:
    """What it lacks to carry orders: a destination's location and another store's."""
    stores = {place.store.id: place.store for place in places}
    if len(stores) == 1:
        (store,) = stores.values()
        return (
            say(
                "It holds locations of {store} alone: no order is pushed through it.",
                store=store.name,
            ),
        )
    if stores and all(not store.sells for store in stores.values()):
        return (say("It holds no destination store's location: no order is pushed through it."),)
    if stores and all(not store.ships for store in stores.values()):
        return (say("It holds no source store's location: no order is pushed through it."),)
    return ()


def _by_name(place: StorePlace) -> tuple[str, str]:
    return place.location.name.casefold(), place.location.gid


def regrouped(groups: Sequence[LocationGroup], wanted: LocationGroup) -> tuple[LocationGroup, ...]:
    """The groups once `wanted` has its members: others have lost them, and a group that lost all
    is gone."""
    taken = {(each.store_id, each.location_gid) for each in wanted.members}
    after = [wanted] if wanted.members else []
    for group in groups:
        kept = tuple(m for m in group.members if (m.store_id, m.location_gid) not in taken)
        if group.id != wanted.id and kept:
            after.append(replace(group, members=kept))
    return tuple(after)


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What a change of groups comes to: by group, in words, what it held and what it holds; and
    the stores that are in one of these groups, or were."""

    changes: Mapping[str, tuple[str, str]]
    concerned: frozenset[StoreId]

    @classmethod
    def between(
        cls,
        before: Sequence[LocationGroup],
        after: Sequence[LocationGroup],
        stores: Mapping[StoreId, Store],
    ) -> Regrouping:
        """From what was to what is."""
        were, are = ({group.id: group for group in groups} for groups in (before, after))
        changes: dict[str, tuple[str, str]] = {}
        concerned: set[StoreId] = set()
        for group_id in (*were, *(new for new in are if new not in were)):
            old, new = were.get(group_id), are.get(group_id)
            if old and new and old.edition == new.edition:
                continue
            known = [group for group in (old, new) if group]
            concerned |= {member.store_id for group in known for member in group.members}
            if old and new and old.name != new.name:
                changes[f"name of location group {old.name}"] = old.name, new.name
            held, holds = (listed(group.members, stores) if group else "" for group in (old, new))
            if held != holds:
                changes[f"location group {known[-1].name}"] = held, holds
        return cls(changes, frozenset(concerned))


def listed(members: Iterable[GroupMember], stores: Mapping[StoreId, Store]) -> str:
    """Locations in words, each with its store: `Annex (North Supply), Studio (Dest Boutique)`."""
    return ", ".join(sorted(f"{one.name} ({stores[one.store_id].name})" for one in members))
