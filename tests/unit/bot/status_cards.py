"""How stores do, to render."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from bot.blocks import status
from bot.blocks.parts import Message
from core.domain.status_cards import Standing, StatusCard, StoreStatus
from tests.unit.bot import cards, operation_cards

MINUTE = timedelta(minutes=1)
BUSY = Standing(cards.NOW - MINUTE, cards.NOW - 2 * MINUTE, (1800, 2000), 12)


def card(*stores: StoreStatus) -> StatusCard:
    return StatusCard(stores, 12, 0, cards.NOW)


def of(words: str | None = None, **changes: Any) -> StoreStatus:
    store = cards.store(name=words or "Dest Boutique")
    plain = {"standing": BUSY, "address": "https://example.com", "renews": True, **changes}
    return StoreStatus(store, **plain)


def messages(typed: Mapping[str, str]) -> Iterator[tuple[str, Message]]:
    yield "status: no store", status.build(card())
    trouble = operation_cards.trouble(operation_cards.held())
    gone = StoreStatus(cards.store(3, uninstalled_at=cards.NOW), Standing(), None, renews=False)
    quiet = of(standing=Standing(), address=None, renews=False)
    fresh = of(standing=Standing())
    yield "status: usual", status.build(card(of(), quiet, fresh, of(trouble=trouble), gone))
    for kind, words in typed.items():
        yield f"status: {kind}", status.build(card(*[of(words, trouble=trouble)] * 300))


def views() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "status: in a window", status.build_modal(card(of(), of()))
