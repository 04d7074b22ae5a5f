"""Set stores and connections up: reach first, then keep."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from core.domain.errors import Rejected, SyncError
from core.domain.reasons import Reason
from core.domain.stores import (
    ClientCredentials,
    Connection,
    Mode,
    Role,
    StaticToken,
    Store,
    StoreAccess,
    StoreId,
    is_handle,
)
from core.domain.work import PrepareStore
from core.ports import Clock, ShopProbe, StoreGateway, UnitOfWorkFactory
from core.usecases.find_store import find_destination, find_store

_SCOPES = {
    Role.DESTINATION: frozenset({"read_orders", "read_products", "read_customers"}),
    Role.SOURCE: frozenset({"write_orders", "read_products"}),
}
"""What order push needs; a write scope implies its read scope (shopify.dev, access scopes)."""


@dataclass(frozen=True, slots=True)
class NewStore:
    """A store as its owner describes it."""

    handle: str
    shop: str
    role: Role
    channel: str | None
    credential: StaticToken | ClientCredentials
    webhook_secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """What a check found: `problem` None and nothing `missing` means all is well."""

    store: Store
    probe: ShopProbe | None
    missing: tuple[str, ...]
    problem: Reason | None

    @property
    def well(self) -> bool:
        """Whether orders can travel through this store."""
        return self.problem is None and not self.missing


@dataclass(frozen=True, slots=True)
class AddStore:
    """Nothing is kept unless the store answered and its scopes suffice."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    clock: Clock
    webhook_address: str | None

    async def __call__(self, new: NewStore) -> Store:
        """Raises Rejected for a bad handle, a missing scope, or a handle or shop that is taken;
        AccessRefused and Temporary as the gateway does."""
        handle = new.handle.strip().lower()
        if not is_handle(handle):
            raise Rejected(_bad_handle(new.handle))
        access = StoreAccess(StoreId(0), new.shop, new.shop, new.credential, new.webhook_secrets)
        probe = await self.gateway.probe(access)
        missing = missing_scopes(new.role, probe.scopes)
        if missing:
            raise Rejected(_scopes_missing(probe.name, missing))
        async with self.open_unit() as unit:
            store = await unit.stores.add(
                handle=handle,
                shop=new.shop,
                name=probe.name,
                role=new.role,
                currency=probe.currency,
                timezone=probe.timezone,
                channel=new.channel,
                credential=new.credential,
                webhook_secrets=new.webhook_secrets,
            )
            # What is paid from now on is ours to see, whenever the first poll comes.
            await unit.schedule.move_cursor(store.id, self.clock.now())
            await unit.jobs.add(PrepareStore(store.id))
            await unit.commit()
        with suppress(SyncError):
            # At once, so that no order is missed between now and the job, which repeats it.
            await self.gateway.prepare(store.id, self.webhook_address)
        return store


@dataclass(frozen=True, slots=True)
class ListStores:
    """Every store, by handle."""

    open_unit: UnitOfWorkFactory

    async def __call__(self) -> Sequence[Store]:
        """Reads what is kept."""
        async with self.open_unit() as unit:
            return await unit.stores.all()


@dataclass(frozen=True, slots=True)
class CheckStore:
    """Reach a kept store and compare its scopes with its role."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway

    async def __call__(self, handle: str) -> StoreCheck:
        """Raises Rejected for an unknown handle; what is wrong with the store is in the answer."""
        async with self.open_unit() as unit:
            store = await find_store(unit, handle)
            access = await unit.stores.access(store.id)
        try:
            probe = await self.gateway.probe(access)
        except SyncError as error:
            return StoreCheck(store, None, (), error.reason)
        return StoreCheck(store, probe, missing_scopes(store.role, probe.scopes), None)


@dataclass(frozen=True, slots=True)
class AddConnection:
    """Link a destination to a source."""

    open_unit: UnitOfWorkFactory

    async def __call__(
        self,
        destination: str,
        source: str,
        mode: Mode = Mode.MANUAL,
        waiting_time: timedelta = timedelta(minutes=2),
    ) -> Connection:
        """Raises Rejected for unknown stores, wrong roles, a store linked to itself, or a
        connection that exists."""
        async with self.open_unit() as unit:
            ships_for = await find_destination(unit, destination)
            ships = await find_store(unit, source)
            if ships.role is Role.DESTINATION or ships.id == ships_for.id:
                raise Rejected(_not_a_source(ships))
            connection = await unit.stores.connect(ships_for.id, ships.id, mode, waiting_time)
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
            connections = await unit.stores.connections()
        rows = [(stores[c.destination_id], stores[c.source_id], c) for c in connections]
        return sorted(rows, key=lambda row: (row[0].handle, row[1].handle))


def missing_scopes(role: Role, granted: frozenset[str]) -> tuple[str, ...]:
    """The scopes this role needs and does not have."""
    needed = _SCOPES[Role.DESTINATION] | _SCOPES[Role.SOURCE]
    needed = _SCOPES.get(role, needed)
    implied = granted | {scope.replace("write_", "read_", 1) for scope in granted}
    return tuple(sorted(needed - implied))


def _bad_handle(handle: str) -> Reason:
    return Reason(
        "handle_invalid",
        f"“{handle}” cannot be a handle.",
        "Use lower-case letters, digits and dashes, 31 at most, beginning with a letter or digit.",
    )


def _scopes_missing(name: str, missing: Sequence[str]) -> Reason:
    return Reason(
        "scopes_missing",
        f"The app lacks access scopes on {name}: {', '.join(missing)}.",
        "Add them to the app's configuration, release it, approve it on the store, and try again.",
    )


def _not_a_source(store: Store) -> Reason:
    return Reason(
        "not_a_source",
        f"{store.name} cannot be the source of this connection.",
        "Name a store with the role source or both, other than the destination.",
    )
