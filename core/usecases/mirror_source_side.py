"""What the source's people did to their order: told to the destination's, who decide, and what they
decided carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.errors import AccessRefused, Rejected
from core.domain.history import SYNCTEC, EventKind, because
from core.domain.mirrors import source_side
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.paybacks import Suggestion
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.mirrors.stock import NO_RESTOCK, given_up
from core.domain.progress import Progress, RefundUnits, Units
from core.domain.pushes import PushState, move
from core.domain.reasons import mirrors as reasons
from core.ports.mirrors import AmendGateway
from core.usecases.judgement import publish
from core.usecases.mirror_book import MirrorBook
from core.usecases.write_refund import Page, WriteRefund

_PAID_BACK = frozenset({Kind.SOURCE_REFUND, Kind.SOURCE_CANCELLED, Kind.SOURCE_EDITED})
_OPEN = frozenset({State.ASKED, State.AGREED, State.SENDING})


@dataclass(frozen=True, slots=True)
class MirrorSourceSide:
    """Money goes back to a customer only when a person said so."""

    gateway: AmendGateway
    write: WriteRefund
    book: MirrorBook

    async def __call__(self, order: Progress, pairs: Sequence[Pair]) -> None:
        """Do everything that can be done now.

        Raises:
            Temporary: of a step nothing was done, or its outcome is open until the lease ends.
            AccessRefused, Broken: as the gateway does.
        """
        for step in list(source_side.steps(order, pairs)):
            if isinstance(step, source_side.Cancelled):
                await self._cancelled(step)
            elif isinstance(step, source_side.Refunded):
                await self._refunded(step)
            else:
                await self._edited(step)
        for pair in pairs:
            for mirror in pair.mirrors:
                if mirror.kind in _PAID_BACK and mirror.state in _OPEN:
                    await self._go_on(pair, mirror, source_side.left_of(mirror, order, pairs))

    async def _go_on(self, pair: Pair, mirror: Mirror, units: tuple[Units, ...]) -> None:
        """A question that the world has answered is closed; what was agreed is carried out, as far
        as it is still to be done."""
        done = None
        if mirror.state is State.SENDING:
            done = self.write.found(mirror, pair.order)
            done = done or await self.write.again(mirror, _page(pair))
        if done is not None:
            await self._paid(pair, mirror, done)
        elif not units:
            reason = reasons.SETTLED_MEANWHILE
            left = replace(mirror, state=State.LEFT, reason=reason, lease_until=None)
            await self.book.save(left, seen=mirror, gone=mirror.units)
            await self._publish(pair)
        elif mirror.state is not State.ASKED:
            await self._pay_back(pair, mirror, units)

    async def _cancelled(self, step: source_side.Cancelled) -> None:
        pair = step.pair
        fresh = self.book.fresh(
            pair, Kind.SOURCE_CANCELLED, pair.source.gid, step.units, state=State.ASKED
        )
        details = await self._amount(pair, step.units)
        reason = reasons.cancelled_there(pair.source_store.name, pair.source.name)
        async with self.book.open_unit() as unit:
            # The question and the push's end are one: neither is there without the other.
            await unit.mirrors.add(replace(fresh, details=details, reason=reason))
            push = await unit.pushes.get(pair.push.id, lock=True)
            if push is not None and push.state is PushState.PUSHED:
                await unit.pushes.save(move(push, PushState.CANCELLED, reason=reason))
            await publish(unit, pair.push.order_id)
            await unit.commit()

    async def _refunded(self, step: source_side.Refunded) -> None:
        pair = step.pair
        fresh = self.book.fresh(
            pair, Kind.SOURCE_REFUND, step.refund.gid, step.units, state=State.ASKED
        )
        await self._ask(pair, fresh, EventKind.REFUNDED, f"refunded:{step.refund.gid}")

    async def _edited(self, step: source_side.Edited) -> None:
        pair = step.pair
        fresh = self.book.fresh(
            pair, Kind.SOURCE_EDITED, pair.source.gid, step.units, state=State.ASKED
        )
        subject = f"taken off:{pair.source.gid}:{fresh.number}"
        await self._ask(pair, fresh, EventKind.TAKEN_OFF, subject)

    async def _ask(self, pair: Pair, fresh: Mirror, kind: EventKind, subject: str) -> None:
        details = await self._amount(pair, fresh.units)
        theirs = f"store:{pair.source_store.handle}"
        event = self.book.event(pair, kind, subject, pair.told(fresh.units), actor=theirs)
        await self.book.add(replace(fresh, details=details), event)
        await self._publish(pair)

    async def _amount(self, pair: Pair, units: Sequence[Units]) -> dict[str, str]:
        """What the customer would get back, so that people know what they decide."""
        if not units:
            return {}
        backs = _backs(pair.order, units)
        found = await self.gateway.suggest_refund(pair.store.id, pair.order.gid, backs)
        return _amount_of(found)

    async def _ask_again(
        self, pair: Pair, mirror: Mirror, units: tuple[Units, ...], amount: dict[str, str]
    ) -> None:
        """It is another sum by now: nobody agreed to that."""
        asked = replace(
            mirror, state=State.ASKED, units=units, lease_until=None, actor=None, details=amount
        )
        await self.book.save(asked, seen=mirror)
        await self._publish(pair)

    async def _pay_back(self, pair: Pair, mirror: Mirror, units: tuple[Units, ...]) -> None:
        page = _page(pair)
        backs = _backs(pair.order, units)
        payback = await self.write.payback(page, backs, pays=True, tells=True)
        amount = _amount_of(payback.suggestion)
        if amount != {key: mirror.details.get(key) for key in amount}:
            await self._ask_again(pair, mirror, units, amount)
            return
        sending = self.book.sending(replace(mirror, units=units))
        sending = replace(sending, details={**mirror.details, **payback.kept()})
        if not await self.book.save(sending, seen=mirror):
            return
        try:
            done = await self.write(sending, page, payback)
        except AccessRefused:
            raise
        except Rejected as error:
            left = replace(sending, state=State.LEFT, reason=error.reason, lease_until=None)
            event = self.book.event(
                pair,
                EventKind.NOT_CARRIED,
                f"pay back:{mirror.id}:{error.reason.code}",
                {"what": "refund", **because(error.reason)},
            )
            await self.book.save(left, event, seen=sending)
            await self._publish(pair)
            return
        await self._paid(pair, sending, done)

    async def _paid(self, pair: Pair, sending: Mirror, done: Mirror) -> None:
        event = self.book.event(
            pair,
            EventKind.PAID_BACK,
            f"paid back:{done.copy}",
            {**pair.told(done.units), **_amount_in(done.details)},
            actor=sending.actor or SYNCTEC,
        )
        # The push does not carry them any more: what is added later is offered like anything else.
        await self.book.save(done, event, seen=sending, gone=done.units)
        await self._publish(pair)

    async def _publish(self, pair: Pair) -> None:
        async with self.book.open_unit() as unit:
            await publish(unit, pair.push.order_id)
            await unit.commit()


def _backs(order: Progress, units: Sequence[Units]) -> list[RefundUnits]:
    """The goods are the source's: the customer's store has none to put back, and what waits there
    to be shipped is only taken off."""
    wanted = {one.line_gid: one.quantity for one in units}
    return list(given_up(order, wanted, NO_RESTOCK))


def _page(pair: Pair) -> Page:
    why = f"{pair.source_store.name} does not ship it."
    return Page(pair.store.id, pair.order, why)


def _amount_of(found: Suggestion) -> dict[str, str]:
    if found.amount is None:
        return {}
    return {"amount": str(found.amount.amount), "currency": found.amount.currency}


def _amount_in(details: Mapping[str, str]) -> dict[str, str]:
    return {key: details[key] for key in ("amount", "currency") if key in details}
