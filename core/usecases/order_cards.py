"""Build the cards of orders from what is kept: no question to Shopify, few to the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.cards import OrderCard, OrderRow, PushCard
from core.domain.leftovers import left_behind
from core.domain.links import AdminLinks
from core.domain.locations import LocationGroup
from core.domain.lookups import DELAYS, Looks, looks_to_come
from core.domain.mirrors.questions import CHOICES
from core.domain.mirrors.records import Mirror
from core.domain.placement import places_of
from core.domain.push_list import PushRow
from core.domain.push_settings import Mode
from core.domain.pushes import Push, PushId, PushState
from core.domain.stores import Store, StoreId
from core.ports import OrderRecord, UnitOfWork

_OPEN_REASON = frozenset({PushState.FAILED, PushState.UNKNOWN, PushState.HELD})


@dataclass(frozen=True, slots=True)
class OrderCards:
    """Cards for alerts, modals, digests and lists; `delays` are the waits before look-ups."""

    links: AdminLinks
    delays: Sequence[timedelta] = DELAYS

    async def card(self, unit: UnitOfWork, record: OrderRecord) -> OrderCard:
        """One order whole."""
        stores = {store.id: store for store in await unit.stores.all()}
        connections = await unit.connections.sources_of(record.store_id)
        pushes = await unit.pushes.of_order(record.id)
        automatic = any(c.settings.mode is Mode.AUTOMATIC for c in connections)
        store = stores[record.store_id]
        asked = await _questions(unit, pushes)
        return OrderCard(
            order_id=record.id,
            store=store,
            facts=record.facts,
            url=self.links.order(store, record.facts.gid),
            lines=record.lines,
            pushes=tuple(
                replace(self._push(p, stores[p.source_id]), questions=asked.get(p.id, ()))
                for p in pushes
            ),
            mode=Mode.AUTOMATIC if automatic else Mode.MANUAL,
            held_by=record.held_by,
        )

    async def rows(self, unit: UnitOfWork, records: Sequence[OrderRecord]) -> tuple[OrderRow, ...]:
        """Many orders in brief, in the order given; three queries however many."""
        stores = {store.id: store for store in await unit.stores.all()}
        groups = await unit.locations.all()
        pushes = await unit.pushes.of_orders([record.id for record in records])
        return tuple(
            self._row(record, stores, pushes.get(record.id, ()), groups) for record in records
        )

    def push_row(self, record: OrderRecord, push: Push, stores: Mapping[StoreId, Store]) -> PushRow:
        """One push in brief."""
        store = stores[record.store_id]
        return PushRow(
            order_id=record.id,
            store=store,
            facts=record.facts,
            url=self.links.order(store, record.facts.gid),
            card=self._push(push, stores[push.source_id]),
        )

    def _row(
        self,
        record: OrderRecord,
        stores: Mapping[StoreId, Store],
        pushes: Sequence[Push],
        groups: Sequence[LocationGroup],
    ) -> OrderRow:
        store = stores[record.store_id]
        shown = [push for push in pushes if push.state is not PushState.SKIPPED]
        reasons = (p.reason for p in shown if p.reason and p.state in _OPEN_REASON)
        waiting = (push for push in shown if push.waits_at_source)
        places = (name for push in waiting for name in places_of(push, groups, store.id))
        return OrderRow(
            order_id=record.id,
            store=store,
            facts=record.facts,
            url=self.links.order(store, record.facts.gid),
            pushes=tuple(self._push(push, stores[push.source_id]) for push in shown),
            reason=next(reasons, None),
            left_behind=left_behind(record.facts, record.lines, pushes),
            places=tuple(dict.fromkeys(places)),
        )

    def _push(self, push: Push, source: Store) -> PushCard:
        made = push.source_order
        url = self.links.order(source, made.gid) if made else None
        return PushCard(push, source, url, self._looks(push))

    def _looks(self, push: Push) -> Looks | None:
        if push.state is not PushState.UNKNOWN or push.asked or push.unknown_since is None:
            return None
        return looks_to_come(push.unknown_since, push.lookups, self.delays)


async def _questions(
    unit: UnitOfWork, pushes: Sequence[Push]
) -> Mapping[PushId, tuple[Mirror, ...]]:
    """What people are or were asked about changes of these pushes' orders."""
    made = [push.id for push in pushes if push.source_order is not None]
    found: dict[PushId, tuple[Mirror, ...]] = {}
    for mirror in await unit.mirrors.of_pushes(made) if made else ():
        if mirror.kind in CHOICES:
            found[mirror.push_id] = (*found.get(mirror.push_id, ()), mirror)
    return found
