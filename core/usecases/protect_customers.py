"""What Shopify's privacy topics ask for, carried out in jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from core.domain.cards import AnswerCard
from core.domain.errors import AccessRefused, NotFound
from core.domain.notices import Notice
from core.domain.orders import OrderId, order_gid
from core.domain.privacy import TO_ANSWER, kept_of
from core.domain.stores import Store, StoreId
from core.domain.words import calendar_day, say, say_many
from core.domain.work import EraseOrders as EraseOrdersWork
from core.domain.work import ForgetStore as ForgetStoreWork
from core.domain.work import PublishOrder
from core.domain.work import TellDataRequest as TellDataRequestWork
from core.ports import Clock, OrderRecord, StoreGateway, UnitOfWork, UnitOfWorkFactory
from core.usecases.deliver import Deliver

BATCH = 500
_SHOWN = 20
_APART = timedelta(seconds=5)
"""Between two messages that are edited: new orders' must not wait for thousands of old ones."""

_log = structlog.get_logger(__name__)


async def erase(
    unit: UnitOfWork, order_ids: Sequence[OrderId], now: datetime, before: int = 0
) -> int:
    """Erase what is kept of these orders' customers, in the messages that stand, too; `before` is
    how many were erased in the same round. The caller commits."""
    erased = await unit.retention.erase(order_ids, now)
    keys = {f"order:{order_id}": order_id for order_id in erased}
    for number, key in enumerate(await unit.messages.get(list(keys)), start=before):
        await unit.jobs.add(PublishOrder(keys[key]), at=now + number * _APART)
    return len(erased)


@dataclass(frozen=True, slots=True)
class EraseOrders:
    """A customer is to be forgotten. Idempotent."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, work: EraseOrdersWork) -> None:
        """Orders that are not kept concern nobody here."""
        gids = [order_gid(number) for number in work.orders.split()]
        async with self.open_unit() as unit:
            concerned = await unit.retention.concerned(StoreId(work.store_id), gids)
            erased = await erase(unit, concerned, self.clock.now())
            await unit.commit()
        _log.info("customer_erased", orders=erased)


@dataclass(frozen=True, slots=True)
class TellDataRequest:
    """A customer asks what is kept: the store's people are told, with what they may answer."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver
    operations_channel: str | None

    async def __call__(self, work: TellDataRequestWork) -> None:
        """Raises what the notifier raises. Where there is no channel the log has it."""
        gids = [order_gid(number) for number in work.orders.split()]
        key = f"data-request:{work.store_id}:{work.request}"
        async with self.open_unit() as unit:
            store = await unit.stores.get(StoreId(work.store_id))
            ids = await unit.retention.concerned(store.id, gids)
            records = list((await unit.orders.get_many(ids)).values())
            existing = (await unit.messages.get([key])).get(key)
        channel = store.channel or self.operations_channel
        if channel is None:
            _log.warning("data_request_untold", store=store.handle, request=work.request)
            return
        card = _question(store, work, records)
        await self.deliver(Notice(key, channel, card, post=True), existing)


def _question(
    store: Store, work: TellDataRequestWork, records: Sequence[OrderRecord]
) -> AnswerCard:
    until = calendar_day(datetime.fromisoformat(work.asked_at) + TO_ANSWER)
    said = say(
        "{store} asks what SyncTec keeps about a customer (data request {request}).",
        store=store.name,
        request=work.request,
    )
    if not records:
        return AnswerCard(
            said,
            say(
                "SyncTec keeps nothing about this customer: none of the orders is known here. "
                "Tell the customer so by {until}.",
                until=until,
            ),
        )
    rows = sorted(records, key=lambda record: record.facts.processed_at)
    lines = [AnswerCard(kept_of(record.facts), good=True) for record in rows[:_SHOWN]]
    if len(rows) > _SHOWN:
        lines.append(
            AnswerCard(say("and {count} more orders.", count=len(rows) - _SHOWN), good=True)
        )
    keeps = say_many(
        "It keeps something of {count} order.",
        "It keeps something of {count} orders.",
        len(rows),
        count=len(rows),
    )
    return AnswerCard(
        f"{said} {keeps}",
        say(
            "View order on an order's alert shows what is kept of it; nothing else is: no name, no "
            "street, no e-mail address, no phone number. Answer the customer by {until}.",
            until=until,
        ),
        more=tuple(lines),
    )


@dataclass(frozen=True, slots=True)
class ForgetStore:
    """Shopify says so 48 hours after the app was removed. A store that answers has it again."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    clock: Clock

    async def __call__(self, work: ForgetStoreWork) -> None:
        """Raises Temporary when the store cannot be asked now. Its orders are erased now, and
        forgotten with the next day's forgetting, once their messages are edited."""
        store_id = StoreId(work.store_id)
        try:
            await self.gateway.locations(store_id)
        except (AccessRefused, NotFound):
            # A shop that is gone for good is not found.
            pass
        else:
            _log.warning("store_not_forgotten", store_id=store_id, why="the app is installed")
            return
        await self.forget(store_id)

    async def forget(self, store_id: StoreId) -> None:
        """Whether it answers or not."""
        erased = 0
        while some := await self._erase_some(store_id, erased):
            erased += some
        async with self.open_unit() as unit:
            await unit.stores.mark_uninstalled(store_id, self.clock.now())
            await unit.retention.forget_store(store_id, self.clock.now())
            await unit.commit()
        _log.info("store_forgotten", store_id=store_id)

    async def _erase_some(self, store_id: StoreId, before: int) -> int:
        async with self.open_unit() as unit:
            ids = await unit.retention.of_store(store_id, BATCH)
            await erase(unit, ids, self.clock.now(), before)
            await unit.commit()
        return len(ids)
