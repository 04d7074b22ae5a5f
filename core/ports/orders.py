"""Orders and pushes as the use cases ask for them, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.domain.orders import OrderFacts, OrderId
from core.domain.pushes import Attempt, Push, PushId, PushState
from core.domain.qualification import LineVerdict
from core.domain.reasons import Reason
from core.domain.stores import StoreId
from core.ports.records import OrderRecord


class Orders(Protocol):
    """Orders known to us."""

    async def save(
        self,
        store_id: StoreId,
        facts: OrderFacts,
        lines: Sequence[LineVerdict],
        held_by: Sequence[Reason],
    ) -> OrderRecord:
        """Insert or update by (store, gid) under a row lock; older facts (by `updated_at`) do not
        overwrite newer ones."""
        ...

    async def get(self, order_id: OrderId) -> OrderRecord | None:
        """One order."""
        ...

    async def get_many(self, order_ids: Collection[OrderId]) -> Mapping[OrderId, OrderRecord]:
        """Many orders in one query; those not kept are left out."""
        ...

    async def updated_at(self, store_id: StoreId, gids: Collection[str]) -> Mapping[str, datetime]:
        """Shopify's `updated_at` of the state we keep, of those orders that are kept."""
        ...

    async def by_gids(self, store_id: StoreId, gids: Collection[str]) -> Mapping[str, OrderRecord]:
        """Many by Shopify's global ids, in one query; those not kept are left out."""
        ...

    async def by_gid(self, store_id: StoreId, gid: str) -> OrderRecord | None:
        """One order by Shopify's global id."""
        ...

    async def by_number(self, store_id: StoreId, number: str) -> Sequence[OrderRecord]:
        """Orders whose name or number is `number` (cleaned), in any case, newest first."""
        ...

    async def to_judge_again(
        self,
        store_id: StoreId,
        since: datetime,
        limit: int,
        before: tuple[datetime, OrderId] | None = None,
    ) -> Sequence[OrderRecord]:
        """Open orders of a destination, placed at or after `since`, that have a push which is
        neither under way nor done, or a line that stays for a reason; newest first, those placed
        before the last one (`before`) of the page before."""
        ...

    async def stores_held_up(self, since: datetime) -> Collection[StoreId]:
        """Destinations with an open order, placed at or after `since`, that has a push on hold or a
        line that stays for a reason which may pass."""
        ...


class Pushes(Protocol):
    """Pushes and their attempts. Every change goes through `save`, fenced by the state and attempt
    the caller has seen."""

    async def add(self, push: Push) -> Push:
        """Insert (its id is ignored). Raises Rejected when (order, source, part) exists."""
        ...

    async def get(self, push_id: PushId, *, lock: bool = False) -> Push | None:
        """With `lock`, the row stays locked until the unit of work ends."""
        ...

    async def get_many(self, push_ids: Collection[PushId]) -> Mapping[PushId, Push]:
        """Many in one query; those not kept are left out."""
        ...

    async def of_order(self, order_id: OrderId, *, lock: bool = False) -> Sequence[Push]:
        """By source, then part."""
        ...

    async def of_orders(self, order_ids: Collection[OrderId]) -> Mapping[OrderId, Sequence[Push]]:
        """The same for many orders in one query."""
        ...

    async def save(self, push: Push) -> None:
        """Write every field but its key and identity."""
        ...

    async def failed(
        self,
        store_ids: Collection[StoreId],
        limit: int,
        *,
        source_ids: Collection[StoreId] = (),
        lock: bool = False,
    ) -> tuple[Sequence[Push], int]:
        """Failed pushes of orders of these destination stores, and those to these sources, oldest
        order first, and how many there are in all; with `lock`, the rows stay locked until the unit
        of work ends."""
        ...

    async def held(self, store_ids: Collection[StoreId], limit: int) -> Sequence[Push]:
        """Held pushes of orders of these stores, and those to them, oldest order first."""
        ...

    async def counts(self) -> Mapping[PushState, int]:
        """How many pushes stand in each state; a state with none is left out."""
        ...

    async def waiting_on(self, store_id: StoreId) -> int:
        """How many pushes cannot go on while this store does not answer: those that are queued or
        looked up, to it or of its orders."""
        ...

    async def lease_ended(self, now: datetime, limit: int = 100) -> Sequence[Push]:
        """Pushes in `sending` whose lease ended, locked, those locked by others skipped."""
        ...

    async def forgotten(self, before: datetime, limit: int = 100) -> Sequence[Push]:
        """Pushes that are `queued`, were last changed before this time and have no job, locked,
        those locked by others skipped."""
        ...

    async def unsought(self, before: datetime, limit: int = 100) -> Sequence[Push]:
        """Pushes that are `unknown`, were last changed before this time and have neither a look-up
        to come nor asked a person, locked, those locked by others skipped."""
        ...

    async def due(self, now: datetime, limit: int = 100) -> Sequence[Push]:
        """Pushes in `waiting` whose `due_at` has come, locked, those locked by others skipped."""
        ...

    async def source_updated_at(
        self, source_id: StoreId, gids: Collection[str]
    ) -> Mapping[str, datetime]:
        """Shopify's `updated_at` of the source orders we keep, of those that are ours."""
        ...

    async def without_order(
        self, source_id: StoreId, identities: Collection[str]
    ) -> Collection[str]:
        """Those of these identities whose pushes were sent and know of no source order."""
        ...

    async def by_source_orders(
        self, source_id: StoreId, gids: Collection[str]
    ) -> Mapping[str, Push]:
        """The pushes that made or adopted these source orders, by global id, in one query."""
        ...

    async def by_source_order(self, source_id: StoreId, gid: str) -> Push | None:
        """The push that made or adopted this source order."""
        ...

    async def by_identity(self, source_id: StoreId, identity: str) -> Push | None:
        """The push with this identity string on this source."""
        ...

    async def add_attempt(self, attempt: Attempt) -> None:
        """The attempt as it begins."""
        ...

    async def finish_attempt(self, attempt: Attempt) -> None:
        """How it ended; an attempt is finished once, a second call changes nothing."""
        ...

    async def attempts(self, push_ids: Collection[PushId]) -> Mapping[PushId, Sequence[Attempt]]:
        """Oldest first."""
        ...
