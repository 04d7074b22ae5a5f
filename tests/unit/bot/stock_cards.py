"""Cards about stock."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.audit import IN_SHOPIFY
from core.domain.cards import Card, ChangeCard
from core.domain.stock.cards import OversoldCard, StockCard, StockLine, WaitingOrder
from tests.unit.bot import cards


def oversold(promised: int = 30, words: str = "#1001", orders: int = 2) -> OversoldCard:
    waits = WaitingOrder(words, cards.store(), 2, "https://admin.shopify.com/store/dest/orders/1")
    sku, title = ("TEE-BLK-M", "Classic Tee") if orders == 2 else (words, words)
    source = cards.store(2) if orders == 2 else cards.store(2, name=words)
    return OversoldCard(source, sku, title, 20, promised, (waits,) * orders, orders * 100)


def stock(words: str = "TEE-BLK-M", lines: int = 2) -> StockCard:
    usual = lines == 2
    store = cards.store(name="Dest Boutique" if usual else words)
    there = StockLine(cards.store(2), "Rochester + Buffalo", 20, cards.NOW)
    shown = StockLine(store, "Studio" if usual else words, 17, cards.NOW, "source")
    noted = StockLine(store, "", None, note="does not follow North Supply" if usual else words)
    waits = oversold(words=words).orders
    return StockCard(words, (there,) * (lines - 1), (shown, noted) * lines, 3, waits, 5)


def shown_stock() -> Iterator[tuple[str, StockCard]]:
    yield "stock: usual", stock()
    yield "stock: nothing counted", StockCard("X", (), stock().destinations, 0)
    yield "stock: large", stock(cards.LONG, 200)
    yield "stock: hostile", stock(cards.HOSTILE, 30)


def every() -> Iterator[tuple[str, Card]]:
    yield "oversold: usual", oversold()
    yield "oversold: over", oversold(20)
    yield "oversold: nobody known", OversoldCard(cards.store(2), "", "", 0, 1)
    yield "change: by somebody in Shopify", ChangeCard(IN_SHOPIFY, "changed the stock of CAP by +5")


def large(kind: str, words: str) -> Iterator[tuple[str, Card]]:
    yield f"oversold: {kind}", oversold(10**6, words, 10)
    yield f"oversold: {kind}, over", oversold(0, words, 10)
