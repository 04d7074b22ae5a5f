"""The same handlers over signed HTTP instead of a socket."""

import time

import httpx
import pytest
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

import handlers
from bot.app import build_app, http_handler
from scripts.loopback import PLAIN
from tests.contract.slack.world import People
from tests.integration.handlers.asked import Asked
from tests.integration.handlers.conftest import Serve
from tests.integration.handlers.test_webhooks import Parts

SECRET = "sandbox-signing-secret"


@pytest.fixture
async def address(client: AsyncWebClient, asked: Asked, serve: Serve) -> str:
    app = build_app(client, SECRET)
    handlers.register(app, asked.use(), support="support@example.com")
    base = await serve(handlers.http_routes(asked.use(), Parts(), http_handler(app)))
    return f"{base}/slack/events"


async def test_a_signed_command_is_handled(address: str, people: People, asked: Asked) -> None:
    await people.patch("settings", mode="http", requestUrl=address)
    assert (await people.types("push dest 1001"))["ok"]
    await people.whispered("Looking for order 1001")
    assert asked.asked_for("push_by_number")[:2] == ("dest", "1001")
    assert await people.warnings() == []


@pytest.mark.parametrize(("secret", "age"), [("another secret", 0), (SECRET, 600), (SECRET, -600)])
async def test_a_forged_or_stale_request_is_401(
    address: str, asked: Asked, secret: str, age: int
) -> None:
    body = "command=%2Fsynctec&text=retry+all&user_id=U0ANNA&team_id=T0SANDBOX"
    stamp = str(int(time.time()) - age)
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    sent = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature or "",
    }
    async with httpx.AsyncClient(verify=PLAIN, trust_env=False) as http:
        assert (await http.post(address, content=body, headers=sent)).status_code == 401
    assert asked.calls == []
