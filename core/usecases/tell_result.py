"""A person asked for pushes: tell them, and only them, what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from core.domain.orders import OrderId
from core.domain.pushes import PushId
from core.domain.results import Asked, next_wait, result
from core.domain.work import Reply, Urgency
from core.domain.work import TellResult as TellResultWork
from core.ports import Clock, Notifier, UnitOfWork, UnitOfWorkFactory


@dataclass(frozen=True, slots=True)
class TellResult:
    """Looks at the pushes as they stand, tells what is news, and comes back until all are over:
    so it survives every crash, and whoever settles a push needs to know nothing of it."""

    open_unit: UnitOfWorkFactory
    notifier: Notifier
    clock: Clock

    async def __call__(self, work: TellResultWork) -> None:
        """Told are: what is under way, once, where a later answer takes its place; a doubt; and
        the result.

        Raises:
            Temporary, Rejected, Broken: as the notifier does.
        """
        before, late = ids(work.before), ids(work.late)
        async with self.open_unit() as unit:
            record = await unit.orders.get(OrderId(work.order_id))
            asked = await asked_pushes(unit, work.order_id, ids(work.pushes), before, late)
        if record is None or not asked:
            return
        wait = next_wait(work.rounds)
        card = result(record.facts.name, asked, last=wait is None)
        said = "\n".join(each.text for each in (card, *card.more))
        moving = any(each.moving for each in asked)
        begins = work.reply.replaces and not work.told
        if said != work.told and (begins or wait is None or not moving):
            await self.notifier.answer(work.reply, card)
            work = replace(work, told=said)
        if wait is None or all(each.over for each in asked):
            return
        async with self.open_unit() as unit:
            again = replace(work, rounds=work.rounds + 1)
            await unit.jobs.add(again, at=self.clock.now() + wait, urgency=Urgency.PERSON)
            await unit.commit()


async def tell_result(
    unit: UnitOfWork,
    order_id: OrderId,
    pushes: Iterable[PushId],
    reply: Reply,
    before: Iterable[PushId] = (),
    late: Iterable[PushId] = (),
) -> None:
    """Queue the telling beside the pushes it is about; `late` are those that were sent before the
    fee was typed. The caller commits."""
    work = TellResultWork(
        order_id,
        " ".join(map(str, pushes)),
        " ".join(map(str, before)),
        reply,
        late=" ".join(map(str, late)),
    )
    await unit.jobs.add(work, urgency=Urgency.PERSON)


async def asked_pushes(
    unit: UnitOfWork,
    order_id: int,
    wanted: Collection[PushId],
    before: Collection[PushId],
    late: Collection[PushId],
) -> Sequence[Asked]:
    """The pushes of an order that somebody asked for, as they stand: those `wanted`, and those that
    had been pushed `before`; to those of `late` the fee came too late."""
    stores = {store.id: store for store in await unit.stores.all()}
    return [
        Asked(push, stores[push.source_id], push.id in before, push.id in late)
        for push in await unit.pushes.of_order(OrderId(order_id))
        if push.id in wanted or push.id in before
    ]


def ids(listed: str) -> set[PushId]:
    """Those that a job carries, blanks between them."""
    return {PushId(int(each)) for each in listed.split()}
