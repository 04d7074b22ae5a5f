"""The scheduled summary of unfulfilled and failed orders, one message a channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from core.domain.cards import AnswerCard, ListCard
from core.domain.digests import DigestSettings, due_slot
from core.domain.notices import Notice
from core.domain.order_sheet import as_csv
from core.domain.people import Actor, Right
from core.domain.stores import Store
from core.domain.words import say
from core.domain.work import PostDigest as PostDigestWork
from core.domain.work import Urgency
from core.ports import Clock, Notifier, UnitOfWorkFactory
from core.usecases.allowed import must_be_allowed
from core.usecases.deliver import Deliver
from core.usecases.digest_card import MOST, TITLE, digest_card
from core.usecases.list_orders import list_card
from core.usecases.order_cards import OrderCards

_REFRESHED = (timedelta(seconds=1), timedelta(seconds=15))


@dataclass(frozen=True, slots=True)
class StartDueDigests:
    """A timer asks this often; each channel's slot starts once, in whatever process."""

    open_unit: UnitOfWorkFactory
    clock: Clock
    default_at: str

    async def __call__(self) -> None:
        """After a pause only the latest slot is made up for; a channel seen for the first time
        begins with its next one."""
        now = self.clock.now()
        async with self.open_unit() as unit:
            settings = {each.channel: each for each in await unit.schedule.digests()}
            for chosen in _channels(await unit.stores.all(), settings, self.default_at):
                if not chosen.weekdays:
                    continue
                slot = due_slot(chosen.at, chosen.timezone, now, chosen.weekdays)
                last = await unit.schedule.last_digest(chosen.channel)
                if last is None:
                    await unit.schedule.digest_posted(chosen.channel, now)
                elif chosen.enabled and slot > last:
                    await unit.schedule.digest_posted(chosen.channel, slot)
                    await unit.jobs.add(PostDigestWork(chosen.channel, slot.isoformat()))
            await unit.commit()


@dataclass(frozen=True, slots=True)
class DigestNow:
    """`/synctec digest now`."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, channel: str, actor: Actor) -> AnswerCard:
        """Queue this channel's digest; a channel without a store says so. Raises NotAllowed for who
        is no operator of any of its stores."""
        async with self.open_unit() as unit:
            settings = {each.channel: each for each in await unit.schedule.digests()}
            plain = DigestSettings(channel, "", "UTC")
            stores = settings.get(channel, plain).stores(await unit.stores.all())
            if not stores:
                return AnswerCard(
                    say("No store posts into this channel, so it has no digest."),
                    say(
                        "Type the command in a store's own channel, or `/synctec digest` to choose "
                        "stores for this one."
                    ),
                )
            await must_be_allowed(unit, actor, Right.OPERATOR, stores)
            slot = f"{self.clock.now().isoformat()}/{actor.user}"
            await unit.jobs.add(PostDigestWork(channel, slot), urgency=Urgency.PERSON)
            await unit.commit()
        return AnswerCard(say("The digest is on its way."), good=True)


@dataclass(frozen=True, slots=True)
class RefreshDigest:
    """What was done in a row of a digest shows there."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, channel: str, slot: str) -> None:
        """Its message is edited in a moment, and once more when a push may have come to its end."""
        now = self.clock.now()
        async with self.open_unit() as unit:
            for wait in _REFRESHED:
                await unit.jobs.add(PostDigestWork(channel, slot, again=True), at=now + wait)
            await unit.commit()


@dataclass(frozen=True, slots=True)
class PostDigest:
    """Gather and post one channel's digest; what does not fit follows as a file in its thread."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver
    notifier: Notifier
    cards: OrderCards
    clock: Clock

    async def __call__(self, channel: str, slot: str, *, again: bool = False) -> None:
        """Idempotent by channel and slot: a message has one file at most, of when there was too
        much for it. Raises what the notifier raises."""
        key, now = f"digest:{channel}:{slot}", self.clock.now()
        async with self.open_unit() as unit:
            settings = {each.channel: each for each in await unit.schedule.digests()}
            plain = DigestSettings(channel, "", "UTC")
            stores = settings.get(channel, plain).stores(await unit.stores.all())
            whole = await list_card(unit, self.cards, stores, say(TITLE), now, MOST)
            card = replace(await digest_card(unit, stores, whole, now), slot=slot)
            existing = (await unit.messages.get([key])).get(key)
        await self.deliver(Notice(key, channel, card, post=not again), existing)
        if not card.whole:
            await self._attach(key, channel, whole)

    async def _attach(self, key: str, channel: str, whole: ListCard) -> None:
        async with self.open_unit() as unit:
            message = (await unit.messages.get([key])).get(key)
        if message is None or message.ts is None:
            return
        posted = datetime.fromtimestamp(float(message.ts), UTC)
        name = f"open-orders-{posted:%Y%m%d-%H%M}.csv"
        rows = (*whole.failed, *whole.unfulfilled)
        await self.notifier.attach(channel, message.ts, name, say("Open orders"), as_csv(rows))


def _channels(
    stores: Sequence[Store], settings: dict[str, DigestSettings], default_at: str
) -> list[DigestSettings]:
    """One settings row a channel: its own, or the default in its first store's zone."""
    chosen = dict(settings)
    for store in stores:
        if store.channel is not None and store.channel not in chosen:
            default = DigestSettings(store.channel, default_at, store.timezone)
            chosen[store.channel] = default
    return [each for each in chosen.values() if each.stores(stores)]
