"""What a card says in each state: the words people read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks import error_modal, order_modal, push_modal, why_modal
from bot.blocks.parts import Message
from bot.render import render
from core.domain.cards import AnswerCard, Card, OrderCard, QuestionCard, ReceivedCard
from core.domain.push_settings import Mode
from core.domain.pushes import PushState
from core.domain.reasons import UNPAID
from tests.unit.bot import cards
from tests.unit.bot.rules import texts


def said(card: Card | dict[str, Any]) -> str:
    node = card["blocks"] if isinstance(card, dict) else render(card).blocks
    return "\n".join(text for _, text in texts(node))


def labels(card: Card) -> list[str]:
    message: Message = render(card)
    return [
        part["text"]["text"]
        for block in message.blocks
        for part in [*block.get("elements", []), block.get("accessory") or {}]
        if part.get("type") == "button"
    ]


def in_state(state: PushState, **changes: Any) -> OrderCard:
    return cards.order(cards.push_card(state, **changes), all_qualify=True)


DUE = cards.NOW + timedelta(minutes=2)


@pytest.mark.parametrize(
    ("card", "sentence", "buttons"),
    [
        (in_state(PushState.WAITING), "Waiting for a push", ["Push to North Supply", "View order"]),
        (
            in_state(PushState.WAITING, due_at=DUE),
            "Pushes by itself at",
            ["Push to North Supply", "View order"],
        ),
        (in_state(PushState.HELD), "Held", ["View order"]),
        (in_state(PushState.QUEUED), "Queued by <@U0ANNA>", ["View order"]),
        (in_state(PushState.QUEUED, actor=None), "Queued", ["View order"]),
        (in_state(PushState.SENDING), "Sending by <@U0ANNA> …", ["View order"]),
        (in_state(PushState.UNKNOWN), "looking it up", ["View order"]),
        (in_state(PushState.UNKNOWN, asked=True), "your decision", ["View order"]),
        (in_state(PushState.FAILED), "does not have enough stock", ["Retry", "View order"]),
        (in_state(PushState.CANCELLED), "Cancelled", ["View order"]),
        (in_state(PushState.SKIPPED), "Nothing of this order is pushed", ["View order"]),
    ],
)
def test_an_alert_tells_its_state_and_offers_what_can_be_done(
    card: OrderCard, sentence: str, buttons: list[str]
) -> None:
    assert sentence in said(card)
    assert labels(card) == buttons
    for fact in ("#1001", "Dest Boutique", "Blue mug", "$48.00", "Berlin, DE"):
        assert fact in said(card)


def test_a_pushed_order_names_its_source_order_and_who_pushed_it() -> None:
    card = in_state(PushState.PUSHED)
    url = "https://admin.shopify.com/store/north/orders/5"
    assert f"*Pushed to North Supply as <{url}|#2045>* by <@U0ANNA>" in said(card)


def test_an_order_of_two_sources_has_a_button_each_and_names_parts() -> None:
    card = cards.order(
        cards.push_card(),
        cards.push_card(number=2, source_id=3),
        cards.push_card(number=3, part=2),
    )
    assert labels(card) == [
        "Push to North Supply",
        "Push to South Goods",
        "Push to North Supply (part 2)",
        "View order",
        "Why not?",
    ]


def test_each_item_says_where_it_ships_from_or_why_not() -> None:
    shown = said(cards.order())
    assert "North Supply" in shown
    assert "no SKU" in shown


def test_a_cancelled_order_offers_no_push() -> None:
    card = replace(in_state(PushState.WAITING), facts=cards.facts(cancelled_at=cards.NOW))
    assert labels(card) == ["View order"]
    assert "The order was cancelled" in said(card)
    assert "submit" not in order_modal.build(card, "")


def test_a_failure_is_open_while_failed_and_closed_by_success() -> None:
    assert labels(cards.failure()) == ["View error", "Retry"]
    assert "Push failed: #1001 → North Supply" in said(cards.failure())
    solved = cards.failure(in_state(PushState.PUSHED))
    assert labels(solved) == []
    assert "Solved" in said(solved)
    assert "as <https" in said(solved)
    assert "It had failed" in said(solved)


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (PushState.HELD, "On hold"),
        (PushState.SKIPPED, "nothing of #1001 is left"),
        (PushState.CANCELLED, "was cancelled"),
        (PushState.WAITING, "Waiting for a push"),
        (PushState.QUEUED, "Under way again"),
    ],
)
def test_a_failure_that_went_another_way_says_which(state: PushState, title: str) -> None:
    moved = cards.failure(in_state(state, reason=UNPAID))
    assert title in said(moved)
    # Why it stands there now is not why it had failed.
    assert f"It had failed: {UNPAID.sentence}" not in said(moved)


def test_automatic_mode_is_said_before_the_push_and_after() -> None:
    for state, due in ((PushState.WAITING, cards.NOW), (PushState.PUSHED, None)):
        card = replace(in_state(state, due_at=due), mode=Mode.AUTOMATIC)
        assert "Automatic mode" in said(card)
    assert "Automatic mode" not in said(in_state(PushState.PUSHED))


def test_the_question_is_asked_in_numbers_and_closed_by_any_answer() -> None:
    push = cards.push_card(
        PushState.UNKNOWN,
        asked=True,
        lookups=4,
        unknown_since=cards.NOW - timedelta(minutes=15),
    )
    question = QuestionCard(cards.order(push), push)
    assert "We asked North Supply to create this order and heard nothing." in said(question)
    assert "Not found after 4 look-ups over 15 minutes." in said(question)
    assert labels(question) == ["It is not there, send again", "It is there: #…"]
    answered = cards.push_card(PushState.PUSHED)
    closed = QuestionCard(cards.order(answered), answered)
    assert labels(closed) == []
    assert "Pushed to North Supply as" in said(closed)


def test_the_source_is_told_of_a_new_order_without_pinging_anybody() -> None:
    push = cards.push_card(PushState.PUSHED)
    shown = said(ReceivedCard(cards.order(push), push))
    assert "New order received" in shown
    assert "#2045" in shown
    assert "Dest Boutique, order #1001" in shown
    assert "<@" not in shown


def test_nothing_late_is_said_too() -> None:
    assert "Nothing is late" in said(cards.late())


def test_a_digest_shows_ages_and_counts_what_did_not_fit() -> None:
    shown = said(cards.late(30, 1, hidden=4970))
    assert "*29 d* old" not in shown
    assert "*5 d* old" in shown
    assert "… and 4,975 more" in shown


def test_a_row_tells_each_source_by_itself() -> None:
    one, two = PushState.PUSHED, PushState.WAITING
    mixed = cards.row(states=(one, two), sources=("North Supply", "South Goods"))
    shown = said(replace(cards.late(), unfulfilled=(mixed, cards.row(2), cards.row(3, states=()))))
    assert "✅ North Supply: pushed as #2045  ·  🟡 South Goods: waiting" in shown
    assert "✅ Pushed to North Supply as #2045" in shown


def test_view_error_explains_and_offers_retry_push() -> None:
    view = error_modal.build(cards.failure(attempts=2), "")
    for words in ("`stock_refused`", "What it means", "What to do", "*2.*", "by SyncTec"):
        assert words in said(view)
    assert view["submit"]["text"] == "Retry Push"
    assert "submit" not in error_modal.build(cards.failure(in_state(PushState.PUSHED)), "")


def test_why_not_gives_each_cause_once_with_its_remedy() -> None:
    assert "Give the variant a SKU" in said(why_modal.build(cards.order()))


def test_the_push_window_chooses_the_store_that_was_named_or_the_only_one() -> None:
    form = cards.form("Dest Boutique")
    chosen = push_modal.build(form, "")["blocks"][0]["element"]["initial_option"]
    assert chosen["value"] == "s3"
    only = push_modal.build(replace(form, stores=(cards.store(),), chosen=None), "")
    assert only["blocks"][0]["element"]["initial_option"]["value"] == "dest"


@pytest.mark.parametrize(
    ("card", "sign"),
    [
        (AnswerCard("Done.", good=True), "✅ Done."),
        (AnswerCard("Looking …", good=True), "⏳ Looking …"),
        (AnswerCard("No.", "Do this."), "⚠️ No."),
    ],
)
def test_an_answer_begins_with_how_it_went(card: AnswerCard, sign: str) -> None:
    assert render(card).text == sign
