"""The order as it is to be created on the source store: identity, lines, money, note and tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.domain.money import Money
from core.domain.orders import Address, Order
from core.domain.pushes import Identity, PushLine
from core.domain.stores import Store

TAG_LENGTH = 40
"""Shopify's limit for one tag (shopify.dev, API limits)."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of the source order; `line_gid` is the destination line it stands for."""

    variant_gid: str
    line_gid: str
    quantity: int
    unit_price: Money
    taxable: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything `orderCreate` needs. `shipping_fee` None means free shipping."""

    identity: Identity
    lines: tuple[DraftLine, ...]
    currency: str
    shipping_address: Address
    shipping_fee: Money | None
    tags: tuple[str, ...]
    note: str
    test: bool
    processed_at: datetime
    source_url: str


def identity_of(destination: Store, order: Order, part: int) -> Identity:
    """The name this push has on the source store."""
    return Identity(destination.domain, order.legacy_id, part)


def build_draft(
    destination: Store,
    order: Order,
    lines: Sequence[PushLine],
    part: int,
    shipping_fee: Decimal | None,
    order_url: str,
) -> Draft:
    """The source order for these lines of the order, in the order's own prices.

    Raises:
        ValueError: the order has no shipping address; the rules let no such order through.
    """
    if order.shipping_address is None:
        msg = f"{order.gid} has no shipping address"
        raise ValueError(msg)
    identity = identity_of(destination, order, part)
    prices = {line.gid: line for line in order.lines}
    return Draft(
        identity=identity,
        lines=tuple(
            DraftLine(
                variant_gid=line.variant_gid,
                line_gid=line.line_gid,
                quantity=line.quantity,
                unit_price=prices[line.line_gid].unit_price,
                taxable=prices[line.line_gid].taxable,
            )
            for line in lines
        ),
        currency=order.currency,
        shipping_address=order.shipping_address,
        shipping_fee=None if shipping_fee is None else Money(shipping_fee, order.currency),
        tags=_tags(destination.name, order.name, identity.tag),
        note=_note(destination, order, part),
        test=order.test,
        processed_at=order.processed_at,
        source_url=order_url,
    )


def _tags(*texts: str) -> tuple[str, ...]:
    return tuple(tag for text in texts if (tag := _tag(text)))


def _tag(text: str) -> str:
    # Shopify splits tags at commas.
    return text.replace(",", " ")[:TAG_LENGTH].strip()


def _note(destination: Store, order: Order, part: int) -> str:
    suffix = f" (part {part})" if part > 1 else ""
    return f"Pushed by SyncTec from {destination.name}, order {order.name}{suffix}."
