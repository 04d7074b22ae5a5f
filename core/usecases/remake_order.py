"""A source order that does not take a change is cancelled, and the customer's order pushed again:
where somebody said so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.errors import AccessRefused, Rejected
from core.domain.history import EventKind, because
from core.domain.mirrors import remakes
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Mirror, State
from core.domain.push_settings import Refunds
from core.domain.pushes import PushState, move
from core.domain.reasons import Reason
from core.domain.reasons import mirrors as reasons
from core.domain.work import MirrorOrder, PushByNumber, Reply, Urgency
from core.ports.mirrors import AmendGateway
from core.usecases.judgement import publish
from core.usecases.mirror_book import MirrorBook

_SOON = timedelta(seconds=2)
"""Shopify cancels by a job of its own, which takes about a second."""


@dataclass(frozen=True, slots=True)
class RemakeOrder:
    """Cancelling brings an order to a state, so that asking twice changes nothing; the push is
    queued with the end of the one before."""

    gateway: AmendGateway
    book: MirrorBook

    async def __call__(self, pair: Pair) -> None:
        """Do what can be done now. Raises as the gateway does."""
        match remakes.step(pair, self.book.clock.now()):
            case remakes.Cancel(mirror):
                await self._cancel(pair, mirror)
            case remakes.TooLate(mirror):
                units = sum(pair.source.shipped.values())
                reason = reasons.removed_too_late(pair.source_store.name, units)
                await self._left(pair, mirror, reason)
            case remakes.Settled(mirror):
                await self._left(pair, mirror, reasons.SETTLED_MEANWHILE)
            case remakes.PushAgain(mirror):
                await self._push_again(pair, mirror)

    async def _cancel(self, pair: Pair, mirror: Mirror) -> None:
        sending = self.book.sending(mirror)
        subject, what = f"remake:{mirror.id}:{sending.attempt}", {"what": "remake"}
        event = self.book.event(pair, EventKind.CANCELLATION, subject, what)
        if not await self.book.save(sending, event, seen=mirror):
            return
        try:
            await self.gateway.cancel(
                pair.source_store.id,
                pair.source.gid,
                reason=None,
                pays=pair.settings.back.refunds is Refunds.MONEY,
                note=f"Made again: {pair.store.name} changed order {pair.order.name}.",
            )
        except AccessRefused:
            raise
        except Rejected as error:
            await self._left(pair, sending, error.reason)
            return
        async with self.book.open_unit() as unit:
            later = self.book.clock.now() + _SOON
            await unit.jobs.add(MirrorOrder(pair.push.order_id), at=later)
            await publish(unit, pair.push.order_id)
            await unit.commit()

    async def _push_again(self, pair: Pair, mirror: Mirror) -> None:
        done = replace(mirror, state=State.DONE, lease_until=None)
        number, reply = pair.order.name, Reply(mirror.actor or "")
        async with self.book.open_unit() as unit:
            if not await unit.mirrors.save(done, seen=mirror):
                return
            push = await unit.pushes.get(pair.push.id, lock=True)
            if push is not None and push.state is PushState.PUSHED:
                reason = reasons.made_again(pair.source.name)
                await unit.pushes.save(move(push, PushState.CANCELLED, reason=reason))
            again = PushByNumber(pair.store.id, number, None, reply)
            await unit.jobs.add(again, urgency=Urgency.PERSON)
            await publish(unit, pair.push.order_id)
            await unit.commit()

    async def _left(self, pair: Pair, mirror: Mirror, reason: Reason) -> None:
        left = replace(mirror, state=State.LEFT, reason=reason, lease_until=None)
        subject = f"remake:{mirror.id}:{reason.code}"
        details = {"what": "edit", **because(reason)}
        event = self.book.event(pair, EventKind.NOT_CARRIED, subject, details)
        told = [] if reason is reasons.SETTLED_MEANWHILE else [event]
        await self.book.save(left, *told, seen=mirror)
        async with self.book.open_unit() as unit:
            await publish(unit, pair.push.order_id)
            await unit.commit()
