"""What each of Shopify's types answers, a module per noun; importing them fills the table."""

from sandbox.shopify.resolvers import (
    fulfillments,
    lines,
    orders,
    products,
    refunds,
    root,
    shop,
)

__all__ = [
    "fulfillments",
    "lines",
    "orders",
    "products",
    "refunds",
    "root",
    "shop",
]
