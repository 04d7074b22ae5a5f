"""Every answer of Shopify's, and what it means for the call."""

import json
from datetime import timedelta
from typing import Any

import pytest

from core.domain.errors import (
    AccessRefused,
    Broken,
    NotFound,
    OutcomeUnknown,
    SyncError,
    Temporary,
    Throttled,
)
from core.shopify.answers import Call, charge_of, payload, read, retry_after
from core.shopify.generated import CreateOrder, FindOrders, ReadOrder
from core.shopify.transport import Answer

READ = Call("north", "North", "read_order")
CREATE = Call("north", "North", "create_order", once=True)
THROTTLED = {
    "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
    "extensions": {
        "cost": {
            "requestedQueryCost": 752,
            "actualQueryCost": None,
            "throttleStatus": {
                "maximumAvailable": 1000.0,
                "currentlyAvailable": 652,
                "restoreRate": 50.0,
            },
        }
    },
}


def answer(status: int = 200, body: Any = None, **headers: str) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
    return Answer(status, headers, raw)


def error(code: str | None, path: Any = None, message: str = "no") -> dict[str, Any]:
    found: dict[str, Any] = {"message": message}
    if code is not None:
        found["extensions"] = {"code": code}
    if path is not None:
        found["path"] = path
    return found


def raised(call: Call, found: Any) -> SyncError:
    with pytest.raises(SyncError) as caught:
        read(call, found, CreateOrder if call.once else ReadOrder)
    return caught.value


@pytest.mark.parametrize(
    ("status", "of_read", "of_create"),
    [
        (301, NotFound, NotFound),
        (400, Broken, Broken),
        (401, AccessRefused, AccessRefused),
        (402, AccessRefused, AccessRefused),
        (403, AccessRefused, AccessRefused),
        (404, NotFound, NotFound),
        (408, Temporary, OutcomeUnknown),
        (423, AccessRefused, AccessRefused),
        (429, Throttled, Throttled),
        (500, Temporary, OutcomeUnknown),
        (502, Temporary, OutcomeUnknown),
        (504, Temporary, OutcomeUnknown),
        (204, Temporary, OutcomeUnknown),
    ],
)
def test_each_status(status: int, of_read: type[SyncError], of_create: type[SyncError]) -> None:
    for call, expected in ((READ, of_read), (CREATE, of_create)):
        with pytest.raises(SyncError) as caught:
            payload(call, answer(status))
        assert type(caught.value) is expected


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"data": {"ord', b"[]", b"\xff\xfe", b"[" * 9999]
)
def test_a_body_that_is_no_answer(body: bytes) -> None:
    with pytest.raises(Temporary):
        payload(READ, answer(body=body))
    with pytest.raises(OutcomeUnknown):
        payload(CREATE, answer(body=body))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("4", 4), ("0.5", 0.5), ("-1", 0.1), ("soon", 2), ("", 2), ("1e9", 3600)],
)
def test_retry_after(header: str, seconds: float) -> None:
    headers = {"retry-after": header} if header else {}
    assert retry_after(answer(429, **headers)) == timedelta(seconds=seconds)


def test_throttled_tells_how_long_until_the_cost_is_there() -> None:
    for call in (READ, CREATE):
        slowed = raised(call, THROTTLED)
        assert isinstance(slowed, Throttled)
        assert slowed.retry_after == timedelta(seconds=2)


@pytest.mark.parametrize(
    ("found", "of_read", "of_create"),
    [
        (
            {"errors": [error("ACCESS_DENIED", ["order"])], "data": {"order": None}},
            AccessRefused,
            AccessRefused,
        ),
        # Below the root field: the mutation had begun.
        (
            {
                "errors": [error("ACCESS_DENIED", ["orderCreate", "order", "name"])],
                "data": {"orderCreate": None},
            },
            AccessRefused,
            OutcomeUnknown,
        ),
        (
            {"errors": [error("ACCESS_DENIED")], "data": {"orderCreate": None}},
            AccessRefused,
            OutcomeUnknown,
        ),
        ({"errors": [error("undefinedField", ["query X", "order", "x"])]}, Broken, Broken),
        ({"errors": [error("INVALID_VARIABLE")]}, Broken, Broken),
        ({"errors": [error("MAX_COST_EXCEEDED")]}, Broken, Broken),
        ({"errors": [error("SHOP_INACTIVE")]}, AccessRefused, AccessRefused),
        ({"errors": [error("BAD_REQUEST", ["order"])], "data": {"order": None}}, Broken, Broken),
        ({"errors": [error("INTERNAL_SERVER_ERROR")]}, Temporary, OutcomeUnknown),
        (
            {"errors": [error("INTERNAL_SERVER_ERROR", ["order"])], "data": None},
            Temporary,
            OutcomeUnknown,
        ),
        ({"errors": [error(None)]}, Temporary, OutcomeUnknown),
        ({"errors": "Not even a list"}, Temporary, OutcomeUnknown),
        ({}, Broken, OutcomeUnknown),
        ({"data": {}}, Broken, OutcomeUnknown),
        ({"data": []}, Broken, OutcomeUnknown),
    ],
)
def test_each_graphql_error(
    found: Any, of_read: type[SyncError], of_create: type[SyncError]
) -> None:
    assert type(raised(READ, found)) is of_read
    assert type(raised(CREATE, found)) is of_create


def test_partial_data_is_not_trusted() -> None:
    found = {
        "data": {"order": {"id": "gid://shopify/Order/1", "shippingAddress": None}},
        "errors": [error("ACCESS_DENIED", ["order", "shippingAddress"])],
    }
    assert raised(READ, found).reason.code == "scope_missing"


def test_customer_data_that_is_protected_has_a_remedy_of_its_own() -> None:
    message = (
        "This app is not approved to access the Order object. "
        "See https://shopify.dev/docs/apps/launch/protected-customer-data for more details."
    )
    found = {"data": {"order": None}, "errors": [error("ACCESS_DENIED", ["order"], message)]}
    assert raised(READ, found).reason.code == "customer_data_denied"


def test_an_order_that_was_made_is_made_whatever_else_went_wrong() -> None:
    made = {
        "id": "gid://shopify/Order/1",
        "name": "#1",
        "createdAt": "2026-11-22T00:00:00Z",
        "updatedAt": "2026-11-22T00:00:00Z",
        "cancelledAt": None,
        "displayFulfillmentStatus": "UNFULFILLED",
    }
    found = {
        "data": {"orderCreate": {"order": made, "userErrors": []}},
        "errors": [error("INTERNAL_SERVER_ERROR", ["orderCreate", "order", "name"])],
    }
    answered = read(CREATE, found, CreateOrder).order_create
    assert answered is not None
    assert answered.order is not None


def test_a_list_whose_filter_was_not_understood_is_never_used() -> None:
    shop = {"orderNumberFormatPrefix": "#", "orderNumberFormatSuffix": ""}
    found = {
        "data": {"shop": shop, "orders": {"nodes": []}},
        "extensions": {"search": [{"path": ["orders"], "warnings": [{"field": "nmae"}]}]},
    }
    with pytest.raises(Broken) as caught:
        read(Call("north", "North", "find_orders"), found, FindOrders)
    assert "nmae" in caught.value.detail
    del found["extensions"]["search"][0]["warnings"]  # type: ignore[index]
    assert read(Call("north", "North", "find_orders"), found, FindOrders).orders.nodes == []


def test_what_is_wrong_with_an_answer_is_told_without_its_values() -> None:
    found = {"data": {"order": {"email": "jane@example.com", "number": "Jane"}}}
    broken = raised(READ, found)
    assert isinstance(broken, Broken)
    assert "order.number" in broken.detail
    assert "ane" not in broken.detail.replace("instance", "")


@pytest.mark.parametrize(
    "found",
    [
        {},
        {"extensions": None},
        {"extensions": {"cost": {}}},
        {"extensions": {"cost": {"throttleStatus": 3}}},
    ],
)
def test_an_answer_without_a_cost_teaches_nothing(found: Any) -> None:
    assert charge_of(found) is None
    assert charge_of(THROTTLED) is not None
