"""Who may do what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from core.db.session import Session, among
from core.db.tables import grants, group_people
from core.domain.people import Access, Actor, Grant, Policy, Right, is_user_group
from core.domain.stores import StoreId


class SqlPeople:
    """See `core.ports.People`; `policy` is what the settings say."""

    def __init__(self, session: Session, policy: Policy) -> None:
        self._session = session
        self._policy = policy

    async def access(self, actor: Actor) -> Access:
        """What this person may do, by the settings, by name, or as one of a user group."""
        if self._policy.allows(actor):
            return Access(everywhere=Right.ADMIN)
        theirs = select(group_people.c.group_id).where(group_people.c.user_id == actor.user)
        own = or_(grants.c.subject == actor.user, grants.c.subject.in_(theirs))
        rows = await self._session.run(select(grants).where(own))
        return Access.of(_grant_of(row) for row in rows)

    async def holders(
        self, needed: Right, store_ids: Collection[StoreId], limit: int
    ) -> Sequence[str]:
        """Subjects that hold the right at one of these stores, or everywhere; people before user
        groups."""
        enough = [right.value for right in Right if right.covers(needed)]
        there = or_(grants.c.store_id.is_(None), among(grants.c.store_id, store_ids))
        named = select(grants.c.subject).where(grants.c.level.in_(enough), there).distinct()
        rows = await self._session.run(named)
        subjects = {*self._policy.users, *(row.subject for row in rows)}
        return sorted(subjects, key=lambda subject: (is_user_group(subject), subject))[:limit]

    async def grants(self) -> Sequence[Grant]:
        """Everything granted, by store (everywhere first) and subject."""
        ordered = select(grants).order_by(grants.c.store_id.nulls_first(), grants.c.subject)
        return [_grant_of(row) for row in await self._session.run(ordered)]

    async def give(self, grant: Grant) -> Right | None:
        """Instead of what the subject had at this store: returns that."""
        before = await self.take(grant.subject, grant.store_id)
        await self._session.run(
            insert(grants).values(
                subject=grant.subject,
                store_id=grant.store_id,
                level=grant.right.value,
                given_by=grant.by,
                given_at=grant.at,
            )
        )
        return before

    async def take(self, subject: str, store_id: StoreId | None) -> Right | None:
        """What the subject had at this store, which is over."""
        own = grants.c.store_id.is_not_distinct_from(store_id)
        gone = delete(grants).where(grants.c.subject == subject, own).returning(grants.c.level)
        row = (await self._session.run(gone)).one_or_none()
        return None if row is None else Right(row.level)

    async def user_groups(self) -> Sequence[str]:
        """Those that something was granted to."""
        rows = await self._session.run(select(grants.c.subject).distinct())
        return sorted(row.subject for row in rows if is_user_group(row.subject))

    async def put_members(self, group_id: str, user_ids: Collection[str]) -> None:
        """These are the people of the user group now."""
        await self._session.run(delete(group_people).where(group_people.c.group_id == group_id))
        values = [{"group_id": group_id, "user_id": user} for user in sorted(set(user_ids))]
        if values:
            await self._session.run(insert(group_people).values(values).on_conflict_do_nothing())


def _grant_of(row: Row[Any]) -> Grant:
    return Grant(
        subject=row.subject,
        right=Right(row.level),
        store_id=None if row.store_id is None else StoreId(row.store_id),
        by=row.given_by,
        at=row.given_at,
    )
