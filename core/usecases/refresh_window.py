"""A window in which something was asked for shows what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.order_list import OrderPlace
from core.domain.orders import OrderId
from core.domain.people import Actor, NotAllowed
from core.domain.push_list import PushPlace
from core.domain.pushes import Push
from core.domain.results import result
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
from core.ports import Clock, Notifier, UnitOfWork, UnitOfWorkFactory
from core.usecases.list_orders import ListUnfulfilled
from core.usecases.list_pushes import ListPushes
from core.usecases.tell_result import asked_pushes, ids


@dataclass(frozen=True, slots=True)
class FollowWindow:
    """From what was filled in after a click."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(
        self, actor: Actor, window: OpenWindow, card: Listed, said: str, asked: AskedFor
    ) -> None:
        """Queue it, where something goes on."""
        async with self.open_unit() as unit:
            pushes = await _moving(unit, asked)
            if not (pushes if asked.is_named else is_counted_moving(card)):
                return
            work = RefreshWindowWork(
                view_id=window.view_id,
                hash=window.hash,
                memo=window.memo,
                team=actor.team,
                user=actor.user,
                of_pushes=isinstance(card.place, PushPlace),
                place=card.place.text(),
                order_id=pushes[0].order_id if pushes else None,
                pushes=" ".join(str(push.id) for push in pushes),
                said=said,
                told=_seen(card, said),
            )
            await _queue(unit, self.clock, work)


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
        goes_on, said = await self._goes_on(work, card)
        filled: str | None = work.hash
        if _seen(card, said) != work.told:
            window = OpenWindow(work.view_id, work.hash, work.memo)
            filled = await self.notifier.refill(window, card, said)
        if filled is not None and goes_on:
            rounds, told = work.rounds + 1, _seen(card, said)
            async with self.open_unit() as unit:
                again = replace(work, hash=filled, told=told, rounds=rounds)
                await _queue(unit, self.clock, again)

    async def _card(self, work: RefreshWindowWork) -> Listed:
        actor = Actor(work.team, work.user)
        if work.of_pushes:
            return await self.pushes(actor, PushPlace.read(work.place))
        return await self.orders(actor, OrderPlace.read(work.place))

    async def _goes_on(self, work: RefreshWindowWork, card: Listed) -> tuple[bool, str]:
        """Whether what was asked for is under way, and what is said of it now."""
        if work.order_id is None:
            moves = is_counted_moving(card)
            return moves, work.said if moves else ""
        async with self.open_unit() as unit:
            record = await unit.orders.get(OrderId(work.order_id))
            asked = await asked_pushes(unit, work.order_id, ids(work.pushes), (), ())
        if record is None or not asked:
            return False, ""
        told = result(record.facts.name, asked)
        said = " ".join(each.text for each in (told, *told.more))
        return not all(each.over for each in asked), said


async def _moving(unit: UnitOfWork, asked: AskedFor) -> list[Push]:
    """The pushes that were asked for by name, as far as they are under way."""
    if asked.push_id is not None:
        push = await unit.pushes.get(asked.push_id)
        found = [] if push is None else [push]
    elif asked.order_id is not None:
        found = list(await unit.pushes.of_order(asked.order_id))
    else:
        found = []
    return [push for push in found if is_moving([push])]


def _seen(card: Listed, said: str) -> str:
    return f"{standing(card)}\n{said}"


async def _queue(unit: UnitOfWork, clock: Clock, work: RefreshWindowWork) -> None:
    wait = next_look(work.rounds)
    if wait is not None:
        await unit.jobs.add(work, at=clock.now() + wait, urgency=Urgency.PERSON)
        await unit.commit()
