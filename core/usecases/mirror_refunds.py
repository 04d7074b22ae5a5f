"""Write what the customer's order gave back down on its source orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.errors import AccessRefused, Rejected
from core.domain.history import EventKind, because
from core.domain.mirrors import refunds
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.progress import Progress
from core.domain.push_settings import Refunds
from core.usecases.mirror_book import MirrorBook
from core.usecases.write_refund import Page, WriteRefund


@dataclass(frozen=True, slots=True)
class MirrorRefunds:
    """One refund a source order, for each refund that concerns it."""

    write: WriteRefund
    book: MirrorBook

    async def __call__(self, order: Progress, pairs: Sequence[Pair]) -> bool:
        """Do everything that can be done now; True where source orders were changed.

        Raises:
            Temporary: of a step nothing was done, or its outcome is open until the lease ends.
            AccessRefused, Broken: as the gateway does.
        """
        known = [await self._looked_up(pair) for pair in pairs]
        every = list(refunds.steps(order, known))
        for step in every:
            await self._write(step)
        return bool(every)

    async def _looked_up(self, pair: Pair) -> Pair:
        """What was being written when its process ended is there, is sent again under its key, or
        never came to be."""
        kept: list[Mirror] = []
        for mirror in pair.mirrors:
            if mirror.kind is not Kind.REFUND or mirror.state is not State.SENDING:
                kept.append(mirror)
                continue
            done = self.write.found(mirror, pair.source)
            done = done or await self.write.again(mirror, _page(pair))
            if done is None:
                await self.book.forget(mirror)
            else:
                await self._keep(pair, mirror, done)
                kept.append(done)
        return replace(pair, mirrors=kept)

    async def _write(self, step: refunds.GiveBack) -> None:
        pair, page = step.pair, _page(step.pair)
        pays = pair.settings.back.refunds is Refunds.MONEY
        # The source's own settings decide whether it mails anybody: this does not.
        payback = await self.write.payback(page, step.units, pays=pays, tells=False)
        fresh = self.book.fresh(pair, Kind.REFUND, step.refund.gid, step.meant)
        mirror = await self.book.add(replace(fresh, details=payback.kept()))
        if mirror is None:
            return
        try:
            done = await self.write(mirror, page, payback)
        except AccessRefused:
            await self.book.forget(mirror)
            raise
        except Rejected as error:
            await self._refused(pair, mirror, error)
            return
        await self._keep(pair, mirror, done)

    async def _keep(self, pair: Pair, mirror: Mirror, done: Mirror) -> None:
        paid = pair.settings.back.refunds is Refunds.MONEY
        event = self.book.event(
            pair,
            EventKind.REFUND_WRITTEN,
            f"refund written:{done.copy}",
            {**pair.told(done.units), "paid": "yes" if paid else ""},
        )
        await self.book.save(done, event, seen=mirror, gone=done.units)

    async def _refused(self, pair: Pair, mirror: Mirror, error: Rejected) -> None:
        left = replace(mirror, state=State.LEFT, reason=error.reason, lease_until=None)
        event = self.book.event(
            pair,
            EventKind.NOT_CARRIED,
            f"refund refused:{mirror.original}:{pair.push.id}",
            {"what": "refund", **because(error.reason)},
        )
        await self.book.save(left, event, seen=mirror)


def _page(pair: Pair) -> Page:
    why = f"Refunded on {pair.store.name}, order {pair.order.name}."
    return Page(pair.source_store.id, pair.source, why)
