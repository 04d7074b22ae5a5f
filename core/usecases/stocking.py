"""What can be asked about stock, and what jobs do about it, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.links import AdminLinks
from core.ports import Clock, Notifier, UnitOfWorkFactory
from core.ports.comparing import LevelReader
from core.ports.stock import StockGateway
from core.usecases.compare_stock import ApplyDifferences, CompareStock, StartComparison
from core.usecases.deliver import Deliver
from core.usecases.find_differences import FindDifferences
from core.usecases.list_stock import ListStock
from core.usecases.settle_stock import SettleStock
from core.usecases.show_stock import ShowStock
from core.usecases.take_stock import TakeStock
from core.usecases.tell_comparison import TellComparison
from core.usecases.tell_oversold import TellOversold


@dataclass(frozen=True, slots=True)
class StockVerbs:
    """For handlers."""

    show: ShowStock
    compare: StartComparison
    apply: ApplyDifferences


@dataclass(frozen=True, slots=True)
class StockJobs:
    """For jobs."""

    settle: SettleStock
    take: TakeStock
    oversold: TellOversold
    listed: ListStock
    compare: CompareStock
    compared: TellComparison


def stock_verbs(unit: UnitOfWorkFactory, clock: Clock, links: AdminLinks) -> StockVerbs:
    """The verbs, built."""
    return StockVerbs(
        show=ShowStock(unit, links),
        compare=StartComparison(unit, clock),
        apply=ApplyDifferences(unit, clock),
    )


def stock_jobs(
    unit: UnitOfWorkFactory,
    gateway: StockGateway,
    levels: LevelReader,
    clock: Clock,
    notifier: Notifier,
    links: AdminLinks,
) -> StockJobs:
    """The jobs, built."""
    deliver = Deliver(unit, notifier)
    return StockJobs(
        settle=SettleStock(unit, gateway, clock),
        take=TakeStock(unit, gateway),
        oversold=TellOversold(unit, deliver, links),
        listed=ListStock(unit, levels, clock),
        compare=CompareStock(unit, FindDifferences(unit, gateway, clock), clock),
        compared=TellComparison(unit, deliver, notifier),
    )
