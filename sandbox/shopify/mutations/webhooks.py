"""Webhook subscriptions: read, made, changed, deleted."""

from typing import Any
from urllib.parse import urlsplit

from sandbox.shopify.actions.checks import unknown
from sandbox.shopify.actions.refusal import refuse
from sandbox.shopify.courier import rest_topic
from sandbox.shopify.fields import Ask, Noun
from sandbox.shopify.ids import gid, number_of
from sandbox.shopify.mutations.payload import payload
from sandbox.shopify.paging import connection
from sandbox.shopify.state import API_VERSION
from sandbox.shopify.subscriptions import Subscription

_RETURNS = ("read_returns", "read_marketplace_returns")
_AFTER_RETURN = (*_RETURNS, "read_orders", "read_marketplace_orders")
# The first prefix that fits counts: fulfilment orders before orders' parcels.
_TOPIC_SCOPES = (
    ("ORDERS_", ("read_orders", "read_marketplace_orders")),
    ("ORDER_TRANSACTIONS_", ("read_orders", "read_marketplace_orders")),
    ("REFUNDS_", ("read_orders", "read_marketplace_orders")),
    (
        "FULFILLMENT_ORDERS_",
        (
            "read_merchant_managed_fulfillment_orders",
            "read_third_party_fulfillment_orders",
            "read_assigned_fulfillment_orders",
        ),
    ),
    ("FULFILLMENT_EVENTS_", ("read_fulfillments",)),
    ("FULFILLMENTS_", ("read_fulfillments", "read_marketplace_orders")),
    ("INVENTORY_", ("read_inventory",)),
    ("PRODUCTS_", ("read_products",)),
    ("LOCATIONS_", ("read_locations",)),
    *((topic, _AFTER_RETURN) for topic in ("RETURNS_CANCEL", "RETURNS_CLOSE", "RETURNS_REOPEN")),
    ("RETURNS_", _RETURNS),
)
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})

subscription = Noun("WebhookSubscription", Subscription)
subscription.node()
subscription.plain("topic uri format name includeFields createdAt updatedAt")
subscription.field("callbackUrl")(lambda it, _: it.uri)
subscription.fixed(filter=None, metafieldNamespaces=[], metafields=[])
subscription.field("apiVersion")(
    lambda _it, _ask: {"handle": API_VERSION, "displayName": API_VERSION, "supported": True}
)

query = Noun("QueryRoot")
mutation = Noun("Mutation")


@query.field("webhookSubscriptions")
def _all(_it: Any, ask: Ask) -> dict[str, Any]:
    found = ask.store.subscriptions
    for name in ("query", "callbackUrl"):
        if ask[name]:
            raise unknown(f"QueryRoot.webhookSubscriptions({name}:)")
    if ask["uri"]:
        found = [one for one in found if one.uri == ask["uri"]]
    if ask["format"]:
        found = [one for one in found if one.format == ask["format"]]
    if ask["topics"]:
        found = [one for one in found if one.topic in ask["topics"]]
    return connection(ask, found, lambda one: (one.id, one.id))


@query.field("webhookSubscription")
def _one(_it: Any, ask: Ask) -> Subscription | None:
    return _find(ask)


@mutation.field("webhookSubscriptionCreate")
def _create(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("webhookSubscription", lambda: _made(ask))


def _made(ask: Ask) -> Subscription:
    given, topic = ask["webhookSubscription"], ask["topic"]
    _permit(ask, topic)
    uri = _address(ask, given, topic)
    made = Subscription(
        id=ask.desk.id("WebhookSubscription"),
        topic=topic,
        uri=uri,
        format=given.get("format") or "JSON",
        name=given.get("name"),
        include_fields=given.get("includeFields") or [],
        created_at=ask.desk.at,
        updated_at=ask.desk.at,
    )
    ask.store.subscriptions.append(made)
    return made


def _permit(ask: Ask, topic: str) -> None:
    held = ask.info.context.held
    for prefix, scopes in _TOPIC_SCOPES:
        if topic.startswith(prefix):
            if not held.intersection(scopes):
                name = rest_topic(topic)
                message = (
                    f"You do not have permission to create or update webhooks with {name} topic."
                )
                raise refuse(message, "topic")
            return


def _address(ask: Ask, given: dict[str, Any], topic: str, own: int = 0) -> str:
    for name in ("filter", "metafieldNamespaces", "metafields", "callbackUrl"):
        if given.get(name):
            raise unknown(f"WebhookSubscriptionInput.{name}")
    if given.get("format") == "XML":
        raise unknown("webhooks in XML")
    uri = given.get("uri") or ""
    where = ("webhookSubscription", "callbackUrl")
    parts = urlsplit(uri)
    if not uri:
        raise refuse("Address can't be blank", *where)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        raise refuse(f"Address protocol {parts.scheme}:// is not supported", *where)
    if not parts.hostname:
        raise refuse("Address is invalid", *where)
    taken = (one for one in ask.store.subscriptions if one.id != own)
    if any((one.topic, one.uri) == (topic, uri) for one in taken):
        raise refuse("Address for this topic has already been taken", *where)
    return uri


@mutation.field("webhookSubscriptionUpdate")
def _update(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("webhookSubscription", lambda: _changed(ask))


def _changed(ask: Ask) -> Subscription:
    found = _find(ask)
    if found is None:
        raise refuse("Webhook subscription not found", "id")
    given = ask["webhookSubscription"]
    uri = given.get("uri") or found.uri
    found.uri = _address(ask, {**given, "uri": uri}, found.topic, found.id)
    if "includeFields" in given:
        found.include_fields = given["includeFields"] or []
    if "name" in given:
        found.name = given["name"]
    found.updated_at = ask.desk.at
    return found


@mutation.field("webhookSubscriptionDelete")
def _delete(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("deletedWebhookSubscriptionId", lambda: _deleted(ask))


def _deleted(ask: Ask) -> str:
    found = _find(ask)
    if found is None:
        raise refuse("Webhook subscription does not exist", "id")
    ask.store.subscriptions.remove(found)
    return gid("WebhookSubscription", found.id)


def _find(ask: Ask) -> Subscription | None:
    number = number_of(ask["id"], "WebhookSubscription")
    return next((one for one in ask.store.subscriptions if one.id == number), None)
