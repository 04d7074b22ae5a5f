"""What every use case is built from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.links import AdminLinks
from core.domain.measurements import Traffic
from core.ports import CatalogueReader, Clock, StoreGateway, UnitOfWorkFactory
from core.ports.comparing import LevelReader
from core.ports.mirrors import AmendGateway, MirrorGateway
from core.ports.stock import StockGateway
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Rooms:
    """The settings, and the rooms behind the ports."""

    settings: Settings
    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    catalogues: CatalogueReader
    mirroring: MirrorGateway
    amending: AmendGateway
    stock: StockGateway
    levels: LevelReader
    clock: Clock
    links: AdminLinks
    traffic: Callable[[], Traffic]
