"""What the answer to explain says."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.blocks import explain
from core.domain import reasons
from core.domain.explanations import ExplainCard
from tests.unit.bot import explain_cards
from tests.unit.bot.rules import texts


def said(card: ExplainCard) -> str:
    return "\n".join(text for _, text in texts(explain.build(card).blocks))


def test_what_goes_where_and_how_is_told_with_what_stays() -> None:
    told = said(explain_cards.usual())
    for words in (
        "If it were pushed now: 2 items would go, 2 items would stay",
        "→ *North* (part 2): 2 items",
        "from Studio",
        "mode: manual · shipping: free",
        "Total $48.00, Free shipping $0.00",
        "Tags: Dest Boutique, #1001",
        "*South*: is there already as #3001",
        "SKU PIN belongs to 2 variants on North.\n*What to do:* Make the SKU unique",
        "`/synctec push dest 1001` pushes what would go",
    ):
        assert words in told


def test_a_held_order_says_so_first_and_offers_no_push() -> None:
    told = said(replace(explain_cards.usual(), held_by=(reasons.UNPAID,)))
    assert "⏸️ Held. Once it is not: 2 items would go" in told
    assert reasons.UNPAID.sentence in told
    assert "pushes what would go" not in told


def test_a_left_out_order_still_goes_when_a_person_pushes_it() -> None:
    told = said(replace(explain_cards.usual(), left_out=(reasons.tag_left_out("vip"),)))
    assert "✋" in told
    assert "a person's push goes past this" in told
    assert "pushes what would go" in told


def test_an_order_that_is_over_and_a_store_without_sources_say_what_they_are() -> None:
    over = said(explain_cards.nothing(refused_by=(reasons.CANCELLED,)))
    assert "⛔ Nothing of it is pushed any more" in over
    assert "connections add dest SOURCE" in said(explain_cards.nothing(sources=()))
    assert "Nothing goes to North, South." in said(explain_cards.nothing())


def test_500_lines_are_shortened_with_a_count() -> None:
    built = explain.build(explain_cards.large("word"))
    told = "\n".join(text for _, text in texts(built.blocks))
    assert len(built.blocks) <= 50
    assert "… and 480 more reasons" in told
    assert "… and 4 more pushes" in told
    assert "Nothing was changed by looking" in told
    assert len(json.dumps(built.blocks)) < 100_000
