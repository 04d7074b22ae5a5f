"""The message of a comparison: counted up in place, then what differs, then what was put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.cards import AnswerCard
from core.domain.errors import AccessRefused, Rejected
from core.domain.match_cards import Link
from core.domain.notices import Notice
from core.domain.stock.cards import SHOWN, ComparisonCard, PlacedDifference
from core.domain.stock.comparisons import Comparison, Stage
from core.domain.stock.difference_sheet import difference_sheet
from core.domain.stores import ConnectionId
from core.domain.words import grouped, say
from core.domain.work import Reply
from core.domain.work import TellComparison as TellComparisonWork
from core.ports import Notifier, UnitOfWork, UnitOfWorkFactory
from core.usecases.deliver import Deliver
from core.usecases.find_link import link_of

_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class TellComparison:
    """Shows it as it stands whenever this is carried out: so nothing depends on which of its jobs
    came through."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver
    notifier: Notifier

    async def __call__(self, work: TellComparisonWork) -> None:
        """Raises Temporary, Broken: as the notifier does."""
        connection_id = ConnectionId(work.connection_id)
        async with self.open_unit() as unit:
            run = await unit.comparisons.get(connection_id)
            link = await link_of(unit, connection_id)
            if run is None or link is None or run.channel is None:
                return
            card = await comparison_card(unit, link, run)
        if run.number != work.number:
            await self._close(replace(run, number=work.number).key, link)
            return
        try:
            await self._show(card, run.channel)
        except AccessRefused:
            await self._elsewhere(card)
            return
        if run.numbers > card.shown and not run.attached:
            await self._attach(card, run.channel)

    async def _show(self, card: ComparisonCard, channel: str) -> None:
        async with self.open_unit() as unit:
            existing = (await unit.messages.get([card.run.key])).get(card.run.key)
        await self.deliver(Notice(card.run.key, channel, card, post=True), existing)

    async def _close(self, key: str, link: Link) -> None:
        """A newer one has taken its place."""
        async with self.open_unit() as unit:
            existing = (await unit.messages.get([key])).get(key)
        if existing is not None:
            stores = say(
                "{destination} and {source}",
                destination=link.destination.name,
                source=link.source.name,
            )
            card = AnswerCard(
                say("The stock of {stores} was compared anew since.", stores=stores), good=True
            )
            await self.deliver(Notice(key, existing.channel, card, post=False), existing)

    async def _elsewhere(self, card: ComparisonCard) -> None:
        """The channel of the command is closed to SyncTec: the store's own is taken from now on,
        or the person told alone."""
        run, own = card.run, card.link.destination.channel
        if own is not None and own != run.channel:
            async with self.open_unit() as unit:
                await unit.comparisons.moved(run, own)
                await unit.jobs.add(TellComparisonWork(run.connection_id, run.number))
                await unit.commit()
        elif run.actor is not None and not run.under_way:
            await self.notifier.answer(Reply(run.actor), _answer(card))

    async def _attach(self, card: ComparisonCard, channel: str) -> None:
        """The whole list into the message's thread."""
        run, link = card.run, card.link
        async with self.open_unit() as unit:
            message = (await unit.messages.get([run.key])).get(run.key)
            every = await _found(unit, link, _ALL)
        if message is None or message.ts is None:
            return
        at = run.started_at.strftime("%Y%m%d-%H%M%S")
        name = f"stock-{link.destination.handle}-{link.source.handle}-{at}-{run.number}.csv"
        title = say("Stock of {destination} that differs", destination=link.destination.name)
        run = replace(run, attached=True)
        try:
            await self.notifier.attach(channel, message.ts, name, title, difference_sheet(every))
        except Rejected as error:
            run = replace(run, reason=error.reason)
        async with self.open_unit() as unit:
            await unit.comparisons.attached(run)
            await unit.commit()
        await self._show(replace(card, run=run), channel)


async def comparison_card(unit: UnitOfWork, link: Link, run: Comparison) -> ComparisonCard:
    """How it stands."""
    if run.stage is Stage.READING:
        listings = [
            await unit.stock_listings.get(one.id) for one in (link.source, link.destination)
        ]
        source, destination = (each.counted if each else None for each in listings)
        return ComparisonCard(link, run, (source, destination))
    found = await _found(unit, link, SHOWN) if run.differing else ()
    applying = run.applied_at is not None
    waiting = await unit.comparisons.waiting(run) if applying else 0
    written = await unit.comparisons.written(run) if applying else 0
    return ComparisonCard(link, run, found=tuple(found), waiting=waiting, written=written)


async def _found(unit: UnitOfWork, link: Link, limit: int) -> Sequence[PlacedDifference]:
    places = (await unit.locations.known()).get(link.destination.id, ())
    names = {place.gid: place.name for place in places}
    found = await unit.comparisons.found(link.connection_id, limit)
    return [PlacedDifference(one, names.get(one.spot.location_gid, "")) for one in found]


def _answer(card: ComparisonCard) -> AnswerCard:
    """What came of it in a sentence."""
    if card.run.reason is not None:
        return AnswerCard(card.run.reason.sentence, card.run.reason.remedy)
    said = say(
        "{differing} of {items} items of {destination} show another number than they are to.",
        differing=grouped(card.run.differing),
        items=grouped(card.run.items),
        destination=card.link.destination.name,
    )
    here = f"/synctec resync {card.link.destination.handle} {card.link.source.handle}"
    remedy = say(
        "Invite SyncTec into a channel and type `{here}` there: the message puts them right.",
        here=here,
    )
    return AnswerCard(said, remedy)
