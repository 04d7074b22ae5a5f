"""Which source ships for which destination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.domain.errors import Rejected
from core.domain.push_settings import WAITING_TIME, ConnectionSettings, Mode
from core.domain.reasons import Reason
from core.domain.stores import Connection, Store
from core.domain.words import say
from core.ports import UnitOfWorkFactory
from core.usecases.find_store import find_destination, find_store


@dataclass(frozen=True, slots=True)
class AddConnection:
    """Link a destination to a source."""

    open_unit: UnitOfWorkFactory

    async def __call__(
        self,
        destination: str,
        source: str,
        mode: Mode = Mode.MANUAL,
        waiting_time: timedelta = WAITING_TIME,
    ) -> Connection:
        """Raises Rejected for unknown stores, wrong roles, a store linked to itself, or a
        connection that exists."""
        async with self.open_unit() as unit:
            ships_for = await find_destination(unit, destination)
            ships = await find_store(unit, source)
            if not ships.ships or ships.id == ships_for.id:
                raise Rejected(_not_a_source(ships))
            settings = ConnectionSettings(mode=mode, waiting_time=waiting_time)
            connection = await unit.connections.add(ships_for.id, ships.id, settings)
            await unit.commit()
        return connection


@dataclass(frozen=True, slots=True)
class ListConnections:
    """Every connection, with its stores."""

    open_unit: UnitOfWorkFactory

    async def __call__(self) -> Sequence[tuple[Store, Store, Connection]]:
        """(destination, source, connection), by destination's handle."""
        async with self.open_unit() as unit:
            stores = {store.id: store for store in await unit.stores.all()}
            connections = await unit.connections.all()
        rows = [(stores[c.destination_id], stores[c.source_id], c) for c in connections]
        return sorted(rows, key=lambda row: (row[0].handle, row[1].handle))


def _not_a_source(store: Store) -> Reason:
    return Reason(
        "not_a_source",
        say("{store} cannot be the source of this connection.", store=store.name),
        say("Name a store with the role source or both, other than the destination."),
    )
