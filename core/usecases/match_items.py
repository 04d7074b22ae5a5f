"""Match a connection's catalogues: asked for in Slack and carried out by jobs, or carried out at
once on the command line. One run of a connection at a time, whoever asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.bulk_pace import next_look
from core.domain.cards import AnswerCard
from core.domain.errors import Rejected, Temporary
from core.domain.match_cards import Link, MatchCard
from core.domain.match_runs import MatchRun, begun, is_to_be_told
from core.domain.people import Actor
from core.domain.reasons import Reason
from core.domain.stores import ConnectionId
from core.domain.words import later, say
from core.domain.work import MatchCatalogues, TellMatch, Urgency
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_link import find_link
from core.usecases.match_card import match_card
from core.usecases.match_catalogues import MatchStep

_RETRIES_REST = timedelta(minutes=6)
"""The longest that a job waits between two tries, and a little."""
_PASSING_FAULTS = 8
_STOPPED = Reason(
    "match_stopped",
    later("The match was stopped before its end."),
    later("Start it again: it goes on with what was read already."),
)

Sleep = Callable[[float], Awaitable[None]]
Progress = Callable[[MatchCard], None]


@dataclass(frozen=True, slots=True)
class StartMatch:
    """`/synctec match dest source`."""

    open_unit: UnitOfWorkFactory
    clock: Clock

    async def __call__(
        self, destination: str, source: str | None, actor: Actor, channel: str | None
    ) -> AnswerCard:
        """Begin a run, which is told in `channel`; one that goes on is left alone.

        Raises:
            Rejected: unknown stores, or two that are not connected.
        """
        async with self.open_unit() as unit:
            link = await find_link(unit, destination, source)
            run = await begin_run(unit, link, actor.user, channel, self.clock)
            if run is None:
                return _already(link)
            await unit.jobs.add(_next(run), urgency=Urgency.PERSON)
            await unit.commit()
        names = say(
            "{destination} with {source}",
            destination=link.destination.name,
            source=link.source.name,
        )
        return AnswerCard(
            say("Matching {names}: a message counts up, and says the result.", names=names),
            good=True,
        )


@dataclass(frozen=True, slots=True)
class CarryOutMatch:
    """One step of a run, in a job, and then the next one."""

    open_unit: UnitOfWorkFactory
    step: MatchStep
    clock: Clock

    async def __call__(self, work: MatchCatalogues) -> None:
        """What cannot succeed ends the run and is told. Raises Temporary, Broken."""
        run = await self._current(work)
        if run is None:
            return
        try:
            after = await self.step(run)
        except Temporary:
            # What it got done before is kept: the next try goes on there.
            if (left := await self._current(work)) is not None:
                await self.step.rest(left, _RETRIES_REST)
            raise
        except Rejected as error:
            left = await self._current(work)
            after = await self.step.fail(left, error.reason) if left else None
        if after is not None:
            await self._go_on(after)

    async def give_up(self, work: MatchCatalogues, reason: Reason) -> None:
        """It was tried too often."""
        run = await self._current(work)
        over = await self.step.fail(run, reason) if run else None
        if over is not None:
            await self._go_on(over)

    async def _current(self, work: MatchCatalogues) -> MatchRun | None:
        """The run, while it is this one and goes on."""
        async with self.open_unit() as unit:
            run = await unit.match_runs.get(ConnectionId(work.connection_id))
        return None if run is None or run.number != work.number or run.over else run

    async def _go_on(self, run: MatchRun) -> None:
        now = self.clock.now()
        async with self.open_unit() as unit:
            if run.channel is not None and is_to_be_told(run, now):
                tell = TellMatch(run.connection_id, run.number)
                await unit.jobs.add(tell, urgency=Urgency.PERSON)
                run = replace(run, told_at=now)
                await unit.match_runs.save(run)
            if not run.over:
                at = now + next_look(run.started_at, now)
                await unit.jobs.add(_next(run), at=at, urgency=_urgency(run))
            await unit.commit()


@dataclass(frozen=True, slots=True)
class MatchNow:
    """`app.py match dest source`: the whole run at once, in this process."""

    open_unit: UnitOfWorkFactory
    step: MatchStep
    clock: Clock
    sleep: Sleep

    async def __call__(
        self, destination: str, source: str | None, actor: str, progress: Progress
    ) -> MatchCard:
        """The summary; `progress` hears of every step.

        Raises:
            Rejected: unknown stores, a run that goes on already, or one that cannot succeed.
            Temporary, Broken: as the catalogue reader does.
        """
        async with self.open_unit() as unit:
            link = await find_link(unit, destination, source)
            run = await begin_run(unit, link, actor, None, self.clock)
            if run is None:
                said = _already(link)
                raise Rejected(Reason("match_goes_on", said.text, said.remedy or ""))
            await unit.commit()
        async with self._ended(run):
            while not run.over:
                after = await self._stepped(run)
                if after is None:
                    raise Rejected(_STOPPED)
                run = after
                progress(MatchCard(link, run, {}))
                if not run.over:
                    await self.sleep(next_look(run.started_at, self.clock.now()).total_seconds())
        async with self.open_unit() as unit:
            return await match_card(unit, link, run)

    async def _stepped(self, run: MatchRun) -> MatchRun | None:
        """A step, for which faults that pass are borne a few times in a row."""
        for tries_left in reversed(range(_PASSING_FAULTS)):
            try:
                return await self.step(run)
            except Temporary as error:
                if not tries_left:
                    raise
                wait = max(
                    next_look(run.started_at, self.clock.now()), error.retry_after or timedelta(0)
                )
                await self.sleep(wait.total_seconds())
            async with self.open_unit() as unit:
                left = await unit.match_runs.get(run.connection_id)
            if left is None or left.number != run.number:
                return None
            run = left
        return run

    @asynccontextmanager
    async def _ended(self, run: MatchRun) -> AsyncIterator[None]:
        """A run that breaks off inside does not keep the next one waiting."""
        reason = _STOPPED
        try:
            yield
        except (Rejected, Temporary) as error:
            reason = error.reason
            raise
        finally:
            async with self.open_unit() as unit:
                left = await unit.match_runs.get(run.connection_id)
            if left is not None and left.number == run.number and not left.over:
                await self.step.fail(left, reason)


async def begin_run(
    unit: UnitOfWork, link: Link, actor: str | None, channel: str | None, clock: Clock
) -> MatchRun | None:
    """A new run of a connection; None while another one goes on. The caller commits."""
    before = await unit.match_runs.get(link.connection_id, lock=True)
    run = begun(before, link.connection_id, actor, channel, clock.now())
    return run if run is not None and await unit.match_runs.begin(run) else None


def _next(run: MatchRun) -> MatchCatalogues:
    return MatchCatalogues(run.connection_id, run.number)


def _urgency(run: MatchRun) -> Urgency:
    return Urgency.BACKGROUND if run.actor is None else Urgency.PERSON


def _already(link: Link) -> AnswerCard:
    return AnswerCard(
        say(
            "{destination} is being matched with {source} already.",
            destination=link.destination.name,
            source=link.source.name,
        ),
        say("Wait until that is done; it takes seconds, or minutes for many thousand variants."),
    )
