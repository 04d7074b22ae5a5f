"""The notifier keeps the promises of its port, over the real wire."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import slack_client
from bot.notifier import SlackNotifier
from bot.pace import Pace
from core.db.engine import create_engine
from core.db.lanes import SqlLanes
from core.domain.cards import AnswerCard
from core.domain.errors import Broken, NotFound, NotYet, Rejected, Temporary, Throttled
from core.domain.pushes import PushState
from core.domain.work import Reply
from tests.contract.slack.world import ANNA, BEN, DEST, GENERAL, People
from tests.unit.bot import cards

WAITING = cards.order()
PUSHED = cards.order(cards.push_card(PushState.PUSHED))


async def test_a_message_is_posted_with_its_facts_buttons_and_key(
    notifier: SlackNotifier, people: People
) -> None:
    ts = await notifier.post(DEST, "order:7", WAITING)
    (message,) = await people.sees()
    assert message["ts"] == ts
    assert "#1001" in message["text"]
    labels = [button["text"]["text"] for button in message["blocks"][4]["elements"]]
    assert labels == ["Push to North Supply", "View order", "Why not?"]
    assert await people.warnings() == []


async def test_an_edit_keeps_the_facts_and_takes_the_spent_button(
    notifier: SlackNotifier, people: People
) -> None:
    ts = await notifier.post(DEST, "order:7", WAITING)
    await notifier.edit(DEST, ts, PUSHED)
    (message,) = await people.sees()
    assert "Pushed to North Supply as" in str(message["blocks"])
    assert "Push to North Supply" not in str(message["blocks"])
    assert "Blue mug" in str(message["blocks"])


async def test_a_message_is_found_by_its_key_after_posting_and_after_editing(
    notifier: SlackNotifier,
) -> None:
    await notifier.post(DEST, "order:6", WAITING)
    ts = await notifier.post(DEST, "order:7", WAITING)
    assert await notifier.find(DEST, "order:7") == ts
    await notifier.edit(DEST, ts, PUSHED)
    assert await notifier.find(DEST, "order:7") == ts
    assert await notifier.find(DEST, "order:8") is None
    again = await notifier.post(DEST, "order:7", WAITING)
    assert await notifier.find_every(DEST, "order:7") == [again, ts]


async def test_what_a_person_writes_is_never_found(notifier: SlackNotifier, people: People) -> None:
    await people.post("message", user=ANNA, channel=DEST, text="order:7")
    assert await notifier.find(DEST, "order:7") is None


async def test_a_post_whose_answer_is_lost_is_temporary_posted_once_and_found(
    notifier: SlackNotifier, people: People
) -> None:
    await people.fault("drop_answer", operation="chat.postMessage")
    with pytest.raises(Temporary):
        await notifier.post(DEST, "order:7", WAITING)
    (message,) = await people.sees()
    assert await notifier.find(DEST, "order:7") == message["ts"]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "status", "status": 503}, Temporary),
        ({"kind": "drop_request"}, Temporary),
        ({"kind": "error", "error": "internal_error"}, Temporary),
        ({"kind": "error", "error": "is_archived"}, Rejected),
        ({"kind": "error", "error": "invalid_auth"}, Rejected),
        ({"kind": "error", "error": "invalid_blocks"}, Broken),
        ({"kind": "error", "error": "a_code_of_tomorrow"}, Broken),
    ],
)
async def test_slacks_faults_become_ours(
    notifier: SlackNotifier, people: People, fault: dict[str, Any], error: type[Exception]
) -> None:
    await people.fault(operation="chat.postMessage", **fault)
    with pytest.raises(error):
        await notifier.post(DEST, "order:7", WAITING)


async def test_a_rate_limit_carries_slacks_own_wait(
    notifier: SlackNotifier, people: People
) -> None:
    await people.fault("rate_limited", operation="chat.postMessage", seconds=7)
    with pytest.raises(Temporary) as caught:
        await notifier.post(DEST, "order:7", WAITING)
    assert caught.value.retry_after == timedelta(seconds=7)


@pytest.mark.parametrize("channel", ["C0NOWHERE", GENERAL])
async def test_a_closed_channel_is_a_refusal_that_says_what_to_do(
    notifier: SlackNotifier, channel: str
) -> None:
    with pytest.raises(Rejected) as caught:
        await notifier.post(channel, "order:7", WAITING)
    assert "/invite" in caught.value.reason.remedy


async def test_editing_a_deleted_message_says_so(
    notifier: SlackNotifier, client: AsyncWebClient
) -> None:
    ts = await notifier.post(DEST, "order:7", WAITING)
    await client.chat_delete(channel=DEST, ts=ts)
    with pytest.raises(NotFound):
        await notifier.edit(DEST, ts, PUSHED)


async def test_no_slack_at_all_is_temporary(notifier: SlackNotifier) -> None:
    nobody = SlackNotifier(slack_client("xoxb-none", "http://127.0.0.1:9/api/"), notifier.pace)
    with pytest.raises(Temporary):
        await nobody.post(DEST, "order:7", WAITING)


async def test_a_burst_into_one_channel_stays_within_slacks_rate(
    notifier: SlackNotifier, people: People
) -> None:
    # The local Slack answers 429 beyond three at once and one a second after.
    for number in range(4):
        await notifier.turn(DEST)
        await notifier.post(DEST, f"order:{number}", WAITING)
    assert len(await people.sees()) == 4


async def test_an_answer_is_for_one_person_alone(notifier: SlackNotifier, people: People) -> None:
    await notifier.answer(Reply(ANNA, DEST), AnswerCard("Already being pushed by <@U0BEN>."))
    (message,) = await people.sees(user=ANNA)
    assert message["ephemeral"] is True
    assert "<@U0BEN>" in str(message["blocks"])
    assert await people.sees(user=BEN) == []


@pytest.mark.parametrize("reply", [Reply(ANNA, GENERAL), Reply(ANNA), Reply(ANNA, "C0NOWHERE")])
async def test_where_the_channel_is_closed_the_answer_comes_directly(
    notifier: SlackNotifier, people: People, reply: Reply
) -> None:
    await notifier.answer(reply, cards.answer())
    workspace = await people.get("workspace")
    direct = [c["id"] for c in workspace["channels"] if c["is_im"] and c.get("user") == ANNA]
    said = [str(await people.sees(channel)) for channel in direct]
    assert "Done." in "".join(said)


async def test_a_response_url_that_has_ended_falls_back_to_the_channel(
    notifier: SlackNotifier, people: People, slack_address: str
) -> None:
    ended = f"{slack_address}/slack/response/T0SANDBOX/0/ended"
    await notifier.answer(Reply(ANNA, DEST, ended), cards.answer())
    (message,) = await people.sees()
    assert message["ephemeral"] is True


def test_the_fingerprint_changes_exactly_with_what_is_shown(notifier: SlackNotifier) -> None:
    seen = notifier.fingerprint(WAITING)
    push = WAITING.pushes[0]
    unseen = replace(push, push=replace(push.push, changed_at=cards.NOW + timedelta(days=1)))
    assert notifier.fingerprint(replace(WAITING, pushes=(unseen,))) == seen
    assert notifier.fingerprint(PUSHED) != seen


async def test_a_file_goes_into_the_thread_once(notifier: SlackNotifier, people: People) -> None:
    ts = await notifier.post(DEST, "match:1", WAITING)
    await people.fault("drop_answer", operation="files.completeUploadExternal")
    with pytest.raises(Temporary):
        await notifier.attach(DEST, ts, "items-1.csv", "Items", b"a,b")
    await notifier.attach(DEST, ts, "items-1.csv", "Items", b"a,b")
    await notifier.attach(DEST, ts, "items-2.csv", "Items", "ü".encode())
    thread = await people.get(f"channels/{DEST}/threads/{ts}")
    files = [file for message in thread for file in message.get("files", [])]
    assert [file["name"] for file in files] == ["items-1.csv", "items-2.csv"]
    assert (await people.http.get(files[1]["url_private"])).content == "ü".encode()
    assert len(await people.sees()) == 1


async def test_a_file_that_may_not_be_attached_is_refused_in_plain_words(
    notifier: SlackNotifier, people: People
) -> None:
    ts = await notifier.post(DEST, "match:1", WAITING)
    await people.fault("error", operation="files.getUploadURLExternal", error="missing_scope")
    with pytest.raises(Rejected) as refused:
        await notifier.attach(DEST, ts, "items-1.csv", "Items", b"a,b")
    assert "manifest.yml" in refused.value.reason.remedy


async def test_a_reply_is_found_in_its_thread_and_nowhere_else(
    notifier: SlackNotifier, people: People
) -> None:
    ts = await notifier.post(DEST, "order:7", WAITING)
    other = await notifier.post(DEST, "order:8", WAITING)
    card = AnswerCard("Shipped.", good=True)
    assert await notifier.find(DEST, "history:7:1", thread=ts) is None
    await people.fault("drop_answer", operation="chat.postMessage")
    with pytest.raises(Temporary):
        await notifier.post(DEST, "history:7:1", card, thread=ts)
    found = await notifier.find(DEST, "history:7:1", thread=ts)
    thread = await people.get(f"channels/{DEST}/threads/{ts}")
    assert [one["ts"] for one in thread] == [ts, found]
    assert await notifier.find(DEST, "history:7:1", thread=other) is None
    assert await notifier.find(DEST, "history:7:1") is None
    assert len(await people.sees()) == 2


async def test_a_thread_that_is_gone_is_not_found(
    notifier: SlackNotifier, client: AsyncWebClient
) -> None:
    ts = await notifier.post(DEST, "order:7", WAITING)
    await client.chat_delete(channel=DEST, ts=ts)
    with pytest.raises(NotFound):
        await notifier.post(DEST, "history:7:1", AnswerCard("Shipped."), thread=ts)
    with pytest.raises(NotFound):
        await notifier.find(DEST, "history:7:1", thread=ts)


async def test_two_processes_stay_within_slacks_rates_together(
    notifier: SlackNotifier, client: AsyncWebClient, people: People, database_url: str
) -> None:
    engine = create_engine(database_url)
    other = SlackNotifier(client, Pace(SqlLanes(engine)))

    async def told(number: int) -> None:
        one = (notifier, other)[number % 2]
        await one.turn(DEST)
        ts = await one.post(DEST, f"order:{number}", WAITING)
        await one.edit(DEST, ts, PUSHED)

    await asyncio.gather(*(told(number) for number in range(4)))
    assert len(await people.sees()) == 4
    await engine.dispose()


async def test_a_rate_limit_of_one_is_kept_by_the_other(
    notifier: SlackNotifier, client: AsyncWebClient, people: People, database_url: str
) -> None:
    engine = create_engine(database_url)
    other = SlackNotifier(client, Pace(SqlLanes(engine)))
    await people.fault("rate_limited", operation="chat.postMessage", seconds=30)
    with pytest.raises(Throttled):
        await notifier.post(DEST, "order:7", WAITING)
    with pytest.raises(NotYet) as later:
        await other.turn(DEST)
    assert later.value.retry_after is not None
    assert later.value.retry_after > timedelta(seconds=20)
    # A person's answer does not wait for a channel's messages.
    await other.answer(Reply(ANNA, DEST), cards.answer())
    await engine.dispose()
