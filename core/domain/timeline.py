"""What happened to an order, in words: for a thread, a private answer, a terminal and a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.history import SYNCTEC, Event
from core.domain.orders import OrderId
from core.domain.pushes import Push
from core.domain.stores import Store, StoreId

_STORE = "store:"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: an event beside the names it needs. `order` is the name of the customer's order,
    `source` and `source_order` those of the push it is about; `store` is the name of the store
    whose people or apps did it."""

    event: Event
    order: str
    source: str = ""
    source_order: str = ""
    part: int = 1
    store: str = ""

    @property
    def user(self) -> str | None:
        """The Slack user who did it, where it was one."""
        actor = self.event.actor
        return None if actor == SYNCTEC or actor.startswith(_STORE) else actor

    @property
    def who(self) -> str:
        """Whoever did it, by name; a person by Slack user id."""
        return self.user or self.store or "SyncTec"


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that happened to an order, oldest first."""

    order_id: OrderId
    store: Store
    name: str
    number: str
    url: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """What is new of an order, told in a thread."""

    store: Store
    name: str
    number: str
    entries: tuple[Entry, ...]


def entries_of(
    events: Sequence[Event], order: str, pushes: Sequence[Push], stores: Sequence[Store]
) -> tuple[Entry, ...]:
    """The events with their names, in the sequence given."""
    by_id = {push.id: push for push in pushes}
    names: Mapping[StoreId, str] = {store.id: store.name for store in stores}
    handles = {f"{_STORE}{store.handle}": store.name for store in stores}

    def entry(event: Event) -> Entry:
        store = handles.get(event.actor, event.actor.removeprefix(_STORE))
        acting = store if event.actor.startswith(_STORE) else ""
        push = by_id.get(event.push_id) if event.push_id is not None else None
        if push is None:
            return Entry(event, order, store=acting)
        made = push.source_order.name if push.source_order else ""
        return Entry(event, order, names.get(push.source_id, ""), made, push.part, acting)

    return tuple(entry(event) for event in events)
