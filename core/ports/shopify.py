"""How the core reaches Shopify's stores."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.drafts import Draft
from core.domain.locations import Location
from core.domain.orders import Order, OrderChange, Variant
from core.domain.placement import Standing, Step
from core.domain.pushes import Identity, SourceOrder
from core.domain.stores import StoreAccess, StoreId
from core.domain.work import Urgency


@dataclass(frozen=True, slots=True)
class ShopProbe:
    """What a store answers about itself."""

    name: str
    shop: str
    currency: str
    timezone: str
    email: str | None
    phone: str | None
    scopes: frozenset[str]
    plan: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a store lacked, and has now: topics subscribed anew, topics whose subscription led
    elsewhere or told too little, and whether the identity metafield was defined."""

    subscribed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    identity: bool = False


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One page of changed orders, oldest change first; `after` None on the last page."""

    changes: tuple[OrderChange, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Sought:
    """What all look-ups came to. `keyed`: the store could be asked by the unique key, too; only
    then may it count that there is nothing."""

    order: SourceOrder | None
    keyed: bool = True


class StoreGateway(Protocol):
    """One way to every store's Admin API. Every method may raise `AccessRefused`, `Temporary`
    and `Broken`; reads translate time-outs and 5xx to `Temporary`, since a read changes nothing."""

    async def probe(self, access: StoreAccess) -> ShopProbe:
        """Reach a store with a credential that is not stored yet, or is."""
        ...

    async def read_order(
        self, store_id: StoreId, gid: str, urgency: Urgency = Urgency.BACKGROUND
    ) -> Order | None:
        """The order now, with every line; None when it does not exist or may not be seen."""
        ...

    async def find_orders(
        self, store_id: StoreId, number: str, urgency: Urgency = Urgency.BACKGROUND
    ) -> Sequence[str]:
        """Global ids of the orders that answer best to `number` (already cleaned): whose name is
        it, else with `#` or the store's own prefix, else whose name ends in it after any other.
        Several, the newest first, where it is ambiguous. Search lags behind."""
        ...

    async def changed_orders(
        self, store_id: StoreId, since: datetime, after: str | None = None
    ) -> ChangePage:
        """Orders whose `updated_at` is at or after `since`."""
        ...

    async def variants_by_sku(
        self,
        store_id: StoreId,
        skus: Collection[str],
        urgency: Urgency = Urgency.BACKGROUND,
    ) -> Mapping[str, Sequence[Variant]]:
        """Every variant whose trimmed SKU equals one of `skus` exactly, by that; a SKU that has
        none is left out. Those of which case or inner blanks differ come as well, by their own
        SKU, as far as the store's search finds them: they are suggestions, no matches."""
        ...

    async def locations(self, store_id: StoreId) -> Sequence[Location]:
        """Every location of the store, by name, those that were deactivated, too."""
        ...

    async def create_order(
        self, store_id: StoreId, draft: Draft, urgency: Urgency, *, not_after: datetime
    ) -> SourceOrder:
        """Send `orderCreate` once. The request is not begun unless its own time-out ends before
        `not_after` (the lease).

        Raises:
            Rejected: a clear refusal, nothing was created (`stock_refused` where stock refuses).
            Temporary: nothing was sent or done (not connected, throttled, lease too short).
            OutcomeUnknown: anything else.
        """
        ...

    async def find_by_key(self, store_id: StoreId, identity: Identity) -> SourceOrder | None:
        """The keyed look-up by the unique `id` metafield."""
        ...

    async def search_order(self, store_id: StoreId, identity: Identity, since: datetime) -> Sought:
        """All look-ups: keyed, by source identifier, by tag, and among the orders created since
        `since`, filtered on our side. Empty is no proof."""
        ...

    async def find_source_order(self, store_id: StoreId, name: str) -> SourceOrder | None:
        """A source order by the name a person typed."""
        ...

    async def read_source_order(
        self, store_id: StoreId, gid: str
    ) -> tuple[SourceOrder, str | None] | None:
        """A source order's state and its source identifier (ours, or anybody's, or None)."""
        ...

    async def standings(self, store_id: StoreId, gid: str) -> Sequence[Standing]:
        """Every fulfilment order of a source order; none where the order is gone."""
        ...

    async def move(self, store_id: StoreId, step: Step) -> None:
        """Move a fulfilment order, or some of its lines, to another location. What came of it is
        seen by reading again.

        Raises:
            Rejected: Shopify refuses, in its own words.
        """
        ...

    async def prepare(
        self, store_id: StoreId, webhook_address: str | None, *, ships: bool, stock: bool = False
    ) -> Preparation:
        """With an address, subscribe the topics we handle, those about stock where `stock`; on a
        store that ships, define the identity metafield. Whatever is there already stays. Returns
        what was lacking."""
        ...


class StoreAuth(Protocol):
    """Webhook signatures."""

    def signed(self, body: bytes, signature: str, secrets: Sequence[str]) -> bool:
        """Whether `signature` (base64) is the HMAC-SHA256 of `body` under one of the secrets;
        constant time, and never an exception."""
        ...
