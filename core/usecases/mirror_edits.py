"""The customer's order was edited: what was taken off it, and where it goes, is carried on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.errors import AccessRefused, Rejected
from core.domain.history import EventKind, because
from core.domain.mirrors import addresses, edits, remakes
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.questions import REFUSED
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.progress import Progress
from core.domain.reasons import Reason
from core.domain.reasons import mirrors as reasons
from core.ports.mirrors import AmendGateway
from core.usecases.judgement import publish
from core.usecases.mirror_book import MirrorBook
from core.usecases.remake_order import RemakeOrder


@dataclass(frozen=True, slots=True)
class MirrorEdits:
    """Quantities are brought to what they must be, so that asking twice changes nothing."""

    gateway: AmendGateway
    remake: RemakeOrder
    book: MirrorBook

    async def __call__(self, order: Progress, pairs: Sequence[Pair]) -> None:
        """Do everything that can be done now. Raises as the gateway does."""
        for step in list(edits.steps(order, pairs)):
            if isinstance(step, edits.Reduce):
                await self._reduce(step)
            elif isinstance(step, edits.Settled):
                await self._settle(step)
            else:
                await self._tell_shipped(step)
        for pair in pairs:
            await self.remake(pair)
            if not pair.is_over:
                await self._address(pair)

    async def _reduce(self, step: edits.Reduce) -> None:
        pair = step.pair
        subject = f"edit:{pair.push.id}:{pair.source.updated_at.isoformat()}"
        try:
            await self.gateway.edit(
                pair.source_store.id,
                pair.source.gid,
                step.quantities,
                note=f"Edited on {pair.store.name}, order {pair.order.name}.",
            )
        except AccessRefused:
            raise
        except Rejected as error:
            await self._refused(step, error.reason)
            return
        event = self.book.event(pair, EventKind.EDITED, subject, pair.told(step.removed))
        await self.book.give_up(pair, step.removed, event)

    async def _refused(self, step: edits.Reduce, why: Reason) -> None:
        """An order that was not made by us, for one: people decide whether it is made again."""
        pair, reason = step.pair, reasons.edit_refused(why)
        asked = remakes.question(pair)
        if asked is not None and asked.state is State.ASKED:
            await self.book.save(replace(asked, units=step.removed, reason=reason), seen=asked)
            return
        fresh = self.book.fresh(
            pair, Kind.EDIT, pair.order.gid, step.removed, state=State.ASKED, place=REFUSED
        )
        await self._ask(pair, replace(fresh, reason=reason))

    async def _settle(self, step: edits.Settled) -> None:
        reason = reasons.SETTLED_MEANWHILE
        left = replace(step.question, state=State.LEFT, reason=reason, lease_until=None)
        await self.book.save(left, seen=step.question)
        await self._publish(step.pair)

    async def _tell_shipped(self, step: edits.Shipped) -> None:
        """People decide what becomes of goods that are on their way."""
        pair = step.pair
        fresh = self.book.fresh(
            pair, Kind.EDIT, pair.order.gid, step.units, state=State.ASKED, place="shipped"
        )
        reason = reasons.removed_too_late(pair.source_store.name, fresh.quantity)
        await self._ask(pair, replace(fresh, reason=reason))

    async def _address(self, pair: Pair) -> None:
        match addresses.step(pair):
            case addresses.Note(fingerprint):
                fresh = self.book.fresh(pair, Kind.ADDRESS, pair.order.gid, (), state=State.DONE)
                await self.book.add(replace(fresh, key=fingerprint))
            case addresses.Change() as step:
                await self._change(pair, step)
            case addresses.TooLate(mirror, fingerprint, shipped):
                known = replace(mirror, key=fingerprint, attempt=mirror.attempt + 1)
                if await self.book.save(known, seen=mirror):
                    await self._address_left(pair, known, shipped=shipped)

    async def _change(self, pair: Pair, step: addresses.Change) -> None:
        known = replace(step.mirror, key=step.fingerprint, attempt=step.mirror.attempt + 1)
        subject = f"address:{pair.push.id}:{known.attempt}"
        store_id, gid = pair.source_store.id, pair.source.gid
        try:
            await self.gateway.change_address(store_id, gid, step.address)
        except AccessRefused:
            raise
        except Rejected as error:
            await self.book.save(known, seen=step.mirror)
            await self._not_carried(pair, f"{subject}:refused", error.reason)
            return
        event = self.book.event(pair, EventKind.ADDRESS_CHANGED, subject, {})
        await self.book.save(known, event, seen=step.mirror)

    async def _address_left(self, pair: Pair, known: Mirror, *, shipped: bool) -> None:
        source = pair.source_store.name
        if not shipped:
            subject = f"address:{pair.push.id}:{known.attempt}:left"
            await self._not_carried(pair, subject, reasons.edits_not_carried(source))
            return
        fresh = self.book.fresh(
            pair, Kind.EDIT, pair.order.gid, (), state=State.ASKED, place=f"address {known.attempt}"
        )
        await self._ask(pair, replace(fresh, reason=reasons.address_too_late(source)))

    async def _ask(self, pair: Pair, mirror: Mirror) -> None:
        reason = mirror.reason
        if reason is None or await self.book.add(mirror) is None:
            return
        await self._not_carried(pair, f"edit:{pair.push.id}:{mirror.place}:{mirror.number}", reason)
        await self._publish(pair)

    async def _publish(self, pair: Pair) -> None:
        async with self.book.open_unit() as unit:
            await publish(unit, pair.push.order_id)
            await unit.commit()

    async def _not_carried(self, pair: Pair, subject: str, reason: Reason) -> None:
        details = {"what": "edit", **because(reason)}
        await self.book.tell(self.book.event(pair, EventKind.NOT_CARRIED, subject, details))
