"""A source order changed on its store: keep its state with its push."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.pushes import Push, PushId, PushState, SourceOrder
from core.domain.stores import StoreId
from core.domain.work import AdoptHeard, MirrorOrder, PlaceSourceOrder
from core.ports import Clock, StoreGateway, UnitOfWork, UnitOfWorkFactory
from core.usecases.judgement import publish
from core.usecases.look_up_push import adopt

_ADOPTING = frozenset({PushState.UNKNOWN, PushState.QUEUED})
"""An order with our identity is there: nothing more must be sent."""
_AFTER_THE_LEASE = timedelta(seconds=5)
"""By then a push whose process died is in doubt."""


@dataclass(frozen=True, slots=True)
class RefreshSourceOrder:
    """Orders that no push of ours made are left alone."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    clock: Clock

    async def __call__(self, store_id: StoreId, gid: str) -> None:
        """Also closes a push in doubt, or about to be sent again, whose order turns out to exist.

        Raises:
            AccessRefused, Temporary, Broken: as the gateway does.
        """
        read = await self.gateway.read_source_order(store_id, gid)
        if read is None:
            return
        found, identifier = read
        async with self.open_unit() as unit:
            known = await unit.pushes.by_source_order(store_id, gid)
            if known is None and identifier is not None:
                known = await unit.pushes.by_identity(store_id, identifier)
            push = await unit.pushes.get(known.id, lock=True) if known else None
            if push is None:
                return
            changed = await self._seen(unit, push, found)
            if changed.source_order is not None:
                await unit.jobs.add(MirrorOrder(push.order_id))
            if changed != push:
                await unit.pushes.save(changed)
                await publish(unit, push.order_id)
            # Where nothing of it shows, a second change within the second of the first, the place
            # is looked at all the same.
            await unit.commit()

    async def _seen(self, unit: UnitOfWork, push: Push, found: SourceOrder) -> Push:
        """The push, now that this order of its was seen. The caller saves it."""
        now = self.clock.now()
        if push.state in _ADOPTING:
            return await adopt(unit, push, found, now)
        if push.state is PushState.SENDING:
            # As a rule the answer comes in a moment. Should it be lost, nothing tells of the order
            # a second time, and the search may lag.
            after = (push.lease_until or now) + _AFTER_THE_LEASE
            await unit.jobs.add(AdoptHeard(push.id, found.gid), at=after)
            return push
        if push.source_order is None or push.source_order.gid != found.gid:
            return push
        if push.placement is not None:
            # Somebody may have moved it.
            await unit.jobs.add(PlaceSourceOrder(push.id))
        return replace(push, source_order=found)

    async def if_in_doubt(self, push_id: PushId, gid: str) -> None:
        """The same of an order that was heard of while its push was sent: nothing is asked where
        the answer came. Raises as the above does."""
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id)
        if push is not None and push.state in _ADOPTING:
            await self(push.source_id, gid)
