"""Delivers webhooks: signed, timed out, tried again, given up, as Shopify does."""

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import httpx

from sandbox.certificates import trusted
from sandbox.events import Hub
from sandbox.faults import Faults
from sandbox.shopify.state import API_VERSION, Store, World
from sandbox.shopify.subscriptions import Attempt, Delivery, Subscription

_CONNECT, _TOTAL = 1.0, 5.0
RETRIES = 8
# 8 waits, each twice the one before, that make 4 hours together.
_FIRST_WAIT = 4 * 3600 / (2**RETRIES - 1)
_KEPT = 2000
_LONG_NOUNS = (
    "INVENTORY_LEVELS",
    "INVENTORY_ITEMS",
    "FULFILLMENT_ORDERS",
    "FULFILLMENT_EVENTS",
    "BULK_OPERATIONS",
)
_HELD_FOR = 5.0


class Courier:
    """Carries each webhook in a task of its own, so that nothing promises an order.

    `world` is asked for anew each time, for a reset puts another in its place.
    """

    def __init__(
        self, world: Callable[[], World], faults: Faults, now: Callable[[], datetime], hub: Hub
    ) -> None:
        self._world = world
        self._faults = faults
        self._now = now
        self._hub = hub
        self._client: httpx.AsyncClient | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._passed: dict[str, asyncio.Event] = {}

    def emit(
        self,
        store: Store,
        topic: str,
        payload: Callable[[], dict[str, Any]],
        event_id: str,
        at: datetime,
    ) -> None:
        """Send the topic to each subscription of the store."""
        fitting = [one for one in store.subscriptions if one.topic == topic]
        whole = payload() if fitting else {}
        for subscription in fitting:
            chosen = _only(whole, subscription.include_fields)
            self._send(_delivery(store, subscription, json.dumps(chosen), event_id, at))
        self._forget_old()

    def tell(
        self,
        store: Store,
        topic: str,
        uri: str,
        payload: dict[str, Any],
        event_id: str,
        at: datetime,
    ) -> None:
        """Send what the app's own configuration subscribes to, and no API call does."""
        configured = Subscription(0, topic, uri, "JSON", None, [], at, at)
        self._send(_delivery(store, configured, json.dumps(payload), event_id, at))

    def _send(self, delivery: Delivery) -> None:
        self._world().deliveries[delivery.id] = delivery
        self._launch(delivery)

    def again(self, delivery: Delivery) -> None:
        """Send it once more, under the same webhook id."""
        delivery.state = "pending"
        self._launch(delivery)

    async def start(self) -> None:
        """Begin to deliver, with what was still pending."""
        self._client = httpx.AsyncClient(
            verify=trusted(),
            timeout=httpx.Timeout(_TOTAL, connect=_CONNECT),
            trust_env=False,
        )
        for delivery in self._world().deliveries.values():
            if delivery.state == "pending":
                self._launch(delivery)

    async def stop(self) -> None:
        """Stop delivering; what is pending stays so."""
        self.drop()
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def drop(self) -> None:
        """Let go of everything that is on its way."""
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()
        self._passed.clear()

    def _launch(self, delivery: Delivery) -> None:
        if self._client is None:
            return
        task = asyncio.get_running_loop().create_task(self._carry(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry(self, delivery: Delivery) -> None:
        if self._struck(delivery, "lose_webhook"):
            delivery.state = "lost"
            return
        repeats = 1 + self._struck(delivery, "repeat_webhook")
        if self._struck(delivery, "reorder_webhook"):
            await self._let_pass(delivery)
        for _ in range(repeats):
            await self._try_until_done(delivery)
        passed = self._passed.pop(delivery.shop, None)
        if passed is not None:
            passed.set()

    def _struck(self, delivery: Delivery, kind: str) -> bool:
        fault = self._faults.take(
            "shopify", (kind,), operations=(delivery.topic,), shop=delivery.shop
        )
        return fault is not None

    async def _let_pass(self, delivery: Delivery) -> None:
        """Wait until another delivery of the store is done, or five seconds."""
        passed = self._passed.setdefault(delivery.shop, asyncio.Event())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(passed.wait(), _HELD_FOR)

    async def _try_until_done(self, delivery: Delivery) -> None:
        settings = self._world().settings
        await asyncio.sleep(settings.webhook_delay_seconds)
        for retry in range(RETRIES + 1):
            status = await self._post(delivery)
            delivery.attempts.append(Attempt(self._now(), status))
            self._hub.publish("shopify.webhook", shop=delivery.shop, id=delivery.id)
            if 200 <= status < 300:
                delivery.state = "delivered"
                return
            if retry < RETRIES:
                wait = _FIRST_WAIT * 2**retry
                await asyncio.sleep(wait * self._world().settings.webhook_retry_scale)
        delivery.state = "failed"
        self._unsubscribe(delivery)

    def _unsubscribe(self, delivery: Delivery) -> None:
        store = self._world().stores[delivery.shop]
        store.subscriptions = [s for s in store.subscriptions if s.id != delivery.subscription_id]

    async def _post(self, delivery: Delivery) -> int:
        if self._client is None:
            return 0
        store = self._world().stores[delivery.shop]
        body = delivery.body.encode()
        try:
            async with asyncio.timeout(_TOTAL):
                answer = await self._client.post(
                    delivery.uri, content=body, headers=_headers(store, delivery, body)
                )
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError):
            return 0
        return answer.status_code

    def _forget_old(self) -> None:
        kept = self._world().deliveries
        if len(kept) > 2 * _KEPT:
            done = [one.id for one in kept.values() if one.state != "pending"]
            for old in done[:-_KEPT]:
                del kept[old]


def _delivery(
    store: Store, subscription: Subscription, body: str, event_id: str, at: datetime
) -> Delivery:
    return Delivery(
        id=str(uuid.uuid4()),
        shop=store.handle,
        subscription_id=subscription.id,
        topic=subscription.topic,
        uri=subscription.uri,
        name=subscription.name,
        event_id=event_id,
        triggered_at=at,
        body=body,
    )


def rest_topic(topic: str) -> str:
    """`ORDERS_PARTIALLY_FULFILLED` as `orders/partially_fulfilled`."""
    for noun in (
        "INVENTORY_LEVELS",
        "INVENTORY_ITEMS",
        "FULFILLMENT_ORDERS",
        "FULFILLMENT_EVENTS",
        "BULK_OPERATIONS",
    ):
        if topic.startswith(noun):
            return f"{noun}/{topic.removeprefix(noun + '_')}".lower()
    noun, _, rest = topic.partition("_")
    return f"{noun}/{rest}".lower()


def _headers(store: Store, delivery: Delivery, body: bytes) -> dict[str, str]:
    digest = hmac.new(store.client_secret.encode(), body, hashlib.sha256).digest()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Shopify-Captain-Hook",
        "X-Shopify-Topic": rest_topic(delivery.topic),
        "X-Shopify-Hmac-Sha256": base64.b64encode(digest).decode(),
        "X-Shopify-Shop-Domain": store.domain,
        "X-Shopify-API-Version": API_VERSION,
        "X-Shopify-Webhook-Id": delivery.id,
        "X-Shopify-Event-Id": delivery.event_id,
        "X-Shopify-Triggered-At": delivery.triggered_at.isoformat(),
    }
    return {**headers, "X-Shopify-Name": delivery.name} if delivery.name else headers


def _only(payload: Any, fields: list[str]) -> Any:
    """The payload cut down to these fields; a dot leads into an object or each of a list."""
    if not fields:
        return payload
    if isinstance(payload, list):
        return [_only(one, fields) for one in payload]
    if not isinstance(payload, Mapping):
        return payload
    below: dict[str, list[str]] = {}
    for one in fields:
        name, _, rest = one.partition(".")
        below.setdefault(name, []).extend([rest] if rest else [])
    return {name: _only(payload[name], rest) for name, rest in below.items() if name in payload}
