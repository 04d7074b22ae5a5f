"""`/synctec push dest 1001`: force one order through, named as people name it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.domain.cards import AnswerCard
from core.domain.errors import SyncError, Temporary
from core.domain.orders import clean_number
from core.domain.people import Actor
from core.domain.pushes import PUSHABLE, SETTLED, Push
from core.domain.stores import StoreId
from core.domain.work import PushByNumber as PushByNumberWork
from core.domain.work import Reply, Urgency
from core.ports import Clock, Notifier, StoreGateway, UnitOfWorkFactory
from core.usecases.find_store import find_destination
from core.usecases.judgement import Judge, Judged, keep
from core.usecases.request_push import already, queue


@dataclass(frozen=True, slots=True)
class PushByNumber:
    """The command's first half: check the store, queue the work, answer at once."""

    open_unit: UnitOfWorkFactory

    async def __call__(
        self,
        handle: str,
        number: str,
        shipping_fee: Decimal | None,
        actor: Actor,
        reply: Reply,
    ) -> AnswerCard:
        """Raises Rejected for a store nobody knows, with the known handles, nearest first."""
        typed = clean_number(number)
        async with self.open_unit() as unit:
            store = await find_destination(unit, handle)
            fee = None if shipping_fee is None else str(shipping_fee)
            work = PushByNumberWork(
                store.id, typed, fee, actor.user, reply.channel, reply.response_url
            )
            await unit.jobs.add(work, urgency=Urgency.PERSON)
            await unit.commit()
        return AnswerCard(f"Looking for order {typed} in {store.name} …", good=True)


@dataclass(frozen=True, slots=True)
class CarryOutPushByNumber:
    """The command's second half, in a job: find the order, judge it, queue it, tell the person."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    judge: Judge
    clock: Clock
    notifier: Notifier

    async def __call__(self, work: PushByNumberWork) -> None:
        """Raises Temporary when the store cannot be reached now; everything else is told."""
        try:
            answer = await self._push(work)
        except Temporary:
            raise
        except SyncError as error:
            answer = AnswerCard(error.reason.sentence, error.reason.remedy)
        await self.notifier.answer(Reply(work.user, work.channel, work.response_url), answer)

    async def _push(self, work: PushByNumberWork) -> AnswerCard:
        store_id = StoreId(work.store_id)
        found = await self.gateway.find_orders(store_id, work.number, Urgency.PERSON)
        gids = found or await self._known(store_id, work.number)
        if not gids:
            return _unknown(work.number)
        if len(gids) > 1:
            return _ambiguous(work.number, len(gids))
        judged = await self.judge(store_id, gids[0], Urgency.PERSON)
        if judged is None:
            return _unknown(work.number)
        return await self._queue(judged, work)

    async def _known(self, store_id: StoreId, number: str) -> Sequence[str]:
        """Shopify's search lags behind; what a webhook told us is known at once."""
        async with self.open_unit() as unit:
            records = await unit.orders.by_number(store_id, number)
        return [record.facts.gid for record in records]

    async def _queue(self, judged: Judged, work: PushByNumberWork) -> AnswerCard:
        async with self.open_unit() as unit:
            record = await keep(unit, judged, self.clock, by_person=True)
            stores = {store.id: store for store in await unit.stores.all()}
            said: list[str] = []
            queued = False
            for push in await unit.pushes.of_order(record.id, lock=True):
                if judged.verdict.reason is None and push.state in PUSHABLE:
                    await queue(unit, push, Actor("", work.user), _fee(work))
                    said.append(f"Pushing {_items(push)} to {stores[push.source_id].name} …")
                    queued = True
                elif push.state in SETTLED:
                    said.append(already(push, stores[push.source_id]).text)
            await unit.commit()
        return _answer(judged, said, queued)


def _answer(judged: Judged, said: Sequence[str], queued: bool) -> AnswerCard:
    name = judged.order.name
    if said:
        return AnswerCard(f"Order {name}: {' '.join(said)}", good=queued)
    refusal = judged.verdict.reason or judged.verdict.why_nothing
    return AnswerCard(f"Order {name}: {refusal.sentence}", refusal.remedy)


def _fee(work: PushByNumberWork) -> Decimal | None:
    return None if work.shipping_fee is None else Decimal(work.shipping_fee)


def _items(push: Push) -> str:
    number = sum(line.quantity for line in push.lines)
    return f"{number} item" if number == 1 else f"{number} items"


def _unknown(number: str) -> AnswerCard:
    return AnswerCard(
        f"There is no order {number} in this store that SyncTec can see.",
        "Check the number; an order older than 60 days is only visible when the app has the "
        "scope read_all_orders.",
    )


def _ambiguous(number: str, many: int) -> AnswerCard:
    return AnswerCard(
        f"{many} orders of this store answer to {number}: nothing was pushed.",
        "Type the order's whole name, such as EN-1001; or use Push in the order's own alert.",
    )
