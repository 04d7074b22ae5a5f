"""Write a refund into an order, once: by its note it is known again if the answer was lost, and
under its key it is sent again word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.errors import AccessRefused, OutcomeUnknown, Rejected, Temporary
from core.domain.mirrors.marks import mark, marked
from core.domain.mirrors.paybacks import Payback
from core.domain.mirrors.records import Mirror, State
from core.domain.progress import Progress, RefundUnits
from core.domain.stores import StoreId
from core.ports.mirrors import AmendGateway
from core.usecases.mirror_book import MirrorBook

_KEY_HOLDS = timedelta(hours=12)
"""Shopify keeps a key for about a day (facts, from others' documentation): half of it is relied on.
Later the note alone tells what was done."""


@dataclass(frozen=True, slots=True)
class Page:
    """The order that a refund is written into, and what its store's people read of it."""

    store_id: StoreId
    order: Progress
    why: str


@dataclass(frozen=True, slots=True)
class WriteRefund:
    """The mirror of a refund is kept, and `sending`, before it is written."""

    gateway: AmendGateway
    book: MirrorBook

    def found(self, mirror: Mirror, order: Progress) -> Mirror | None:
        """What an earlier attempt made of it, None where it made nothing. Raises Temporary while
        that attempt may still come to its end."""
        refund = marked(order, _mark(mirror))
        if refund is not None:
            return replace(mirror, state=State.DONE, copy=refund.gid, lease_until=None)
        self.book.require_ended(mirror)
        return None

    async def payback(
        self, page: Page, units: Sequence[RefundUnits], *, pays: bool, tells: bool
    ) -> Payback:
        """What is to be sent; with `pays` the money that Shopify suggests now."""
        if not pays:
            return Payback(tuple(units))
        found = await self.gateway.suggest_refund(page.store_id, page.order.gid, units)
        return Payback(tuple(units), found, tells)

    async def __call__(self, mirror: Mirror, page: Page, payback: Payback) -> Mirror:
        """The mirror as done; the caller keeps it.

        Raises:
            Rejected: Shopify refused it, nothing was done.
            Temporary: nothing was done, or its outcome is open until the lease ends.
            AccessRefused, Broken: as the gateway does.
        """
        if mirror.lease_until is None or mirror.key is None:
            msg = "a refund that is not kept is not written"
            raise ValueError(msg)
        try:
            copy = await self.gateway.refund(
                page.store_id,
                page.order.gid,
                payback,
                note=f"{page.why} {_mark(mirror)}",
                key=mirror.key,
                not_after=mirror.lease_until,
            )
        except OutcomeUnknown as error:
            raise Temporary(error.reason, self.book.lease) from error
        return replace(mirror, state=State.DONE, copy=copy, lease_until=None)

    async def again(self, mirror: Mirror, page: Page) -> Mirror | None:
        """The same attempt once more, word for word under its key, where its outcome is open; None
        where it is too old for that, somebody else is at it, or Shopify refused it, now or before:
        then nothing was done, and the next attempt is told why. Raises as the above does."""
        payback, now = Payback.of(mirror.details), self.book.clock.now()
        ended = mirror.lease_until
        if payback is None or ended is None or now - ended > _KEY_HOLDS:
            return None
        longer = replace(mirror, lease_until=now + self.book.lease)
        if not await self.book.save(longer, seen=mirror):
            return None
        try:
            return await self(longer, page, payback)
        except AccessRefused:
            raise
        except Rejected:
            return None


def _mark(mirror: Mirror) -> str:
    return mark(mirror.kind.value, mirror.original, mirror.attempt)
