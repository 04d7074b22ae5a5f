"""What a person asks for is written down before Slack hears that it was taken; Slack waits 3 s."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

import pytest

from bot.notifier import SlackNotifier
from core.domain.cards import AnswerCard
from tests.contract.slack.world import ANNA, DEST, People, until
from tests.integration.handlers.asked import GOOD, Asked
from tests.unit.bot import cards

pytestmark = pytest.mark.usefixtures("bot")


class Slow(Asked):
    """Use cases on a database that takes this long."""

    seconds = 0.0

    async def request_push(self, *details: Any) -> AnswerCard:
        await asyncio.sleep(self.seconds)
        self.calls.append(("request_push", *details))
        return GOOD


@pytest.fixture
def asked() -> Slow:
    return Slow()


async def click(people: People, notifier: SlackNotifier) -> float:
    """How many seconds Slack waited for the acknowledgement of a click on Push."""
    ts = await notifier.post(DEST, "k", cards.order())
    (message,) = [m for m in await people.sees() if m["ts"] == ts]
    began = monotonic()
    container = {"channel": DEST, "ts": ts}
    answer = await people.clicks("Push to North Supply", container, message["blocks"], ANNA)
    assert answer["ok"], answer
    return monotonic() - began


async def test_a_click_is_acknowledged_when_it_was_written_down(
    people: People, notifier: SlackNotifier, asked: Slow
) -> None:
    asked.seconds = 0.5
    waited = await click(people, notifier)
    assert asked.asked_for("request_push")
    assert 0.5 <= waited < 1


async def test_a_database_that_takes_too_long_keeps_slack_waiting_for_two_seconds(
    people: People, notifier: SlackNotifier, asked: Slow
) -> None:
    asked.seconds = 4
    waited = await click(people, notifier)
    assert [call[0] for call in asked.calls] == ["authorise"]
    assert 2 <= waited < 2.9

    async def written() -> bool:
        return len(asked.calls) == 2

    await until(written)
