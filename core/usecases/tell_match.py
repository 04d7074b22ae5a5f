"""The message of a match: counted up in place, then its summary, with the list in its thread."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.cards import AnswerCard
from core.domain.errors import AccessRefused, Rejected
from core.domain.item_sheet import Sheet
from core.domain.items import ItemState
from core.domain.match_cards import Link, MatchCard
from core.domain.match_runs import MatchRun, Stage
from core.domain.notices import Notice
from core.domain.stores import ConnectionId
from core.domain.words import grouped, say
from core.domain.work import Reply
from core.domain.work import TellMatch as TellMatchWork
from core.ports import Notifier, UnitOfWorkFactory
from core.usecases.deliver import Deliver
from core.usecases.find_link import link_of
from core.usecases.match_card import match_card

_PAGE = 5000


@dataclass(frozen=True, slots=True)
class TellMatch:
    """Shows the run as it stands whenever this is carried out: so nothing depends on which of its
    jobs came through."""

    open_unit: UnitOfWorkFactory
    deliver: Deliver
    notifier: Notifier

    async def __call__(self, work: TellMatchWork) -> None:
        """Raises Temporary, Broken: as the notifier does."""
        async with self.open_unit() as unit:
            run = await unit.match_runs.get(ConnectionId(work.connection_id))
            link = await link_of(unit, ConnectionId(work.connection_id))
            if run is None or link is None or run.number != work.number or run.channel is None:
                return
            card = await match_card(unit, link, run)
        try:
            await self._show(card, run.key, run.channel)
        except AccessRefused:
            await self._elsewhere(card)
            return
        if run.stage is Stage.DONE and not run.attached:
            await self._attach(card, run.key, run.channel)

    async def _show(self, card: MatchCard, key: str, channel: str) -> None:
        async with self.open_unit() as unit:
            existing = (await unit.messages.get([key])).get(key)
        await self.deliver(Notice(key, channel, card, post=True), existing)

    async def _elsewhere(self, card: MatchCard) -> None:
        """The channel of the command is closed to SyncTec: the store's own is taken from now on,
        or the person told alone."""
        run, own = card.run, card.link.destination.channel
        if own is not None and own != run.channel:
            moved = replace(run, channel=own)
            async with self.open_unit() as unit:
                await unit.match_runs.save(moved)
                await unit.jobs.add(TellMatchWork(run.connection_id, run.number))
                await unit.commit()
        elif run.over and run.actor is not None:
            await self.notifier.answer(Reply(run.actor), answer(card))

    async def _attach(self, card: MatchCard, key: str, channel: str) -> None:
        """The whole list into the message's thread; the message says so, or why it is not there."""
        async with self.open_unit() as unit:
            message = (await unit.messages.get([key])).get(key)
        if message is None or message.ts is None:
            return
        content = await self._sheet(card.link.connection_id)
        run = replace(card.run, attached=True)
        try:
            name, title = _file(card.link, run)
            await self.notifier.attach(channel, message.ts, name, title, content)
        except Rejected as error:
            run = replace(run, reason=error.reason)
        async with self.open_unit() as unit:
            await unit.match_runs.save(run)
            await unit.commit()
        await self._show(replace(card, run=run), key, channel)

    async def _sheet(self, connection_id: ConnectionId) -> bytes:
        sheet, after = Sheet(), ("", "")
        while True:
            async with self.open_unit() as unit:
                found = await unit.items.page(connection_id, list(ItemState), _PAGE, after)
            sheet.add(found)
            if len(found) < _PAGE:
                return sheet.content()
            after = (found[-1].sku, found[-1].variant_gid)


def answer(card: MatchCard) -> AnswerCard:
    """The summary in a sentence."""
    names = say(
        "{destination} with {source}",
        destination=card.link.destination.name,
        source=card.link.source.name,
    )
    if card.run.reason is not None and card.run.stage is Stage.FAILED:
        return AnswerCard(card.run.reason.sentence, card.run.reason.remedy)
    return AnswerCard(
        say(
            "Matched {names}: {synced} matched, {missing} missing, {ambiguous} ambiguous.",
            names=names,
            synced=grouped(card.synced),
            missing=grouped(card.missing),
            ambiguous=grouped(card.ambiguous),
        ),
        good=True,
    )


def _file(link: Link, run: MatchRun) -> tuple[str, str]:
    """Its name is the run's own: so that it is known whether it is there."""
    at = (run.finished_at or run.started_at).strftime("%Y%m%d-%H%M%S")
    stores = f"{link.destination.handle}-{link.source.handle}"
    title = say(
        "Items of {destination} at {source}",
        destination=link.destination.name,
        source=link.source.name,
    )
    return f"items-{stores}-{at}-{run.number}.csv", title
