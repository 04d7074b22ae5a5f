"""Shopify's privacy topics: what they ask for, and what is kept of an order at all.

The shapes are those of shopify.dev, "Privacy law compliance". What they say of the customer (id,
e-mail address, phone number) is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from core.domain.orders import OrderFacts
from core.domain.stores import StoreId
from core.domain.words import say
from core.domain.work import EraseOrders, ForgetStore, TellDataRequest, Work

DATA_REQUEST, CUSTOMER_REDACT = "customers/data_request", "customers/redact"
SHOP_REDACT = "shop/redact"
TOPICS = frozenset({DATA_REQUEST, CUSTOMER_REDACT, SHOP_REDACT})

TO_ANSWER = timedelta(days=30)
"""By when a store has to answer its customer."""
_LARGEST_ID = 2**63 - 1


def work_for(
    topic: str, body: Mapping[str, object], store_id: StoreId, now: datetime
) -> Work | None:
    """What a delivery of one of the topics asks for; None where it concerns no order.

    Raises:
        ValueError: it is not what a delivery of this topic must be; says what is wrong.
    """
    if topic == SHOP_REDACT:
        return ForgetStore(store_id)
    if topic == CUSTOMER_REDACT:
        orders = _ids(body, "orders_to_redact")
        return EraseOrders(store_id, orders) if orders else None
    request = body.get("data_request")
    number = request.get("id") if isinstance(request, Mapping) else None
    if not _is_id(number):
        msg = "The body names no data request: data_request.id is missing."
        raise ValueError(msg)
    orders = _ids(body, "orders_requested")
    return TellDataRequest(store_id, str(number), orders, now.isoformat())


def kept_of(facts: OrderFacts) -> str:
    """What is kept of an order, by its kinds: the values would outlive their erasure here."""
    if facts.erased:
        return say("{order}: number, times, status, totals, items", order=facts.name)
    if facts.initials:
        return say(
            "{order}: number, times, status, totals, items, city and country, initials",
            order=facts.name,
        )
    return say("{order}: number, times, status, totals, items, city and country", order=facts.name)


def _ids(body: Mapping[str, object], field: str) -> str:
    listed = body.get(field, [])
    if not isinstance(listed, list) or not all(_is_id(each) for each in listed):
        msg = f"{field} is not a list of order ids."
        raise ValueError(msg)
    return " ".join(str(each) for each in listed)


def _is_id(given: object) -> bool:
    """Numbers, and the same as text, as Shopify's oldest page shows them."""
    if isinstance(given, str):
        return given.isascii() and given.isdigit() and 0 < int(given[:20]) <= _LARGEST_ID
    return isinstance(given, int) and not isinstance(given, bool) and 0 < given <= _LARGEST_ID
