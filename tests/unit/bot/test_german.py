"""The alert and the failed push in German; all of it within Slack's limits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from bot.render import render
from core.domain import reasons
from core.domain.messages import Card
from core.domain.money import Money
from core.domain.pushes import PushState
from core.domain.words import ENGLISH, speak
from core.words import language_of
from scripts.slack_text import lines_of
from tests.unit.bot import cards, gallery
from tests.unit.bot.rules import problems


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    speak(language_of("de"))
    yield
    speak(ENGLISH)


def shown(card: Card) -> str:
    message = render(card)
    return "\n".join([message.text, *lines_of(list(message.blocks))])


def test_a_new_order() -> None:
    facts = cards.facts(total=Money(Decimal("1234.50"), "USD"))
    text = shown(cards.order(facts=facts))
    assert "🛍️ Neue Bestellung" in text
    assert "1.234,50\u00a0$" in text
    assert "An North Supply übertragen" in text
    assert "Warum nicht?" in text


def test_a_failed_push() -> None:
    card = cards.push_card(PushState.FAILED, reason=reasons.item_paused("MUG", "North Supply"))
    text = shown(cards.failure(cards.order(card)))
    assert "❌ Übertragung fehlgeschlagen: #1001 → North Supply" in text
    assert "Der Artikel MUG ist mit North Supply pausiert." in text
    assert "Fehler ansehen" in text
    assert "Erneut versuchen" in text


def test_every_message_is_within_slacks_limits(subtests: pytest.Subtests) -> None:
    for name, message in gallery.messages():
        with subtests.test(name):
            assert problems(list(message.blocks), "message") == []
            assert 5 < len(message.text) <= 500


def test_every_view_is_within_slacks_limits(subtests: pytest.Subtests) -> None:
    for name, view in gallery.views():
        with subtests.test(name):
            assert problems(view["blocks"], view["type"]) == []
            for part in ("title", "close", "submit"):
                told = view.get(part, {"text": ""})["text"]
                assert len(told.encode("utf-16-le")) // 2 <= 24
                # Cut only where it holds somebody's own words.
                assert not told.endswith("…") or "hostile" in name or "long" in name
