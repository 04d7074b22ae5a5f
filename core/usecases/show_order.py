"""What modals and App Home show: read from what is kept, never from Shopify."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.cards import FailureCard, HomeCard, OrderCard, PushFormCard
from core.domain.errors import NotFound
from core.domain.mentioned import numbers_in
from core.domain.operation_cards import HealthCard
from core.domain.orders import OrderId
from core.domain.people import Actor, Right
from core.domain.push_list import OPEN_STATES
from core.domain.pushes import PushId, PushState
from core.domain.reasons import Reason
from core.domain.words import later
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.list_orders import failed_rows, rows_of
from core.usecases.list_pushes import midnight
from core.usecases.order_cards import OrderCards

_GONE = NotFound(
    Reason(
        "order_not_kept",
        later("SyncTec does not keep this order any more."),
        later("Look it up in Shopify's admin."),
    )
)
_HOME_ROWS = 10


@dataclass(frozen=True, slots=True)
class ShowOrder:
    """The View order and Why not? modals."""

    open_unit: UnitOfWorkFactory
    cards: OrderCards

    async def __call__(self, order_id: OrderId) -> OrderCard:
        """Raises NotFound when the order is not kept."""
        async with self.open_unit() as unit:
            return await _card(unit, self.cards, order_id)


@dataclass(frozen=True, slots=True)
class ShowFailure:
    """The View error modal."""

    open_unit: UnitOfWorkFactory
    cards: OrderCards

    async def __call__(self, push_id: PushId) -> FailureCard:
        """Raises NotFound when the push or its order is not kept."""
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id)
            if push is None:
                raise _GONE
            order = await _card(unit, self.cards, push.order_id)
            attempts = await unit.pushes.attempts([push_id])
        card = next(card for card in order.pushes if card.push.id == push_id)
        return FailureCard(order, card, tuple(attempts.get(push_id, ())))


@dataclass(frozen=True, slots=True)
class ShowPushForm:
    """The Push Order modal of `/synctec push`."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, actor: Actor, handle: str | None = None) -> PushFormCard:
        """The destination stores to choose from: those at which this person may push, and those
        that a source of theirs ships for. `handle` is preselected where it is one."""
        async with self.open_unit() as unit:
            access = await unit.people.access(actor)
            every = await unit.stores.all()
            theirs = {store.id for store in access.among(Right.OPERATOR, every)}
            for link in await unit.connections.all():
                if access.may(Right.OPERATOR, [link.source_id]):
                    theirs.add(link.destination_id)
        stores = [s for s in every if s.sells and s.id in theirs]
        wanted = (handle or "").lower()
        chosen = next((s.handle for s in stores if s.handle == wanted), None)
        return PushFormCard(tuple(stores), chosen)

    async def of_text(self, actor: Actor, text: str) -> PushFormCard:
        """The same, with the first order that the text speaks of and a store of these has; else the
        likeliest number."""
        form = await self(actor)
        numbers = numbers_in(text)
        async with self.open_unit() as unit:
            for number in numbers:
                for store in form.stores:
                    if await unit.orders.by_number(store.id, number):
                        return replace(form, chosen=store.handle, number=number)
        return replace(form, number=next(iter(numbers), ""))


@dataclass(frozen=True, slots=True)
class ShowHome:
    """App Home."""

    open_unit: UnitOfWorkFactory
    cards: OrderCards
    clock: Clock
    support: str

    async def __call__(self, actor: Actor) -> HomeCard:
        """Counts over the stores that this person may see, the oldest failures, and the oldest
        orders held."""
        async with self.open_unit() as unit:
            access = await unit.people.access(actor)
            stores = access.among(Right.VIEWER, await unit.stores.all())
            healths = await unit.health.all()
            ids = [store.id for store in stores]
            counts = dict(await unit.push_lists.counts(ids, OPEN_STATES))
            since = midnight(self.clock.now(), stores)
            pushed = await unit.push_lists.moved(ids, PushState.PUSHED, since)
            sell = [store.id for store in stores if store.sells]
            ship = [store.id for store in stores if store.ships]
            ages = await unit.order_lists.ages(sell, ship, self.clock.now())
            failed = await failed_rows(unit, self.cards, ids, _HOME_ROWS, source_ids=ids)
            held = await rows_of(unit, self.cards, await unit.pushes.held(ids, _HOME_ROWS))
        troubles = tuple(
            HealthCard(store, healths[store.id], healths[store.id].number)
            for store in stores
            if store.id in healths and healths[store.id].troubled
        )
        settable = access.among(Right.ADMIN, (each for each in stores if each.id in sell))
        return HomeCard(
            tuple(stores),
            counts,
            failed,
            self.support,
            held,
            troubles,
            pushed_today=pushed,
            ages=tuple(ages),
            administers=tuple(settable),
        )


async def _card(unit: UnitOfWork, cards: OrderCards, order_id: OrderId) -> OrderCard:
    record = await unit.orders.get(order_id)
    if record is None:
        raise _GONE
    return await cards.card(unit, record)
