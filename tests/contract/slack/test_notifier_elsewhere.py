"""The notifier where others wrote, and in their workflows."""

from typing import Any

import pytest

from bot.notifier import SlackNotifier
from core.domain.errors import Broken, Temporary
from core.domain.pushes import PushState
from core.domain.unfurls import LinkPlace
from core.domain.workflow_steps import StepDone, StepFailed
from tests.contract.slack.world import ANNA, DEST, GENERAL, People
from tests.unit.bot import cards

WAITING = cards.order()
PUSHED = cards.order(cards.push_card(PushState.PUSHED))
LINK = "https://admin.shopify.com/store/dest/orders/1"
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "SyncTec"},
    "features": {"unfurl_domains": ["admin.shopify.com"]},
    "functions": {
        "push_order": {
            "title": "Push an order",
            "description": "Pushes it",
            "input_parameters": {},
            "output_parameters": {"result": {"type": "string", "is_required": True}},
        }
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "links:read", "links:write"]}},
    "settings": {
        "org_deploy_enabled": True,
        "function_runtime": "remote",
        "event_subscriptions": {"bot_events": ["link_shared", "function_executed"]},
    },
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


async def step(people: People) -> str:
    await people.post("manifest", **MANIFEST)
    return str((await people.post("steps", callback_id="push_order"))["id"])


async def test_a_step_ends_and_ends_again_without_an_error(
    notifier: SlackNotifier, people: People
) -> None:
    done, failed = await step(people), await step(people)
    await notifier.end_step(done, StepDone({"result": "Pushed."}))
    await notifier.end_step(done, StepFailed("Too late."))
    await notifier.end_step(failed, StepFailed("No such order."))
    await notifier.end_step("Fx0", StepDone({"result": "Nobody waits."}))
    shown = [await people.get(f"steps/{each}") for each in (done, failed)]
    assert [each["state"] for each in shown] == ["completed", "failed"]
    assert shown[0]["outputs"] == {"result": "Pushed."}
    assert shown[1]["error"] == "No such order."


async def test_a_step_that_slack_does_not_end_now_is_temporary(
    notifier: SlackNotifier, people: People
) -> None:
    waiting = await step(people)
    await people.fault("status", status=503, operation="functions.completeSuccess")
    with pytest.raises(Temporary):
        await notifier.end_step(waiting, StepDone({"result": "Pushed."}))
    with pytest.raises(Broken):
        await notifier.end_step(waiting, StepDone({"other": "Pushed."}))
    assert (await people.get(f"steps/{waiting}"))["state"] == "running"
