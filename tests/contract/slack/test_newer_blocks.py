"""A workspace that does not take Slack's newer blocks is told the same in older ones."""

from __future__ import annotations

import pytest

from bot.notifier import SlackNotifier
from core.domain.errors import Broken
from tests.contract.slack.world import DEST, People
from tests.unit.bot import cards, storm_cards

STORM = dict(storm_cards.every({}))["storm: begins"]


async def test_a_table_becomes_lines_where_it_is_refused(
    notifier: SlackNotifier, people: People
) -> None:
    await people.fault(
        service="slack", kind="error", error="invalid_blocks", operation="chat.postMessage", times=1
    )
    ts = await notifier.post(DEST, "storm:1", STORM)
    (told,) = await people.sees()
    kinds = [block["type"] for block in told["blocks"]]
    assert "table" not in kinds
    assert "|#1001> · Dest Boutique · 2" in str(told["blocks"])
    await people.fault(
        service="slack", kind="error", error="invalid_blocks", operation="chat.update", times=1
    )
    await notifier.edit(DEST, ts, STORM)
    (edited,) = await people.sees()
    assert [block["type"] for block in edited["blocks"]] == kinds
    # Where it is taken it stands there.
    await notifier.edit(DEST, ts, STORM)
    assert "table" in [block["type"] for block in (await people.sees())[0]["blocks"]]


async def test_what_is_refused_for_another_reason_stays_refused(
    notifier: SlackNotifier, people: People
) -> None:
    await people.fault(
        service="slack", kind="error", error="invalid_blocks", operation="chat.postMessage", times=1
    )
    with pytest.raises(Broken):
        await notifier.post(DEST, "order:1", cards.order())
