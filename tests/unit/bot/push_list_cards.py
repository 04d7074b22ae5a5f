"""Pages of pushes to render."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.blocks import pushes_modal
from core.domain.push_list import COUNTED, PushList, PushPlace, PushRow, Shown
from core.domain.pushes import PushId, PushState
from tests.unit.bot import cards


def row(state: PushState = PushState.PUSHED, words: str | None = None) -> PushRow:
    whole = cards.largest_order(words, state) if words else cards.order(cards.push_card(state))
    return PushRow(whole.order_id, whole.store, whole.facts, whole.url, whole.pushes[0])


def page(*rows: PushRow, **changes: Any) -> PushList:
    stores = (cards.store(), cards.store(2), cards.store(3))
    plain = PushList(PushPlace(), stores, rows, {}, None, cards.NOW)
    return replace(plain, **changes)


def views(memo: str, typed: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "pushes: none", pushes_modal.build(page(stores=(cards.store(),)), memo)
    nothing = page(place=PushPlace(Shown.FAILED))
    yield "pushes: nothing failed", pushes_modal.build(nothing, memo)
    every = [row(state) for state in PushState]
    usual = page(*every, counts=dict.fromkeys(COUNTED, 1))
    yield "pushes: usual", pushes_modal.build(usual, memo, "Pushing to North Supply …")
    for kind, words in typed.items():
        store = cards.store(name=words)
        full = page(
            *[row(PushState.FAILED, words)] * 12,
            place=PushPlace(Shown.FAILED, store.id, PushId(10**12)),
            stores=tuple(cards.store(number, name=words) for number in range(1, 300)),
            counts=dict.fromkeys(COUNTED, 10**6),
            following=PushPlace(Shown.FAILED, store.id, PushId(10**12)),
        )
        yield f"pushes: {kind}", pushes_modal.build(full, memo, words)
