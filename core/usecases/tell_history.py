"""What is new in an order's history, as replies in the threads of its messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from core.domain.errors import Rejected
from core.domain.orders import OrderId
from core.domain.pushes import Push
from core.domain.stores import Store
from core.domain.timeline import ReplyCard, entries_of
from core.ports import Clock, Notifier, OrderRecord, UnitOfWorkFactory
from core.ports.history import Thread, ThreadReply

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    record: OrderRecord
    store: Store
    pushes: Sequence[Push]
    stores: Sequence[Store]


@dataclass(frozen=True, slots=True)
class TellHistory:
    """A reply is named before it is posted, with all that it tells: so one that was lost between
    posting and recording is found again by its name, and nothing is told twice or left out."""

    open_unit: UnitOfWorkFactory
    notifier: Notifier
    clock: Clock

    async def __call__(self, order_id: OrderId) -> None:
        """One reply a thread, whatever has come together. An order whose customer's data was erased
        tells nothing any more.

        Raises:
            Temporary, Broken: as the notifier does; what was told stays told.
        """
        async with self.open_unit() as unit:
            record = await unit.orders.get(order_id)
            if record is None or record.facts.erased:
                return
            threads = await unit.events.threads(order_id)
            stores = await unit.stores.all()
            known = _Known(
                record,
                next(store for store in stores if store.id == record.store_id),
                await unit.pushes.of_order(order_id),
                stores,
            )
        for thread in threads:
            await self._finish(thread, known)
            await self._begin(thread, known)

    async def _finish(self, thread: Thread, known: _Known) -> None:
        """The reply whose process died, or whose answer was lost: it is there, or is posted now."""
        async with self.open_unit() as unit:
            begun = await unit.events.begun_reply(thread, known.record.id)
        if begun is None:
            return
        try:
            found = await self.notifier.find(thread.channel, begun.key, thread=thread.ts)
            if found is None:
                await self.notifier.turn(thread.channel)
                await self._post(thread, begun, known)
        except Rejected as error:
            _unheard(error)
        await self._replied(thread, begun)

    async def _begin(self, thread: Thread, known: _Known) -> None:
        # Before it is named: a reply that only waits for its turn need not be looked for.
        await self.notifier.turn(thread.channel)
        async with self.open_unit() as unit:
            fresh = await unit.events.begin_reply(thread, known.record.id)
            await unit.commit()
        if fresh is None:
            return
        try:
            await self._post(thread, fresh, known)
        except Rejected as error:
            _unheard(error)
        await self._replied(thread, fresh)

    async def _post(self, thread: Thread, reply: ThreadReply, known: _Known) -> None:
        facts = known.record.facts
        entries = entries_of(reply.events, facts.name, known.pushes, known.stores)
        card = ReplyCard(known.store, facts.name, facts.number, entries)
        await self.notifier.post(thread.channel, reply.key, card, thread=thread.ts)

    async def _replied(self, thread: Thread, reply: ThreadReply) -> None:
        async with self.open_unit() as unit:
            await unit.events.replied(thread, reply.key, self.clock.now())
            await unit.commit()


def _unheard(error: Rejected) -> None:
    """The alert was deleted, or its channel is closed: nobody reads there, and the history has it.
    So it counts as told, or it would be tried again at every change."""
    _log.info("history_not_told", code=error.reason.code)
