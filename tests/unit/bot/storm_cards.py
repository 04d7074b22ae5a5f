"""Storms to render."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.domain import reasons
from core.domain.pushes import PushState
from core.domain.reasons import Reason
from core.domain.stores import StoreId
from core.domain.storms import Cause, Storm, StormCard, StormId
from tests.unit.bot import cards, push_list_cards

STORM = Storm(StormId(1), Cause("C0DEST", StoreId(2), "stock_refused"), cards.NOW, cards.NOW)


def storm(many: int, still: int, told: Mapping[Reason, int], words: str | None = None) -> StormCard:
    row = push_list_cards.row(PushState.FAILED, words)
    source = cards.store(2, name=words or "North Supply")
    return StormCard(STORM, source, many, still, told, (row,) * min(still, 20))


def every(typed: Mapping[str, str]) -> Iterator[tuple[str, StormCard]]:
    stock = reasons.stock_refused("North Supply")
    yield "storm: begins", storm(5, 5, {stock: 5})
    yield "storm: one left", storm(12, 1, {stock: 1})
    yield "storm: tried again", replace(storm(12, 3, {stock: 3}), trying=4)
    waiting = push_list_cards.row(PushState.QUEUED)
    yield "storm: all tried again", replace(storm(12, 0, {}), trying=12, rows=(waiting,) * 12)
    yield "storm: over", storm(12, 0, {})
    for kind, words in typed.items():
        told = {reasons.refused_by_shopify(f"{words}{n}", words): n for n in range(50)}
        yield f"storm: {kind}", storm(10**6, 10**6, told, words)
