"""An open window with a list in it: kept true while something that it lists goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from core.domain.order_list import OrderList
from core.domain.orders import OrderId
from core.domain.push_list import STATES, PushList, Shown
from core.domain.pushes import Push, PushId

Listed = PushList | OrderList
_UNDER_WAY = STATES[Shown.UNDER_WAY]


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """A person's window: its id, the `hash` of what it shows, and what it remembers (`memo`, which
    only `bot` reads)."""

    view_id: str
    hash: str
    memo: str


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What a click in a window asked for: one push, the pushes of one order, or all that it
    counts."""

    push_id: PushId | None = None
    order_id: OrderId | None = None

    @property
    def is_named(self) -> bool:
        """Whether it was one push, or one order's."""
        return self.push_id is not None or self.order_id is not None


def is_counted_moving(card: Listed) -> bool:
    """Whether anything is under way that the window counts or shows."""
    if isinstance(card, PushList):
        return bool(card.counts.get(Shown.UNDER_WAY))
    return is_moving(_pushes(card))


def is_moving(pushes: Iterable[Push]) -> bool:
    """Whether one of these is under way."""
    return any(push.state in _UNDER_WAY for push in pushes)


def standing(card: Listed) -> str:
    """Changes when a push that it shows, or the number of pages, does."""
    many = [*card.counts.values()] if isinstance(card, PushList) else [card.total]
    return json.dumps([many, [[push.id, push.state.value] for push in _pushes(card)]])


def next_look(rounds: int) -> timedelta | None:
    """How long until it is looked at again, after so many times; None after some two minutes:
    nobody watches a window longer, and what was asked for is told elsewhere, too."""
    for most, seconds in ((10, 0.5), (30, 2), (40, 8)):
        if rounds < most:
            return timedelta(seconds=seconds)
    return None


def _pushes(card: Listed) -> Iterable[Push]:
    if isinstance(card, PushList):
        return [row.card.push for row in card.rows]
    return [each.push for row in card.rows for each in row.pushes]
