"""Clicks on real messages, windows and the Home tab, from the socket to what the person sees."""

from decimal import Decimal
from typing import Any

import pytest

from bot.notifier import SlackNotifier
from core.domain.cards import (
    AnswerCard,
    QuestionCard,
)
from core.domain.errors import NotFound
from core.domain.messages import Card
from core.domain.order_list import OrderPlace
from core.domain.people import Actor
from core.domain.pushes import PushState
from core.domain.reasons import Reason
from tests.contract.slack.world import ANNA, BEN, DEST, People, until
from tests.integration.handlers.asked import Asked
from tests.unit.bot import cards

pytestmark = pytest.mark.usefixtures("bot")
Json = dict[str, Any]
WHO = Actor("T0SANDBOX", ANNA)


async def click(
    people: People, notifier: SlackNotifier, card: Card, label: str, user: str = ANNA
) -> Json:
    """Post the card, click the button of this label."""
    ts = await notifier.post(DEST, "k", card)
    (message,) = [m for m in await people.sees() if m["ts"] == ts]
    container = {"channel": DEST, "ts": ts}
    answer = await people.clicks(label, container, message["blocks"], user)
    assert answer["ok"], answer
    return message


async def test_push_is_asked_for_once_and_success_is_left_to_the_alert(
    people: People, notifier: SlackNotifier, asked: Asked
) -> None:
    await click(people, notifier, cards.order(), "Push to North Supply")
    assert asked.asked_for("request_push") == (1, Actor("T0SANDBOX", ANNA))
    assert not [m for m in await people.sees() if m.get("ephemeral")]


async def test_who_clicks_second_is_told_privately_who_was_first(
    people: People, notifier: SlackNotifier, asked: Asked
) -> None:
    asked.answers["request_push"] = AnswerCard("Already being pushed by <@U0ANNA>.")
    await click(people, notifier, cards.order(), "Push to North Supply", BEN)
    await people.whispered("Already being pushed by <@U0ANNA>", BEN)
    assert not [m for m in await people.sees(user=ANNA) if m.get("ephemeral")]


async def test_who_may_not_act_is_refused_at_the_click(
    people: People, notifier: SlackNotifier, asked: Asked
) -> None:
    asked.allowed = False
    await click(people, notifier, cards.order(), "Push to North Supply")
    await people.whispered("You may not use SyncTec")
    assert asked.calls == []


async def test_view_order_opens_at_once_and_pushes_with_a_fee(
    people: People, notifier: SlackNotifier, asked: Asked
) -> None:
    await click(people, notifier, cards.order(), "View order")
    window = await people.window("Order #1001")
    assert asked.asked_for("show_order") == (7,)
    state = {"synctec_which_push": "1", "synctec_shipping_fee": "much"}
    refused = await people.submits(window["id"], **state)
    assert refused["errors"] == {
        "synctec_shipping_fee": "A shipping fee is an amount such as 4.90."
    }
    assert (await people.submits(window["id"], **{**state, "synctec_shipping_fee": "4.90"}))["ok"]
    await people.whispered("Pushing to North Supply")
    assert asked.asked_for("request_push")[::2] == (1, Decimal("4.90"))
    assert await people.get("views", user=ANNA) == []


async def test_a_refusal_is_shown_in_the_window_that_is_open(
    people: People, notifier: SlackNotifier, asked: Asked
) -> None:
    gone = Reason("order_not_kept", "SyncTec does not keep this order.", "Look in Shopify.")
    asked.answers["show_order"] = NotFound(gone)
    await click(people, notifier, cards.order(), "View order")
    window = await people.window("Order")
    assert "does not keep this order" in str(window["view"]["blocks"])


async def test_a_window_that_was_closed_meanwhile_is_no_error(
    people: People, notifier: SlackNotifier
) -> None:
    await people.fault("error", operation="views.update", error="not_found")
    await click(people, notifier, cards.order(), "View order")
    assert not [m for m in await people.sees() if m.get("ephemeral")]


async def test_why_not_names_the_line_and_the_remedy(
    people: People, notifier: SlackNotifier
) -> None:
    await click(people, notifier, cards.order(), "Why not?")
    window = await people.window("Why not?")
    assert "Give the variant a SKU" in str(window["view"]["blocks"])


async def test_view_error_shows_the_attempts_and_retries(
    people: People, notifier: SlackNotifier, asked: Asked
) -> None:
    await click(people, notifier, cards.failure(), "View error")
    window = await people.window("Push error")
    shown = str(window["view"]["blocks"])
    assert "stock_refused" in shown
    assert "Attempts so far" in shown
    assert window["view"]["submit"]["text"] == "Retry Push"
    assert (await people.submits(window["id"]))["ok"]
    await people.whispered("Pushing to North Supply")
    assert asked.asked_for("request_push")[0] == 1


async def test_retry_is_asked_for(people: People, notifier: SlackNotifier, asked: Asked) -> None:
    await click(people, notifier, cards.failure(), "Retry")
    assert asked.asked_for("request_push")[0] == 1


def question() -> QuestionCard:
    push = cards.push_card(PushState.UNKNOWN, asked=True, lookups=4, attempt=3)
    return QuestionCard(cards.order(push), push)


async def test_it_is_not_there_is_fenced_by_the_attempt(
    people: People, notifier: SlackNotifier, asked: Asked
) -> None:
    await click(people, notifier, question(), "It is not there, send again")
    assert asked.asked_for("send_again") == (1, 3, Actor("T0SANDBOX", ANNA))


async def test_it_is_there_asks_for_the_number(
    people: People, notifier: SlackNotifier, asked: Asked
) -> None:
    await click(people, notifier, question(), "It is there: #…")
    window = await people.window("It is there")
    assert (await people.submits(window["id"], synctec_number="#2045"))["ok"]
    await people.whispered("Looking for 2045")
    assert asked.asked_for("adopt")[:3] == (1, 3, "2045")


async def test_the_push_window_asks_for_the_order(people: People, asked: Asked) -> None:
    await people.types("push")
    window = await people.window("Manual Order Push")
    state = {"synctec_store": "s3", "synctec_number": " # ", "synctec_shipping_fee": ""}
    refused = await people.submits(window["id"], **state)
    assert "synctec_number" in refused["errors"]
    assert (await people.submits(window["id"], **{**state, "synctec_number": "#1001"}))["ok"]
    await people.whispered("Looking for order 1001")
    assert asked.asked_for("push_by_number")[:3] == ("s3", "1001", None)


async def test_the_home_tab_is_drawn_for_who_opens_it(people: People, asked: Asked) -> None:
    home = await opened(people)
    assert home["blocks"][0]["text"]["text"] == "Order Push"
    await people.clicks("Unfulfilled orders", {"home": True}, home["blocks"])
    window = await people.window("Unfulfilled orders")
    assert asked.asked_for("lists.unfulfilled") == (WHO, OrderPlace())
    await people.clicks("View order", {"view_id": window["id"]}, window["view"]["blocks"])
    await people.window("Order #1001")


async def test_retry_all_from_home_answers_in_a_window(people: People) -> None:
    home = await opened(people)
    await people.clicks("Retry all 1,000,000,000 failed", {"home": True}, home["blocks"])
    window = await people.window("Retry all")
    assert "Retrying 12 pushes" in str(window["view"]["blocks"])


async def test_the_home_tab_tells_who_may_not_act_what_to_do(people: People, asked: Asked) -> None:
    asked.allowed = False
    assert "Ask <@U0BEN>" in str((await opened(people))["blocks"])


async def opened(people: People) -> Json:
    """The Home tab as the bot publishes it once it is told of the opening."""
    await people.post("home", user=ANNA)

    async def published() -> Any:
        state = (await people.http.get("/control/state")).json()
        return state["homes"].get(ANNA)

    record: Json = await until(published)
    view: Json = record["view"]
    return view
