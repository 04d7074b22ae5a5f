"""What sources were last seen to have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import case, func, select, text
from sqlalchemy.dialects.postgresql import insert

from core.db.session import Session, among, among_texts
from core.db.tables import pools
from core.domain.locations import GroupId
from core.domain.stock.aims import Pool
from core.domain.stores import StoreId
from core.ports.stock import Counted

_KEY = (pools.c.source_id, pools.c.variant_gid, pools.c.group_id)
_SHORT = text(
    "UPDATE pools p SET missing = COALESCE(n.units, 0) FROM pools old"
    " LEFT JOIN unnest(CAST(:variants AS text[]), CAST(:groups AS bigint[]), CAST(:units AS int[]))"
    " AS n (variant_gid, group_id, units) USING (variant_gid, group_id)"
    " WHERE p.source_id = :source AND p.variant_gid = ANY(CAST(:these AS text[]))"
    " AND (old.source_id, old.variant_gid, old.group_id)"
    " = (p.source_id, p.variant_gid, p.group_id)"
    " AND (old.missing > 0 OR n.units > 0) RETURNING p.variant_gid"
)


class SqlPools:
    """A part of `core.ports.stock.Stocks`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def counted(self, counted: Iterable[Counted]) -> None:
        """Keep what pools were seen to have, and when they moved."""
        rows = [
            {
                "source_id": one.pool.source_id,
                "variant_gid": one.pool.variant_gid,
                "group_id": one.pool.group_id,
                "available": one.available,
                "counted_at": func.now(),
                "moved_at": func.now(),
            }
            for one in counted
        ]
        if not rows:
            return
        fresh = insert(pools).values(rows)
        moved = pools.c.available != fresh.excluded.available
        await self._session.run(
            fresh.on_conflict_do_update(
                index_elements=_KEY,
                set_={
                    "available": fresh.excluded.available,
                    "counted_at": func.now(),
                    "moved_at": case((moved, func.now()), else_=pools.c.moved_at),
                },
            )
        )

    async def pools(
        self, source_ids: Collection[StoreId], variant_gids: Collection[str]
    ) -> Sequence[Counted]:
        """What these variants' pools were last seen to have."""
        wanted = select(pools).where(
            among(pools.c.source_id, source_ids), among_texts(pools.c.variant_gid, variant_gids)
        )
        return [
            Counted(
                Pool(StoreId(row.source_id), row.variant_gid, GroupId(row.group_id)),
                row.available,
                row.moved_at,
            )
            for row in await self._session.run(wanted.order_by(*_KEY))
        ]

    async def short(
        self, source_id: StoreId, variant_gids: Collection[str], missing: Mapping[Pool, int]
    ) -> Collection[str]:
        """Keep which pools have fewer units than are promised; the variants of which some have, or
        had."""
        own = [pool for pool in missing if pool.source_id == source_id]
        values = {
            "source": source_id,
            "these": list(variant_gids),
            "variants": [pool.variant_gid for pool in own],
            "groups": [pool.group_id for pool in own],
            "units": [missing[pool] for pool in own],
        }
        return {row.variant_gid for row in await self._session.run(_SHORT, values)}
