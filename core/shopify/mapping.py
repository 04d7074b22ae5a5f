"""From Shopify's answers to the domain's values (the customer's order: `core.shopify.reading`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from core.domain.money import Money
from core.domain.orders import Address, Variant
from core.domain.pushes import Identity, SourceOrder
from core.ports.shopify import ShopProbe
from core.shopify import generated as g


def money(found: g.Price) -> Money:
    """The amount in the shop's currency."""
    return Money(found.shop_money.amount, found.shop_money.currency_code.value)


def address(found: g.Place | None) -> Address | None:
    """The address, None where there is none."""
    if found is None:
        return None
    return Address(
        first_name=found.first_name,
        last_name=found.last_name,
        company=found.company,
        address1=found.address_1,
        address2=found.address_2,
        city=found.city,
        province_code=found.province_code,
        country_code=found.country_code_v_2 and found.country_code_v_2.value,
        zip=found.zip_,
        phone=found.phone,
    )


class _Made(Protocol):
    """What every answer about a source order has."""

    id: str
    name: str
    created_at: datetime
    updated_at: datetime
    cancelled_at: datetime | None
    display_fulfillment_status: g.OrderDisplayFulfillmentStatus


def source_order(found: _Made) -> SourceOrder:
    """An order on a source store."""
    return SourceOrder(
        gid=found.id,
        name=found.name,
        created_at=found.created_at,
        updated_at=found.updated_at,
        cancelled_at=found.cancelled_at,
        fulfillment_status=found.display_fulfillment_status.value,
    )


def carries(found: g.Pushed, identity: Identity) -> bool:
    """Whether the order has exactly this identity; a tag alone is none, for people copy tags."""
    wanted = str(identity)
    return wanted in {found.source_identifier, found.identity and found.identity.value}


def chosen(found: Iterable[g.Pushed], identity: Identity) -> SourceOrder | None:
    """The order with this identity, one that stands before one that was cancelled."""
    fitting = [source_order(one) for one in found if carries(one, identity)]
    fitting.sort(key=lambda one: (one.cancelled_at is not None, one.created_at))
    return fitting[0] if fitting else None


def variant(found: g.VariantsBySkuProductVariantsNodes) -> Variant:
    """One variant of a source store."""
    limited = (
        found.inventory_item.tracked
        and found.inventory_policy is g.ProductVariantInventoryPolicy.DENY
    )
    return Variant(
        gid=found.id,
        sku=(found.sku or "").strip(),
        title=found.display_name,
        tracked=found.inventory_item.tracked,
        requires_shipping=found.inventory_item.requires_shipping,
        available=found.inventory_quantity if limited else None,
    )


def probe(found: g.Probe) -> ShopProbe:
    """What the store says about itself and about us."""
    scopes = found.current_app_installation.access_scopes
    return ShopProbe(
        name=found.shop.name,
        shop=found.shop.myshopify_domain.removesuffix(".myshopify.com"),
        currency=found.shop.currency_code.value,
        timezone=found.shop.iana_timezone,
        email=found.shop.email or None,
        phone=found.shop.shop_address.phone or None,
        scopes=frozenset(scope.handle for scope in scopes),
        plan=found.shop.plan.public_display_name,
    )
