"""What happened to orders, and which threads were told of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, cast, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.types import Text

from core.db.repositories.scope import sold_or_shipped
from core.db.session import Session
from core.db.tables import EVENT_BY_A_PERSON, events, messages, orders, pushes, tellings
from core.domain.history import CALLS, TOLD, Event, EventKind
from core.domain.orders import OrderId
from core.domain.pushes import PushId
from core.domain.stores import StoreId
from core.ports.history import Deed, Thread, ThreadReply


class SqlEvents:
    """See `core.ports.Events`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, found: Collection[Event]) -> int:
        """Those that are not there yet; how many these were."""
        return await write_events(self._session, found)

    async def of_order(self, order_id: OrderId) -> Sequence[Event]:
        """All, by when they happened."""
        own = select(events).where(events.c.order_id == order_id)
        rows = await self._session.run(own.order_by(events.c.happened_at, events.c.id))
        return [_event_of(row) for row in rows]

    async def by_people(self, store_ids: Collection[StoreId], limit: int) -> Sequence[Deed]:
        """What people did about orders that these stores sold or ship, newest first."""
        joined = events.join(orders, orders.c.id == events.c.order_id).outerjoin(
            pushes, pushes.c.id == events.c.push_id
        )
        statement = (
            select(events, orders.c.name.label("order_name"), orders.c.store_id, pushes.c.source_id)
            .select_from(joined)
            .where(EVENT_BY_A_PERSON, sold_or_shipped(store_ids, store_ids))
            .order_by(events.c.happened_at.desc(), events.c.id.desc())
            .limit(limit)
        )
        return [
            Deed(
                _event_of(row),
                row.order_name,
                StoreId(row.store_id),
                None if row.source_id is None else StoreId(row.source_id),
            )
            for row in await self._session.run(statement)
        ]

    async def threads(self, order_id: OrderId) -> Sequence[Thread]:
        """Those of the order's messages that stand, of which something is to be told that is worth
        a reply."""
        of_event = messages.c.key.in_([_ORDER, _RECEIVED])
        known = and_(tellings.c.thread == messages.c.key, tellings.c.event_id == events.c.id)
        statement = (
            select(messages.c.key, messages.c.channel, messages.c.ts)
            .select_from(events.join(messages, of_event).outerjoin(tellings, known))
            .where(
                events.c.order_id == order_id,
                events.c.kind.in_([kind.value for kind in CALLS]),
                messages.c.ts.is_not(None),
                tellings.c.told_at.is_(None),
            )
            .distinct()
            .order_by(messages.c.key)
        )
        rows = await self._session.run(statement)
        return [Thread(row.key, row.channel, row.ts) for row in rows]

    async def begun_reply(self, thread: Thread, order_id: OrderId) -> ThreadReply | None:
        """The reply that was named and is not known to be there."""
        statement = (
            select(events, tellings.c.reply)
            .join(tellings, tellings.c.event_id == events.c.id)
            .where(
                tellings.c.thread == thread.key,
                tellings.c.told_at.is_(None),
                events.c.order_id == order_id,
            )
            .order_by(events.c.happened_at, events.c.id)
        )
        rows = (await self._session.run(statement)).all()
        if not rows:
            return None
        key = rows[0].reply
        return ThreadReply(key, tuple(_event_of(row) for row in rows if row.reply == key))

    async def begin_reply(self, thread: Thread, order_id: OrderId) -> ThreadReply | None:
        """Name the reply that tells all that the thread was not told; None where nothing of it is
        worth one."""
        told = select(tellings.c.event_id).where(tellings.c.thread == thread.key)
        statement = (
            select(events)
            .where(
                events.c.order_id == order_id,
                events.c.kind.in_([kind.value for kind in TOLD]),
                literal(thread.key).in_([_ORDER, _RECEIVED]),
                events.c.id.not_in(told),
            )
            .order_by(events.c.happened_at, events.c.id)
        )
        rows = (await self._session.run(statement)).all()
        if not any(row.kind in CALLS for row in rows):
            return None
        key = f"history:{order_id}:{min(row.id for row in rows)}"
        named = [{"thread": thread.key, "event_id": row.id, "reply": key} for row in rows]
        await self._session.run(insert(tellings).values(named))
        return ThreadReply(key, tuple(_event_of(row) for row in rows))

    async def replied(self, thread: Thread, key: str, now: datetime) -> None:
        """It is there, or is not to be told any more."""
        own = and_(tellings.c.thread == thread.key, tellings.c.reply == key)
        await self._session.run(update(tellings).where(own).values(told_at=now))


async def write_events(session: Session, found: Collection[Event]) -> int:
    """Those that are not there yet, in the transaction of whatever they are about; how many these
    were."""
    if not found:
        return 0
    fresh = insert(events).values([_event_values(event) for event in found])
    added = await session.run(fresh.on_conflict_do_nothing().returning(events.c.id))
    return len(added.all())


_ORDER = literal("order:") + cast(events.c.order_id, Text)
_RECEIVED = literal("received:") + cast(events.c.push_id, Text)
"""Keys of the messages in whose threads an event is told; NULL where it is about no push."""


def _event_values(event: Event) -> dict[str, Any]:
    return {
        "order_id": event.order_id,
        "push_id": event.push_id,
        "subject": event.subject,
        "kind": event.kind.value,
        "happened_at": event.happened_at,
        "actor": event.actor,
        "details": dict(event.details),
    }


def _event_of(row: Row[Any]) -> Event:
    return Event(
        order_id=OrderId(row.order_id),
        push_id=None if row.push_id is None else PushId(row.push_id),
        subject=row.subject,
        kind=EventKind(row.kind),
        happened_at=row.happened_at,
        actor=row.actor,
        details=row.details,
    )
