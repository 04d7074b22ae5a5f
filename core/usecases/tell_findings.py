"""Say once what was found and mended, a message a store and time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.findings import Finding, Kind, was_told
from core.domain.links import AdminLinks
from core.domain.notices import Notice
from core.domain.operation_cards import FindingsCard, Found
from core.domain.pushes import Push, PushId
from core.domain.stores import Store, StoreId
from core.domain.words import say
from core.domain.work import TellFindings as TellFindingsWork
from core.ports import UnitOfWork, UnitOfWorkFactory
from core.usecases.deliver import Deliver
from core.usecases.find_missed import state_of

_OF_PUSHES = (Kind.NO_OUTCOME, Kind.JOB_LOST, Kind.MADE_TWICE)
_PAID = frozenset({"PAID", "PARTIALLY_REFUNDED"})


@dataclass(frozen=True, slots=True)
class TellFindings:
    """`channel` is where the operators look; without one, the store's own channel is taken."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver
    links: AdminLinks
    channel: str | None

    async def __call__(self, work: TellFindingsWork) -> None:
        """What turns out to have been told after all, or to concern nobody, is left out; where
        nothing remains nothing is posted.

        Raises:
            Temporary, Rejected, Broken: as the notifier does; told again it is the same message.
        """
        store_id = StoreId(work.store_id)
        async with self.open_unit() as unit:
            store = await unit.stores.get(store_id)
            batch, found = await unit.findings.take(store_id)
            card = FindingsCard(store, await self._named(unit, store, found))
            key = f"findings:{store_id}:{batch}"
            existing = (await unit.messages.get([key])).get(key)
            later = await unit.findings.next_due(store_id)
            if later is not None:
                await unit.jobs.add(TellFindingsWork(store_id), at=later)
            await unit.commit()
        channel = self.channel or store.channel
        if card.found and channel is not None:
            await self.deliver(Notice(key, channel, card, post=True), existing)
        async with self.open_unit() as unit:
            await unit.findings.told(store_id, batch)
            await unit.commit()

    async def _named(
        self, unit: UnitOfWork, store: Store, found: Sequence[Finding]
    ) -> tuple[Found, ...]:
        of = {kind: [one for one in found if one.kind is kind] for kind in Kind}
        return (
            *await self._orders(unit, store, of[Kind.ORDER]),
            *await self._source_orders(unit, store, of[Kind.SOURCE_ORDER]),
            *await self._pushes(unit, [one for kind in _OF_PUSHES for one in of[kind]]),
            *(Found(one.kind, one.thing) for one in of[Kind.WEBHOOK]),
        )

    async def _orders(
        self, unit: UnitOfWork, store: Store, found: Sequence[Finding]
    ) -> list[Found]:
        kept = await unit.orders.by_gids(store.id, [one.thing for one in found])
        named = []
        for one in await _still_untold(unit, store, found):
            record = kept.get(one.thing)
            status = record.facts.financial_status if record else None
            if record is not None and status in _PAID and status != one.before:
                url = self.links.order(store, record.facts.gid)
                named.append(Found(one.kind, record.facts.name, url))
        return named

    async def _source_orders(
        self, unit: UnitOfWork, store: Store, found: Sequence[Finding]
    ) -> list[Found]:
        ours = await unit.pushes.by_source_orders(store.id, [one.thing for one in found])
        named = []
        for one in await _still_untold(unit, store, found):
            push = ours.get(one.thing)
            made = push.source_order if push else None
            if made is not None and state_of(made) != one.before:
                named.append(Found(one.kind, made.name, self.links.order(store, made.gid)))
        return named

    async def _pushes(self, unit: UnitOfWork, found: Sequence[Finding]) -> list[Found]:
        pushes = await unit.pushes.get_many([PushId(int(one.thing)) for one in found])
        orders = await unit.orders.get_many([push.order_id for push in pushes.values()])
        stores = {store.id: store for store in await unit.stores.all()}
        named = []
        for one in found:
            push = pushes.get(PushId(int(one.thing)))
            order = orders.get(push.order_id) if push else None
            if push is not None and order is not None:
                url = self.links.order(stores[order.store_id], order.facts.gid)
                said = f"{order.facts.name} → {stores[push.source_id].name}"
                if one.kind is Kind.MADE_TWICE:
                    said = f"{said}: {_both(push, one)}"
                named.append(Found(one.kind, said, url))
        return named


def _both(push: Push, found: Finding) -> str:
    """The source orders that stand there, by name."""
    known = push.source_order.name if push.source_order else push.state.value
    return say("{before} beside {known}", before=found.before, known=known)


async def _still_untold(
    unit: UnitOfWork, store: Store, found: Collection[Finding]
) -> list[Finding]:
    heard = await unit.inbox.heard(store.id, [one.thing for one in found])
    return [
        one for one in found if not was_told(datetime.fromisoformat(one.mark), heard.get(one.thing))
    ]
