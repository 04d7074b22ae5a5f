"""Pages of orders to render."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.blocks import orders_modal
from core.domain.cards import OrderRow
from core.domain.order_list import OrderList, OrderPlace, placed
from core.domain.pushes import PushState
from tests.unit.bot import cards


def page(*rows: OrderRow, **changes: Any) -> OrderList:
    stores = (cards.store(), cards.store(2), cards.store(3))
    plain = OrderList(OrderPlace(), stores, rows, len(rows), None, cards.NOW)
    return replace(plain, **changes)


def in_state(number: int, state: PushState) -> OrderRow:
    named = replace(cards.row(number).facts, initials="J. D.")
    return cards.row(number, pushes=(cards.push_card(state),), facts=named)


def views(memo: str, typed: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "orders: none", orders_modal.build(page(stores=(cards.store(),)), memo)
    late = [in_state(number, state) for number, state in enumerate(PushState, start=1)]
    several = cards.row(20, pushes=(late[0].pushes[0], late[1].pushes[0]), places=("Main", "Annex"))
    over = cards.row(21, facts=cards.facts(cancelled_at=cards.NOW))
    usual = page(*late, several, over, cards.row(22, pushes=()))
    yield "orders: usual", orders_modal.build(usual, memo, "Pushing #1001 …")
    beyond = page(place=OrderPlace(cards.store().id, placed(several)))
    yield "orders: beyond the last", orders_modal.build(beyond, memo)
    for kind, words in typed.items():
        store = cards.store(name=words)
        there = placed(cards.row(10**12))
        full = page(
            *[cards.row(5, words)] * 12,
            place=OrderPlace(store.id, there),
            stores=tuple(cards.store(number, name=words) for number in range(1, 300)),
            total=10**6,
            following=OrderPlace(store.id, there),
        )
        yield f"orders: {kind}", orders_modal.build(full, memo, words)
