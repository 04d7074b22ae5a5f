"""Explanations to render: an order that goes, one that stays, and the largest there can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from bot.blocks import explain
from bot.blocks.parts import Message
from core.domain import reasons
from core.domain.explanations import ExplainCard, ExplainedLine, ExplainedPush, Preview
from core.domain.money import Money
from core.domain.pushes import PushState
from core.domain.reasons import Reason
from tests.unit.bot import cards

FREE = Money(Decimal(0), "USD")
PREVIEW = Preview(
    Money(Decimal("48.00"), "USD"), "Free shipping", FREE, ("Dest Boutique", "#1001"), "Pushed."
)
SETTINGS = (("mode", "manual"), ("shipping", "free"))
MUG = ExplainedLine(2, "Blue mug · L", "MUG", "Studio")


def usual() -> ExplainCard:
    """Two sources, one of them pushed already, and two items that stay."""
    going = ExplainedPush("North", 2, PushState.WAITING, (MUG,), None, PREVIEW, SETTINGS)
    done = ExplainedPush("South", 1, PushState.PUSHED, (MUG,), "#3001")
    staying = (
        ExplainedLine(1, "Sticker", "PIN", "Studio", reasons.sku_ambiguous("PIN", "North", 2)),
        ExplainedLine(1, "Gift card", None, None, reasons.no_shipping("Gift card")),
    )
    return ExplainCard(
        store=cards.store(),
        name="#1001",
        number="1001",
        url="https://admin.shopify.com/store/dest/orders/1",
        refused_by=(),
        held_by=(),
        left_out=(),
        pushes=(going, done),
        staying=staying,
        sources=("North", "South"),
        store_settings=(("order push", "on"),),
    )


def nothing(**changes: object) -> ExplainCard:
    """An order of which nothing goes."""
    return replace(usual(), pushes=(), staying=(), **changes)  # type: ignore[arg-type]  # by name


def large(words: str) -> ExplainCard:
    """500 lines, each with a reason of its own, twelve sources, and every rule of the order."""
    stays = tuple(
        ExplainedLine(999_999, words, words, words, Reason(f"code_{n}", words, words))
        for n in range(500)
    )
    line = ExplainedLine(999_999, words, words, words)
    preview = replace(PREVIEW, shipping=words, tags=(words,) * 21, note=words * 8)
    settings = tuple((words[:40], words) for _ in range(20))
    states = [*PushState] * 2
    pushes = tuple(
        ExplainedPush(words, n, state, (line,) * 250, words, preview, settings, cards.NOW)
        for n, state in enumerate(states[:12], 1)
    )
    every = tuple(Reason(f"rule_{n}", words, words) for n in range(12))
    return ExplainCard(
        cards.store(name=words),
        words,
        words,
        "https://admin.shopify.com/store/dest/orders/1",
        every,
        every,
        every,
        pushes,
        stays,
        (words,) * 12,
        settings,
    )


def messages() -> Iterator[tuple[str, Message]]:
    yield "explain: usual", explain.build(usual())
    (going, _done) = usual().pushes
    due = replace(going, due_at=cards.NOW + timedelta(minutes=2), preview=None)
    yield "explain: automatic", explain.build(replace(usual(), pushes=(due,)))
    yield "explain: nothing", explain.build(nothing())
    yield "explain: not connected", explain.build(nothing(sources=()))
    held = replace(usual(), held_by=(reasons.UNPAID,), left_out=(reasons.tag_left_out("vip"),))
    yield "explain: held", explain.build(held)
    yield "explain: refused", explain.build(nothing(refused_by=(reasons.CANCELLED,)))
    for kind, words in (("hostile", cards.HOSTILE), ("long", cards.LONG)):
        yield f"explain: {kind}", explain.build(large(words))
