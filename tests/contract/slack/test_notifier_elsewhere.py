"""The notifier where others wrote: below their links."""

from typing import Any

import pytest

from bot.notifier import SlackNotifier
from core.domain.errors import Temporary
from core.domain.pushes import PushState
from core.domain.unfurls import LinkPlace
from tests.contract.slack.world import ANNA, DEST, GENERAL, People
from tests.unit.bot import cards

WAITING = cards.order()
PUSHED = cards.order(cards.push_card(PushState.PUSHED))
LINK = "https://admin.shopify.com/store/dest/orders/1"
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "SyncTec"},
    "features": {"unfurl_domains": ["admin.shopify.com"]},
    "oauth_config": {"scopes": {"bot": ["chat:write", "links:read", "links:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["link_shared"]}},
}


async def written(people: People, channel: str = DEST) -> LinkPlace:
    await people.post("manifest", **MANIFEST)
    said = await people.post("message", user=ANNA, channel=channel, text=f"See {LINK}")
    return LinkPlace(channel, said["ts"])


async def test_an_order_is_shown_below_a_link_and_replaced(
    notifier: SlackNotifier, people: People
) -> None:
    place = await written(people)
    await notifier.unfurl(place, {LINK: WAITING})
    await notifier.unfurl(place, {LINK: PUSHED})
    (message,) = await people.sees()
    (below,) = message["attachments"]
    assert below["app_unfurl_url"] == LINK
    assert "Pushed to North Supply as" in str(below["blocks"])
    assert await people.warnings() == []


async def test_what_was_written_elsewhere_or_is_gone_is_no_error(
    notifier: SlackNotifier, people: People
) -> None:
    await written(people, GENERAL)
    await notifier.unfurl(LinkPlace(DEST, "1.2"), {LINK: WAITING})
    await notifier.unfurl(LinkPlace("C0NONE", "1.2"), {LINK: WAITING})
    await notifier.unfurl(LinkPlace("COMPOSER", "x", "x", "composer"), {LINK: WAITING})
    assert await people.sees() == []


async def test_a_link_that_slack_does_not_take_yet_is_temporary(
    notifier: SlackNotifier, people: People
) -> None:
    place = await written(people)
    await people.fault("error", error="cannot_unfurl_url", operation="chat.unfurl")
    with pytest.raises(Temporary):
        await notifier.unfurl(place, {LINK: WAITING})
