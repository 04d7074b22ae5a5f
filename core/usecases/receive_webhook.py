"""A delivery from Shopify: known, signed, kept once, turned into work. One transaction."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain import privacy
from core.domain.stores import Store
from core.domain.work import JudgeOrder, MirrorOrder, RefreshSourceOrder, RematchProduct, Work
from core.ports import Clock, StoreAuth, UnitOfWork, UnitOfWorkFactory
from core.usecases import hear_stock

_SUFFIX = ".myshopify.com"
_ORDER_TOPICS = frozenset({"orders/paid", "orders/updated", "orders/cancelled"})
_AFTERWARDS_TOPICS = frozenset(
    {
        "fulfillments/update",
        "fulfillment_events/create",
        *(
            f"returns/{how}"
            for how in ("request", "approve", "decline", "cancel", "close", "reopen")
        ),
    }
)
"""Of something that belongs to an order; it may leave the order's own time as it was."""
_PRODUCT_TOPICS = frozenset({"products/create", "products/update", "products/delete"})
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")
_COALESCED = timedelta(seconds=2)
"""A sale changes each of its products several times within a moment: one look is enough."""
_LARGEST_ID = 2**63 - 1
_LONGEST_NAME = 255
_NOBODYS_SECRET = ("of no store",)


class Unauthorised(Exception):
    """Unknown shop or bad signature: the caller learns no more than that."""


class Malformed(Exception):
    """Signed, but not what a delivery of its topic must be; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request of Shopify's; `body` is raw, since the signature is over its bytes."""

    shop_domain: str
    topic: str
    webhook_id: str
    event_id: str | None
    triggered_at: datetime | None
    signature: str
    body: bytes


class Receipt(StrEnum):
    """What became of a delivery; Shopify hears 200 for each."""

    TAKEN = "taken"
    DUPLICATE = "duplicate"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class ReceiveWebhook:
    """Nothing is written unless the delivery is signed and well formed."""

    open_unit: UnitOfWorkFactory
    auth: StoreAuth
    clock: Clock

    async def __call__(self, delivery: Delivery) -> Receipt:
        """Raises Unauthorised and Malformed."""
        async with self.open_unit() as unit:
            store = await self._signed_store(unit, delivery)
            _require_names(delivery)
            resource = _resource(delivery)
            new = await unit.inbox.take(
                delivery.webhook_id,
                store.id,
                delivery.topic,
                resource,
                delivery.event_id,
                delivery.triggered_at,
            )
            if not new:
                return Receipt.DUPLICATE
            receipt = await self._act(unit, store, delivery, resource)
            await unit.commit()
        return receipt

    async def _signed_store(self, unit: UnitOfWork, delivery: Delivery) -> Store:
        domain = delivery.shop_domain.lower()
        store = None
        if domain.endswith(_SUFFIX):
            store = await unit.stores.by_shop(domain.removesuffix(_SUFFIX))
        # The comparison runs for an unknown shop, too: the answer's time tells nothing.
        secrets: Sequence[str] = _NOBODYS_SECRET
        if store is not None:
            secrets = (await unit.stores.access(store.id)).webhook_secrets
        if not self.auth.signed(delivery.body, delivery.signature, secrets) or store is None:
            raise Unauthorised
        return store

    async def _on_privacy(self, unit: UnitOfWork, store: Store, delivery: Delivery) -> Receipt:
        body = _parsed(delivery)
        try:
            work = privacy.work_for(delivery.topic, body, store.id, self.clock.now())
        except ValueError as error:
            raise Malformed(str(error)) from error
        if work is None:
            return Receipt.IGNORED
        await unit.jobs.add(work)
        return Receipt.TAKEN

    async def _act(
        self, unit: UnitOfWork, store: Store, delivery: Delivery, resource: str
    ) -> Receipt:
        topic = delivery.topic
        if topic == "app/uninstalled":
            await unit.stores.mark_uninstalled(store.id, self.clock.now())
            return Receipt.TAKEN
        if topic in privacy.TOPICS:
            return await self._on_privacy(unit, store, delivery)
        if topic in _PRODUCT_TOPICS:
            look = self.clock.now() + _COALESCED
            await unit.jobs.add(RematchProduct(store.id, resource), at=look)
            return Receipt.TAKEN
        works: Sequence[Work]
        if topic in _AFTERWARDS_TOPICS:
            works = await _works_afterwards(unit, store, resource)
        elif topic == hear_stock.TOPIC:
            works = await hear_stock.hear_stock(unit, store, resource, _parsed(delivery))
        else:
            works = _works(store, topic, resource)
        for work in works:
            await unit.jobs.add(work)
        return Receipt.TAKEN if works else Receipt.IGNORED


def _works(store: Store, topic: str, resource: str) -> list[Work]:
    if topic not in _ORDER_TOPICS:
        return []
    works: list[Work] = []
    if store.sells:
        works.append(JudgeOrder(store.id, resource))
    if store.ships:
        works.append(RefreshSourceOrder(store.id, resource))
    return works


async def _works_afterwards(unit: UnitOfWork, store: Store, resource: str) -> list[Work]:
    """Of an order that is kept, here or as a source order; others concern nobody."""
    record = await unit.orders.by_gid(store.id, resource)
    push = await unit.pushes.by_source_order(store.id, resource)
    order_ids = {record.id if record else None, push.order_id if push else None}
    return [MirrorOrder(order_id) for order_id in order_ids if order_id is not None]


def _require_names(delivery: Delivery) -> None:
    """Headers are not signed: what is kept of them must be there, and of a length a row can have.
    Raises Malformed."""
    names = {"X-Shopify-Webhook-Id": delivery.webhook_id, "X-Shopify-Topic": delivery.topic}
    for header, name in names.items():
        if not name:
            msg = f"The header {header} is missing."
            raise Malformed(msg)
    if max(map(len, (*names.values(), delivery.event_id or ""))) > _LONGEST_NAME:
        msg = f"A header is longer than {_LONGEST_NAME} characters."
        raise Malformed(msg)


def _resource(delivery: Delivery) -> str:
    """The global id of what the delivery is about, "" for topics about the shop itself."""
    body = _parsed(delivery)
    if delivery.topic in _ORDER_TOPICS:
        return _gid(body, "Order")
    if delivery.topic in _AFTERWARDS_TOPICS:
        order = body.get("order")
        return _gid(order if isinstance(order, dict) else {"id": body.get("order_id")}, "Order")
    if delivery.topic == hear_stock.TOPIC:
        return _gid({"id": body.get("inventory_item_id")}, "InventoryItem")
    return _gid(body, "Product") if delivery.topic in _PRODUCT_TOPICS else ""


def _parsed(delivery: Delivery) -> dict[str, object]:
    try:
        body = json.loads(delivery.body)
    except (ValueError, RecursionError) as error:
        msg = "The body is not JSON."
        raise Malformed(msg) from error
    if not isinstance(body, dict):
        msg = "The body is not a JSON object."
        raise Malformed(msg)
    return body


def _gid(body: dict[str, object], noun: str) -> str:
    """The global id comes first: Shopify's own examples show plain ids that were rounded on the
    way, as those beyond 2^53 are. An id is what Shopify's are, 64 bits."""
    gid, numeric = body.get("admin_graphql_api_id"), body.get("id")
    prefix = f"gid://shopify/{noun}/"
    if isinstance(gid, str) and gid.startswith(prefix) and _NUMBER.fullmatch(gid[len(prefix) :]):
        return gid
    if isinstance(numeric, int) and not isinstance(numeric, bool) and 0 < numeric <= _LARGEST_ID:
        return f"{prefix}{numeric}"
    msg = f"The body names no {noun.lower()}: admin_graphql_api_id and id are missing."
    raise Malformed(msg)
