"""Steps of workflows: a push, and the list of what is unfulfilled, for whoever set them off.

Slack may tell of a step twice; it is begun once. It ends by a job, whatever happens to the process
that heard of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.domain.errors import Rejected, SyncError, Temporary
from core.domain.orders import OrderId, clean_number
from core.domain.people import Actor
from core.domain.pushes import PushId
from core.domain.reasons import Reason
from core.domain.results import next_wait
from core.domain.words import later, say
from core.domain.work import EndPushStep as EndPushStepWork
from core.domain.work import ListForStep, PushForStep, Reply, Urgency, Work
from core.domain.work import PushByNumber as PushByNumberWork
from core.domain.workflow_steps import (
    Step,
    StepEnd,
    StepFailed,
    listed,
    not_pushed,
    pushed,
    refused,
)
from core.ports import Clock, Notifier, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_store import find_destination, find_store
from core.usecases.list_orders import ListUnfulfilled
from core.usecases.push_by_number import CarryOutPushByNumber
from core.usecases.tell_result import asked_pushes, ids

_NO_NUMBER = Reason(
    "number_expected",
    later("That is no order's number."),
    later("Give the step one number or name of an order, such as 1001 or EN-1001."),
)
_GONE = Reason(
    "order_not_kept",
    later("SyncTec does not keep this order any more."),
    later("Look it up in Shopify's admin."),
)


@dataclass(frozen=True, slots=True)
class BeginSteps:
    """What Slack tells of is written down."""

    open_unit: UnitOfWorkFactory

    async def push(self, step: Step, handle: str, number: str) -> None:
        """Raises Rejected for an unknown store, and for what is no number."""
        typed = clean_number(number)
        if not re.fullmatch(r"\S{1,60}", typed):
            raise Rejected(_NO_NUMBER)
        async with self.open_unit() as unit:
            store = await find_destination(unit, handle)
            work = PushForStep(step.execution, step.actor.user, store.id, typed)
            await _begin(unit, step, work)

    async def unfulfilled(self, step: Step, handle: str) -> None:
        """Of one store, or of all that the person may see. Raises Rejected for an unknown store."""
        async with self.open_unit() as unit:
            if handle:
                await find_store(unit, handle)
            work = ListForStep(step.execution, step.actor.team, step.actor.user, handle)
            await _begin(unit, step, work)


@dataclass(frozen=True, slots=True)
class StepJobs:
    """The steps' second half, in jobs."""

    open_unit: UnitOfWorkFactory
    by_number: CarryOutPushByNumber
    lists: ListUnfulfilled
    notifier: Notifier
    clock: Clock

    async def push(self, work: PushForStep) -> None:
        """As `/synctec push` does; `end_push` tells what becomes of it. Raises Temporary when the
        store cannot be reached now."""

        async def tell(
            unit: UnitOfWork,
            order_id: OrderId,
            pushes: Iterable[PushId],
            before: Iterable[PushId],
            late: Iterable[PushId],
        ) -> None:
            named, done, charged = (" ".join(map(str, each)) for each in (pushes, before, late))
            end = EndPushStepWork(work.execution, order_id, named, done, charged)
            await unit.jobs.add(end, urgency=Urgency.PERSON)

        typed = PushByNumberWork(work.store_id, work.number, None, Reply(work.user))
        try:
            answer = await self.by_number.carry_out(typed, tell)
        except Temporary:
            raise
        except SyncError as error:
            await self._end(work.execution, refused(error.reason))
            return
        if answer is not None:
            await self._end(work.execution, not_pushed(answer))

    async def end_push(self, work: EndPushStepWork) -> None:
        """Ends the step once nothing more happens by itself, or after half an hour."""
        async with self.open_unit() as unit:
            record = await unit.orders.get(OrderId(work.order_id))
            before, late = ids(work.before), ids(work.late)
            asked = await asked_pushes(unit, work.order_id, ids(work.pushes), before, late)
        wait = next_wait(work.rounds)
        if record is None or not asked:
            await self._end(work.execution, refused(_GONE))
        elif wait is None or all(each.over for each in asked):
            name = record.facts.name
            await self._end(work.execution, pushed(name, asked, last=wait is None))
        else:
            async with self.open_unit() as unit:
                again = replace(work, rounds=work.rounds + 1)
                await unit.jobs.add(again, at=self.clock.now() + wait, urgency=Urgency.PERSON)
                await unit.commit()

    async def unfulfilled(self, work: ListForStep) -> None:
        """As `/synctec unfulfilled` does."""
        try:
            card = await self.lists.by_name(Actor(work.team, work.user), work.handle or None)
        except Rejected as error:
            await self._end(work.execution, refused(error.reason))
            return
        await self._end(work.execution, listed(card))

    async def give_up(self, execution: str, reason: Reason, reference: str) -> None:
        """The workflow hears that it was not to be. Raises Temporary where Slack does not."""
        said = refused(reason)
        await self._end(
            execution,
            StepFailed(f"{said.why} {say('Reference: {reference}', reference=reference)}"),
        )

    async def _end(self, execution: str, end: StepEnd) -> None:
        await self.notifier.end_step(execution, end)


async def _begin(unit: UnitOfWork, step: Step, work: Work) -> None:
    if await unit.schedule.win(f"step:{step.execution}", step.at):
        await unit.jobs.add(work, urgency=Urgency.PERSON)
        await unit.commit()
