"""The command, the window and the file of an order's history, on a real socket."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.slack.world import ANNA, BEN, DEST, People, until
from tests.integration.handlers.asked import Asked
from tests.unit.bot import history_cards

pytestmark = pytest.mark.usefixtures("bot")


async def test_the_history_is_told_to_who_typed_it_alone(people: People, asked: Asked) -> None:
    await people.types("history dest #1001")
    told = await people.whispered("History of order")
    assert asked.asked_for("show_history.by_number") == ("dest", "1001")
    assert "Shipped 1 unit of order #2045" in str(told["blocks"])
    assert await people.sees(user=BEN) == []
    assert await files(people) == []


async def test_what_does_not_fit_comes_whole_as_a_private_file(
    people: People, asked: Asked
) -> None:
    asked.answers["show_history.by_number"] = history_cards.large("word")
    await people.types("history dest 1001")
    told = await people.whispered("History of order")
    assert "earlier" in str(told["blocks"])
    (file,) = await until(lambda: files(people))
    rows = (await people.http.get(file["url_private"])).content.decode("utf-8-sig").splitlines()
    assert len(rows) == 501
    assert await people.sees(user=BEN) == []


async def test_a_short_one_is_a_file_at_a_click(people: People, asked: Asked) -> None:
    await people.types("history dest 1001")
    told = await people.whispered("History of order")
    await people.clicks("Export as CSV", {"channel": DEST, "ts": told["ts"]}, told["blocks"])
    await people.whispered("in your direct messages")
    (file,) = await files(people)
    assert file["name"] == "history-dest-1001.csv"
    assert asked.asked_for("show_history") == (1,)


async def files(people: People, user: str = ANNA) -> list[Any]:
    """The files that the bot wrote to a person directly."""
    workspace = await people.get("workspace")
    own = [c["id"] for c in workspace["channels"] if c["is_im"] and c["user"] == user]
    found = []
    for channel in own:
        for message in await people.sees(channel, user):
            found += message.get("files", [])
    return found
