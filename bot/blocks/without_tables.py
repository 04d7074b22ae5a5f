"""The same message for a workspace that does not take Slack's newer blocks: tables and charts
become lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from bot import text as words
from bot.blocks.parts import MESSAGE_BLOCKS, SECTION, Block, Message, section

_TABLE, _CHART = "table", "data_visualization"
NEW = frozenset({_TABLE, _CHART})


def without_tables(message: Message) -> Message | None:
    """None where there is nothing to replace."""
    if not any(block["type"] in NEW for block in message.blocks):
        return None
    kept = tuple(_replaced(message.blocks))
    return Message(message.text, kept[:MESSAGE_BLOCKS])


def _replaced(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block["type"] == _TABLE:
            # The names of columns say nothing where there are none.
            lines = [" · ".join(map(_said, row)) for row in block["rows"][1:]]
            yield section(words.fit(lines, SECTION - 100, len(lines)))
        elif block["type"] == _CHART:
            yield section(words.fit(_bars(block), SECTION - 100, 20))
        else:
            yield block


def _bars(block: Block) -> Iterator[str]:
    yield f"*{words.escape(block['title'])}*"
    (series,) = block["chart"]["series"]
    points = series["data"]
    yield from words.bars([each["label"] for each in points], [each["value"] for each in points])


def _said(cell: dict[str, Any]) -> str:
    if cell["type"] == "raw_text":
        return words.escape(cell["text"])
    shown = cell["elements"][0]["elements"][0]
    if shown["type"] == "date":
        return words.date(datetime.fromtimestamp(shown["timestamp"], UTC))
    return words.link(shown["url"], shown["text"])
