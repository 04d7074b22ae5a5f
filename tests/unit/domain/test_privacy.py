"""What Shopify's privacy topics ask for, read from bodies as its documentation shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from core.domain.privacy import CUSTOMER_REDACT, DATA_REQUEST, SHOP_REDACT, work_for
from core.domain.stores import StoreId
from core.domain.work import EraseOrders, ForgetStore, TellDataRequest

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DEST = StoreId(7)
SHOP = {"shop_id": 954889, "shop_domain": "dest.myshopify.com"}
WHO = {"id": 191167, "email": "john@example.com", "phone": "555-625-1199"}


def asked(topic: str, **body: Any) -> object:
    return work_for(topic, {**SHOP, **body}, DEST, NOW)


def test_each_topic_becomes_its_work() -> None:
    ids = [299938, 280263]
    request = asked(DATA_REQUEST, orders_requested=ids, customer=WHO, data_request={"id": 9999})
    assert request == TellDataRequest(7, "9999", "299938 280263", NOW.isoformat())
    redact = asked(CUSTOMER_REDACT, customer=WHO, orders_to_redact=ids)
    assert redact == EraseOrders(7, "299938 280263")
    assert asked(SHOP_REDACT) == ForgetStore(7)


def test_nothing_of_the_customer_travels_with_the_work() -> None:
    request = {"customer": WHO, "data_request": {"id": 9999}}
    for topic in (DATA_REQUEST, CUSTOMER_REDACT):
        work = str(asked(topic, orders_requested=[1], orders_to_redact=[1], **request))
        assert not any(str(value) in work for value in WHO.values())


def test_ids_may_be_texts_as_on_shopifys_oldest_page() -> None:
    assert asked(CUSTOMER_REDACT, orders_to_redact=["299938"]) == EraseOrders(7, "299938")


def test_a_customer_without_orders_concerns_nobody() -> None:
    assert asked(CUSTOMER_REDACT, customer=WHO, orders_to_redact=[]) is None
    assert asked(CUSTOMER_REDACT, customer=WHO) is None


@pytest.mark.parametrize("ids", ["299938", [1.5], [True], [None], [-1], [2**63], ["1 2"], ["²"]])
def test_what_is_no_list_of_orders_is_refused(ids: object) -> None:
    with pytest.raises(ValueError, match="orders_to_redact"):
        asked(CUSTOMER_REDACT, orders_to_redact=ids)


@pytest.mark.parametrize("request_", [None, {}, {"id": None}, {"id": "x"}, 9999])
def test_a_data_request_needs_its_number(request_: object) -> None:
    with pytest.raises(ValueError, match="data_request"):
        asked(DATA_REQUEST, orders_requested=[1], data_request=request_)
