"""Locations of stores, and the groups in which several stand for the same stock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NewType

from core.domain.stores import StoreId

GroupId = NewType("GroupId", int)


@dataclass(frozen=True, slots=True)
class Location:
    """A location of one store, as Shopify knows it."""

    gid: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One store's location in a group; `name` is what it was called when it was put there."""

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


def group_of(
    groups: Iterable[LocationGroup], store_id: StoreId, location_gid: str
) -> LocationGroup | None:
    """The group that holds this location of this store."""
    for group in groups:
        if any(member.location_gid == location_gid for member in group.of(store_id)):
            return group
    return None
