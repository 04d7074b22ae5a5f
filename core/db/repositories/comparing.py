"""What whole stores were listed to have, and the newest comparison of each connection."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert

from core.db import codecs
from core.db.repositories.stock_orders import CHANGED
from core.db.session import Session
from core.db.tables import comparisons, listed_levels, stock_differences, stock_listings
from core.domain.stock.comparisons import Comparison, Stage, StockListing
from core.domain.stock.differences import Difference, Seen
from core.domain.stock.shelves import Spot
from core.domain.stores import ConnectionId, StoreId
from core.ports.comparing import ListedLevel

# One statement of arrays for any number of rows: its text is the same each time.
_PUT_LEVELS = text(
    "INSERT INTO listed_levels (store_id, item_gid, location_gid, available)"
    " SELECT :store, each.item, each.place, each.units FROM unnest(CAST(:items AS text[]),"
    " CAST(:places AS text[]), CAST(:units AS int[])) AS each (item, place, units)"
    " ON CONFLICT (store_id, item_gid, location_gid) DO UPDATE SET available = excluded.available"
)
_SEEN = text(
    "SELECT store_id, item_gid, location_gid, available FROM listed_levels"
    " WHERE (store_id, item_gid) IN (SELECT * FROM unnest(CAST(:stores AS bigint[]),"
    " CAST(:items AS text[])))"
)
_PUT_DIFFERENCES = text(
    "INSERT INTO stock_differences (connection_id, variant_gid, location_gid, source_variant_gid,"
    " shows, wanted) SELECT :link, each.* FROM unnest(CAST(:variants AS text[]),"
    " CAST(:places AS text[]), CAST(:sources AS text[]), CAST(:shows AS int[]),"
    " CAST(:wanted AS int[])) AS each"
)
_FOUND = text(
    "SELECT c.destination_id, d.variant_gid, d.location_gid, d.source_variant_gid, d.shows,"
    " d.wanted, COALESCE(v.sku, '') AS sku, COALESCE(v.title, '') AS title"
    " FROM stock_differences d JOIN connections c ON c.id = d.connection_id"
    " LEFT JOIN variants v ON v.store_id = c.destination_id AND v.gid = d.variant_gid"
    " WHERE d.connection_id = :link ORDER BY sku, d.variant_gid, d.location_gid LIMIT :limit"
)
# One that shows what it is believed to needs no look: its number is written over that one, or not.
# The item's other shelves do: of several that are wrong the first alone is put right by the sum.
_REDO_SHELVES = text(
    "UPDATE shelves s SET doubtful = true, edition = s.edition + 1"
    " FROM stock_differences d JOIN connections c ON c.id = d.connection_id"
    " WHERE d.connection_id = :link AND s.store_id = c.destination_id"
    " AND s.variant_gid = d.variant_gid AND (s.location_gid <> d.location_gid"
    " OR s.shown IS DISTINCT FROM d.shows OR NOT s.stocked)"
)
_REDO_POOLS = text(
    "INSERT INTO stock_changes (source_id, variant_gid, why, number, began_at, changed_at)"  # noqa: S608 - our own words
    " SELECT DISTINCT c.source_id, d.source_variant_gid, 'resync', 1, now(), now()"
    " FROM stock_differences d JOIN connections c ON c.id = d.connection_id"
    f" WHERE d.connection_id = :link ORDER BY 2{CHANGED}"
)
_WAITING = text(
    "SELECT count(DISTINCT d.variant_gid) FROM stock_differences d"
    " JOIN connections c ON c.id = d.connection_id"
    " JOIN stock_changes s ON s.source_id = c.source_id AND s.variant_gid = d.source_variant_gid"
    " LEFT JOIN shelves h ON h.store_id = c.destination_id AND h.variant_gid = d.variant_gid"
    " AND h.location_gid = d.location_gid"
    # What was looked at, and is kept in mind for its missing units alone, waits only for these.
    " WHERE d.connection_id = :link AND (s.why <> 'left' OR h.shown IS NULL OR h.doubtful"
    " OR h.writing IS NOT NULL"
    " OR jsonb_path_exists(h.gaps, '$[*] ? (@.units > 0)'))"
)
_WRITTEN = text(
    "SELECT count(*) FROM stock_differences d JOIN connections c ON c.id = d.connection_id"
    " JOIN shelves s ON s.store_id = c.destination_id AND s.variant_gid = d.variant_gid"
    " AND s.location_gid = d.location_gid"
    " WHERE d.connection_id = :link AND s.why = 'source' AND s.moved_at >= :since"
)


class SqlStockListings:
    """See `core.ports.comparing.StockListings`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, store_id: StoreId, *, lock: bool = False) -> StockListing | None:
        """None when it was never listed."""
        statement = select(stock_listings).where(stock_listings.c.store_id == store_id)
        rows = await self._session.run(statement.with_for_update() if lock else statement)
        row = rows.one_or_none()
        return None if row is None else _listing_of(row)

    async def begin(self, listing: StockListing) -> bool:
        """Insert it, or put it in the place of the one before; False when another is there."""
        values = _listing_values(listing)
        statement = insert(stock_listings).values(**values)
        row = await self._session.inserted(
            statement.on_conflict_do_update(
                index_elements=[stock_listings.c.store_id],
                set_=values,
                where=stock_listings.c.number == listing.number - 1,
            ).returning(stock_listings.c.number)
        )
        return row is not None

    async def save(self, listing: StockListing) -> bool:
        """Keep how far it is; False when another one has taken its place."""
        same = (stock_listings.c.store_id == listing.store_id) & (
            stock_listings.c.number == listing.number
        )
        saved = update(stock_listings).where(same).values(**_listing_values(listing))
        return (await self._session.run(saved)).rowcount > 0

    async def clear(self, store_id: StoreId) -> None:
        """Forget all that was listed."""
        await self._session.run(delete(listed_levels).where(listed_levels.c.store_id == store_id))

    async def put(self, store_id: StoreId, levels: Collection[ListedLevel]) -> None:
        """Insert or update by item and location."""
        # The last one counts, should a listing name one twice.
        rows = list({(one.item_gid, one.location_gid): one for one in levels}.values())
        values = {
            "store": store_id,
            "items": [one.item_gid for one in rows],
            "places": [one.location_gid for one in rows],
            "units": [one.available for one in rows],
        }
        await self._session.run(_PUT_LEVELS, values)

    async def seen(
        self, items: Collection[tuple[StoreId, str]], whole: Collection[StoreId]
    ) -> Seen:
        """What was listed of these stores' inventory items; these stores were listed whole."""
        pairs = sorted(set(items))
        values = {"stores": [store for store, _ in pairs], "items": [item for _, item in pairs]}
        found = {
            (StoreId(row.store_id), row.item_gid, row.location_gid): row.available
            for row in await self._session.run(_SEEN, values)
        }
        return Seen(found, frozenset(whole))


class SqlComparisons:
    """See `core.ports.comparing.Comparisons`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, connection_id: ConnectionId, *, lock: bool = False) -> Comparison | None:
        """None when it was never compared."""
        statement = select(comparisons).where(comparisons.c.connection_id == connection_id)
        rows = await self._session.run(statement.with_for_update() if lock else statement)
        row = rows.one_or_none()
        return None if row is None else _comparison_of(row)

    async def begin(self, run: Comparison) -> bool:
        """Insert it, or put it in the place of the one before, whose differences are forgotten."""
        values = _comparison_values(run)
        statement = insert(comparisons).values(**values)
        row = await self._session.inserted(
            statement.on_conflict_do_update(
                index_elements=[comparisons.c.connection_id],
                set_=values,
                where=comparisons.c.number == run.number - 1,
            ).returning(comparisons.c.number)
        )
        if row is None:
            return False
        await self._forget(run.connection_id)
        return True

    async def save(self, run: Comparison) -> bool:
        """Keep how far it is; False when another one has taken its place."""
        same = (comparisons.c.connection_id == run.connection_id) & (
            comparisons.c.number == run.number
        )
        saved = update(comparisons).where(same).values(**_comparison_values(run))
        return (await self._session.run(saved)).rowcount > 0

    async def moved(self, run: Comparison, channel: str) -> None:
        """From now on it is told there; how far it is may be another matter by now."""
        same = (comparisons.c.connection_id == run.connection_id) & (
            comparisons.c.number == run.number
        )
        await self._session.run(update(comparisons).where(same).values(channel=channel))

    async def attached(self, run: Comparison) -> None:
        """The list of its differences is in its thread, or the reason why it is not."""
        same = (comparisons.c.connection_id == run.connection_id) & (
            comparisons.c.number == run.number
        )
        values = {"attached": True, "reason": codecs.optional_reason_to_json(run.reason)}
        await self._session.run(update(comparisons).where(same).values(**values))

    async def put(self, run: Comparison, found: Collection[Difference]) -> None:
        """Keep these in place of what was found before."""
        await self._forget(run.connection_id)
        rows = list(found)
        values = {
            "link": run.connection_id,
            "variants": [one.spot.variant_gid for one in rows],
            "places": [one.spot.location_gid for one in rows],
            "sources": [one.source_variant_gid for one in rows],
            "shows": [one.shows for one in rows],
            "wanted": [one.wanted for one in rows],
        }
        await self._session.run(_PUT_DIFFERENCES, values)

    async def found(self, connection_id: ConnectionId, limit: int) -> Sequence[Difference]:
        """The first differences by SKU, with the items' SKUs and titles."""
        rows = await self._session.run(_FOUND, {"link": connection_id, "limit": limit})
        return [
            Difference(
                Spot(StoreId(row.destination_id), row.variant_gid, row.location_gid),
                row.source_variant_gid,
                row.shows,
                row.wanted,
                row.sku,
                row.title,
            )
            for row in rows
        ]

    async def redo(self, run: Comparison) -> None:
        """The source's numbers are to be counted again, and the shelves looked at that show
        something else than is believed."""
        await self._session.run(_REDO_SHELVES, {"link": run.connection_id})
        await self._session.run(_REDO_POOLS, {"link": run.connection_id})

    async def waiting(self, run: Comparison) -> int:
        """Of how many of the differing items nothing was done yet."""
        found = await self._session.run(_WAITING, {"link": run.connection_id})
        return int(found.scalar_one())

    async def written(self, run: Comparison) -> int:
        """How many numbers were written to the differences' shelves since they are put right."""
        since = run.applied_at or run.started_at
        found = await self._session.run(_WRITTEN, {"link": run.connection_id, "since": since})
        return int(found.scalar_one())

    async def _forget(self, connection_id: ConnectionId) -> None:
        of_link = stock_differences.c.connection_id == connection_id
        await self._session.run(delete(stock_differences).where(of_link))


def _listing_values(listing: StockListing) -> dict[str, Any]:
    return {
        "store_id": listing.store_id,
        "number": listing.number,
        "started_at": listing.started_at,
        "operation": listing.operation,
        "counted": listing.counted,
        "tries": listing.tries,
        "kept_at": listing.kept_at,
        "reason": codecs.optional_reason_to_json(listing.reason),
    }


def _listing_of(row: Row[Any]) -> StockListing:
    return StockListing(
        store_id=StoreId(row.store_id),
        number=row.number,
        started_at=row.started_at,
        operation=row.operation,
        counted=row.counted,
        tries=row.tries,
        kept_at=row.kept_at,
        reason=codecs.optional_reason_from_json(row.reason),
    )


_PLAIN = (
    "connection_id",
    "number",
    "actor",
    "channel",
    "started_at",
    "lease_until",
    "items",
    "differing",
    "applied_by",
    "applied_at",
    "told_at",
    "finished_at",
    "attached",
    "left_alone",
    "numbers",
)


def _comparison_values(run: Comparison) -> dict[str, Any]:
    reason = codecs.optional_reason_to_json(run.reason)
    plain = {name: getattr(run, name) for name in _PLAIN}
    return {**plain, "stage": run.stage.value, "reason": reason}


def _comparison_of(row: Row[Any]) -> Comparison:
    plain = {name: getattr(row, name) for name in _PLAIN}
    reason = codecs.optional_reason_from_json(row.reason)
    return Comparison(**plain, stage=Stage(row.stage), reason=reason)
