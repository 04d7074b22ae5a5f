"""Stores, what links them, and who changed that, as the use cases ask for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.domain.audit import AuditEntry
from core.domain.locations import GroupId, GroupMember, Location, LocationGroup
from core.domain.push_settings import ConnectionSettings, StoreSettings
from core.domain.routes import Routes
from core.domain.stores import (
    ClientCredentials,
    Connection,
    ConnectionId,
    StaticToken,
    Store,
    StoreAccess,
    StoreId,
)


class Stores(Protocol):
    """Stores and their credentials."""

    async def add(
        self,
        store: Store,
        credential: StaticToken | ClientCredentials,
        webhook_secrets: Sequence[str],
    ) -> Store:
        """Insert (its id is ignored). Raises Rejected when the handle or the shop is taken."""
        ...

    async def renew(self, store: Store, credential: StaticToken | ClientCredentials) -> None:
        """Write every field of a kept store but its handle, shop, settings and measurements, and
        its credential; webhook secrets stay."""
        ...

    async def get(self, store_id: StoreId, *, lock: bool = False) -> Store:
        """With `lock` changes of its settings, and of its connections' settings, take turns.
        Raises KeyError when there is none."""
        ...

    async def by_shop(self, shop: str) -> Store | None:
        """The store with this shop name, in any case."""
        ...

    async def all(self) -> Sequence[Store]:
        """Every store, by handle."""
        ...

    async def access(self, store_id: StoreId) -> StoreAccess:
        """How to reach the store, its secrets in clear."""
        ...

    async def renewing(self) -> Collection[StoreId]:
        """The stores whose token ends by itself, and is fetched anew."""
        ...

    async def keyed_look_up(self, store_id: StoreId, *, found: bool) -> None:
        """One measured keyed look-up: a hit adds to the store's count, a miss starts it again
        (`core.domain.lookups.keyed_hits_after`), also when several come at once."""
        ...

    async def mark_uninstalled(self, store_id: StoreId, at: datetime | None) -> None:
        """The app was removed from the store (None: it is back)."""
        ...

    async def mark_prepared(self, store_id: StoreId, address: str) -> None:
        """The store's webhooks lead to this address."""
        ...

    async def reseal(self) -> int:
        """Seal every credential with the newest key; how many."""
        ...

    async def rotate_webhook_secret(self, store_id: StoreId, secret: str) -> None:
        """The newest secret first; the one before it stays valid."""
        ...

    async def save_routes(self, store_id: StoreId, routes: Routes) -> None:
        """Which channel hears what of it, whole."""
        ...

    async def save_settings(self, store_id: StoreId, settings: StoreSettings) -> None:
        """The order push settings of a destination, whole."""
        ...


class Connections(Protocol):
    """Which source ships for which destination, and how."""

    async def add(
        self, destination_id: StoreId, source_id: StoreId, settings: ConnectionSettings
    ) -> Connection:
        """Raises Rejected when the two are connected already, or are one store."""
        ...

    async def between(self, destination_id: StoreId, source_id: StoreId) -> Connection:
        """Raises Rejected when the two are not connected."""
        ...

    async def save_settings(
        self, connection_id: ConnectionId, settings: ConnectionSettings
    ) -> None:
        """The order push settings of a connection, whole."""
        ...

    async def all(self) -> Sequence[Connection]:
        """Every connection, by destination, then source."""
        ...

    async def sources_of(self, destination_id: StoreId) -> Sequence[Connection]:
        """The connections of one destination, by source."""
        ...


class LocationGroups(Protocol):
    """Locations of different stores that stand for the same stock."""

    async def all(self, *, lock: bool = False) -> Sequence[LocationGroup]:
        """Every group, by name, each with its members. With `lock` nobody changes any of them
        until this unit is over; who only reads does not wait."""
        ...

    async def add(self, name: str) -> LocationGroup:
        """A group without members. Raises Rejected when the name is taken, in any case."""
        ...

    async def put(self, group_id: GroupId, members: Collection[GroupMember]) -> None:
        """Make these the group's members; a location that is in another group leaves it."""
        ...

    async def rename(self, group_id: GroupId, name: str) -> None:
        """Raises Rejected when the name is taken, in any case."""
        ...

    async def remove(self, group_id: GroupId) -> None:
        """The group and its memberships; the locations stay where they are."""
        ...

    async def known(self) -> Mapping[StoreId, Sequence[Location]]:
        """Each store's locations as it last answered, by name; a store that never did is left
        out."""
        ...

    async def learn(self, store_id: StoreId, places: Collection[Location]) -> None:
        """These are the store's locations now; others of it are forgotten. Memberships stay, with
        the names that the locations have now."""
        ...


class Audit(Protocol):
    """Who changed what."""

    async def add(self, entry: AuditEntry) -> None:
        """Keep it."""
        ...

    async def newest(self, store_id: StoreId, limit: int) -> Sequence[AuditEntry]:
        """The changes that concern this store, as destination or source, newest first."""
        ...

    async def newest_of(self, store_ids: Collection[StoreId], limit: int) -> Sequence[AuditEntry]:
        """The same for any of these stores, with what concerns every store."""
        ...
