"""What a card says in each state: the words people read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks import error_modal, home, order_modal, push_modal, why_modal
from bot.blocks.parts import Message
from bot.render import render
from core.domain.cards import (
    AnswerCard,
    OrderCard,
    ReceivedCard,
)
from core.domain.messages import Card
from core.domain.push_settings import Mode
from core.domain.pushes import PushState
from core.domain.reasons import NO_EMAIL, UNPAID, sku_missing
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
            "Pushes by itself {date_short_pretty} at",
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
    assert "🚫 Cancelled: order #1001" in said(card)
    assert "^Cancelled {date_short_pretty} at {time}|" in said(card)
    assert "submit" not in order_modal.build(card, "")


@pytest.mark.parametrize(
    ("status", "word"), [("REFUNDED", "↩️ Refunded"), ("VOIDED", "↩️ Payment voided")]
)
def test_an_order_whose_money_was_given_back_says_so(status: str, word: str) -> None:
    card = cards.mixed_order(PushState.CANCELLED, facts=cards.facts(financial_status=status))
    assert f"{word}: order #1001" in said(card)
    assert render(card).text.startswith(word)
    assert labels(card) == ["View order"]


def test_an_order_that_is_over_warns_of_no_item() -> None:
    over = cards.facts(cancelled_at=cards.NOW, financial_status="REFUNDED")
    card = cards.mixed_order(PushState.CANCELLED, facts=over)
    for shown in (said(card), said(order_modal.build(card, "")), said(why_modal.build(card))):
        assert "⚠️" not in shown
    assert "Logo Sticker" in said(card)
    assert ", refunded" in said(card)


def test_a_source_order_of_an_order_that_is_over_is_to_be_cancelled_too() -> None:
    over = cards.facts(cancelled_at=cards.NOW)
    card = cards.mixed_order(facts=over)
    assert "#2045> on North Supply too if it must not be shipped" in said(card)
    received = said(ReceivedCard(card, card.pushes[0]))
    assert "⚠️ Cancelled on Dest Boutique: #2045" in received
    assert "#2045> on North Supply too if it must not be shipped" in received
    shipped = replace(cards.made(), fulfillment_status="FULFILLED")
    gone = cards.order(cards.push_card(PushState.PUSHED, source_order=shipped), facts=over)
    assert "must not be shipped" not in said(gone)
    assert "New order received" in said(ReceivedCard(gone, gone.pushes[0]))


def test_a_pushed_order_shows_no_tick_while_something_must_ship_and_stays() -> None:
    card = cards.mixed_order()
    shown = said(card)
    assert "⚠️ 1 item left behind: order #1001 · Dest Boutique" in shown
    why = "SKU STICKER belongs to 2 variants on North Supply."
    assert f"⚠️ 2 of 3 items to ship pushed, 1 stays behind: {why}" in shown
    assert why in render(card).text
    assert "needs no shipping" in shown
    listed = cards.row(left_behind=card.left_behind)
    assert why in said(replace(cards.late(), unfulfilled=(listed,)))


def test_before_the_push_the_alert_says_what_will_stay_and_how_many_more_reasons() -> None:
    waiting = cards.mixed_order(PushState.WAITING)
    assert "🛍️ New order #1001" in said(waiting)
    assert "⚠️ 1 of 3 items to ship stays behind: SKU STICKER" in said(waiting)
    stays = replace(waiting.lines[1], line_gid="gid://l/9", reason=sku_missing("Pin"))
    more = replace(waiting, lines=(*waiting.lines, stays))
    assert "⚠️ 2 of 4 items to ship stay behind" in said(more)
    assert "(and 1 more reason)" in said(more)


def test_what_holds_an_order_is_said_once() -> None:
    held = cards.push_card(PushState.HELD, reason=UNPAID)
    card = cards.order(held, held_by=(UNPAID, NO_EMAIL), all_qualify=True)
    for shown in (said(card), said(order_modal.build(card, ""))):
        assert shown.count(UNPAID.sentence) == 1
        assert NO_EMAIL.sentence in shown


def test_app_home_shows_what_is_held_and_why() -> None:
    held = cards.row(pushes=(cards.push_card(PushState.HELD),), reason=UNPAID)
    shown = said(home.build(replace(cards.home(), held=(held,))))
    assert "Held orders" in shown
    assert f"|#1001> · Dest Boutique\n{UNPAID.sentence}" in shown
    assert "Held orders" not in said(home.build(cards.home()))


def test_a_list_warns_of_a_source_order_whose_order_is_over() -> None:
    over = replace(
        cards.late(), unfulfilled=(cards.row(facts=cards.facts(cancelled_at=cards.NOW)),)
    )
    assert "⚠️ Cancelled or refunded: cancel the source order too" in said(over)


def test_a_digest_counts_in_its_title() -> None:
    assert "Daily digest: 1 failed, 34 unfulfilled" in said(cards.late(30, 1, hidden=4))
    assert "Daily digest: 2 unfulfilled" in said(cards.late(2))


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
        card = replace(in_state(state, due_at=due, actor=None), mode=Mode.AUTOMATIC)
        assert "Automatic mode" in said(card)
    by_hand = replace(in_state(PushState.PUSHED, actor="U0ANNA"), mode=Mode.AUTOMATIC)
    assert "Automatic mode" not in said(by_hand)


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
    south = replace(cards.push_card(two), source=cards.store(3, name="South Goods"))
    mixed = cards.row(pushes=(cards.push_card(one), south))
    rows = (mixed, cards.row(2, pushes=(cards.push_card(one),)), cards.row(3, pushes=()))
    shown = said(replace(cards.late(), unfulfilled=rows))
    for told in ("✅ North Supply: pushed as <https", "|#2045>  ·  🟡 South Goods: waiting"):
        assert told in shown
    assert "✅ Pushed to North Supply as <https" in shown
    assert "Not pushed" in shown


def test_view_error_explains_and_offers_retry_push() -> None:
    view = error_modal.build(cards.failure(attempts=2), "")
    for words in ("What it means", "What to do", "Blue mug · L", "*2.*", "by SyncTec"):
        assert words in said(view)
    small = [text for block in view["blocks"][-1:] for _, text in texts(block)]
    assert small == ["Code `stock_refused`  ·  Reference `ab12cd34`"]
    assert view["submit"]["text"] == "Retry Push"
    assert "submit" not in error_modal.build(cards.failure(in_state(PushState.PUSHED)), "")


def test_why_not_gives_each_cause_once_with_its_remedy() -> None:
    shown = said(why_modal.build(cards.order()))
    assert "Give the variant a SKU" in shown
    assert "`/synctec push dest 1001` pushes what stayed behind" in shown
    assert "stayed behind" not in said(why_modal.build(cards.order(all_qualify=True)))


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
