"""What a store must have before orders are pushed to it or read from it. Safe to do again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from core.domain.errors import Rejected
from core.domain.reasons import refused_by_shopify
from core.domain.stores import StoreAccess
from core.ports.shopify import Preparation
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify.client import ShopifyClient, as_json
from core.shopify.drafting import KEY, NAMESPACE

_T = g.WebhookSubscriptionTopic
_ORDER = (
    *("admin_graphql_api_id", "id", "updated_at", "cancelled_at"),
    *("financial_status", "fulfillment_status"),
)
_PRODUCT = ("admin_graphql_api_id", "id", "updated_at")
FIELDS: Mapping[g.WebhookSubscriptionTopic, Sequence[str]] = {
    _T.ORDERS_PAID: _ORDER,
    _T.ORDERS_UPDATED: _ORDER,
    _T.ORDERS_CANCELLED: _ORDER,
    # What an order's own topics may not tell of: tracking, carriers, and goods on their way back.
    _T.FULFILLMENTS_UPDATE: ("id", "order_id", "updated_at"),
    _T.FULFILLMENT_EVENTS_CREATE: ("id", "order_id", "updated_at"),
    _T.RETURNS_REQUEST: ("id", "order"),
    _T.RETURNS_APPROVE: ("id", "order"),
    _T.RETURNS_DECLINE: ("id", "order"),
    _T.RETURNS_CANCEL: ("id", "order_id"),
    _T.RETURNS_CLOSE: ("id", "order_id"),
    _T.RETURNS_REOPEN: ("id", "order_id"),
    _T.PRODUCTS_CREATE: _PRODUCT,
    _T.PRODUCTS_UPDATE: _PRODUCT,
    # All there is of a product that is gone.
    _T.PRODUCTS_DELETE: ("id",),
    _T.APP_UNINSTALLED: ("id", "updated_at"),
}
"""The topics we handle, with all that their bodies carry: ids, times and status, so that a body is
small and holds no customer data."""


STOCK_FIELDS: Mapping[g.WebhookSubscriptionTopic, Sequence[str]] = {
    _T.INVENTORY_LEVELS_UPDATE: ("inventory_item_id", "location_id", "available", "updated_at"),
}
"""What is heard of stores whose stock is aligned: a busy store has thousands of these an hour."""


async def define_identity(client: ShopifyClient, access: StoreAccess) -> bool:
    """The definition that makes our metafield unique and findable. False: it was there already.

    Raises:
        Rejected: Shopify refuses it.
    """
    definition = g.MetafieldDefinitionInput(
        name="SyncTec push",
        namespace=NAMESPACE,
        key=KEY,
        type_="id",
        owner_type=g.MetafieldOwnerType.ORDER,
    )
    answer = await client.run(access, d.DEFINE_IDENTITY, {"definition": as_json(definition)})
    made = answer.metafield_definition_create
    errors = made.user_errors if made else []
    if any(one.code is g.MetafieldDefinitionCreateUserErrorCode.TAKEN for one in errors):
        return False
    _raise_for(access.name, errors)
    return True


async def subscribe(
    client: ShopifyClient, access: StoreAccess, address: str, *, stock: bool
) -> Preparation:
    """A webhook for each topic at this address, those about stock where it is asked for; one that
    leads elsewhere is led here. What is answered leaves those about stock out: they come and go
    with a setting.

    Raises:
        Rejected: Shopify refuses the address.
    """
    standing = await _standing(client, access)
    made, changed = [], []
    for topic, fields in {**FIELDS, **(STOCK_FIELDS if stock else {})}.items():
        own = [one for one in standing if one.topic is topic]
        if any(one.uri == address and set(one.include_fields) == set(fields) for one in own):
            continue
        webhook = g.WebhookSubscriptionInput(
            uri=address, format=g.WebhookSubscriptionFormat.JSON, include_fields=list(fields)
        )
        here = sorted(own, key=lambda one: one.uri != address)
        if here:
            await _update(client, access, here[0].id, webhook)
            changed.append(topic)
        else:
            await _create(client, access, topic, webhook)
            made.append(topic)
    told = [topic for topic in made if topic not in STOCK_FIELDS]
    return Preparation(
        subscribed=tuple(topic.value for topic in told),
        changed=tuple(topic.value for topic in changed),
    )


async def _standing(
    client: ShopifyClient, access: StoreAccess
) -> list[g.WebhooksWebhookSubscriptionsNodes]:
    found: list[g.WebhooksWebhookSubscriptionsNodes] = []
    after, more = None, True
    while more:
        page = (await client.run(access, d.WEBHOOKS, {"after": after})).webhook_subscriptions
        found += page.nodes
        after, more = page.page_info.end_cursor, page.page_info.has_next_page
    return found


async def _update(
    client: ShopifyClient, access: StoreAccess, gid: str, webhook: g.WebhookSubscriptionInput
) -> None:
    variables = {"id": gid, "webhook": as_json(webhook)}
    changed = (await client.run(access, d.UPDATE_WEBHOOK, variables)).webhook_subscription_update
    _raise_for(access.name, changed.user_errors if changed else [])


async def _create(
    client: ShopifyClient,
    access: StoreAccess,
    topic: g.WebhookSubscriptionTopic,
    webhook: g.WebhookSubscriptionInput,
) -> None:
    variables = {"topic": topic.value, "webhook": as_json(webhook)}
    made = (await client.run(access, d.CREATE_WEBHOOK, variables)).webhook_subscription_create
    _raise_for(access.name, made.user_errors if made else [])


class _UserError(Protocol):
    message: str


def _raise_for(shop: str, errors: Sequence[_UserError]) -> None:
    if errors:
        message = "; ".join(dict.fromkeys(one.message for one in errors))
        raise Rejected(refused_by_shopify(shop, message[:300]))
