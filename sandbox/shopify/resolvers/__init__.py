"""What each of Shopify's types answers, a module per noun; importing them fills the table."""

from sandbox.shopify.resolvers import (
    fulfillments,
    lines,
    order_edits,
    orders,
    products,
    refunds,
    returns,
    root,
    shop,
)

__all__ = [
    "fulfillments",
    "lines",
    "order_edits",
    "orders",
    "products",
    "refunds",
    "returns",
    "root",
    "shop",
]
