"""The customer's order was cancelled: so is what its source has of it, as far as that can be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.errors import AccessRefused, Rejected
from core.domain.history import EventKind, because
from core.domain.mirrors import cancellations
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.paybacks import Payback
from core.domain.mirrors.questions import OVERDUE
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.push_settings import Refunds
from core.domain.pushes import PushState, move
from core.domain.reasons import Reason
from core.domain.reasons import mirrors as reasons
from core.domain.work import MirrorOrder
from core.ports.mirrors import AmendGateway
from core.usecases.judgement import publish
from core.usecases.mirror_book import MirrorBook
from core.usecases.write_refund import Page, WriteRefund

_SOON = timedelta(seconds=3)
"""What Shopify takes to carry a cancellation out, as a rule. Its webhook may be quicker."""


@dataclass(frozen=True, slots=True)
class MirrorCancellation:
    """Of one source order."""

    gateway: AmendGateway
    write: WriteRefund
    book: MirrorBook

    async def __call__(self, pair: Pair) -> None:
        """Do what is to be done now.

        Raises:
            Temporary: of a step nothing was done, or its outcome is open until the lease ends.
            AccessRefused, Broken: as the gateway does.
        """
        match cancellations.step(pair, self.book.clock.now()):
            case cancellations.Ask(until):
                mirror = self._mirror(pair, None)
                asked = replace(mirror, state=State.ASKED, lease_until=until)
                await self._changed(pair, mirror, asked, "asked")
            case cancellations.Cancel(mirror, overdue):
                await self._cancel(pair, self._mirror(pair, mirror), overdue=overdue)
            case cancellations.GiveUp() as step:
                await self._give_up(pair, step)
            case cancellations.TooLate(mirror):
                units = sum(pair.source.shipped.values())
                await self._left(pair, mirror, reasons.cancellation_too_late(_name(pair), units))
            case cancellations.Settle(mirror):
                await self._settle(pair, mirror)

    def _mirror(self, pair: Pair, mirror: Mirror | None) -> Mirror:
        return mirror or self.book.fresh(
            pair, Kind.CANCELLATION, pair.order.gid, (), state=State.AGREED
        )

    async def _cancel(self, pair: Pair, mirror: Mirror, *, overdue: bool) -> None:
        what = "overdue" if overdue else "asked of the store"
        next_try = self.book.sending(mirror)
        if overdue:
            next_try = replace(next_try, details={**mirror.details, OVERDUE: "yes"})
        sending = await self._changed(pair, mirror, next_try, what)
        if sending is None:
            return
        try:
            await self.gateway.cancel(
                pair.source_store.id,
                pair.source.gid,
                reason=pair.order.cancel_reason,
                pays=pair.settings.back.refunds is Refunds.MONEY,
                note=_why(pair),
            )
        except AccessRefused:
            raise
        except Rejected as error:
            await self._left(pair, sending, error.reason)
            return
        async with self.book.open_unit() as unit:
            await unit.jobs.add(MirrorOrder(pair.push.order_id), at=self.book.clock.now() + _SOON)
            await unit.commit()

    async def _give_up(self, pair: Pair, step: cancellations.GiveUp) -> None:
        """What was not shipped is written down as refunded: Shopify cancels no order of which
        something is on its way."""
        mirror, page = self._mirror(pair, step.mirror), _page(pair)
        found = None
        if mirror.state is State.SENDING and Payback.of(mirror.details) is not None:
            found = self.write.found(mirror, pair.source) or await self.write.again(mirror, page)
        if found is None:
            pays = pair.settings.back.refunds is Refunds.MONEY
            payback = await self.write.payback(page, step.units, pays=pays, tells=False)
            sending = self.book.sending(mirror)
            sending = replace(sending, details={**mirror.details, **payback.kept()})
            kept = await self._changed(pair, mirror, sending, "part")
            if kept is None:
                return
            mirror = kept
            try:
                found = await self.write(mirror, page, payback)
            except AccessRefused:
                raise
            except Rejected as error:
                await self._left(pair, mirror, error.reason)
                return
        units = sum(pair.source.shipped.values())
        reason = reasons.cancellation_too_late(_name(pair), units)
        await self._left(pair, mirror, reason, copy=found.copy)

    async def _left(
        self, pair: Pair, mirror: Mirror | None, reason: Reason, *, copy: str | None = None
    ) -> None:
        seen = self._mirror(pair, mirror)
        left = replace(seen, state=State.LEFT, reason=reason, lease_until=None, copy=copy)
        # Decided anew once the source order changed (`cancellations.step`).
        left = replace(left, key=cancellations.seen_at(pair, self.book.clock.now()))
        event = self.book.event(
            pair,
            EventKind.NOT_CARRIED,
            f"cancellation:{pair.push.id}:{reason.code}",
            {"what": "cancellation", **because(reason)},
        )
        await self.book.put(left, event, seen=seen)
        await self._publish(pair)

    async def _settle(self, pair: Pair, mirror: Mirror | None) -> None:
        """It is cancelled: by us, or by its own people at the same time."""
        seen = self._mirror(pair, mirror)
        done = replace(seen, state=State.DONE, reason=None, lease_until=None)
        if seen.state is not State.DONE:
            await self.book.put(done, seen=seen)
        async with self.book.open_unit() as unit:
            push = await unit.pushes.get(pair.push.id, lock=True)
            if push is not None and push.state is PushState.PUSHED:
                why = reasons.cancelled_with_order(pair.order.name)
                await unit.pushes.save(move(push, PushState.CANCELLED, reason=why))
                await publish(unit, push.order_id)
                await unit.commit()

    async def _changed(self, pair: Pair, seen: Mirror, mirror: Mirror, what: str) -> Mirror | None:
        event = self.book.event(
            pair,
            EventKind.CANCELLATION,
            f"cancellation:{pair.push.id}:{what}:{mirror.attempt}",
            {"what": what},
        )
        kept = await self.book.put(mirror, event, seen=seen)
        await self._publish(pair)
        return kept

    async def _publish(self, pair: Pair) -> None:
        async with self.book.open_unit() as unit:
            await publish(unit, pair.push.order_id)
            await unit.commit()


def _name(pair: Pair) -> str:
    return pair.source_store.name


def _why(pair: Pair) -> str:
    return f"Cancelled on {pair.store.name}, order {pair.order.name}."


def _page(pair: Pair) -> Page:
    return Page(pair.source_store.id, pair.source, _why(pair))
