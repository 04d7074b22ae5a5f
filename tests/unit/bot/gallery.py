"""Every message and view the bot can show, at its smallest, usual and largest, by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.blocks import (
    adopt_modal,
    answers,
    error_modal,
    home,
    loading,
    order_modal,
    push_modal,
    stock,
    why_modal,
)
from bot.blocks import (
    help as help_blocks,
)
from bot.blocks.parts import Message
from bot.forms import Memo
from bot.render import render
from core.domain.cards import (
    ChangeCard,
    QuestionCard,
    ReceivedCard,
)
from core.domain.messages import Card
from core.domain.pushes import PushState
from tests.unit.bot import (
    cards,
    decision_cards,
    digest_cards,
    explain_cards,
    history_cards,
    location_cards,
    match_cards,
    operation_cards,
    order_list_cards,
    people_cards,
    push_list_cards,
    settings_cards,
    status_cards,
    stock_cards,
    storm_cards,
)

MEMO = Memo("1", "C0DEST", "https://hooks.slack.com/actions/T0/1/" + "x" * 100).text()
_TYPED = {"hostile": cards.HOSTILE, "long": cards.LONG}


def shown_cards() -> Iterator[tuple[str, Card]]:
    yield "order: smallest", cards.smallest_order()
    yield from (*match_cards.matches(), *operation_cards.messages(), *stock_cards.every())
    yield from (*history_cards.replies(), *decision_cards.decisions(), *storm_cards.every(_TYPED))
    yield from (*digest_cards.every(_TYPED), *_states())
    yield "order: all qualify", cards.order(all_qualify=True)
    due = cards.push_card(due_at=cards.NOW + timedelta(minutes=2))
    yield "order: automatic", cards.order(due)
    two = (
        cards.push_card(),
        cards.push_card(number=2, source_id=3),
        cards.push_card(number=3, part=2),
    )
    yield "order: two sources, three pushes", cards.order(*two)
    asked = cards.push_card(
        PushState.UNKNOWN,
        asked=True,
        lookups=4,
        unknown_since=cards.NOW - timedelta(minutes=15),
    )
    yield "order: asked", cards.order(asked)
    yield "question: open", QuestionCard(cards.order(asked), asked)
    yield from _uneven_cards()
    pushed = cards.push_card(PushState.PUSHED)
    yield "received: usual", ReceivedCard(cards.order(pushed), pushed)
    yield "digest: empty", cards.late()
    yield "digest: usual", cards.late(3, 1)
    yield "digest: 5,000 orders", cards.late(20, 20, hidden=4980)
    yield "answer: good", cards.answer()
    yield "change: usual", ChangeCard("U0ANNA", "paused order push of Dest Boutique")
    for kind, words in _TYPED.items():
        yield from _large_cards(kind, words)
        yield from stock_cards.large(kind, words)


def _states() -> Iterator[tuple[str, Card]]:
    for state in PushState:
        push = cards.push_card(state)
        yield f"order: {state}", cards.order(push)
        yield f"failure: {state}", cards.failure(cards.order(push))
        yield f"question: {state}", QuestionCard(cards.order(push), push)


def _uneven_cards() -> Iterator[tuple[str, Card]]:
    """Orders of which something stays behind, or that ended before everything was shipped."""
    cancelled = replace(cards.order(), facts=cards.facts(cancelled_at=cards.NOW))
    yield "order: cancelled in Shopify", cancelled
    over = cards.facts(cancelled_at=cards.NOW, financial_status="REFUNDED")
    for state in (PushState.PUSHED, PushState.CANCELLED):
        ended = cards.mixed_order(state, facts=over)
        yield f"order: cancelled and refunded, {state}", ended
        yield f"received: cancelled and refunded, {state}", ReceivedCard(ended, ended.pushes[0])
    yield "order: something left behind", cards.mixed_order()
    left = cards.row(left_behind=cards.mixed_order().left_behind)
    yield "digest: something left behind", replace(cards.late(), unfulfilled=(left,))


def _large_cards(kind: str, words: str) -> Iterator[tuple[str, Card]]:
    for state in PushState:
        whole = cards.largest_order(words, state)
        yield f"order: {kind} {state}", whole
        yield f"failure: {kind} {state}", cards.failure(whole, 50, words)
        yield f"question: {kind} {state}", QuestionCard(whole, whole.pushes[0])
        yield f"received: {kind} {state}", ReceivedCard(whole, whole.pushes[0])
    yield f"digest: {kind}", cards.late(200, 200, words, hidden=10**6)
    yield f"answer: {kind}", cards.answer(words)
    yield from match_cards.large_matches(kind, words)
    yield from decision_cards.large_decisions(kind, words)
    yield from operation_cards.large_messages(kind, words)
    yield f"change: {kind}", ChangeCard("command line", words * 9)
    one = cards.answer(words)
    yield f"answers: {kind}", replace(one, at=cards.NOW, more=(one,) * 60)


def messages() -> Iterator[tuple[str, Message]]:
    for name, card in shown_cards():
        yield name, render(card)
    yield from explain_cards.messages()
    yield from people_cards.messages(_TYPED)
    yield from status_cards.messages(_TYPED)
    yield from history_cards.messages()
    yield from ((name, stock.build(card)) for name, card in stock_cards.shown_stock())
    yield "help", help_blocks.build("support@synctec.io")
    yield "pointer", help_blocks.pointer(None)
    for kind, words in _TYPED.items():
        yield f"help: {kind}", help_blocks.build(words)
        yield f"pointer: {kind}", help_blocks.pointer(words)
        problem = f"{help_blocks.code(words)} was not expected."
        yield f"misunderstood: {kind}", help_blocks.misunderstood(words, problem, "push")
        yield f"misunderstood verb: {kind}", help_blocks.misunderstood(words, problem, None)


def views() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "loading", loading.build("Order")
    yield "order: usual", order_modal.build(cards.order(), MEMO)
    yield "order: smallest", order_modal.build(cards.smallest_order(), MEMO)
    two = cards.order(cards.push_card(), cards.push_card(number=2, source_id=3))
    yield "order: two sources", order_modal.build(two, MEMO)
    yield "error: usual", error_modal.build(cards.failure(attempts=2), MEMO)
    yield "error: nothing tried", error_modal.build(cards.failure(attempts=0), MEMO)
    yield "why: usual", why_modal.build(cards.order())
    over = cards.mixed_order(facts=cards.facts(financial_status="REFUNDED"))
    yield "why: over", why_modal.build(over)
    yield "order: over", order_modal.build(over, MEMO)
    yield "why: nothing", why_modal.build(cards.order(all_qualify=True))
    yield "push: no store", push_modal.build(cards.form(), MEMO)
    yield (
        "push: one store",
        push_modal.build(
            replace(cards.form("x"), stores=(cards.store(),), chosen=None, number=""), MEMO
        ),
    )
    yield "adopt", adopt_modal.build(MEMO)
    yield from settings_cards.views(_TYPED)
    yield from _homes()
    yield from location_cards.views()
    yield from history_cards.views()
    yield from match_cards.views()
    yield from push_list_cards.views(MEMO, _TYPED)
    yield from order_list_cards.views(MEMO, _TYPED)
    yield from (*people_cards.views(_TYPED), *status_cards.views())
    yield from digest_cards.views(MEMO, _TYPED)
    for kind, words in _TYPED.items():
        yield from _large_views(kind, words)


def _homes() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "home: empty", home.build(cards.home())
    yield "home: usual", home.build(cards.busy_home())


def _large_views(kind: str, words: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for state in PushState:
        whole = cards.largest_order(words, state)
        yield f"order: {kind} {state}", order_modal.build(whole, MEMO)
        yield f"error: {kind} {state}", error_modal.build(cards.failure(whole, 50, words), MEMO)
    yield f"why: {kind}", why_modal.build(cards.largest_order(words))
    yield f"push: {kind}", push_modal.build(cards.form(words), MEMO)
    yield f"home: {kind}", home.build(cards.home(words))
    for name, card in operation_cards.homes(words):
        yield f"home: {kind}, {name}", home.build(card)
    yield f"answer: {kind}", answers.build_modal(cards.answer(words), words)
    yield from match_cards.large_views(kind, words)
    yield f"answer at home: {kind}", answers.build_home(cards.answer(words))
