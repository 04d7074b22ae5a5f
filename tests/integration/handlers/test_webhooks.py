"""`POST /webhooks/shopify` and the health routes, over real HTTP on a real socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime

import httpx
import pytest

import handlers
from core.domain.errors import Temporary
from core.domain.reasons import Reason
from core.usecases.receive_webhook import Delivery, Malformed, Receipt, Unauthorised
from handlers.webhooks import LARGEST
from scripts.loopback import PLAIN
from tests.integration.handlers.asked import Asked
from tests.integration.handlers.conftest import Serve

HEADERS = {
    "X-Shopify-Topic": "orders/paid",
    "X-Shopify-Shop-Domain": "dest.myshopify.com",
    "X-Shopify-Hmac-SHA256": "c2lnbmVk",
    "X-Shopify-Webhook-Id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
    "X-Shopify-Event-Id": "98880550-7158-44d4-b7cd-2c97c8a091b5",
    "X-Shopify-Triggered-At": "2026-11-22T05:13:00.123456789Z",
}


class Parts:
    """What the process depends on, as the test says it stands."""

    def __init__(self) -> None:
        self.standing = {"database": True, "slack": True}

    async def ready(self) -> Mapping[str, bool]:
        return self.standing


@pytest.fixture
def parts() -> Parts:
    return Parts()


@pytest.fixture
async def web(asked: Asked, parts: Parts, serve: Serve) -> AsyncIterator[httpx.AsyncClient]:
    address = await serve(handlers.http_routes(asked.use(), parts))
    async with httpx.AsyncClient(verify=PLAIN, base_url=address, trust_env=False) as http:
        yield http


async def deliver(
    web: httpx.AsyncClient, body: bytes | AsyncIterator[bytes] = b"{}", **headers: str
) -> httpx.Response:
    sent = {**HEADERS, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return await web.post("/webhooks/shopify", content=body, headers=sent)


async def test_a_delivery_is_handed_over_as_it_came(web: httpx.AsyncClient, asked: Asked) -> None:
    body = b'{"admin_graphql_api_id": "gid://shopify/Order/9007199254740993"} \n'
    assert (await deliver(web, body)).status_code == 200
    (delivery,) = asked.asked_for("receive_webhook")
    assert delivery == Delivery(
        shop_domain="dest.myshopify.com",
        topic="orders/paid",
        webhook_id="b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
        event_id="98880550-7158-44d4-b7cd-2c97c8a091b5",
        triggered_at=datetime(2026, 11, 22, 5, 13, 0, 123456, tzinfo=UTC),
        signature="c2lnbmVk",
        body=body,
    )


@pytest.mark.parametrize("receipt", list(Receipt))
async def test_every_receipt_is_a_200(
    web: httpx.AsyncClient, asked: Asked, receipt: Receipt
) -> None:
    asked.answers["receive_webhook"] = receipt
    assert (await deliver(web)).status_code == 200


async def test_not_signed_by_a_store_of_ours_is_401(web: httpx.AsyncClient, asked: Asked) -> None:
    asked.answers["receive_webhook"] = Unauthorised()
    answer = await deliver(web)
    assert (answer.status_code, answer.text) == (401, "unauthorised")


async def test_malformed_is_400(web: httpx.AsyncClient, asked: Asked) -> None:
    asked.answers["receive_webhook"] = Malformed("The body is not JSON.")
    assert (await deliver(web, b"<xml>")).status_code == 400


async def test_what_cannot_be_written_down_is_503_and_comes_again(
    web: httpx.AsyncClient, asked: Asked
) -> None:
    asked.answers["receive_webhook"] = Temporary(Reason("database_unreachable", "No.", "Wait."))
    assert (await deliver(web)).status_code == 503


async def test_exactly_8_mib_are_taken(web: httpx.AsyncClient) -> None:
    assert (await deliver(web, b" " * LARGEST)).status_code == 200


async def test_one_byte_more_is_413(web: httpx.AsyncClient, asked: Asked) -> None:
    assert (await deliver(web, b" " * (LARGEST + 1))).status_code == 413
    assert asked.calls == []


async def test_too_large_without_a_content_length_is_413(
    web: httpx.AsyncClient, asked: Asked
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(9):
            yield b" " * 1024 * 1024

    assert (await deliver(web, chunks())).status_code == 413
    assert asked.calls == []


async def test_a_content_length_that_lies_upwards_is_413_before_anything_is_read(
    web: httpx.AsyncClient, asked: Asked
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", web.base_url.port or 0)
    writer.write(b"POST /webhooks/shopify HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n")
    await writer.drain()
    assert b"413" in await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert asked.calls == []


@pytest.mark.parametrize("moment", ["", "yesterday", "2026-11-22"])
async def test_a_time_that_is_none_is_no_error(
    web: httpx.AsyncClient, asked: Asked, moment: str
) -> None:
    assert (await deliver(web, X_Shopify_Triggered_At=moment)).status_code == 200
    (delivery,) = asked.asked_for("receive_webhook")
    assert delivery.triggered_at is None or delivery.triggered_at.tzinfo is not None


async def test_missing_headers_are_the_use_cases_to_refuse(
    web: httpx.AsyncClient, asked: Asked
) -> None:
    await web.post("/webhooks/shopify", content=b"{}")
    (delivery,) = asked.asked_for("receive_webhook")
    assert (delivery.shop_domain, delivery.signature, delivery.webhook_id) == ("", "", "")


async def test_only_post_is_a_delivery(web: httpx.AsyncClient) -> None:
    assert (await web.get("/webhooks/shopify")).status_code == 405


async def test_healthz_answers_for_as_long_as_the_process_does(
    web: httpx.AsyncClient, parts: Parts
) -> None:
    parts.standing["database"] = False
    assert (await web.get("/healthz")).json() == {"ok": True}


async def test_readyz_names_what_does_not_answer(web: httpx.AsyncClient, parts: Parts) -> None:
    assert (await web.get("/readyz")).status_code == 200
    parts.standing["database"] = False
    answer = await web.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": False, "slack": True}
