"""The API's mutations, a module per noun; importing them fills the table of resolvers."""

from sandbox.shopify.mutations import (
    bulk,
    fulfillments,
    inventory,
    metafields,
    order_edits,
    orders,
    refunds,
    returns,
    webhooks,
)

__all__ = [
    "bulk",
    "fulfillments",
    "inventory",
    "metafields",
    "order_edits",
    "orders",
    "refunds",
    "returns",
    "webhooks",
]
