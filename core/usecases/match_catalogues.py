"""The match of two whole catalogues, step by step: each step ends in the database, so that whoever
comes next goes on where it was left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.audit import AuditEntry
from core.domain.bulk_pace import TRIES
from core.domain.errors import NotFound, Rejected
from core.domain.items import ItemState
from core.domain.match_cards import Link
from core.domain.match_runs import MatchRun, Reading, done, failed, held
from core.domain.matching import match
from core.domain.reasons import Reason
from core.domain.stores import Store
from core.domain.words import later, say
from core.ports import CatalogueReader, Clock, Listing, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_link import link_of
from core.usecases.judge_store_again import judge_store_again
from core.usecases.portions import batches, portions

_AT_ONCE = 5000
_NO_LONGER = timedelta(0)


@dataclass(frozen=True, slots=True)
class MatchStep:
    """Takes one step of a run. While two catalogues are being listed, a step is a look at them."""

    open_unit: UnitOfWorkFactory
    catalogues: CatalogueReader
    clock: Clock

    async def __call__(self, run: MatchRun) -> MatchRun | None:
        """The run after the step; None when another one has taken its place.

        Raises:
            Rejected: it cannot go on; `fail` ends it.
            Temporary, Broken: as the catalogue reader does.
        """
        async with self.open_unit() as unit:
            link = await link_of(unit, run.connection_id)
        if link is None:
            return None
        ours: MatchRun | None = run
        for store in (link.destination, link.source):
            ours = await self._ask(ours, link, store) if ours else None
        for store in (link.destination, link.source):
            ours = await self._read(ours, link, store) if ours else None
        if ours is not None and ours.destination.kept and ours.source.kept:
            return await self._match(ours, link)
        return ours

    async def fail(self, run: MatchRun, reason: Reason) -> MatchRun | None:
        """End it. What was matched before stays as it is."""
        return await self._save(failed(run, reason, self.clock.now()))

    async def rest(self, run: MatchRun, longer: timedelta) -> None:
        """It will go on, and not soon."""
        await self._save(run, longer)

    async def _ask(self, run: MatchRun, link: Link, store: Store) -> MatchRun | None:
        reading = _reading(run, link, store)
        if reading.kept or reading.operation is not None:
            return run
        operation = await self.catalogues.begin(store.id)
        return await self._save(_with(run, link, store, replace(reading, operation=operation)))

    async def _read(self, run: MatchRun, link: Link, store: Store) -> MatchRun | None:
        reading = _reading(run, link, store)
        if reading.kept or reading.operation is None:
            return run
        listing = await self.catalogues.look(store.id, reading.operation)
        if listing.failed is not None:
            again = _again(reading, store, listing.failed)
            return await self._save(_with(run, link, store, again))
        if listing.complete:
            return await self._keep(run, link, store, listing)
        now = replace(reading, counted=listing.counted)
        return await self._save(_with(run, link, store, now))

    async def _keep(
        self, run: MatchRun, link: Link, store: Store, listing: Listing
    ) -> MatchRun | None:
        """Take the catalogue over. Done twice it is the same."""
        reading = _reading(run, link, store)
        try:
            async for some in portions(self.catalogues.variants(store.id, listing), _AT_ONCE):
                async with self.open_unit() as unit:
                    await unit.variants.put(store.id, some, run.started_at)
                    await unit.commit()
        except NotFound:
            return await self._save(_with(run, link, store, replace(reading, operation=None)))
        kept = replace(reading, counted=listing.counted, kept=True)
        run = held(_with(run, link, store, kept), self.clock.now())
        async with self.open_unit() as unit:
            await unit.variants.forget_older(store.id, run.started_at)
            if not await unit.match_runs.save(run):
                return None
            await unit.commit()
        return run

    async def _match(self, run: MatchRun, link: Link) -> MatchRun | None:
        run = done(run, self.clock.now())
        async with self.open_unit() as unit:
            # Whoever changes items of a connection holds its run: two at once would be in each
            # other's way.
            await unit.match_runs.get(run.connection_id, lock=True)
            if not await unit.match_runs.save(run):
                return None
            before = await unit.items.counts(run.connection_id)
            if await _matched(unit, link):
                await judge_store_again(unit, link.destination.id)
            if run.actor is not None:
                after = await unit.items.counts(run.connection_id)
                entry = _entry(run, link, _changes(before, after))
                await unit.audit.add(entry)
            await unit.commit()
        return run

    async def _save(self, run: MatchRun, longer: timedelta = _NO_LONGER) -> MatchRun | None:
        if not run.over:
            run = held(run, self.clock.now(), longer)
        async with self.open_unit() as unit:
            if not await unit.match_runs.save(run):
                return None
            await unit.commit()
        return run


async def _matched(unit: UnitOfWork, link: Link) -> int:
    """Match everything that is kept; how many items changed or went."""
    here = await unit.variants.of_store(link.destination.id)
    there = await unit.variants.of_store(link.source.id)
    aliases = await unit.items.aliases([link.connection_id])
    changed = 0
    for some in batches(match(link.connection_id, here, there, aliases), _AT_ONCE):
        changed += await unit.items.put(some)
    return changed + await unit.items.forget_gone(link.connection_id, link.destination.id)


def _again(reading: Reading, store: Store, why: str) -> Reading:
    """Asked for once more. Raises Rejected when it failed too often."""
    if reading.tries + 1 >= TRIES:
        raise Rejected(
            Reason(
                "catalogue_not_listed",
                say(
                    "Shopify could not list the catalogue of {store} ({why}).",
                    store=store.name,
                    why=why,
                ),
                say("Try again later; if it happens again, check Shopify's status page."),
            )
        )
    return Reading(tries=reading.tries + 1)


def _reading(run: MatchRun, link: Link, store: Store) -> Reading:
    return run.destination if store.id == link.destination.id else run.source


def _with(run: MatchRun, link: Link, store: Store, reading: Reading) -> MatchRun:
    if store.id == link.destination.id:
        return replace(run, destination=reading)
    return replace(run, source=reading)


def _entry(run: MatchRun, link: Link, changes: dict[str, tuple[str, str]]) -> AuditEntry:
    return AuditEntry(
        at=run.finished_at or run.started_at,
        actor=run.actor or "",
        action=later("matched the catalogues"),
        store_id=link.destination.id,
        source_id=link.source.id,
        changes=changes,
    )


def _changes(
    before: Mapping[ItemState, int], after: Mapping[ItemState, int]
) -> dict[str, tuple[str, str]]:
    pairs = {state: (before.get(state, 0), after.get(state, 0)) for state in ItemState}
    return {state.value: (str(was), str(now)) for state, (was, now) in pairs.items() if was != now}
