"""Every verb that sets stores up, in one place for `core.usecases.catalogue`."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.plans import Plans
from core.ports import Clock, StoreGateway, UnitOfWorkFactory
from core.usecases.manage_connections import AddConnection, ListConnections
from core.usecases.manage_stores import AddStore, CheckStore, ListStores, ResealCredentials
from core.usecases.prepare_store import PrepareStore


@dataclass(frozen=True, slots=True)
class StoreVerbs:
    """For the command line."""

    add: AddStore
    listed: ListStores
    check: CheckStore
    reseal: ResealCredentials
    connect: AddConnection
    connections: ListConnections


def store_verbs(
    open_unit: UnitOfWorkFactory,
    gateway: StoreGateway,
    clock: Clock,
    webhook_address: str | None,
    plans: Plans,
) -> StoreVerbs:
    """Built."""
    prepare = PrepareStore(open_unit, gateway, webhook_address, clock)
    return StoreVerbs(
        add=AddStore(open_unit, gateway, clock, prepare, webhook_address, plans),
        listed=ListStores(open_unit),
        check=CheckStore(open_unit, gateway, prepare),
        reseal=ResealCredentials(open_unit),
        connect=AddConnection(open_unit),
        connections=ListConnections(open_unit),
    )
