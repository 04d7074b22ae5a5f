"""`/synctec history dest 1001`: everything that happened to an order, as it is kept. No store is
asked."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import NotFound, Rejected
from core.domain.links import AdminLinks
from core.domain.orders import OrderId, clean_number
from core.domain.reasons import Reason
from core.domain.timeline import Timeline, entries_of
from core.domain.words import later, say
from core.ports import OrderRecord, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_order import several_orders
from core.usecases.find_store import find_destination


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """Answered from the database at once."""

    open_unit: UnitOfWorkFactory
    links: AdminLinks

    async def __call__(self, order_id: OrderId) -> Timeline:
        """The timeline of an order that is shown.

        Raises:
            NotFound: it is not kept any more.
        """
        async with self.open_unit() as unit:
            record = await unit.orders.get(order_id)
            if record is None:
                raise NotFound(_FORGOTTEN)
            return await self._timeline(unit, record)

    async def by_number(self, handle: str, number: str) -> Timeline:
        """That of the order people mean.

        Raises:
            Rejected: nobody knows the store or the order, or several orders answer to the number.
        """
        typed = clean_number(number)
        async with self.open_unit() as unit:
            store = await find_destination(unit, handle)
            records = await unit.orders.by_number(store.id, typed)
            if not records:
                raise NotFound(_unseen(typed, store.name))
            if len(records) > 1:
                raise Rejected(several_orders(typed, len(records)))
            return await self._timeline(unit, records[0])

    async def _timeline(self, unit: UnitOfWork, record: OrderRecord) -> Timeline:
        stores = await unit.stores.all()
        store = next(each for each in stores if each.id == record.store_id)
        pushes = await unit.pushes.of_order(record.id)
        events = await unit.events.of_order(record.id)
        facts = record.facts
        return Timeline(
            record.id,
            store,
            facts.name,
            facts.number,
            self.links.order(store, facts.gid),
            entries_of(events, facts.name, pushes, stores),
        )


_FORGOTTEN = Reason(
    "order_forgotten",
    later("This order is not kept any more, and its history neither."),
    later("Nothing to do: Shopify has the order itself."),
)


def _unseen(number: str, store: str) -> Reason:
    return Reason(
        "order_unseen",
        say("SyncTec knows no order {number} of {store}.", number=number, store=store),
        say(
            "Check the number; `/synctec explain` also looks at orders that SyncTec has "
            "not met yet."
        ),
    )
