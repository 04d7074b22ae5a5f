"""What a destination shows is compared with what it is to show, and put right where people say so:
asked for in Slack, or by night, and carried out by jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.audit import AuditEntry
from core.domain.bulk_pace import next_look
from core.domain.cards import AnswerCard
from core.domain.errors import AccessRefused, Rejected
from core.domain.match_cards import Link
from core.domain.people import Actor, said_by
from core.domain.reasons import Reason
from core.domain.stock.comparisons import (
    Comparison,
    Stage,
    StockListing,
    applied,
    begun,
    compared,
    done,
    failed,
    held,
    is_to_be_told,
    next_listing,
    serves,
)
from core.domain.stock.differences import Compared
from core.domain.stores import ConnectionId
from core.domain.words import grouped, later, say
from core.domain.work import CompareStock as CompareStockWork
from core.domain.work import ListStock, SettleStock, TellComparison, Urgency
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_differences import FindDifferences
from core.usecases.find_followed import find_followed, require_followed
from core.usecases.find_link import link_of

_MENDED, _DIFFERED = later("put stock right"), later("items that differed")
_PATIENCE = timedelta(minutes=20)
"""Twice the time in which sales are heard of; what is left then is carried without a message."""


@dataclass(frozen=True, slots=True)
class StartComparison:
    """`/synctec resync dest source`."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(
        self, destination: str, source: str | None, actor: Actor, channel: str | None
    ) -> AnswerCard:
        """Begin a comparison, which is told in `channel`; one that goes on is left alone.

        Raises:
            Rejected: unknown stores, two that are not connected, or whose stock is not aligned.
        """
        async with self.open_unit() as unit:
            link = await find_followed(unit, destination, source)
            run = await begin_comparison(unit, link, actor.user, channel, self.clock)
            if run is None:
                return AnswerCard(
                    say("{names} are being compared already.", names=_names(link)),
                    say("Wait until that is done."),
                )
            await unit.commit()
        return AnswerCard(
            say(
                "Comparing {names}: a message counts up, and shows what differs. Nothing is "
                "changed before you say so.",
                names=_names(link),
            ),
            good=True,
        )


async def begin_comparison(
    unit: UnitOfWork, link: Link, actor: str | None, channel: str | None, clock: Clock
) -> Comparison | None:
    """A new one with its first job; None while another one goes on. The caller commits."""
    before = await unit.comparisons.get(link.connection_id, lock=True)
    run = begun(before, link.connection_id, actor, channel, clock.now())
    if run is None or not await unit.comparisons.begin(run):
        return None
    await unit.jobs.add(_next(run), urgency=_urgency(run))
    if before is not None and before.stage in (Stage.SHOWN, Stage.APPLYING):
        # Its differences are forgotten: its message says so, and its button goes.
        await unit.jobs.add(TellComparison(before.connection_id, before.number))
    return run


@dataclass(frozen=True, slots=True)
class CompareStock:
    """One step of a comparison, in a job, and then the next one."""

    open_unit: UnitOfWorkFactory
    find: FindDifferences
    clock: Clock

    async def __call__(self, work: CompareStockWork) -> None:
        """What cannot succeed ends it and is told. Raises Temporary, Broken."""
        async with self.open_unit() as unit:
            run = await _current(unit, work)
            link = await link_of(unit, run.connection_id) if run else None
        if run is None or link is None:
            return
        if run.stage is Stage.APPLYING:
            await self._go_on(await self._followed(run))
            return
        try:
            await self._read(run, link)
        except (AccessRefused, Rejected) as error:
            await self._go_on(failed(run, error.reason, self.clock.now()))

    async def give_up(self, work: CompareStockWork, reason: Reason) -> None:
        """It was tried too often."""
        async with self.open_unit() as unit:
            run = await _current(unit, work)
        if run is not None:
            await self._go_on(failed(run, reason, self.clock.now()))

    async def _read(self, run: Comparison, link: Link) -> None:
        listings = await self._listings(run, link)
        reason = next((each.reason for each in listings if each.reason), None)
        if reason is not None:
            await self._go_on(failed(run, reason, self.clock.now()))
        elif all(each.kept_at for each in listings):
            await self._keep(run, link, listings, await self.find(link))
        else:
            await self._go_on(held(run, self.clock.now()))

    async def _listings(self, run: Comparison, link: Link) -> Sequence[StockListing]:
        """Of both stores; asked for where there is none that is new enough."""
        found = []
        for store in (link.source, link.destination):
            async with self.open_unit() as unit:
                listing = await unit.stock_listings.get(store.id, lock=True)
                if listing is None or not serves(listing, run):
                    listing = next_listing(listing, store.id, self.clock.now())
                    if await unit.stock_listings.begin(listing):
                        asked = ListStock(store.id, listing.number)
                        await unit.jobs.add(asked, urgency=_urgency(run))
                    await unit.commit()
            found.append(listing)
        return found

    async def _keep(
        self,
        run: Comparison,
        link: Link,
        listings: Sequence[StockListing],
        result: Compared,
    ) -> None:
        async with self.open_unit() as unit:
            for listing in listings:
                now = await unit.stock_listings.get(listing.store_id)
                if now != listing:
                    # It was listed anew while it was read: so it is compared anew.
                    await _add_next(unit, run, self.clock)
                    await unit.commit()
                    return
            run = compared(run, result, self.clock.now())
            if not await unit.comparisons.save(run):
                return
            await unit.comparisons.put(run, result.found)
            if run.stage is Stage.APPLYING:
                await _redo(unit, run, link)
            await _tell_and_go_on(unit, run, self.clock)
            await unit.commit()

    async def _followed(self, run: Comparison) -> Comparison:
        """Whether all was put right by now, or as far as it can be."""
        now = self.clock.now()
        async with self.open_unit() as unit:
            waiting = await unit.comparisons.waiting(run)
        over = not waiting or (run.applied_at is not None and now - run.applied_at > _PATIENCE)
        return done(run, now) if over else held(run, now)

    async def _go_on(self, run: Comparison) -> None:
        async with self.open_unit() as unit:
            if await unit.comparisons.save(run):
                await _tell_and_go_on(unit, run, self.clock)
                await unit.commit()


@dataclass(frozen=True, slots=True)
class ApplyDifferences:
    """Somebody says that the differences are to be put right."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, connection_id: ConnectionId, number: int, actor: Actor) -> AnswerCard:
        """Each number is read once more before it is written. The first click counts."""
        async with self.open_unit() as unit:
            run = await unit.comparisons.get(connection_id, lock=True)
            link = await link_of(unit, connection_id)
            if run is None or link is None or run.number != number:
                return _gone()
            if run.stage is not Stage.SHOWN:
                return _already(run)
            await require_followed(unit, link)
            now = self.clock.now()
            run = applied(run, actor.user, now)
            await unit.comparisons.save(run)
            await _redo(unit, run, link)
            changes = {_DIFFERED: (str(run.differing), "0")}
            await unit.audit.add(
                AuditEntry(
                    now,
                    actor.user,
                    _MENDED,
                    link.destination.id,
                    link.source.id,
                    changes,
                )
            )
            await _tell_and_go_on(unit, run, self.clock)
            await unit.commit()
        differing = grouped(run.differing)
        return AnswerCard(say("{count} items are being put right.", count=differing), good=True)


def _already(run: Comparison) -> AnswerCard:
    """Who was first."""
    by = (
        say("{who} said so", who=said_by(run.applied_by))
        if run.applied_by
        else say("that goes by itself")
    )
    if run.stage is Stage.DONE:
        return AnswerCard(
            say("These differences were put right before: {by}.", by=by), at=run.finished_at
        )
    return AnswerCard(
        say("These differences are being put right already: {by}.", by=by), at=run.applied_at
    )


async def _current(unit: UnitOfWork, work: CompareStockWork) -> Comparison | None:
    """The comparison, while it is this one and goes on."""
    run = await unit.comparisons.get(ConnectionId(work.connection_id))
    return None if run is None or run.number != work.number or not run.under_way else run


async def _redo(unit: UnitOfWork, run: Comparison, link: Link) -> None:
    await unit.comparisons.redo(run)
    await unit.jobs.add(SettleStock(link.source.id), urgency=_urgency(run))


async def _tell_and_go_on(unit: UnitOfWork, run: Comparison, clock: Clock) -> None:
    now = clock.now()
    if run.channel is not None and is_to_be_told(run, now):
        tell = TellComparison(run.connection_id, run.number)
        await unit.jobs.add(tell, urgency=_urgency(run))
        await unit.comparisons.save(replace(run, told_at=now))
    if run.under_way:
        await _add_next(unit, run, clock)


async def _add_next(unit: UnitOfWork, run: Comparison, clock: Clock) -> None:
    now = clock.now()
    at = now + next_look(run.applied_at or run.started_at, now)
    await unit.jobs.add(_next(run), at=at, urgency=_urgency(run))


def _next(run: Comparison) -> CompareStockWork:
    return CompareStockWork(run.connection_id, run.number)


def _urgency(run: Comparison) -> Urgency:
    return Urgency.BACKGROUND if run.by_night else Urgency.PERSON


def _names(link: Link) -> str:
    return say(
        "the stock of {destination} and {source}",
        destination=link.destination.name,
        source=link.source.name,
    )


def _gone() -> AnswerCard:
    return AnswerCard(
        say("These differences are not the newest any more."),
        say("Compare again: `/synctec resync`."),
    )
