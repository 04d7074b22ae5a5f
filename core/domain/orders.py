"""The customer's order on the destination store, as read afresh from Shopify.

`Order` holds customer data and lives only while a job works with it. `OrderFacts` is what SyncTec
keeps and shows: no name, no street, no e-mail address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NewType

from core.domain.money import Money

_NUMBER_SIGN = re.compile(r"^[\s#]+")

OrderId = NewType("OrderId", int)
"""Our own key of an order; Shopify's is the global id (`gid`)."""

GIVEN_BACK = frozenset({"REFUNDED", "VOIDED"})
"""Financial statuses of an order whose money was given back whole, or never taken."""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; `country_code` and `province_code` are Shopify's (ISO 3166)."""

    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    province_code: str | None = None
    country_code: str | None = None
    zip: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Tax:
    """One tax as the customer paid it; `rate` is a fraction (0.19)."""

    title: str
    rate: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class Place:
    """Units of a line that Shopify means to ship from one location. `location_gid` is None where
    the location was deleted."""

    location_gid: str | None
    location: str
    quantity: int


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line. `full_price` is a unit's before all discounts; `paid` and `taxes` are for all
    `quantity` units, after discounts; `current` is what is neither refunded nor removed, `to_ship`
    what of it is not fulfilled either, `places` where that is to ship from. `tracked` says whether
    the destination tracks its stock, None where its variant is gone."""

    gid: str
    variant_gid: str | None
    sku: str | None
    title: str
    variant_title: str | None
    quantity: int
    current: int
    to_ship: int
    full_price: Money
    paid: Money
    taxes: tuple[Tax, ...]
    requires_shipping: bool
    taxable: bool
    tracked: bool | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class ShippingLine:
    """What the customer paid for shipping, after discounts; `code` is the rate's."""

    title: str
    code: str | None
    price: Money
    taxes: tuple[Tax, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """An order as Shopify knows it now. `financial_status` and `fulfillment_status` are
    Shopify's display enums (`PAID`, `UNFULFILLED`, ...); `number` is the name without prefix.
    `channels` are the names of where it was placed, `holds` the reasons why its fulfilment is on
    hold, `high_risk` whether an assessment of fraud says so. With `taxes_included` the prices hold
    their taxes. `total` is what is left of `original_total` after returns and refunds."""

    gid: str
    name: str
    number: str
    created_at: datetime
    updated_at: datetime
    processed_at: datetime
    cancelled_at: datetime | None
    test: bool
    financial_status: str | None
    fulfillment_status: str
    currency: str
    total: Money
    original_total: Money
    shipping: Money
    taxes_included: bool
    discount_codes: tuple[str, ...]
    email: str | None
    phone: str | None
    shipping_address: Address | None
    billing_address: Address | None
    source_identifier: str | None
    tags: tuple[str, ...]
    channels: tuple[str, ...]
    high_risk: bool
    holds: tuple[str, ...]
    lines: tuple[OrderLine, ...]
    shipping_lines: tuple[ShippingLine, ...]

    @property
    def legacy_id(self) -> str:
        """The numeric end of the global id, as webhooks and admin links use it."""
        return legacy_id(self.gid)


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What SyncTec remembers of an order: enough to show and to list it, no customer data beyond
    city and country, and the customer's `initials` where the store's settings say so; not even
    these once they were `erased`. `total` of an order that is over is what it was at purchase."""

    gid: str
    name: str
    number: str
    processed_at: datetime
    updated_at: datetime
    cancelled_at: datetime | None
    test: bool
    financial_status: str | None
    fulfillment_status: str
    total: Money
    shipping: Money
    city: str | None
    country_code: str | None
    erased: bool = False
    initials: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether it was cancelled, or its money given back whole: nothing of it is to be done."""
        return self.cancelled_at is not None or self.financial_status in GIVEN_BACK


def facts_of(order: Order, *, with_initials: bool = False) -> OrderFacts:
    """The part of an order that is kept."""
    address = order.shipping_address or Address()
    over = order.cancelled_at is not None or order.financial_status in GIVEN_BACK
    return OrderFacts(
        gid=order.gid,
        name=order.name,
        number=order.number,
        processed_at=order.processed_at,
        updated_at=order.updated_at,
        cancelled_at=order.cancelled_at,
        test=order.test,
        financial_status=order.financial_status,
        fulfillment_status=order.fulfillment_status,
        total=order.original_total if over else order.total,
        shipping=order.shipping,
        city=address.city,
        country_code=address.country_code,
        initials=_initials(address) if with_initials else None,
    )


def _initials(address: Address) -> str | None:
    """`J. D.` of Jane Doe."""
    names = [name.strip() for name in (address.first_name, address.last_name) if name]
    return " ".join(f"{name[0].upper()}." for name in names if name) or None


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant of a source store, as found by its SKU (compared exactly, after trimming).
    `available`: how many can be sold; None where stock sets no limit."""

    gid: str
    sku: str
    title: str
    tracked: bool
    requires_shipping: bool
    available: int | None = None


@dataclass(frozen=True, slots=True)
class OrderChange:
    """One order a poll found changed since the cursor; `identifier` is its source identifier, where
    it has one: ours, or anybody's."""

    gid: str
    updated_at: datetime
    identifier: str | None = None


def legacy_id(gid: str) -> str:
    """`gid://shopify/Order/123?x=y` -> `123`."""
    return gid.rsplit("/", 1)[-1].split("?", 1)[0]


def order_gid(numeric: str | int) -> str:
    """The global id of a numeric order id."""
    return f"gid://shopify/Order/{numeric}"


def clean_number(typed: str) -> str:
    """What people type for an order, without blanks and the leading `#`: `#1001` -> `1001`,
    `EN-1001` stays. Compared in any case."""
    return _NUMBER_SIGN.sub("", typed).rstrip()
