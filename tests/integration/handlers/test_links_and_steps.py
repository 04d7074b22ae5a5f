"""Links that people write, and steps of their workflows, when all goes well and when not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

import handlers
from bot.app import build_app, http_handler
from core.domain.errors import Rejected, Temporary
from core.domain.people import Actor
from core.domain.reasons import Reason
from tests.contract.slack.world import ANNA, DEST, People, until
from tests.integration.handlers.asked import Asked
from tests.integration.handlers.conftest import Serve
from tests.integration.handlers.test_webhooks import Parts

MANIFEST = yaml.safe_load((Path(__file__).parents[3] / "manifest.yml").read_text("utf-8"))
LINK = "https://admin.shopify.com/store/dest/orders/1"
WHY = Reason("order_unknown", "There is no order 1001.", "Check the number.")
INPUTS = {"user": ANNA, "store": " dest ", "order_number": "1001"}


async def ended(people: People, callback_id: str = "push_order", **inputs: str) -> Any:
    """A step of a workflow, once it has ended."""
    await people.post("manifest", **MANIFEST)
    step = await people.post("steps", callback_id=callback_id, inputs=inputs or INPUTS)

    async def over() -> bool:
        state: str = (await people.get(f"steps/{step['id']}"))["state"]
        return state != "running"

    await until(over)
    return await people.get(f"steps/{step['id']}")


async def asked_for(asked: Asked, name: str) -> tuple[Any, ...]:
    async def there() -> bool:
        return any(call[0] == name for call in asked.calls)

    await until(there)
    return asked.asked_for(name)


@pytest.mark.usefixtures("bot")
async def test_a_step_is_taken_for_the_person_it_names(people: People, asked: Asked) -> None:
    await people.post("manifest", **MANIFEST)
    step = await people.post("steps", callback_id="push_order", inputs=INPUTS)
    told, handle, number = await asked_for(asked, "steps.push")
    assert (told.execution, told.actor) == (step["id"], Actor("T0SANDBOX", ANNA))
    assert (handle, number) == ("dest", "1001")
    assert ("authorise", told.actor) in asked.calls
    # It has begun; a job is to end it.
    assert (await people.get(f"steps/{step['id']}"))["state"] == "running"
    await people.post(f"steps/{step['id']}/repeat")

    async def twice() -> bool:
        return len([call for call in asked.calls if call[0] == "steps.push"]) == 2

    await until(twice)
    first, second = (call[1] for call in asked.calls if call[0] == "steps.push")
    # By this the use case knows that it was told of before.
    assert first == second
    assert await people.warnings() == []


@pytest.mark.usefixtures("bot")
async def test_a_store_may_be_left_out_of_a_list(people: People, asked: Asked) -> None:
    await people.post("manifest", **MANIFEST)
    await people.post("steps", callback_id="list_unfulfilled", inputs={"user": ANNA})
    told, handle = await asked_for(asked, "steps.unfulfilled")
    assert (told.actor.user, handle) == (ANNA, "")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Rejected(WHY), "There is no order 1001. Check the number."),
        (Temporary(WHY), "There is no order 1001. Check the number. Nothing was changed"),
        (RuntimeError("secret"), "Something went wrong inside SyncTec; it was noted."),
    ],
)
async def test_what_goes_wrong_ends_the_step_and_is_told_to_nobody_else(
    people: People, asked: Asked, error: Exception, said: str
) -> None:
    asked.answers["steps.push"] = error
    step = await ended(people)
    assert step["state"] == "failed"
    assert said in step["error"]
    assert "secret" not in step["error"]
    assert ("Reference: " in step["error"]) == (not isinstance(error, Rejected))
    assert await people.sees() == []


@pytest.mark.usefixtures("bot")
async def test_whoever_may_not_reads_so_in_the_workflow(people: People, asked: Asked) -> None:
    asked.allowed = False
    step = await ended(people, "list_unfulfilled", user=ANNA)
    assert step["error"] == "You may not use SyncTec. Ask <@U0BEN>."
    assert asked.calls == []


async def test_steps_come_over_http_as_well(
    client: AsyncWebClient, people: People, asked: Asked, serve: Serve
) -> None:
    app = build_app(client, "sandbox-signing-secret")
    handlers.register(app, asked.use(), support="support@example.com")
    base = await serve(handlers.http_routes(asked.use(), Parts(), http_handler(app)))
    await people.patch("settings", mode="http", requestUrl=f"{base}/slack/events")
    asked.answers["steps.push"] = Rejected(WHY)
    assert (await ended(people))["state"] == "failed"
    await people.post("message", user=ANNA, channel=DEST, text=LINK)
    assert await asked_for(asked, "lists.find_linked") == ([LINK],)
    assert await people.warnings() == []


@pytest.mark.usefixtures("bot")
async def test_a_link_that_cannot_be_followed_is_told_to_nobody(
    people: People, asked: Asked
) -> None:
    await people.post("manifest", **MANIFEST)
    asked.answers["lists.find_linked"] = Temporary(WHY)
    await people.post("message", user=ANNA, channel=DEST, text=f"See {LINK}")
    assert await asked_for(asked, "lists.find_linked") == ([LINK],)
    # A command goes the same way as what came before it.
    await people.types("help")
    await people.whispered("support@example.com")
    said = [m["text"] for m in await people.sees() if m.get("ephemeral")]
    assert len(said) == 1
    workspace = await people.get("workspace")
    assert [c for c in workspace["channels"] if c["is_im"]] == []
