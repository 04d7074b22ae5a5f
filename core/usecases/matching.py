"""What can be asked about matches and items, and what their jobs do, in one place."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from core.ports import CatalogueReader, Clock, Notifier, UnitOfWorkFactory
from core.usecases.deliver import Deliver
from core.usecases.manage_items import ManageAliases, PauseItem
from core.usecases.match_card import ShowItems
from core.usecases.match_catalogues import MatchStep
from core.usecases.match_items import CarryOutMatch, MatchNow, StartMatch
from core.usecases.rematch_product import CarryOutRematchProduct
from core.usecases.tell_match import TellMatch


@dataclass(frozen=True, slots=True)
class MatchVerbs:
    """For handlers."""

    start: StartMatch
    now: MatchNow
    items: ShowItems
    pause: PauseItem
    aliases: ManageAliases


@dataclass(frozen=True, slots=True)
class MatchJobs:
    """For jobs."""

    step: CarryOutMatch
    tell: TellMatch
    product: CarryOutRematchProduct


def match_verbs(unit: UnitOfWorkFactory, catalogues: CatalogueReader, clock: Clock) -> MatchVerbs:
    """The verbs, built."""
    step = MatchStep(unit, catalogues, clock)
    return MatchVerbs(
        start=StartMatch(unit, clock),
        now=MatchNow(unit, step, clock, asyncio.sleep),
        items=ShowItems(unit),
        pause=PauseItem(unit, clock),
        aliases=ManageAliases(unit, clock),
    )


def match_jobs(
    unit: UnitOfWorkFactory, catalogues: CatalogueReader, clock: Clock, notifier: Notifier
) -> MatchJobs:
    """The jobs, built."""
    return MatchJobs(
        step=CarryOutMatch(unit, MatchStep(unit, catalogues, clock), clock),
        tell=TellMatch(unit, Deliver(unit, notifier), notifier),
        product=CarryOutRematchProduct(unit, catalogues, clock),
    )
