"""Stores' locations, location groups and their members."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from core.db.errors import rejected
from core.db.session import Session, among_texts
from core.db.tables import group_members, location_groups, locations
from core.domain.errors import Rejected
from core.domain.locations import GroupId, GroupMember, Location, LocationGroup
from core.domain.stores import StoreId


class SqlLocationGroups:
    """See `core.ports.LocationGroups`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def all(self, *, lock: bool = False) -> Sequence[LocationGroup]:
        """Every group, by name, each with its members. With `lock` nobody changes any of them
        until this unit is over; who only reads does not wait."""
        if lock:
            # Rows would not do: a location may be about to join a group that is new.
            await self._session.run(text("LOCK TABLE location_groups IN SHARE ROW EXCLUSIVE MODE"))
        by_group: dict[int, list[GroupMember]] = {}
        order = (group_members.c.store_id, func.lower(group_members.c.name))
        for row in await self._session.run(select(group_members).order_by(*order)):
            member = GroupMember(StoreId(row.store_id), row.location_gid, row.name)
            by_group.setdefault(row.group_id, []).append(member)
        by_name = select(location_groups).order_by(func.lower(location_groups.c.name))
        return [
            LocationGroup(GroupId(row.id), row.name, tuple(by_group.get(row.id, ())))
            for row in await self._session.run(by_name)
        ]

    async def add(self, name: str) -> LocationGroup:
        """A group without members. Raises Rejected when the name is taken, in any case."""
        statement = insert(location_groups).values(name=name).on_conflict_do_nothing()
        row = await self._session.inserted(statement.returning(location_groups))
        if row is None:
            raise _taken(name)
        return LocationGroup(GroupId(row.id), row.name, ())

    async def put(self, group_id: GroupId, members: Collection[GroupMember]) -> None:
        """Make these the group's members; a location that is in another group leaves it."""
        own = group_members.c.group_id == group_id
        await self._session.run(delete(group_members).where(own))
        if not members:
            return
        statement = insert(group_members).values(
            [
                {
                    "group_id": group_id,
                    "store_id": member.store_id,
                    "location_gid": member.location_gid,
                    "name": member.name,
                }
                for member in members
            ]
        )
        new = statement.excluded
        await self._session.run(
            statement.on_conflict_do_update(
                index_elements=[group_members.c.store_id, group_members.c.location_gid],
                set_={"group_id": new.group_id, "name": new.name},
            )
        )

    async def rename(self, group_id: GroupId, name: str) -> None:
        """Raises Rejected when the name is taken, in any case."""
        same = func.lower(location_groups.c.name) == name.lower()
        other = select(location_groups.c.id).where(same, location_groups.c.id != group_id)
        if (await self._session.run(other)).first() is not None:
            raise _taken(name)
        wanted = location_groups.c.id == group_id
        await self._session.run(update(location_groups).where(wanted).values(name=name))

    async def remove(self, group_id: GroupId) -> None:
        """The group and its memberships; the locations stay where they are."""
        await self._session.run(delete(group_members).where(group_members.c.group_id == group_id))
        await self._session.run(delete(location_groups).where(location_groups.c.id == group_id))

    async def known(self) -> Mapping[StoreId, Sequence[Location]]:
        """Each store's locations as it last answered, by name; a store that never did is left
        out."""
        order = (func.lower(locations.c.name), locations.c.gid)
        found: dict[StoreId, list[Location]] = {}
        for row in await self._session.run(select(locations).order_by(*order)):
            place = Location(row.gid, row.name, row.active)
            found.setdefault(StoreId(row.store_id), []).append(place)
        return found

    async def learn(self, store_id: StoreId, places: Collection[Location]) -> None:
        """These are the store's locations now; others of it are forgotten. Memberships stay, with
        the names that the locations have now."""
        own = locations.c.store_id == store_id
        gids = [place.gid for place in places]
        await self._session.run(delete(locations).where(own, ~among_texts(locations.c.gid, gids)))
        if not places:
            return
        statement = insert(locations).values(
            [
                {"store_id": store_id, "gid": one.gid, "name": one.name, "active": one.active}
                for one in places
            ]
        )
        new = statement.excluded
        await self._session.run(
            statement.on_conflict_do_update(
                index_elements=[locations.c.store_id, locations.c.gid],
                set_={"name": new.name, "active": new.active},
            )
        )
        named = (locations.c.store_id == group_members.c.store_id) & (
            locations.c.gid == group_members.c.location_gid
        )
        await self._session.run(
            update(group_members)
            .where(named, own, group_members.c.name != locations.c.name)
            .values(name=locations.c.name)
        )


def _taken(name: str) -> Rejected:
    return rejected(
        "group_exists",
        f"There is a location group called {name} already.",
        "Choose another name, or change that group.",
    )
