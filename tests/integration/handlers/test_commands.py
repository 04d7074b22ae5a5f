"""What people type, from the socket to the answer only they see."""

from decimal import Decimal

import pytest

from bot.notifier import SlackNotifier
from core.domain.cards import AnswerCard
from core.domain.errors import Rejected, Temporary
from core.domain.people import Actor
from core.domain.reasons import Reason
from tests.contract.slack.world import ANNA, BEN, GENERAL, People
from tests.integration.handlers.asked import Asked
from tests.unit.bot import explain_cards

WHO = Actor("T0SANDBOX", ANNA)
pytestmark = pytest.mark.usefixtures("bot")


async def test_push_with_everything_is_asked_for_and_answered_privately(
    people: People, asked: Asked
) -> None:
    assert (await people.types("Push DEST #1001 shipping 4,90"))["ok"]
    await people.whispered("Looking for order 1001")
    handle, number, fee, reply = asked.asked_for("push_by_number")
    assert (handle, number, fee) == ("dest", "1001", Decimal("4.90"))
    assert reply.user == ANNA
    assert reply.channel == "C0DEST"
    assert reply.response_url
    assert await people.sees(user=BEN) == []


async def test_a_result_takes_the_place_of_the_first_answer(
    people: People, asked: Asked, notifier: SlackNotifier
) -> None:
    await people.types("push dest 1001")
    await people.whispered("Looking for order 1001")
    reply = asked.asked_for("push_by_number")[3]
    for text in ("Pushing 2 items …", "Order #1001 was pushed."):
        await notifier.answer(reply, AnswerCard(text, good=True))
        (told,) = await people.sees()
        assert text in told["text"]


async def test_push_alone_opens_the_window_with_the_stores(people: People, asked: Asked) -> None:
    await people.types("push dest")
    window = await people.window("Manual Order Push")
    assert window["view"]["submit"]["text"] == "Push Order"
    assert asked.asked_for("push_form") == (WHO, "dest")


async def test_the_window_remembers_a_number_and_a_fee_typed_before(people: People) -> None:
    await people.types("push #1001 shipping 4.90")
    window = await people.window("Manual Order Push")
    assert '"initial_value": "1001"' in str(window["view"]).replace("'", '"')
    assert "4.90" in str(window["view"])


async def test_retry_one_and_all(people: People, asked: Asked) -> None:
    await people.types("retry dest EN-1001")
    await people.whispered("Retrying 1 push")
    assert asked.asked_for("retry_by_number")[:2] == ("dest", "EN-1001")
    await people.types("RETRY ALL")
    await people.whispered("Retrying 12 pushes")


async def test_unfulfilled_shows_the_list_to_one_person(people: People, asked: Asked) -> None:
    await people.types("unfulfilled dest")
    window = await people.window("Unfulfilled orders")
    assert "2 orders, oldest first" in str(window["view"]["blocks"])
    assert asked.asked_for("lists.unfulfilled.by_name") == (WHO, "dest")


async def test_digest_now_is_for_the_channel_it_was_typed_in(people: People, asked: Asked) -> None:
    await people.types("digest now")
    await people.whispered("The digest is on its way")
    assert asked.asked_for("lists.digest_now")[0] == "C0DEST"


async def test_help_is_for_everybody_even_who_may_not_act(people: People, asked: Asked) -> None:
    asked.allowed = False
    await people.types("help", channel=GENERAL)
    helped = await people.whispered("support@example.com", channel=GENERAL)
    assert "/synctec push dest 1001" in str(helped["blocks"])


async def test_what_is_not_understood_points_at_the_word(people: People) -> None:
    await people.types("pusch dest 1001")
    told = await people.whispered("Did you mean")
    assert "`pusch`" in str(told["blocks"])
    assert "/synctec push dest 1001" in str(told["blocks"])


@pytest.mark.parametrize(
    "words", ["push dest 1001", "push", "retry all", "unfulfilled", "digest now"]
)
async def test_who_may_not_act_is_told_privately_and_nothing_is_asked(
    people: People, asked: Asked, words: str
) -> None:
    asked.allowed = False
    await people.types(words)
    told = await people.whispered("You may not use SyncTec")
    assert "Ask <@U0BEN>" in str(told["blocks"])
    assert asked.calls == []


async def test_an_unknown_store_answers_with_what_is_known(people: People, asked: Asked) -> None:
    asked.answers["push_by_number"] = Rejected(
        Reason("store_unknown", "There is no store “dst”.", "Known stores: dest, north.")
    )
    await people.types("push dst 1001")
    told = await people.whispered("There is no store")
    assert "Known stores: dest, north." in str(told["blocks"])
    assert "Reference" not in str(told["blocks"])


async def test_a_fault_of_ours_is_told_plainly_with_a_reference_and_no_details(
    people: People, asked: Asked, capsys: pytest.CaptureFixture[str]
) -> None:
    asked.answers["retry_all"] = RuntimeError("secret detail")
    await people.types("retry all")
    told = await people.whispered("Something went wrong inside SyncTec")
    assert "secret detail" not in str(told)
    reference = told["blocks"][1]["elements"][0]["text"].split("`")[1]
    assert reference in capsys.readouterr().out


async def test_a_passing_fault_says_that_nothing_was_changed(people: People, asked: Asked) -> None:
    reason = Reason("database_away", "The database does not answer.", "Nothing to do.")
    asked.answers["retry_all"] = Temporary(reason)
    await people.types("retry all")
    await people.whispered("Nothing was changed")


async def test_an_explanation_takes_the_place_of_the_first_answer(
    people: People, asked: Asked, notifier: SlackNotifier
) -> None:
    await people.types("explain dest #1001")
    await people.whispered("Looking at order 1001")
    handle, number, reply = asked.asked_for("explain_by_number")
    assert (handle, number, reply.user) == ("dest", "1001", ANNA)
    await notifier.answer(reply, explain_cards.usual())
    (told,) = await people.sees()
    assert "2 items would go, 2 items would stay" in str(told["blocks"])
    assert await people.sees(user=BEN) == []
