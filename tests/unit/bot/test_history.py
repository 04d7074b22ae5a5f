"""What a history says in Slack, and that the longest stays within Slack's limits."""

from __future__ import annotations

import pytest

from bot.blocks import history
from core.domain.history import EventKind
from core.domain.timeline import Timeline
from tests.unit.bot import history_cards
from tests.unit.bot.rules import problems, texts


def said(timeline: Timeline) -> str:
    return "\n".join(text for _, text in texts(history.build(timeline).blocks))


def test_it_is_told_oldest_first_by_day_with_who_and_in_both_stores_words() -> None:
    told = said(history_cards.usual())
    lines = told.splitlines()
    for words in (
        "Order #1001 was placed · Dest Boutique",
        "Queued 2 units to be pushed to North Supply · <@U0ANNA>",
        "Pushed 2 units to North Supply as order #2045 · SyncTec",
        "Shipped 1 unit of order #2045 as parcel #2045-F1 · North Supply",
        "Marked 1 unit of order #1001 as shipped: parcel #1001-F1 · SyncTec",
    ):
        (line,) = [line for line in lines if words in line]
        assert line.startswith("<!date^")
    assert told.index("was placed") < told.index("Queued") < told.index("Shipped")
    # Two days, each with a heading.
    assert sum(line.startswith("*<!date^") for line in lines) == 2
    assert "earlier" not in told


@pytest.mark.parametrize("apart", [0, 1, 60, 24 * 60])
@pytest.mark.parametrize("words", ["x", "word " * 50, "&<>" * 80])
def test_500_events_are_cut_to_the_newest_with_a_count(words: str, apart: int) -> None:
    timeline = history_cards.large(words, apart=apart)
    built, cut = history.build(timeline), history.hidden(timeline)
    assert problems(list(built.blocks), "message") == []
    assert problems(history.build_modal(timeline)["blocks"], "modal") == []
    whole = "\n".join(text for _, text in texts(built.blocks))
    assert sum(len(text) for _, text in texts(built.blocks)) < 12_000
    assert f"… {cut:,} earlier" in whole
    shown = whole.count("<!date^") - whole.count("*<!date^")
    assert (shown, cut) == (500 - cut, 500 - shown)
    assert shown >= 5


def test_nothing_typed_by_anybody_pings_or_links() -> None:
    told = said(history_cards.large("<!channel> <@U0BEN> <https://x|y>", 5))
    assert "<!channel>" not in told
    assert "<@U0BEN>" not in told
    assert "<https://x" not in told


def test_who_is_no_slack_user_is_not_mentioned() -> None:
    told = said(history_cards.of(history_cards.entry(EventKind.QUEUED, actor="command line")))
    assert "<@" not in told
    assert "· command line" in told


def test_a_reply_tells_what_is_new_and_where_the_rest_is() -> None:
    short = history.reply(history_cards.reply_of(history_cards.usual()))
    assert short.text == ("Order #1001: Marked 1 unit of order #1001 as shipped: parcel #1001-F1")
    (block,) = short.blocks
    assert block["text"]["text"].count("\n") == 5
    long = history.reply(history_cards.reply_of(history_cards.large("word")))
    assert "/synctec history dest word` shows all" in long.blocks[0]["text"]["text"]
