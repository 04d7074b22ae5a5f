"""What the control API shows of a store."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from sandbox.shopify.desk import camel
from sandbox.shopify.money import two_places
from sandbox.shopify.state import Settings, Store, Variant
from sandbox.shopify.subscriptions import Delivery


def when(at: datetime | None) -> str | None:
    """A time as ISO 8601."""
    return at.isoformat() if at else None


def money(amount: Decimal, currency: str) -> dict[str, str]:
    """An amount with its currency."""
    return {"amount": two_places(amount), "currency": currency}


def store(it: Store) -> dict[str, Any]:
    """A store in the list of stores."""
    return {
        "shop": it.handle,
        "domain": it.domain,
        "name": it.name,
        "currency": it.currency,
        "timezone": it.timezone,
        "email": it.email,
        "plan": it.plan,
        "partnerDevelopment": it.partner_development,
        "state": it.state,
        "tokenValid": it.token_valid,
        "installed": it.installed,
        "locations": [
            {"id": str(one.id), "name": one.name, "active": one.active} for one in it.locations
        ],
        "scopes": it.scopes,
    }


def variant(store_: Store, it: Variant) -> dict[str, Any]:
    """A variant in the list of products."""
    names = {one.id: one.name for one in store_.locations}
    return {
        "variantId": str(it.id),
        "inventoryItemId": str(it.inventory_item_id),
        "productId": str(it.product_id),
        "sku": it.sku,
        "title": store_.products[it.product_id].title,
        "variantTitle": None if it.title == "Default Title" else it.title,
        "price": two_places(it.price),
        "tracked": it.tracked,
        "policy": it.policy,
        "requiresShipping": it.requires_shipping,
        "levels": [
            {
                "locationId": str(level.location_id),
                "location": names.get(level.location_id),
                "available": level.available,
                "onHand": level.on_hand,
                "committed": level.committed,
            }
            for level in it.levels
        ],
    }


def settings(it: Settings) -> dict[str, Any]:
    """The settings under the names the control API gives them."""
    return {camel(name): value for name, value in asdict(it).items()}


def delivery(it: Delivery) -> dict[str, Any]:
    """A webhook's delivery with its attempts."""
    return {
        "id": it.id,
        "shop": it.shop,
        "topic": it.topic,
        "uri": it.uri,
        "attempts": [{"at": when(one.at), "status": one.status} for one in it.attempts],
        "state": it.state,
    }


def changed(it: Any, given: Mapping[str, Any], allowed: Mapping[str, str]) -> None:
    """Set the attributes that `allowed` maps from the given names; the rest is left."""
    for name, attribute in allowed.items():
        if name in given:
            setattr(it, attribute, given[name])
