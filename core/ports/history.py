"""What happened to an order, and which threads were told of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.history import Event
from core.domain.orders import OrderId
from core.domain.stores import StoreId


@dataclass(frozen=True, slots=True)
class Thread:
    """A message of ours in whose thread an order's history is told; `key` is the message's."""

    key: str
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class ThreadReply:
    """Events that one reply of a thread tells; `key` is its name for ever."""

    key: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person did about an order: `store_id` sold it, `source_id` ships what it is about."""

    event: Event
    order_name: str
    store_id: StoreId
    source_id: StoreId | None


class Events(Protocol):
    """The timelines of orders."""

    async def add(self, events: Collection[Event]) -> int:
        """Those that are not there yet; how many these were."""
        ...

    async def of_order(self, order_id: OrderId) -> Sequence[Event]:
        """All, by when they happened."""
        ...

    async def by_people(self, store_ids: Collection[StoreId], limit: int) -> Sequence[Deed]:
        """What people did about orders that these stores sold or ship, newest first."""
        ...

    async def threads(self, order_id: OrderId) -> Sequence[Thread]:
        """Those of the order's messages that stand, of which something is to be told that is worth
        a reply."""
        ...

    async def begun_reply(self, thread: Thread, order_id: OrderId) -> ThreadReply | None:
        """The reply that was named and is not known to be there."""
        ...

    async def begin_reply(self, thread: Thread, order_id: OrderId) -> ThreadReply | None:
        """Name the reply that tells all that the thread was not told; None where nothing of it is
        worth one."""
        ...

    async def replied(self, thread: Thread, key: str, now: datetime) -> None:
        """It is there, or is not to be told any more."""
        ...
