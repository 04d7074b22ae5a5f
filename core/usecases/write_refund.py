"""Write a refund into an order, once: by its note it is known again if the answer was lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.errors import OutcomeUnknown, Temporary
from core.domain.mirrors.marks import mark, marked
from core.domain.mirrors.records import Mirror, State
from core.domain.progress import Progress, RefundUnits
from core.domain.stores import StoreId
from core.ports.mirrors import AmendGateway
from core.usecases.mirror_book import MirrorBook


@dataclass(frozen=True, slots=True)
class Payback:
    """Units of an order, given back; `pays`: with the money that Shopify suggests for them. `why`
    is what the store's people read."""

    store_id: StoreId
    order: Progress
    units: Sequence[RefundUnits]
    pays: bool
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

    async def __call__(self, mirror: Mirror, payback: Payback) -> Mirror:
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
                payback.store_id,
                payback.order.gid,
                payback.units,
                pays=payback.pays,
                note=f"{payback.why} {_mark(mirror)}",
                key=mirror.key,
                not_after=mirror.lease_until,
            )
        except OutcomeUnknown as error:
            raise Temporary(error.reason, self.book.lease) from error
        return replace(mirror, state=State.DONE, copy=copy, lease_until=None)


def _mark(mirror: Mirror) -> str:
    return mark(mirror.kind.value, mirror.original, mirror.attempt)
