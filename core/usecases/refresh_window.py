"""A window in which something was asked for shows what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.order_list import OrderPlace
from core.domain.orders import OrderId
from core.domain.people import Actor, NotAllowed
from core.domain.push_list import PushPlace
from core.domain.pushes import PushId
from core.domain.windows import (
    AskedFor,
    Listed,
    OpenWindow,
    is_counted_moving,
    is_moving,
    next_look,
    standing,
)
from core.domain.work import RefreshWindow as RefreshWindowWork
from core.domain.work import Urgency
from core.ports import Clock, Notifier, UnitOfWorkFactory
from core.usecases.list_orders import ListUnfulfilled
from core.usecases.list_pushes import ListPushes


@dataclass(frozen=True, slots=True)
class FollowWindow:
    """From what was filled in after a click."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(
        self, actor: Actor, window: OpenWindow, card: Listed, said: str, asked: AskedFor
    ) -> None:
        """Queue it. `said` stands in the window for as long as something goes on."""
        work = RefreshWindowWork(
            view_id=window.view_id,
            hash=window.hash,
            memo=window.memo,
            team=actor.team,
            user=actor.user,
            pushes=isinstance(card.place, PushPlace),
            place=card.place.text(),
            push_id=asked.push_id,
            order_id=asked.order_id,
            said=said,
            told=standing(card),
        )
        await _queue(self.open_unit, self.clock, work)


@dataclass(frozen=True, slots=True)
class CarryOutRefreshWindow:
    """Fills it anew with each change, until what was asked for is done, the person went on in it or
    closed it, or two minutes are over."""

    open_unit: UnitOfWorkFactory
    notifier: Notifier
    clock: Clock
    pushes: ListPushes
    orders: ListUnfulfilled

    async def __call__(self, work: RefreshWindowWork) -> None:
        """Raises Temporary, Rejected and Broken, as the notifier does."""
        try:
            card = await self._card(work)
        except NotAllowed:
            return
        moving, stands = await self._moves(work, card), standing(card)
        filled: str | None = work.hash
        if stands != work.told:
            window = OpenWindow(work.view_id, work.hash, work.memo)
            filled = await self.notifier.refill(window, card, work.said if moving else "")
        if filled is not None and moving:
            again = replace(work, hash=filled, told=stands, rounds=work.rounds + 1)
            await _queue(self.open_unit, self.clock, again)

    async def _moves(self, work: RefreshWindowWork, card: Listed) -> bool:
        async with self.open_unit() as unit:
            if work.push_id is not None:
                push = await unit.pushes.get(PushId(work.push_id))
                return push is not None and is_moving([push])
            if work.order_id is not None:
                return is_moving(await unit.pushes.of_order(OrderId(work.order_id)))
        return is_counted_moving(card)

    async def _card(self, work: RefreshWindowWork) -> Listed:
        actor = Actor(work.team, work.user)
        if work.pushes:
            return await self.pushes(actor, PushPlace.read(work.place))
        return await self.orders(actor, OrderPlace.read(work.place))


async def _queue(open_unit: UnitOfWorkFactory, clock: Clock, work: RefreshWindowWork) -> None:
    wait = next_look(work.rounds)
    if wait is None:
        return
    async with open_unit() as unit:
        await unit.jobs.add(work, at=clock.now() + wait, urgency=Urgency.PERSON)
        await unit.commit()
