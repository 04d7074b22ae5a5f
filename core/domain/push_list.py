"""The Order Push page: pushes a page at a time, the newest first, by where they stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.cards import PushCard
from core.domain.orders import OrderFacts, OrderId
from core.domain.pushes import PushId, PushState
from core.domain.stores import Store, StoreId
from core.domain.words import later


class Shown(StrEnum):
    """Which pushes are shown."""

    ALL = "all"
    FAILED = "failed"
    WAITING = "waiting"
    HELD = "held"
    UNDER_WAY = "under way"
    PUSHED = "pushed"
    CANCELLED = "cancelled"
    TODAY = "today"


IN_WORDS: Mapping[Shown, str] = {
    Shown.ALL: later("all"),
    Shown.FAILED: later("failed"),
    Shown.WAITING: later("waiting"),
    Shown.HELD: later("held"),
    Shown.UNDER_WAY: later("under way"),
    Shown.PUSHED: later("pushed"),
    Shown.CANCELLED: later("cancelled"),
    Shown.TODAY: later("today"),
}
STATES: Mapping[Shown, frozenset[PushState]] = {
    # What is not ours to push is no push of anybody's.
    Shown.ALL: frozenset(PushState) - {PushState.SKIPPED},
    Shown.FAILED: frozenset({PushState.FAILED}),
    Shown.WAITING: frozenset({PushState.WAITING}),
    Shown.HELD: frozenset({PushState.HELD}),
    Shown.UNDER_WAY: frozenset({PushState.QUEUED, PushState.SENDING, PushState.UNKNOWN}),
    Shown.PUSHED: frozenset({PushState.PUSHED}),
    Shown.CANCELLED: frozenset({PushState.CANCELLED}),
    Shown.TODAY: frozenset(PushState) - {PushState.SKIPPED},
}
COUNTED = (Shown.FAILED, Shown.WAITING, Shown.HELD, Shown.UNDER_WAY)
"""What somebody may have to do something about."""
OPEN_STATES = frozenset(state for shown in COUNTED for state in STATES[shown])


@dataclass(frozen=True, slots=True)
class PushPlace:
    """A page: these pushes, of one store (sold or to be shipped by it) or of all, or of one storm,
    older than `before`."""

    shown: Shown = Shown.ALL
    store_id: StoreId | None = None
    before: PushId | None = None
    storm_id: int | None = None

    def text(self) -> str:
        """As buttons, windows and jobs carry it."""
        ids = (self.store_id, self.before, self.storm_id)
        return json.dumps([self.shown.value, *(each or 0 for each in ids)])

    @classmethod
    def read(cls, text: str) -> PushPlace:
        """The inverse of `text`."""
        shown, store_id, before, storm_id = json.loads(text)
        return cls(
            Shown(shown),
            StoreId(int(store_id)) if store_id else None,
            PushId(int(before)) if before else None,
            int(storm_id) if storm_id else None,
        )


@dataclass(frozen=True, slots=True)
class PushRow:
    """One push, with the order that it is of."""

    order_id: OrderId
    store: Store
    facts: OrderFacts
    url: str
    card: PushCard

    @property
    def items(self) -> int:
        """Units that it carries."""
        return self.card.push.units


@dataclass(frozen=True, slots=True)
class NudgeCard:
    """A source is asked when it ships what is there of an order: who asks, and the channel and
    `ts` of the order's alert."""

    row: PushRow
    now: datetime
    actor: str
    alert: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PushList:
    """One page. `stores` are all that the person may see, `counts` how many pushes there are of
    each kind that may need somebody, `following` where the next page begins (None: nowhere)."""

    place: PushPlace
    stores: tuple[Store, ...]
    rows: tuple[PushRow, ...]
    counts: Mapping[Shown, int]
    following: PushPlace | None
    now: datetime

    @property
    def store(self) -> Store | None:
        """The one store that is shown."""
        return next((each for each in self.stores if each.id == self.place.store_id), None)


def counts_of(states: Mapping[PushState, int]) -> Mapping[Shown, int]:
    """How many there are of each kind that may need somebody."""
    return {shown: sum(states.get(state, 0) for state in STATES[shown]) for shown in COUNTED}
