"""What jobs do about stock, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.links import AdminLinks
from core.ports import Clock, UnitOfWorkFactory
from core.ports.stock import StockGateway
from core.usecases.deliver import Deliver
from core.usecases.settle_stock import SettleStock
from core.usecases.take_stock import TakeStock
from core.usecases.tell_oversold import TellOversold


@dataclass(frozen=True, slots=True)
class StockJobs:
    """For jobs."""

    settle: SettleStock
    take: TakeStock
    oversold: TellOversold


def stock_jobs(
    unit: UnitOfWorkFactory,
    gateway: StockGateway,
    clock: Clock,
    deliver: Deliver,
    links: AdminLinks,
) -> StockJobs:
    """The jobs, built."""
    return StockJobs(
        settle=SettleStock(unit, gateway, clock),
        take=TakeStock(unit, gateway),
        oversold=TellOversold(unit, deliver, links),
    )
