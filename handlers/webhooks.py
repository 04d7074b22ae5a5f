"""`POST /webhooks/shopify`: parse the headers, bound the body, hand over, answer.

Shopify reads nothing but the status: 200 taken (or known already), 400 malformed, 401 not signed
by a store of ours, 413 too large, 503 nothing can be written now; anything but 200 it sends again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from core.domain.errors import Temporary
from core.usecases.receive_webhook import Delivery, Malformed, Receipt, Unauthorised

LARGEST = 8 * 1024 * 1024
"""Bytes of a body we read."""

_log = structlog.get_logger(__name__)


class TooLarge(Exception):
    """The body is over the limit, whatever its Content-Length says."""


@dataclass(frozen=True, slots=True)
class ShopifyWebhooks:
    """The route; `receive` is the use case."""

    receive: Callable[[Delivery], Awaitable[Receipt]]

    async def __call__(self, request: Request) -> Response:
        """Answers with a status and nothing that a stranger could learn from."""
        try:
            delivery = delivery_of(request.headers, await _read(request))
            receipt = await self.receive(delivery)
        except TooLarge:
            return PlainTextResponse("too large", 413)
        except Unauthorised:
            return PlainTextResponse("unauthorised", 401)
        except (Malformed, ClientDisconnect) as error:
            _log.warning("webhook_malformed", problem=str(error))
            return PlainTextResponse("malformed", 400)
        except Temporary as error:
            _log.warning("webhook_not_taken", code=error.reason.code)
            return PlainTextResponse("later", 503)
        _log.info("webhook_received", topic=delivery.topic, receipt=receipt.value)
        return PlainTextResponse(receipt.value)


def delivery_of(headers: Mapping[str, str], body: bytes) -> Delivery:
    """The delivery that these headers (read in any case) and bytes make."""
    return Delivery(
        shop_domain=headers.get("x-shopify-shop-domain", ""),
        topic=headers.get("x-shopify-topic", "").lower(),
        webhook_id=headers.get("x-shopify-webhook-id", ""),
        event_id=headers.get("x-shopify-event-id"),
        triggered_at=_moment(headers.get("x-shopify-triggered-at")),
        signature=headers.get("x-shopify-hmac-sha256", ""),
        body=body,
    )


async def _read(request: Request) -> bytes:
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > LARGEST:
        raise TooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise TooLarge
    return bytes(body)


def _moment(text: str | None) -> datetime | None:
    # Shopify writes nanoseconds: 2026-11-22T05:13:00.123456789Z. Only a hint, so never an error.
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
