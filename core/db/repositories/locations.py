"""Location groups and their members."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db.errors import rejected
from core.db.session import Session
from core.db.tables import group_members, location_groups
from core.domain.errors import Rejected
from core.domain.locations import GroupId, GroupMember, LocationGroup
from core.domain.stores import StoreId


class SqlLocationGroups:
    """See `core.ports.LocationGroups`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def all(self) -> Sequence[LocationGroup]:
        """Every group, by name, each with its members."""
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


def _taken(name: str) -> Rejected:
    return rejected(
        "group_exists",
        f"There is a location group called {name} already.",
        "Choose another name, or change that group.",
    )
