"""A person asked for pushes: tell them, and only them, what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
        async with self.open_unit() as unit:
            record = await unit.orders.get(OrderId(work.order_id))
            asked = await _asked(unit, work)
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


async def _asked(unit: UnitOfWork, work: TellResultWork) -> Sequence[Asked]:
    stores = {store.id: store for store in await unit.stores.all()}
    wanted, before, late = _ids(work.pushes), _ids(work.before), _ids(work.late)
    return [
        Asked(push, stores[push.source_id], push.id in before, push.id in late)
        for push in await unit.pushes.of_order(OrderId(work.order_id))
        if push.id in wanted | before
    ]


def _ids(listed: str) -> set[PushId]:
    return {PushId(int(each)) for each in listed.split()}
