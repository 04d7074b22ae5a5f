"""All the stock of a store is listed, step by step: each step ends in the database, so that whoever
comes next goes on where it was left."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from core.domain.bulk_pace import TRIES, next_look
from core.domain.errors import AccessRefused, NotFound, Rejected
from core.domain.locations import LocationGroup
from core.domain.reasons import Reason
from core.domain.stock.comparisons import StockListing
from core.domain.stores import StoreId
from core.domain.words import say
from core.domain.work import ListStock as ListStockWork
from core.ports import Clock, Listing, UnitOfWorkFactory
from core.ports.comparing import LevelReader
from core.usecases.portions import portions

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class ListStock:
    """One step in a job, and then the next one."""

    open_unit: UnitOfWorkFactory
    levels: LevelReader
    clock: Clock

    async def __call__(self, work: ListStockWork) -> None:
        """What cannot succeed ends the listing. Raises Temporary, Broken."""
        listing = await self._current(work)
        if listing is None:
            return
        try:
            after = await self._step(listing)
        except (AccessRefused, Rejected) as error:
            after = replace(listing, reason=error.reason)
        await self._go_on(after)

    async def give_up(self, work: ListStockWork, reason: Reason) -> None:
        """It was tried too often."""
        listing = await self._current(work)
        if listing is not None:
            await self._go_on(replace(listing, reason=reason))

    async def _current(self, work: ListStockWork) -> StockListing | None:
        """The listing, while it is this one and goes on."""
        async with self.open_unit() as unit:
            found = await unit.stock_listings.get(StoreId(work.store_id))
        return None if found is None or found.number != work.number or found.over else found

    async def _step(self, listing: StockListing) -> StockListing:
        if listing.operation is None:
            return replace(listing, operation=await self.levels.begin(listing.store_id))
        found = await self.levels.look(listing.store_id, listing.operation)
        if found.failed is not None:
            return _again(listing, found.failed)
        if not found.complete:
            return replace(listing, counted=found.counted)
        try:
            await self._keep(listing.store_id, found)
        except NotFound:
            return replace(listing, operation=None)
        return replace(listing, counted=found.counted, kept_at=self.clock.now())

    async def _keep(self, store_id: StoreId, found: Listing) -> None:
        """Take over what stands where stock is compared. Done twice it is the same."""
        async with self.open_unit() as unit:
            places = _places(store_id, await unit.locations.all())
            await unit.stock_listings.clear(store_id)
            await unit.commit()
        async for some in portions(self.levels.levels(store_id, found), _AT_ONCE):
            async with self.open_unit() as unit:
                here = [level for level in some if level.location_gid in places]
                await unit.stock_listings.put(store_id, here)
                await unit.commit()

    async def _go_on(self, listing: StockListing) -> None:
        now = self.clock.now()
        async with self.open_unit() as unit:
            if await unit.stock_listings.save(listing) and not listing.over:
                at = now + next_look(listing.started_at, now)
                await unit.jobs.add(ListStockWork(listing.store_id, listing.number), at=at)
            await unit.commit()


def _places(store_id: StoreId, groups: Collection[LocationGroup]) -> Collection[str]:
    return {member.location_gid for group in groups for member in group.of(store_id)}


def _again(listing: StockListing, why: str) -> StockListing:
    """Asked for once more. Raises Rejected when it failed too often."""
    if listing.tries + 1 >= TRIES:
        raise Rejected(
            Reason(
                "stock_not_listed",
                say("Shopify could not list a store's stock ({why}).", why=why),
                say("Try again later; if it happens again, check Shopify's status page."),
            )
        )
    return replace(listing, operation=None, tries=listing.tries + 1)
