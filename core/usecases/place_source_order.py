"""Where a source order stands: at a location of the group, or moved there, or the alert says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.errors import Rejected
from core.domain.locations import LocationGroup
from core.domain.placement import Plan, concerns, not_looked_at, outside_group
from core.domain.pushes import Push, PushId, PushState, SourceOrder
from core.domain.reasons import Reason
from core.domain.stores import StoreId
from core.ports import StoreGateway, UnitOfWorkFactory
from core.usecases.judgement import publish

_MOVES = 20
"""Moves of one order at a time; every one is followed by a look at what came of it."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A pushed order, where the customer bought it, and the groups."""

    push: Push
    made: SourceOrder
    destination_id: StoreId
    groups: Sequence[LocationGroup]


@dataclass(frozen=True, slots=True)
class PlaceSourceOrder:
    """Looks, moves what stands outside, and looks again. Safe to run twice: it goes by what it
    reads. A push is never held up by it."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway

    async def __call__(self, push_id: PushId) -> None:
        """Does nothing unless the push is pushed, its source order waits to be shipped, and a group
        names locations of both stores.

        Raises:
            Temporary, Broken: as the gateway does.
        """
        task = await self._task(push_id)
        if task is None:
            return
        try:
            placement = await self._place(task)
        except Rejected as refusal:
            placement = not_looked_at(task.made.name, refusal.reason)
        await self._keep(push_id, task.made, placement)

    async def give_up(self, push_id: PushId, reason: Reason) -> None:
        """The stores could not be asked for too long: the alert says that nobody looked."""
        task = await self._task(push_id)
        if task is not None:
            await self._keep(push_id, task.made, not_looked_at(task.made.name, reason))

    async def _task(self, push_id: PushId) -> _Task | None:
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id)
            if push is None or push.source_order is None or not _waits(push, push.source_order):
                return None
            record = await unit.orders.get(push.order_id)
            groups = await unit.locations.all()
        if record is None or not concerns(groups, record.store_id, push.source_id):
            return None
        return _Task(push, push.source_order, record.store_id, groups)

    async def _place(self, task: _Task) -> Reason | None:
        source_id = task.push.source_id
        plan = Plan.of(task.push.lines, task.groups, task.destination_id, source_id)
        refusal, tried = None, set[tuple[str, str]]()
        found = await self.gateway.standings(source_id, task.made.gid)
        while len(tried) < _MOVES and (step := plan.step(found, tried)) is not None:
            tried.add(step.key)
            try:
                await self.gateway.move(source_id, step)
            except Rejected as refused:
                refusal = refused.reason.sentence
            found = await self.gateway.standings(source_id, task.made.gid)
        for standing in found:
            outside = plan.outside(standing)
            if outside:
                home = plan.home(outside[0])
                return outside_group(task.made.name, standing.location, home, refusal)
        return None

    async def _keep(self, push_id: PushId, made: SourceOrder, placement: Reason | None) -> None:
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id, lock=True)
            if push is None or push.placement == placement:
                return
            if push.source_order is None or push.source_order.gid != made.gid:
                return
            await unit.pushes.save(replace(push, placement=placement))
            await publish(unit, push.order_id)
            await unit.commit()


def _waits(push: Push, made: SourceOrder) -> bool:
    over = made.cancelled_at is not None or made.fulfillment_status == "FULFILLED"
    return push.state is PushState.PUSHED and not over
