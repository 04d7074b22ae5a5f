"""`/synctec subscribe`, `unsubscribe`, `mute` and `unmute`: which channel hears what of a store."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.audit import AuditEntry
from core.domain.cards import AnswerCard
from core.domain.orders import OrderId
from core.domain.people import Actor, Right
from core.domain.routes import Routes, Topic
from core.domain.stores import Store, StoreId
from core.domain.words import calendar_day, joined, later, say
from core.domain.work import EndMute, PublishOrder, TellChange, Urgency
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.allowed import must_be_allowed
from core.usecases.find_store import find_store

_AT_ONCE = 1000
_A_MOMENT = timedelta(seconds=1)

_CHANGED = later("changed who hears what")
_NAMES = {
    Topic.ORDERS: later("orders"),
    Topic.FAILURES: later("failures"),
    Topic.QUESTIONS: later("questions"),
    Topic.RECEIVED: later("received"),
}


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Let a channel hear a topic of a store, instead of the one that did."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def check(self, handle: str, actor: Actor) -> Store:
        """The store. Raises as below."""
        async with self.open_unit() as unit:
            found = await find_store(unit, handle)
            await must_be_allowed(unit, actor, Right.ADMIN, [found])
        return found

    async def __call__(
        self, handle: str, topics: Collection[Topic], channel: str | None, actor: Actor
    ) -> AnswerCard:
        """`channel` None: the store's own again. The channels that heard it before are told. Raises
        Rejected for an unknown store, NotAllowed for who is no admin there."""
        async with self.open_unit() as unit:
            found = await find_store(unit, handle)
            await must_be_allowed(unit, actor, Right.ADMIN, [found])
            store = await unit.stores.get(found.id, lock=True)
            channels = dict(store.routes.channels)
            for topic in topics:
                channels.pop(topic, None)
                if channel is not None and channel != store.channel:
                    channels[topic] = channel
            where = f"<#{channel}>" if channel else say("the store's own channel")
            said = {each.value: (_where(store, each), where) for each in topics}
            routes = replace(store.routes, channels=channels)
            now = self.clock.now()
            await _keep(unit, store, routes, actor, said, now)
            await _tell_before(unit, store, replace(store, routes=routes), topics, actor, now)
            await unit.commit()
        return AnswerCard(
            say(
                "{named} of {store} come to {where} now.",
                named=_named(topics),
                store=store.name,
                where=where,
            ),
            good=True,
        )

    async def listed(self, actor: Actor) -> AnswerCard:
        """What goes where, of the stores that the person may see."""
        now = self.clock.now()
        async with self.open_unit() as unit:
            access = await unit.people.access(actor)
            stores = access.among(Right.VIEWER, await unit.stores.all())
        lines = [AnswerCard(f"{store.name}: {_told(store, now)}", good=True) for store in stores]
        head = say("Which channel hears what. `/synctec subscribe dest failures` brings it here.")
        return AnswerCard(head, good=True, more=tuple(lines))


@dataclass(frozen=True, slots=True)
class Mute:
    """Post nothing new of a topic for a while. What failed meanwhile is told afterwards."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(
        self, handle: str, topics: Collection[Topic], lasts: timedelta | None, actor: Actor
    ) -> AnswerCard:
        """`lasts` None: it is over. Raises Rejected for an unknown store, NotAllowed for who is no
        operator there."""
        now = self.clock.now()
        async with self.open_unit() as unit:
            found = await find_store(unit, handle)
            await must_be_allowed(unit, actor, Right.OPERATOR, [found])
            store = await unit.stores.get(found.id, lock=True)
            until = now + lasts if lasts else None
            muted = {each: at for each, at in store.routes.muted.items() if at > now}
            if until is None and muted.keys().isdisjoint(topics):
                return AnswerCard(say("Nothing of {store} is muted there.", store=store.name))
            for topic in topics:
                muted.pop(topic, None)
                if until is not None:
                    muted[topic] = until
            routes, is_now = replace(store.routes, muted=muted), _until(until)
            said = {each.value: (_state(store.routes, each, now), is_now) for each in topics}
            await _keep(unit, store, routes, actor, said, now)
            at = until + _A_MOMENT if until else None
            await unit.jobs.add(EndMute(store.id), at=at, urgency=Urgency.PERSON)
            await unit.commit()
        what = _named(topics)
        if until is None:
            return AnswerCard(
                say("{what} of {store} are told again.", what=what, store=store.name), good=True
            )
        return AnswerCard(
            say(
                "{what} of {store} are muted. What stands is kept true; what is left over is "
                "told when the mute ends",
                what=what,
                store=store.name,
            ),
            good=True,
            at=until,
        )


@dataclass(frozen=True, slots=True)
class CarryOutEndMute:
    """What was not posted meanwhile and still needs people is told now."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, store_id: StoreId) -> None:
        """Every open push of the store, sold or to be shipped by it; messages that are there are
        only compared."""
        last: OrderId | None = OrderId(0)
        while last is not None:
            last = await self._publish(store_id, last)

    async def _publish(self, store_id: StoreId, after: OrderId) -> OrderId | None:
        """As many as one unit takes; the last of them."""
        async with self.open_unit() as unit:
            orders = await unit.push_lists.open_orders([store_id], _AT_ONCE, after=after)
            for order_id in orders:
                await unit.jobs.add(PublishOrder(order_id))
            await unit.commit()
        return orders[-1] if len(orders) == _AT_ONCE else None


async def _tell_before(
    unit: UnitOfWork,
    store: Store,
    after: Store,
    topics: Collection[Topic],
    actor: Actor,
    now: datetime,
) -> None:
    """Nobody waits in a channel for what comes elsewhere."""
    gone: dict[str, list[Topic]] = {}
    for topic in sorted(topics):
        channel = store.channel_of(topic)
        if channel is not None and channel != after.channel_of(topic):
            gone.setdefault(channel, []).append(topic)
    for channel, lost in gone.items():
        key = f"route:{store.id}:{channel}:{now.isoformat()}"
        said = say("{named} of {store} come elsewhere now.", named=_named(lost), store=store.name)
        await unit.jobs.add(TellChange(channel, key, actor.user, said))


async def _keep(
    unit: UnitOfWork,
    store: Store,
    routes: Routes,
    actor: Actor,
    said: Mapping[str, tuple[str, str]],
    now: datetime,
) -> None:
    await unit.stores.save_routes(store.id, routes)
    await unit.audit.add(AuditEntry(now, actor.user, _CHANGED, store.id, None, said))


def _named(topics: Collection[Topic]) -> str:
    named = joined([say(_NAMES[topic]) for topic in Topic if topic in topics])
    return named[:1].upper() + named[1:]


def _where(store: Store, topic: Topic) -> str:
    channel = store.routes.channels.get(topic)
    return f"<#{channel}>" if channel else say("the store's own channel")


def _until(until: datetime | None) -> str:
    if until is None:
        return say("told")
    return say("muted until {until} UTC", until=f"{calendar_day(until)} {until:%H:%M}")


def _state(routes: Routes, topic: Topic, now: datetime) -> str:
    return say("muted") if routes.is_muted(topic, now) else say("told")


def _told(store: Store, now: datetime) -> str:
    parts = []
    for topic in Topic:
        channel = store.channel_of(topic)
        where = f"<#{channel}>" if channel else say("no channel")
        named = f"{say(_NAMES[topic])} {where}"
        muted = store.routes.is_muted(topic, now)
        parts.append(say("{topic} (muted)", topic=named) if muted else named)
    return ", ".join(parts)
