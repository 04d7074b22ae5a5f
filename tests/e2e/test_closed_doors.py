"""A channel that is closed to the bot: nothing that belongs there is lost, nothing else waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from scripts.people import ANNA, DEST, NORTH, People


@contextmanager
def closed(people: People, channel: str) -> Iterator[None]:
    """The bot is not in the channel for the length of the block."""
    workspace = people.get("/control/slack/workspace")
    members = next(one["members"] for one in workspace["channels"] if one["id"] == channel)
    without = [member for member in members if member != workspace["bot"]["user_id"]]
    _members(people, channel, without)
    try:
        yield
    finally:
        _members(people, channel, members)


def test_an_alert_waits_until_the_bot_is_invited(people: People) -> None:
    with closed(people, DEST):
        before = people.get("/control/exchanges")[-1]["n"]
        order = people.order(("TEE-BLK-M", 1))

        def tried() -> bool | None:
            calls = people.get("/control/exchanges", since=str(before))
            return any(call["operation"] == "chat.postMessage" for call in calls) or None

        people.until("a try to post the alert", tried)
    people.message(DEST, order["name"], "Push to North Supply")


def test_a_closed_channel_keeps_no_message_from_another_one(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    alert = people.message(DEST, order["name"], "Push to North Supply")
    with closed(people, DEST):
        people.command(f"push dest {order['name']}", channel=NORTH)
        people.message(NORTH, "New order received", order["name"])
    people.message(DEST, order["name"], "Pushed to North Supply as", user=ANNA)
    assert people.message(DEST, order["name"], "Pushed to North Supply as")["ts"] == alert["ts"]


def _members(people: People, channel: str, members: list[str]) -> None:
    answer = people.http.patch(f"/control/slack/channels/{channel}", json={"members": members})
    assert answer.status_code == 200, answer.text
