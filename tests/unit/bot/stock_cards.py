"""Cards about stock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from core.domain.audit import IN_SHOPIFY
from core.domain.cards import (
    ChangeCard,
)
from core.domain.messages import Card
from core.domain.reasons import Reason
from core.domain.stock.cards import (
    ComparisonCard,
    OversoldCard,
    PlacedDifference,
    StockCard,
    StockLine,
    WaitingOrder,
)
from core.domain.stock.comparisons import Comparison, Stage
from core.domain.stock.differences import Difference
from core.domain.stock.shelves import Spot
from core.domain.stores import StoreId
from tests.unit.bot import cards, match_cards

_WHY = Reason("stock_not_listed", "Shopify could not list the stock.", "Try again later.")


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
    nobody = StockLine(cards.store(), "", None, note="does not follow North Supply")
    yield "stock: followed by nobody", StockCard("X", (), (nobody,), 0, followed=False)
    yield "stock: large", stock(cards.LONG, 200)
    yield "stock: hostile", stock(cards.HOSTILE, 30)


def comparison(stage: Stage = Stage.READING, **changes: Any) -> Comparison:
    link = match_cards.LINK
    plain = Comparison(link, 1, stage, "U0ANNA", "C0DEST", cards.NOW, cards.NOW)
    numbers = {"numbers": changes.get("differing", 0), **changes}
    return replace(plain, items=4210, **numbers)


def difference(words: str = "TEE-BLK-M", shows: int | None = 20) -> PlacedDifference:
    spot = Spot(StoreId(1), "gid://shopify/ProductVariant/1", "gid://shopify/Location/1")
    place = "Studio" if words == "TEE-BLK-M" else words
    return PlacedDifference(Difference(spot, "gid", shows, 15, words, words), place)


def compared(
    run: Comparison, found: int = 0, words: str | None = None, **changes: Any
) -> ComparisonCard:
    card = ComparisonCard(match_cards.link(words), run)
    return replace(card, found=(difference(words or "TEE-BLK-M"),) * found, **changes)


def comparisons() -> Iterator[tuple[str, ComparisonCard]]:
    yield "comparison: begun", compared(comparison())
    yield "comparison: under way", compared(comparison(), listed=(20_009, 17))
    yield "comparison: failed", compared(comparison(Stage.FAILED, reason=_WHY))
    yield "comparison: equal", compared(comparison(Stage.DONE))
    nothing = replace(comparison(Stage.DONE), items=0)
    yield "comparison: nothing matched", compared(nothing)
    shown = comparison(Stage.SHOWN, differing=2)
    yield "comparison: shown", compared(shown, 2)
    kept = replace(compared(shown, 1), found=(difference(shows=None), difference("")))
    yield "comparison: not kept there", kept
    many = comparison(Stage.SHOWN, differing=3000)
    yield "comparison: suspicious", compared(many, 12)
    yield "comparison: list attached", compared(replace(many, attached=True), 12)
    broken = replace(many, attached=True, reason=_WHY)
    yield "comparison: list not attached", compared(broken, 12)
    applying = comparison(Stage.APPLYING, differing=12, applied_by="U0ANNA", applied_at=cards.NOW)
    yield "comparison: being put right", compared(applying, 12, waiting=5, written=6)
    done = replace(applying, stage=Stage.DONE)
    yield "comparison: put right", compared(done, 12, written=12)
    yield "comparison: right by then", compared(done, 12)
    yield "comparison: one waits", compared(done, 12, waiting=1, written=11)
    night = replace(done, actor=None, applied_by=None)
    yield "comparison: by night", compared(night, 12, written=12)


def every() -> Iterator[tuple[str, Card]]:
    yield from comparisons()
    yield "oversold: usual", oversold()
    yield "oversold: over", oversold(20)
    yield "oversold: nobody known", OversoldCard(cards.store(2), "", "", 0, 1)
    yield "change: by somebody in Shopify", ChangeCard(IN_SHOPIFY, "changed the stock of CAP by +5")


def large(kind: str, words: str) -> Iterator[tuple[str, Card]]:
    yield f"oversold: {kind}", oversold(10**6, words, 10)
    yield f"oversold: {kind}, over", oversold(0, words, 10)
    for stage in Stage:
        run = comparison(stage, differing=10**6, applied_by="U0ANNA", applied_at=cards.NOW)
        yield f"comparison: {kind}, {stage}", compared(run, 12, words)
    night = replace(run, actor=None, applied_by=None)
    yield f"comparison: {kind}, by night", compared(night, 12, words)
