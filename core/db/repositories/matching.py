"""What stores sell, and how far the match of each connection is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, Select, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert

from core.db import codecs
from core.db.session import Session, among_texts
from core.db.tables import match_runs, variants
from core.domain.match_runs import MatchRun, Reading, Stage
from core.domain.matching import CatalogueVariant, key_of
from core.domain.stores import ConnectionId, StoreId

_AT_ONCE = 5000
_COLUMNS = tuple(variants.c[name] for name in CatalogueVariant._fields)
_PAIRS = text(
    "(store_id, gid) IN (SELECT * FROM unnest(CAST(:stores AS bigint[]), CAST(:gids AS text[])))"
)

# One statement of arrays for any number of rows: its text is the same each time.
_PUT = text(
    "INSERT INTO variants (store_id, gid, product_gid, sku, sku_key, title, tracked,"
    " item_gid, read_at)"
    " SELECT :store_id, each.gid, each.product_gid, each.sku, each.sku_key, each.title,"
    " each.tracked, each.item_gid, :read_at"
    " FROM unnest(CAST(:gids AS text[]), CAST(:product_gids AS text[]), CAST(:skus AS text[]),"
    " CAST(:keys AS text[]), CAST(:titles AS text[]), CAST(:tracked AS boolean[]),"
    " CAST(:items AS text[])) AS each (gid, product_gid, sku, sku_key, title, tracked, item_gid)"
    " ON CONFLICT (store_id, gid) DO UPDATE SET product_gid = excluded.product_gid,"
    " sku = excluded.sku, sku_key = excluded.sku_key, title = excluded.title,"
    " tracked = excluded.tracked, item_gid = excluded.item_gid, read_at = excluded.read_at"
    " WHERE variants.read_at <= excluded.read_at"
)


class SqlVariants:
    """See `core.ports.Variants`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def put(
        self, store_id: StoreId, found: Collection[CatalogueVariant], read_at: datetime
    ) -> None:
        """Insert or update, except what was read later than `read_at`."""
        # The last one counts, should a listing name one twice.
        rows = iter({one.gid: one for one in found}.values())
        while some := list(islice(rows, _AT_ONCE)):
            values = {
                "store_id": store_id,
                "read_at": read_at,
                "gids": [one.gid for one in some],
                "product_gids": [one.product_gid for one in some],
                "skus": [one.sku for one in some],
                "keys": [key_of(one.sku) for one in some],
                "titles": [one.title for one in some],
                "tracked": [one.tracked for one in some],
                "items": [one.item_gid for one in some],
            }
            await self._session.run(_PUT, values)

    async def forget_older(self, store_id: StoreId, read_at: datetime) -> int:
        """Forget what was last read before this time; how many there were."""
        older = delete(variants).where(
            variants.c.store_id == store_id, variants.c.read_at < read_at
        )
        return (await self._session.run(older)).rowcount

    async def forget(self, store_id: StoreId, gids: Collection[str]) -> None:
        """Forget these."""
        of_store = variants.c.store_id == store_id
        await self._session.run(delete(variants).where(of_store, among_texts(variants.c.gid, gids)))

    async def of_store(self, store_id: StoreId) -> Sequence[CatalogueVariant]:
        """All of them, by SKU, then id."""
        return await self._found(_of(store_id))

    async def of_product(self, store_id: StoreId, product_gid: str) -> Sequence[CatalogueVariant]:
        """Those of one product, locked until this unit is over."""
        wanted = _of(store_id).where(variants.c.product_gid == product_gid)
        return await self._found(wanted.with_for_update())

    async def of_stores(
        self, wanted: Collection[tuple[StoreId, str]]
    ) -> Mapping[tuple[StoreId, str], CatalogueVariant]:
        """These, by store and id, as far as they are kept."""
        pairs = sorted(set(wanted))
        values = {"stores": [store for store, _ in pairs], "gids": [gid for _, gid in pairs]}
        statement = select(*_COLUMNS, variants.c.store_id).where(_PAIRS)
        rows = (await self._session.run(statement, values)).all()
        found = zip(rows, _variants(row[:-1] for row in rows), strict=True)
        return {(StoreId(row.store_id), row.gid): variant for row, variant in found}

    async def of_item(self, store_id: StoreId, item_gid: str) -> Sequence[CatalogueVariant]:
        """Those that Shopify counts by this inventory item."""
        return await self._found(_of(store_id).where(variants.c.item_gid == item_gid))

    async def near(self, store_id: StoreId, keys: Collection[str]) -> Sequence[CatalogueVariant]:
        """Those whose SKU has one of these keys."""
        return await self._found(_of(store_id).where(among_texts(variants.c.sku_key, keys)))

    async def _found(self, statement: Select[Any]) -> Sequence[CatalogueVariant]:
        return list(_variants(await self._session.run(statement)))


class SqlMatchRuns:
    """See `core.ports.MatchRuns`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, connection_id: ConnectionId, *, lock: bool = False) -> MatchRun | None:
        """None when it was never matched."""
        statement = select(match_runs).where(match_runs.c.connection_id == connection_id)
        if lock:
            statement = statement.with_for_update()
        row = (await self._session.run(statement)).one_or_none()
        return None if row is None else _run(row)

    async def begin(self, run: MatchRun) -> bool:
        """Insert it, or put it in the place of the one before; False when another is there."""
        values = _values(run)
        statement = insert(match_runs).values(**values)
        row = await self._session.inserted(
            statement.on_conflict_do_update(
                index_elements=[match_runs.c.connection_id],
                set_=values,
                where=match_runs.c.number == run.number - 1,
            ).returning(match_runs.c.number)
        )
        return row is not None

    async def save(self, run: MatchRun) -> bool:
        """Keep how far it is; False when another one has taken its place."""
        same = (match_runs.c.connection_id == run.connection_id) & (
            match_runs.c.number == run.number
        )
        saved = update(match_runs).where(same).values(**_values(run))
        return (await self._session.run(saved)).rowcount > 0

    async def matched(self) -> Collection[ConnectionId]:
        """The connections that were matched to the end at least once."""
        statement = select(match_runs.c.connection_id).where(match_runs.c.matched_at.is_not(None))
        return {ConnectionId(found) for found in (await self._session.run(statement)).scalars()}


def _of(store_id: StoreId) -> Select[Any]:
    by_sku = select(*_COLUMNS).order_by(variants.c.sku, variants.c.gid)
    return by_sku.where(variants.c.store_id == store_id)


def _variants(rows: Any) -> Iterator[CatalogueVariant]:
    for row in rows:
        yield CatalogueVariant(*row)


def _values(run: MatchRun) -> dict[str, Any]:
    return {
        "connection_id": run.connection_id,
        "number": run.number,
        "stage": run.stage.value,
        "actor": run.actor,
        "channel": run.channel,
        "started_at": run.started_at,
        "lease_until": run.lease_until,
        "destination": asdict(run.destination),
        "source": asdict(run.source),
        "told_at": run.told_at,
        "finished_at": run.finished_at,
        "reason": codecs.optional_reason_to_json(run.reason),
        "attached": run.attached,
        "matched_at": run.matched_at,
    }


def _run(row: Row[Any]) -> MatchRun:
    return MatchRun(
        connection_id=ConnectionId(row.connection_id),
        number=row.number,
        stage=Stage(row.stage),
        actor=row.actor,
        channel=row.channel,
        started_at=row.started_at,
        lease_until=row.lease_until,
        destination=_reading(row.destination),
        source=_reading(row.source),
        told_at=row.told_at,
        finished_at=row.finished_at,
        reason=codecs.optional_reason_from_json(row.reason),
        attached=row.attached,
        matched_at=row.matched_at,
    )


def _reading(value: Mapping[str, Any]) -> Reading:
    return Reading(value["operation"], value["counted"], value["kept"], value["tries"])
