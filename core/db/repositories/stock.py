"""The books about stock."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, exists, func, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from core.db.repositories.pools import SqlPools
from core.db.repositories.stock_orders import CHANGED, SqlStockOfOrders
from core.db.session import Session, among_texts
from core.db.tables import (
    shelves,
    stock_batches,
    stock_changes,
    stock_echoes,
)
from core.domain.stock.aims import Batch
from core.domain.stock.aims import Row as Number
from core.domain.stock.shelves import Gap, Shelf, Spot
from core.domain.stores import Connection, StoreId
from core.ports.stock import Changes, KeptShelf

_AT_ONCE = 1000
_HEARD_OF = timedelta(hours=1)
"""By then the webhook of a number of ours has come; for later ones the store is read."""
_SPOT = (shelves.c.store_id, shelves.c.variant_gid, shelves.c.location_gid)

_MANY = text(
    "INSERT INTO stock_changes (source_id, variant_gid, why, number, began_at, changed_at)"  # noqa: S608 - our own words
    " SELECT :source, gid, :why, 1, now(), now() FROM unnest(CAST(:gids AS text[])) gid"
    f" ORDER BY 2{CHANGED}"
)


_KEEP = text(
    "INSERT INTO shelves (store_id, variant_gid, location_gid, shown, gaps, writing, doubtful,"
    " lost, stocked, since, moved_at, why)"
    " SELECT store, variant, place, shown, CAST(gaps AS jsonb), writing, doubtful, lost, stocked,"
    " now(), now(), why FROM unnest(CAST(:stores AS bigint[]), CAST(:variants AS text[]),"
    " CAST(:places AS text[]), CAST(:shown AS int[]), CAST(:gaps AS text[]),"
    " CAST(:writing AS int[]), CAST(:doubtful AS boolean[]), CAST(:lost AS boolean[]),"
    " CAST(:stocked AS boolean[]), CAST(:why AS text[]))"
    " AS each (store, variant, place, shown, gaps, writing, doubtful, lost, stocked, why)"
    " ON CONFLICT (store_id, variant_gid, location_gid) DO UPDATE SET shown = excluded.shown,"
    " gaps = excluded.gaps, writing = excluded.writing, doubtful = excluded.doubtful,"
    " lost = excluded.lost, stocked = excluded.stocked, edition = shelves.edition + 1,"
    " moved_at = CASE WHEN excluded.why IS NULL THEN shelves.moved_at ELSE now() END,"
    " why = COALESCE(excluded.why, shelves.why)"
)

_ALL = text(
    "INSERT INTO stock_changes (source_id, variant_gid, why, number, began_at, changed_at)"  # noqa: S608 - our own words
    " SELECT DISTINCT :source, i.source_variant_gid, 'settings', 1, now(), now() FROM items i"
    " WHERE i.connection_id = :link AND i.state = 'active' AND i.source_variant_gid IS NOT NULL"
    " AND NOT (:new_only AND EXISTS (SELECT 1 FROM shelves s WHERE s.store_id = :destination"
    f" AND s.variant_gid = i.variant_gid)) ORDER BY 2{CHANGED}"
)


class SqlStocks(SqlStockOfOrders, SqlPools):
    """See `core.ports.stock.Stocks`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def changed(self, source_id: StoreId, variant_gids: Collection[str], why: str) -> None:
        """Something said that these variants' stock changed at the source."""
        gids = sorted(set(variant_gids))
        if gids:
            await self._session.run(_MANY, {"source": source_id, "why": why, "gids": gids})

    async def all_changed(self, link: Connection, *, new_only: bool) -> None:
        """The same of all that a destination sells of a source, or of what was never looked at."""
        ends = {"source": link.source_id, "destination": link.destination_id}
        await self._session.run(_ALL, {**ends, "link": link.id, "new_only": new_only})

    async def waiting(self, source_id: StoreId) -> Changes | None:
        """What is not carried yet, as much as one go takes; None where nothing is."""
        own = select(stock_changes).where(stock_changes.c.source_id == source_id)
        oldest = own.order_by(stock_changes.c.began_at, stock_changes.c.variant_gid)
        found = (await self._session.run(oldest.limit(_AT_ONCE + 1))).all()
        rows = found[:_AT_ONCE]
        if not rows:
            return None
        return Changes(
            {row.variant_gid: row.number for row in rows},
            rows[0].began_at,
            max(row.changed_at for row in rows),
            more=len(found) > len(rows),
        )

    async def carried(self, source_id: StoreId, numbers: Mapping[str, int]) -> None:
        """Forget these, except what changed since."""
        gone = text(
            "DELETE FROM stock_changes s USING unnest(CAST(:gids AS text[]),"
            " CAST(:numbers AS int[])) AS seen (gid, number)"
            " WHERE s.source_id = :source AND s.variant_gid = seen.gid AND s.number = seen.number"
        )
        gids = sorted(numbers)
        values = {"source": source_id, "gids": gids, "numbers": [numbers[gid] for gid in gids]}
        await self._session.run(gone, values)

    async def left(self, source_id: StoreId, variant_gids: Collection[str]) -> None:
        """These are carried as far as they can be now, and wait behind the others."""
        await self._behind(source_id, variant_gids, why="left")

    async def put_back(self, source_id: StoreId, variant_gids: Collection[str]) -> None:
        """Of these a number is still to be written: they wait behind the others."""
        await self._behind(source_id, variant_gids)

    async def _behind(
        self, source_id: StoreId, variant_gids: Collection[str], **changes: str
    ) -> None:
        own = stock_changes.c.source_id == source_id
        these = among_texts(stock_changes.c.variant_gid, variant_gids)
        if variant_gids:
            later = update(stock_changes).where(own, these)
            await self._session.run(later.values(began_at=func.now(), **changes))

    async def shelves(
        self, variants: Collection[tuple[StoreId, str]], *, lock: bool = False
    ) -> Mapping[Spot, KeptShelf]:
        """What is kept of these stores' variants; with `lock`, until the unit ends."""
        wanted = text(
            "(store_id, variant_gid) IN (SELECT * FROM unnest(CAST(:stores AS bigint[]),"
            " CAST(:gids AS text[])))"
        )
        pairs = sorted(set(variants))
        values = {"stores": [store for store, _ in pairs], "gids": [gid for _, gid in pairs]}
        statement = select(shelves).where(wanted).order_by(*_SPOT)
        rows = await self._session.run(statement.with_for_update() if lock else statement, values)
        found = [_shelf_of(row) for row in rows]
        return {each.shelf.spot: each for each in found}

    async def unexplained(self) -> Collection[tuple[StoreId, str]]:
        """The stores' variants of which a change is not explained."""
        open_ = select(shelves.c.store_id, shelves.c.variant_gid).where(text("gaps <> '[]'"))
        return {(StoreId(row.store_id), row.variant_gid) for row in await self._session.run(open_)}

    async def aligned_before(self, store_id: StoreId, before: datetime) -> bool:
        """Whether anything of this destination was looked at before this time."""
        old = exists().where(shelves.c.store_id == store_id, shelves.c.since < before)
        return bool((await self._session.run(select(old))).scalar_one())

    async def keep(self, shelves: Collection[tuple[Shelf, str | None]]) -> None:
        """Insert or update by their spots. With each what moved its number, None where nothing
        did."""
        kept = sorted(shelves, key=lambda one: astuple(one[0].spot))
        if kept:
            await self._session.run(_KEEP, _columns(kept))

    async def begin(self, source_id: StoreId, store_id: StoreId, batch: Batch) -> None:
        """Keep a batch before it is sent, and its numbers, by which they are known as ours."""
        kept = {"key": batch.key, "source_id": source_id, "store_id": store_id}
        rows = [_number_to_json(row) for row in batch.rows]
        await self._session.run(insert(stock_batches).values(**kept, rows=rows, made_at=func.now()))
        await self._session.run(
            insert(stock_echoes).values(
                [
                    {**_key(row.spot), "number": row.after, "key": batch.key, "at": func.now()}
                    for row in batch.rows
                ]
            )
        )

    async def begun(self, source_id: StoreId) -> Sequence[tuple[StoreId, Batch]]:
        """The batches of a source whose answer is not known, oldest first, with their stores."""
        own = select(stock_batches).where(stock_batches.c.source_id == source_id)
        rows = await self._session.run(own.order_by(stock_batches.c.made_at, stock_batches.c.key))
        return [
            (StoreId(row.store_id), Batch(row.key, tuple(map(_number_of, row.rows))))
            for row in rows
        ]

    async def end(self, key: str) -> None:
        """Its answer is known, or will never be."""
        await self._session.run(delete(stock_batches).where(stock_batches.c.key == key))

    async def is_ours(self, spot: Spot, number: int) -> bool:
        """Whether we wrote this number there within the last hour."""
        echoes = stock_echoes.c
        place = tuple_(echoes.store_id, echoes.variant_gid, echoes.location_gid)
        same = (place == tuple_(*_key(spot).values())) & (echoes.number == number)
        written = exists().where(same, echoes.at > func.now() - _HEARD_OF)
        return bool((await self._session.run(select(written))).scalar_one())

    async def forget_echoes(self, before: datetime) -> int:
        """Forget which numbers we wrote before this time; how many there were."""
        old = delete(stock_echoes).where(stock_echoes.c.at < before)
        return (await self._session.run(old)).rowcount


def _key(spot: Spot) -> dict[str, Any]:
    return {
        "store_id": spot.store_id,
        "variant_gid": spot.variant_gid,
        "location_gid": spot.location_gid,
    }


def _columns(kept: Sequence[tuple[Shelf, str | None]]) -> dict[str, Any]:
    return {
        "stores": [shelf.spot.store_id for shelf, _ in kept],
        "variants": [shelf.spot.variant_gid for shelf, _ in kept],
        "places": [shelf.spot.location_gid for shelf, _ in kept],
        "shown": [shelf.shown for shelf, _ in kept],
        "gaps": [json.dumps([_gap_to_json(gap) for gap in shelf.gaps]) for shelf, _ in kept],
        "writing": [shelf.writing for shelf, _ in kept],
        "doubtful": [shelf.doubtful for shelf, _ in kept],
        "lost": [shelf.lost for shelf, _ in kept],
        "stocked": [shelf.stocked for shelf, _ in kept],
        "why": [why for _, why in kept],
    }


def _gap_to_json(gap: Gap) -> dict[str, Any]:
    return {"units": gap.units, "since": gap.since.isoformat(), "own": gap.own}


def _shelf_of(row: Row[Any]) -> KeptShelf:
    gaps = tuple(
        Gap(gap["units"], datetime.fromisoformat(gap["since"]), gap["own"]) for gap in row.gaps
    )
    shelf = Shelf(
        spot=Spot(StoreId(row.store_id), row.variant_gid, row.location_gid),
        shown=row.shown,
        gaps=gaps,
        writing=row.writing,
        doubtful=row.doubtful,
        lost=row.lost,
        stocked=row.stocked,
    )
    return KeptShelf(shelf, row.edition, row.since, row.moved_at, row.why)


def _number_to_json(row: Number) -> dict[str, Any]:
    return {"item": row.item_gid, **_key(row.spot), "before": row.before, "after": row.after}


def _number_of(value: Mapping[str, Any]) -> Number:
    spot = Spot(StoreId(value["store_id"]), value["variant_gid"], value["location_gid"])
    return Number(value["item"], spot, value["before"], value["after"])
