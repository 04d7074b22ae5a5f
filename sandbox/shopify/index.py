"""The search index: copies of what was searchable when it was written, seen after a lag."""

from datetime import datetime, timedelta
from typing import Any

from sandbox.shopify import totals
from sandbox.shopify.orders import Order
from sandbox.shopify.state import Store, Variant

_KEPT = 5


def put_order(store: Store, order: Order, at: datetime) -> None:
    """Write down what of this order can be searched for, as of now."""
    document = {
        "id": str(order.id),
        "name": order.name,
        "tag": list(order.tags),
        "source_identifier": order.source_identifier or "",
        "source_name": order.source_name or "",
        "po_number": order.po_number or "",
        "email": order.email or "",
        "confirmation_number": order.confirmation_number,
        "created_at": order.created_at.isoformat(),
        "updated_at": order.updated_at.isoformat(),
        "processed_at": order.processed_at.isoformat(),
        "financial_status": (totals.financial_status(order) or "").lower(),
        "fulfillment_status": _fulfillment_words(order),
        "status": _status(order),
        "sku": [line.sku for line in order.lines if line.sku],
        "gateway": sorted({t.gateway for t in order.transactions}),
        "discount_code": order.discount.code if order.discount else "",
        "test": str(order.test).lower(),
        "customer": order.customer.name if order.customer else "",
        "metafields": [[m.namespace, m.key, m.value] for m in order.metafields],
    }
    _put(store, f"Order/{order.id}", document, at)


def put_variant(store: Store, variant: Variant, at: datetime) -> None:
    """Write down what of this variant can be searched for, as of now."""
    product = store.products[variant.product_id]
    document = {
        "id": str(variant.id),
        "sku": variant.sku,
        "barcode": variant.barcode or "",
        "title": variant.title,
        "product_title": product.title,
        "product_id": str(product.id),
        "product_status": product.status.lower(),
        "vendor": product.vendor,
        "taxable": str(variant.taxable).lower(),
        "inventory_quantity": str(variant.available),
        "updated_at": variant.updated_at.isoformat(),
    }
    _put(store, f"ProductVariant/{variant.id}", document, at)


def visible(
    store: Store, noun: str, number: int, at: datetime, lag: float
) -> dict[str, Any] | None:
    """The newest copy that the index shows at this time; None while there is none."""
    horizon = at - timedelta(seconds=lag)
    copies = store.index.get(f"{noun}/{number}", [])
    return next((document for when, document in reversed(copies) if when <= horizon), None)


def _put(store: Store, key: str, document: dict[str, Any], at: datetime) -> None:
    copies = store.index.setdefault(key, [])
    copies.append((at, document))
    if len(copies) > _KEPT:
        # What the index shows stays in it, however often it changes within the lag: the oldest
        # copy left takes the place of those before it.
        first = copies[0][0]
        del copies[:-_KEPT]
        copies[0] = (first, copies[0][1])


def _fulfillment_words(order: Order) -> list[str]:
    status = totals.fulfillment_status(order).lower()
    words = {"fulfilled": ["shipped", "fulfilled"], "partially_fulfilled": ["partial"]}
    return [status, *words.get(status, ["unshipped"])]


def _status(order: Order) -> list[str]:
    if order.cancelled_at:
        return ["cancelled"]
    return ["closed"] if order.closed_at else ["open"]
