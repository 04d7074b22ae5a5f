"""Orders that people link to, shown below their links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.cards import OrderCard
from core.domain.links import AdminLinks, OrderPage
from core.domain.orders import OrderId
from core.domain.pushes import PushId
from core.domain.results import Asked, next_wait
from core.domain.stores import Store
from core.domain.unfurls import MOST, LinkedOrder, LinkPlace
from core.domain.work import ShowLinked as ShowLinkedWork
from core.domain.work import Urgency
from core.ports import Clock, Notifier, UnitOfWork, UnitOfWorkFactory
from core.usecases.order_cards import OrderCards


@dataclass(frozen=True, slots=True)
class FindLinked:
    """Which of these links lead to orders that are kept."""

    open_unit: UnitOfWorkFactory
    links: AdminLinks

    async def __call__(self, urls: Sequence[str]) -> Sequence[LinkedOrder]:
        """The first few, in their order; nothing is asked of anybody for other links."""
        pages = [(url, page) for url in urls if (page := self.links.page_at(url))][:MOST]
        if not pages:
            return ()
        async with self.open_unit() as unit:
            stores = {store.shop: store for store in await unit.stores.all()}
            found = [await _linked(unit, url, page, stores) for url, page in pages]
        return [each for each in found if each is not None]


@dataclass(frozen=True, slots=True)
class ShowLinked:
    """The order's alert, below a link to it, for whoever reads the message."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, place: LinkPlace, linked: Sequence[LinkedOrder]) -> None:
        """Queue it. Whether whoever wrote the link may see the order was asked before."""
        async with self.open_unit() as unit:
            await self._queue(unit, place, {each.url: each.order_id for each in linked})
            await unit.commit()

    async def again(self, place: LinkPlace, url: str, push_id: PushId) -> None:
        """The same once something was done there with a push: it shows what becomes of it."""
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id)
            if push is not None:
                await self._queue(unit, place, {url: push.order_id})
                await unit.commit()

    async def _queue(
        self, unit: UnitOfWork, place: LinkPlace, orders: Mapping[str, OrderId]
    ) -> None:
        linked = "\n".join(f"{order_id} {url}" for url, order_id in orders.items())
        work = ShowLinkedWork(place.channel, place.ts, place.unfurl_id, place.source, linked)
        await unit.jobs.add(work, urgency=Urgency.PERSON)


@dataclass(frozen=True, slots=True)
class CarryOutShowLinked:
    """Shows the orders as they stand, and comes back while one of their pushes is under way: an
    unfurl is nobody's message, and no order knows where it is linked to."""

    open_unit: UnitOfWorkFactory
    notifier: Notifier
    cards: OrderCards
    clock: Clock

    async def __call__(self, work: ShowLinkedWork) -> None:
        """Raises Temporary, AccessRefused and Broken, as the notifier does."""
        place = LinkPlace(work.channel, work.ts, work.unfurl_id, work.source)
        orders = await self._orders(work)
        if not orders:
            return
        shown = " ".join(map(self.notifier.fingerprint, orders.values()))
        if shown != work.told:
            await self.notifier.unfurl(place, orders)
        wait = next_wait(work.rounds)
        if wait is None or place.is_draft or not any(map(_under_way, orders.values())):
            return
        async with self.open_unit() as unit:
            again = replace(work, told=shown, rounds=work.rounds + 1)
            await unit.jobs.add(again, at=self.clock.now() + wait, urgency=Urgency.PERSON)
            await unit.commit()

    async def _orders(self, work: ShowLinkedWork) -> Mapping[str, OrderCard]:
        found: dict[str, OrderCard] = {}
        async with self.open_unit() as unit:
            for order_id, url in (line.split(" ", 1) for line in work.linked.splitlines()):
                record = await unit.orders.get(OrderId(int(order_id)))
                if record is not None:
                    card = await self.cards.card(unit, record)
                    # Nobody finds it again to take the place out when the customer is erased.
                    nowhere = replace(card.facts, city=None, country_code=None)
                    found[url] = replace(card, facts=nowhere)
        return found


def _under_way(card: OrderCard) -> bool:
    return any(not Asked(each.push, each.source).over for each in card.pushes)


async def _linked(
    unit: UnitOfWork, url: str, page: OrderPage, stores: Mapping[str, Store]
) -> LinkedOrder | None:
    store = stores.get(page.shop)
    if store is None:
        return None
    record = await unit.orders.by_gid(store.id, page.gid)
    if record is not None:
        return LinkedOrder(url, record.id)
    push = await unit.pushes.by_source_order(store.id, page.gid)
    return None if push is None else LinkedOrder(url, push.order_id, push.id)
