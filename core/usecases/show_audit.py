"""`/synctec audit [store]`: who did what, of what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.audit import AuditEntry
from core.domain.people import Actor, Right
from core.domain.people_cards import AuditCard, AuditLine
from core.domain.stores import Store, StoreId
from core.domain.timeline import Entry
from core.domain.timeline_words import said
from core.domain.words import joined, say
from core.ports import UnitOfWorkFactory
from core.ports.history import Deed
from core.usecases.find_store import find_store

_LINES = 200


@dataclass(frozen=True, slots=True)
class ShowAudit:
    """What was changed, and what people did about orders."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, handle: str | None, actor: Actor) -> AuditCard:
        """Newest first, of the stores that this person administers. Raises Rejected for an unknown
        store."""
        async with self.open_unit() as unit:
            access = await unit.people.access(actor)
            every = await unit.stores.all()
            stores = access.among(Right.ADMIN, every)
            title = say("Who did what")
            if handle is not None:
                wanted = await find_store(unit, handle)
                stores = [store for store in stores if store.id == wanted.id]
                title = say("Who did what at {store}", store=wanted.name)
            ids = [store.id for store in stores]
            entries = await unit.audit.newest_of(ids, _LINES)
            deeds = await unit.events.by_people(ids, _LINES)
        names = {store.id: store for store in every}
        lines = [
            *(_changed(entry, names) for entry in entries),
            *(_done(deed, names) for deed in deeds),
        ]
        newest = sorted(lines, key=lambda line: line.at, reverse=True)
        more = len(newest) > _LINES or len(entries) == _LINES or len(deeds) == _LINES
        return AuditCard(title, tuple(newest[:_LINES]), more)


def _changed(entry: AuditEntry, stores: Mapping[StoreId, Store]) -> AuditLine:
    both = (entry.store_id, entry.source_id)
    named = [stores[each].name for each in both if each is not None and each in stores]
    changes = "; ".join(f"{say(name)}: {was} → {now}" for name, (was, now) in entry.changes.items())
    told = f"{say(entry.action)}: {changes}" if changes else say(entry.action)
    return AuditLine(entry.at, entry.actor, told, _where(named))


def _done(deed: Deed, stores: Mapping[StoreId, Store]) -> AuditLine:
    ships = deed.source_id
    source = stores[ships].name if ships is not None and ships in stores else ""
    told = said(Entry(deed.event, deed.order_name, source))
    store = stores[deed.store_id].name if deed.store_id in stores else ""
    # Most sentences do not name the order: they stand in its own timeline.
    what = (
        told
        if deed.order_name in told
        else say("{told} (order {order})", told=told, order=deed.order_name)
    )
    return AuditLine(deed.event.happened_at, deed.event.actor, what, store)


def _where(names: Sequence[str]) -> str:
    return joined(names) or say("every store")
