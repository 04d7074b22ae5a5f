"""What was carried between stores."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from core.db import codecs
from core.db.session import Session
from core.db.tables import MIRROR_MOVES, line_links, mirrors, pushes
from core.domain.mirrors.records import Kind, Mirror, MirrorId, State
from core.domain.orders import OrderId
from core.domain.progress import Units
from core.domain.pushes import PushId
from core.ports.mirrors import Links


class SqlMirrors:
    """See `core.ports.Mirrors`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of_pushes(self, push_ids: Collection[PushId]) -> Sequence[Mirror]:
        """What was carried for these pushes, oldest first."""
        statement = select(mirrors).where(mirrors.c.push_id.in_(push_ids)).order_by(mirrors.c.id)
        return [_mirror_of(row) for row in await self._session.run(statement)]

    async def add(self, mirror: Mirror) -> Mirror | None:
        """With its key; None where another process has added the very same."""
        fresh = insert(mirrors).values(**_values(mirror)).on_conflict_do_nothing()
        row = (await self._session.run(fresh.returning(mirrors))).one_or_none()
        return None if row is None else _mirror_of(row)

    async def save(self, mirror: Mirror, *, seen: Mirror) -> bool:
        """Write one that is still in the state and at the attempt in which it was seen; False, with
        nothing written, where somebody else has moved it since."""
        as_seen = and_(
            mirrors.c.id == seen.id,
            mirrors.c.state == seen.state.value,
            mirrors.c.attempt == seen.attempt,
        )
        changed = update(mirrors).where(as_seen).values(**_values(mirror))
        done = await self._session.run(changed.returning(mirrors.c.id))
        return done.one_or_none() is not None

    async def get(self, mirror_id: MirrorId, *, lock: bool = False) -> Mirror | None:
        """One, locked until the unit ends where that is asked for."""
        statement = select(mirrors).where(mirrors.c.id == mirror_id)
        rows = await self._session.run(statement.with_for_update() if lock else statement)
        row = rows.one_or_none()
        return None if row is None else _mirror_of(row)

    async def due(self, now: datetime, limit: int = 100) -> Sequence[OrderId]:
        """Orders of which something waits whose time is over."""
        over = and_(MIRROR_MOVES, mirrors.c.lease_until <= now)
        moving = select(mirrors.c.push_id).where(over)
        found = select(pushes.c.order_id).where(pushes.c.id.in_(moving))
        rows = await self._session.run(found.distinct().limit(limit))
        return [OrderId(row.order_id) for row in rows]

    async def forget(self, mirror: Mirror) -> None:
        """It never came to be."""
        own = mirrors.c.id == mirror.id
        await self._session.run(delete(mirrors).where(own, mirrors.c.attempt == mirror.attempt))

    async def links(self, push_ids: Collection[PushId]) -> Mapping[PushId, Links]:
        """The lines of those pushes whose source orders were read."""
        statement = select(line_links).where(line_links.c.push_id.in_(push_ids))
        found: dict[PushId, dict[str, tuple[str, str | None]]] = {}
        for row in await self._session.run(statement):
            own = found.setdefault(PushId(row.push_id), {})
            own[row.source_line_gid] = (row.line_gid, row.place)
        return found

    async def keep_links(self, push_id: PushId, links: Links) -> None:
        """Once for each line; what is there stays."""
        rows = [
            {"push_id": push_id, "source_line_gid": gid, "line_gid": line, "place": place}
            for gid, (line, place) in links.items()
        ]
        if rows:
            await self._session.run(insert(line_links).values(rows).on_conflict_do_nothing())


def _values(mirror: Mirror) -> dict[str, Any]:
    return {
        "push_id": mirror.push_id,
        "kind": mirror.kind.value,
        "original": mirror.original,
        "place": mirror.place,
        "number": mirror.number,
        "state": mirror.state.value,
        "units": [[one.line_gid, one.quantity] for one in mirror.units],
        "copy": mirror.copy,
        "tracking": codecs.tracking_to_json(mirror.tracking),
        "attempt": mirror.attempt,
        "lease_until": mirror.lease_until,
        "key": mirror.key,
        "reason": codecs.optional_reason_to_json(mirror.reason),
        "actor": mirror.actor,
        "details": dict(mirror.details),
        "changed_at": func.now(),
    }


def _mirror_of(row: Row[Any]) -> Mirror:
    return Mirror(
        id=MirrorId(row.id),
        push_id=PushId(row.push_id),
        kind=Kind(row.kind),
        original=row.original,
        place=row.place,
        state=State(row.state),
        units=tuple(Units(gid, quantity) for gid, quantity in row.units),
        number=row.number,
        copy=row.copy,
        tracking=codecs.tracking_from_json(row.tracking),
        attempt=row.attempt,
        lease_until=row.lease_until,
        key=row.key,
        reason=codecs.optional_reason_from_json(row.reason),
        actor=row.actor,
        details=row.details,
    )
