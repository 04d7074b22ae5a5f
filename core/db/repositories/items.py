"""Items of connections, and the aliases that match some of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, case, delete, exists, func, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import Insert, insert

from core.db.session import Session, among, among_texts
from core.db.tables import aliases, items, variants
from core.domain.items import SYNCED, Alias, Item, ItemState, MatchedBy
from core.domain.stores import ConnectionId, StoreId

_AT_ONCE = 2000
"""Rows of one insert: PostgreSQL takes 65,535 parameters a statement."""

_KEY = [items.c.connection_id, items.c.variant_gid]
_CHANGING = (
    "sku",
    "title",
    "state",
    "source_variant_gid",
    "source_sku",
    "matched_by",
    "suggestion",
)
_FRESH = ", ".join(f"excluded.{name}" for name in _CHANGING if name != "state")
_KEPT = ", ".join(f"items.{name}" for name in _CHANGING if name != "state")
# A pause outlives a match. One statement of arrays for any number of rows.
_STATE = (
    "CASE WHEN items.state = 'paused' AND excluded.state = 'active' THEN items.state"
    " ELSE excluded.state END"
)
_PUT = text(
    f"INSERT INTO items (connection_id, variant_gid, {', '.join(_CHANGING)})"  # noqa: S608 - our own names
    " SELECT * FROM unnest(CAST(:connection_id AS bigint[]), CAST(:variant_gid AS text[]), "
    + ", ".join(f"CAST(:{name} AS text[])" for name in _CHANGING)
    + f") ON CONFLICT (connection_id, variant_gid) DO UPDATE SET state = {_STATE},"
    + ", ".join(f" {name} = excluded.{name}" for name in _CHANGING if name != "state")
    + f", changed_at = now() WHERE ({_KEPT}, items.state) IS DISTINCT FROM ({_FRESH}, {_STATE})"
)


class SqlItems:
    """See `core.ports.Items`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of_variants(
        self, connection_ids: Collection[ConnectionId], variant_gids: Collection[str]
    ) -> Sequence[Item]:
        """The items of these destination variants, on any of these connections."""
        statement = select(items).where(
            among(items.c.connection_id, connection_ids),
            among_texts(items.c.variant_gid, variant_gids),
        )
        return [_item(row) for row in await self._session.run(statement)]

    async def of_source_variants(
        self, connection_ids: Collection[ConnectionId], variant_gids: Collection[str]
    ) -> Sequence[Item]:
        """The items that these source variants stand for, on any of these connections."""
        statement = select(items).where(
            among(items.c.connection_id, connection_ids),
            among_texts(items.c.source_variant_gid, variant_gids),
        )
        return [_item(row) for row in await self._session.run(statement)]

    async def by_sku(self, sku: str, limit: int) -> Sequence[Item]:
        """Items of all connections with this SKU, in any case, at either end."""
        wanted = sku.lower()
        same = (func.lower(items.c.sku) == wanted) | (func.lower(items.c.source_sku) == wanted)
        ordered = select(items).where(same).order_by(items.c.connection_id, items.c.variant_gid)
        return [_item(row) for row in await self._session.run(ordered.limit(limit))]

    async def page(
        self,
        connection_id: ConnectionId,
        states: Collection[ItemState],
        limit: int,
        after: tuple[str, str] = ("", ""),
    ) -> Sequence[Item]:
        """Items in these states by (sku, variant), those behind `after` of the page before."""
        place = tuple_(items.c.sku, items.c.variant_gid)
        statement = select(items).where(
            items.c.connection_id == connection_id,
            among_texts(items.c.state, [state.value for state in states]),
            place > tuple_(*after),
        )
        ordered = statement.order_by(items.c.sku, items.c.variant_gid).limit(limit)
        return [_item(row) for row in await self._session.run(ordered)]

    async def counts(self, connection_id: ConnectionId) -> Mapping[ItemState, int]:
        """How many items stand in each state."""
        counted = select(items.c.state, func.count().label("many")).group_by(items.c.state)
        rows = await self._session.run(counted.where(items.c.connection_id == connection_id))
        return {ItemState(row.state): row.many for row in rows}

    async def near_misses(
        self, connection_id: ConnectionId, limit: int
    ) -> tuple[Sequence[Item], int]:
        """The first items with a suggestion, by SKU, and how many there are."""
        near = (items.c.connection_id == connection_id) & items.c.suggestion.is_not(None)
        first = select(items).where(near).order_by(items.c.sku, items.c.variant_gid).limit(limit)
        found = [_item(row) for row in await self._session.run(first)]
        if len(found) < limit:
            return found, len(found)
        many = select(func.count()).select_from(items).where(near)
        return found, (await self._session.run(many)).scalar_one()

    async def of_skus(
        self, connection_id: ConnectionId, skus: Collection[str], limit: int
    ) -> Sequence[Item]:
        """Items with these SKUs, in any case, by SKU."""
        statement = select(items).where(
            items.c.connection_id == connection_id,
            among_texts(func.lower(items.c.sku), [sku.lower() for sku in skus]),
        )
        ordered = statement.order_by(items.c.sku, items.c.variant_gid).limit(limit)
        return [_item(row) for row in await self._session.run(ordered)]

    async def put(self, found: Collection[Item]) -> int:
        """Insert or update by (connection, variant); how many are new or different. What people
        paused stays paused."""
        rows = [_values(item) for item in found]
        names = ("connection_id", "variant_gid", *_CHANGING)
        values = {name: [row[name] for row in rows] for name in names}
        return (await self._session.run(_PUT, values)).rowcount if rows else 0

    async def adopt(self, found: Collection[Item]) -> None:
        """Insert those that are not there yet, or that were missing or ambiguous; what is synced
        already stays as it is."""
        for statement in _inserts(found):
            await self._session.run(
                statement.on_conflict_do_update(
                    index_elements=_KEY, set_=_new(statement), where=_not_synced()
                )
            )

    async def pause(
        self, connection_id: ConnectionId, skus: Collection[str], *, paused: bool
    ) -> int:
        """Pause, or resume, the synced items with these SKUs (in any case); how many changed."""
        was, becomes = ItemState.ACTIVE, ItemState.PAUSED
        if not paused:
            was, becomes = becomes, was
        statement = update(items).where(
            items.c.connection_id == connection_id,
            items.c.state == was.value,
            among_texts(func.lower(items.c.sku), [sku.lower() for sku in skus]),
        )
        values = {"state": becomes.value, "changed_at": func.now()}
        return (await self._session.run(statement.values(**values))).rowcount

    async def forget_gone(self, connection_id: ConnectionId, destination_id: StoreId) -> int:
        """Forget the items of variants that the destination does not sell any more, as far as its
        catalogue is kept; how many there were."""
        sold = exists().where(
            variants.c.store_id == destination_id, variants.c.gid == items.c.variant_gid
        )
        gone = delete(items).where(items.c.connection_id == connection_id, ~sold)
        return (await self._session.run(gone)).rowcount

    async def keep_only(self, connection_id: ConnectionId, variant_gids: Collection[str]) -> int:
        """Forget the items of variants that are not among these; how many there were."""
        gone = delete(items).where(
            items.c.connection_id == connection_id,
            ~among_texts(items.c.variant_gid, variant_gids),
        )
        return (await self._session.run(gone)).rowcount

    async def aliases(self, connection_ids: Collection[ConnectionId]) -> Sequence[Alias]:
        """The aliases of these connections, by SKU."""
        statement = select(aliases).where(among(aliases.c.connection_id, connection_ids))
        rows = await self._session.run(statement.order_by(aliases.c.sku))
        return [Alias(ConnectionId(row.connection_id), row.sku, row.source_sku) for row in rows]

    async def add_alias(self, alias: Alias) -> None:
        """Insert or update by (connection, sku)."""
        statement = insert(aliases).values(
            connection_id=alias.connection_id, sku=alias.sku, source_sku=alias.source_sku
        )
        await self._session.run(
            statement.on_conflict_do_update(
                index_elements=[aliases.c.connection_id, aliases.c.sku],
                set_={"source_sku": alias.source_sku},
            )
        )

    async def remove_alias(self, connection_id: ConnectionId, sku: str) -> bool:
        """False when there was none."""
        gone = delete(aliases).where(aliases.c.connection_id == connection_id, aliases.c.sku == sku)
        return (await self._session.run(gone)).rowcount > 0


def _inserts(wanted: Collection[Item]) -> list[Insert]:
    rows = [_values(item) for item in wanted]
    return [
        insert(items).values(rows[start : start + _AT_ONCE])
        for start in range(0, len(rows), _AT_ONCE)
    ]


def _new(statement: Insert) -> dict[str, Any]:
    """The new values, except that a pause outlives a match."""
    fresh = statement.excluded
    paused = (items.c.state == ItemState.PAUSED.value) & (fresh.state == ItemState.ACTIVE.value)
    return {
        **{name: fresh[name] for name in _CHANGING},
        "state": case((paused, items.c.state), else_=fresh.state),
        "changed_at": func.now(),
    }


def _not_synced() -> ColumnElement[bool]:
    return ~among_texts(items.c.state, [state.value for state in SYNCED])


def _values(item: Item) -> dict[str, Any]:
    return {
        "connection_id": item.connection_id,
        "variant_gid": item.variant_gid,
        "sku": item.sku,
        "title": item.title,
        "state": item.state.value,
        "source_variant_gid": item.source_variant_gid,
        "source_sku": item.source_sku,
        "matched_by": item.matched_by and item.matched_by.value,
        "suggestion": item.suggestion,
    }


def _item(row: Row[Any]) -> Item:
    return Item(
        connection_id=ConnectionId(row.connection_id),
        variant_gid=row.variant_gid,
        sku=row.sku,
        title=row.title,
        state=ItemState(row.state),
        source_variant_gid=row.source_variant_gid,
        source_sku=row.source_sku,
        matched_by=None if row.matched_by is None else MatchedBy(row.matched_by),
        suggestion=row.suggestion,
    )
