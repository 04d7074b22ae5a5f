"""What stores' locations there are and how they are grouped; and asking the stores again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.cards import AnswerCard
from core.domain.errors import NotFound, SyncError
from core.domain.locations import GroupCard, GroupId, LocationsCard, overview
from core.domain.reasons import Reason
from core.domain.stores import Store
from core.domain.words import later, say
from core.domain.work import PrepareStore as PrepareStoreWork
from core.domain.work import Urgency
from core.ports import StoreGateway, UnitOfWork, UnitOfWorkFactory
from core.usecases.prepare_store import learn_locations

GROUP_GONE = Reason(
    "group_gone",
    later("This location group is not there any more: somebody removed it."),
    later("Type `/synctec locations` to see those that are."),
)


@dataclass(frozen=True, slots=True)
class ShowLocations:
    """What is kept; no store is asked."""

    open_unit: UnitOfWorkFactory

    async def __call__(self) -> LocationsCard:
        """Every group, and every location in none."""
        async with self.open_unit() as unit:
            return await locations_card(unit)


@dataclass(frozen=True, slots=True)
class ShowGroup:
    """One group beside all that it may hold."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, group_id: GroupId) -> tuple[GroupCard, LocationsCard]:
        """Raises NotFound when it was removed meanwhile."""
        async with self.open_unit() as unit:
            card = await locations_card(unit)
        group = next((each for each in card.groups if each.group.id == group_id), None)
        if group is None:
            raise NotFound(GROUP_GONE)
        return group, card


@dataclass(frozen=True, slots=True)
class AskForLocations:
    """From Slack, where no store is asked within a click: jobs ask them."""

    open_unit: UnitOfWorkFactory

    async def __call__(self) -> AnswerCard:
        """One preparation a store waits at a time; it learns the locations, too."""
        async with self.open_unit() as unit:
            stores = [each for each in await unit.stores.all() if each.uninstalled_at is None]
            for store in stores:
                await unit.jobs.add(PrepareStoreWork(store.id), urgency=Urgency.PERSON)
            await unit.commit()
        return AnswerCard(
            say(
                "The stores are asked for their locations. Type `/synctec locations` again "
                "in a moment to see what they answered."
            ),
            good=True,
        )


@dataclass(frozen=True, slots=True)
class ReadLocations:
    """From the command line, which can wait: ask every store now."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway

    async def __call__(self) -> tuple[LocationsCard, Sequence[tuple[Store, Reason]]]:
        """What there is; and which stores could not be asked, with why: of these what was known
        before stands."""
        async with self.open_unit() as unit:
            stores = [each for each in await unit.stores.all() if each.uninstalled_at is None]
        reasons = await asyncio.gather(*(self._read(store) for store in stores))
        async with self.open_unit() as unit:
            card = await locations_card(unit)
        told = zip(stores, reasons, strict=True)
        return card, [(store, reason) for store, reason in told if reason is not None]

    async def _read(self, store: Store) -> Reason | None:
        try:
            await learn_locations(self.open_unit, self.gateway, store.id)
        except SyncError as error:
            return error.reason
        return None


async def locations_card(unit: UnitOfWork, *, lock: bool = False) -> LocationsCard:
    """What is kept; with `lock` the groups stay as they are until the unit is over."""
    groups = await unit.locations.all(lock=lock)
    return overview(await unit.stores.all(), groups, await unit.locations.known())
