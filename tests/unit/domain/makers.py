"""Plain orders, sources and pushes: the usual one, with whatever a test wants changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import settings

from core.domain.money import Money
from core.domain.orders import Address, Order, OrderId, OrderLine, Place, Variant
from core.domain.push_settings import ConnectionSettings, Mode, StoreSettings
from core.domain.pushes import Push, PushId, PushLine, PushState, SourceOrder
from core.domain.qualification import Source, Terms
from core.domain.stores import Connection, ConnectionId, Role, Store, StoreId

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WAIT = timedelta(minutes=2)
ORDER = OrderId(1)
DEST, NORTH, SOUTH = StoreId(1), StoreId(2), StoreId(3)
NAMES = {DEST: "Dest Boutique", NORTH: "North Supply", SOUTH: "South Goods"}

PROPERTY = settings(max_examples=150, deadline=None, derandomize=True)
"""Bounded and the same in every run."""

SHELF = "gid://shopify/Location/1"


def usd(amount: str | int) -> Money:
    return Money(Decimal(amount), "USD")


def store(store_id: StoreId = DEST, **changes: Any) -> Store:
    shop = NAMES[store_id].split()[0].lower()
    role = Role.DESTINATION if store_id == DEST else Role.SOURCE
    channel = f"C{shop.upper()}"
    plain = Store(store_id, shop, shop, NAMES[store_id], role, "USD", "UTC", channel)
    return replace(plain, **changes)


def address(**changes: Any) -> Address:
    plain = Address(
        first_name="Ada",
        last_name="Lovelace",
        address1="1 Analytical Way",
        city="London",
        country_code="GB",
        zip="N1",
    )
    return replace(plain, **changes)


def line(
    number: int = 1,
    sku: str | None = "A",
    *,
    quantity: int = 2,
    to_ship: int | None = None,
    unit_price: Money | None = None,
    **changes: Any,
) -> OrderLine:
    """A line without discounts, all of it to ship from the destination's one location."""
    price = unit_price or usd("9.99")
    left = quantity if to_ship is None else to_ship
    plain = OrderLine(
        gid=f"gid://shopify/LineItem/{number}",
        variant_gid=f"gid://shopify/ProductVariant/{number}",
        sku=sku,
        title=f"Item {number}",
        variant_title=None,
        quantity=quantity,
        current=quantity,
        to_ship=left,
        full_price=price,
        paid=price * quantity,
        taxes=(),
        requires_shipping=True,
        taxable=True,
        tracked=True,
        places=(Place(SHELF, "Shelf", left),) if left else (),
    )
    return replace(plain, **changes)


def order(*lines: OrderLine, **changes: Any) -> Order:
    plain = Order(
        gid="gid://shopify/Order/9007199254740993",
        name="#1001",
        number="1001",
        created_at=NOW,
        updated_at=NOW,
        processed_at=NOW,
        cancelled_at=None,
        test=False,
        financial_status="PAID",
        fulfillment_status="UNFULFILLED",
        currency="USD",
        total=usd("19.98"),
        original_total=usd("19.98"),
        shipping=usd(5),
        taxes_included=False,
        discount_codes=(),
        email="ada@example.com",
        phone=None,
        shipping_address=address(),
        billing_address=None,
        source_identifier=None,
        tags=(),
        channels=("web", "Online Store"),
        high_risk=False,
        holds=(),
        lines=lines or (line(),),
        shipping_lines=(),
    )
    return replace(plain, **changes)


def variant(sku: str, number: int = 1) -> Variant:
    return Variant(f"gid://shopify/ProductVariant/{sku}{number}", sku, sku, True, True)


def source(store_id: StoreId, *skus: str, currency: str = "USD", **changes: Any) -> Source:
    """A source with one variant a SKU, in a group with the destination's location; a SKU named
    twice has two."""
    variants: dict[str, list[Variant]] = {}
    for sku in skus:
        variants.setdefault(sku, []).append(variant(sku, len(variants.get(sku, [])) + 1))
    plain = Source(store_id, NAMES[store_id], currency, variants, places=frozenset({SHELF}))
    return replace(plain, **changes)


def terms(**changes: Any) -> Terms:
    """A destination whose orders are pushed."""
    settings = StoreSettings(order_push=True, plan="Traction")
    return Terms("Dest Boutique", "dest", replace(settings, **changes))


def connection(
    store_id: StoreId = NORTH, mode: Mode = Mode.MANUAL, waiting_time: timedelta = WAIT
) -> Connection:
    settings = ConnectionSettings(mode=mode, waiting_time=waiting_time)
    return Connection(ConnectionId(store_id), DEST, store_id, settings)


def push_line(
    number: int = 1, sku: str = "A", quantity: int = 2, place: str | None = SHELF
) -> PushLine:
    gid = f"gid://shopify/LineItem/{number}"
    return PushLine(gid, sku, f"Item {number}", quantity, variant(sku).gid, place)


def push(
    state: PushState = PushState.WAITING,
    lines: Sequence[PushLine] = (),
    part: int = 1,
    store_id: StoreId = NORTH,
    **changes: Any,
) -> Push:
    plain = Push(PushId(100 * store_id + part), ORDER, store_id, part, state, tuple(lines))
    return replace(plain, **changes)


def source_order(name: str = "#2045", cancelled_at: datetime | None = None) -> SourceOrder:
    return SourceOrder(f"gid://shopify/Order/{name}", name, NOW, NOW, cancelled_at, "UNFULFILLED")


def gids(lines: Iterable[PushLine]) -> list[str]:
    return [each.line_gid for each in lines]
