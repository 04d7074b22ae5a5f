"""A source order changed on its store: keep its state with its push."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.pushes import PushState
from core.domain.stores import StoreId
from core.domain.work import MirrorOrder, PlaceSourceOrder
from core.ports import Clock, StoreGateway, UnitOfWorkFactory
from core.usecases.judgement import publish
from core.usecases.look_up_push import adopt

_ADOPTING = frozenset({PushState.UNKNOWN, PushState.QUEUED})
"""An order with our identity is there: nothing more must be sent."""


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
            if push.state in _ADOPTING:
                changed = await adopt(unit, push, found, self.clock.now())
            elif push.source_order is not None and push.source_order.gid == gid:
                changed = replace(push, source_order=found)
                if push.placement is not None:
                    # Somebody may have moved it.
                    await unit.jobs.add(PlaceSourceOrder(push.id))
            else:
                return
            await unit.jobs.add(MirrorOrder(push.order_id))
            if changed != push:
                await unit.pushes.save(changed)
                await publish(unit, push.order_id)
            # Where nothing of it shows, a second change within the second of the first, the place
            # is looked at all the same.
            await unit.commit()
