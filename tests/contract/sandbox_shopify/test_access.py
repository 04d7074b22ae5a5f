"""Who may call, which addresses there are, and what a store in trouble answers."""

from __future__ import annotations

import pytest

from tests.contract.sandbox_shopify.kit import Json, Shopify

SHOP = "{ shop { id } }"


def grant(shopify: Shopify, shop: str, **form: str) -> tuple[int, Json]:
    given = {
        "grant_type": "client_credentials",
        "client_id": f"client_sandbox_{shop}",
        "client_secret": f"secret_sandbox_{shop}",
        **form,
    }
    answer = shopify.http.post(f"/shopify/{shop}/admin/oauth/access_token", data=given)
    return answer.status_code, answer.json()


def test_a_bad_token_is_refused_with_401(shopify: Shopify) -> None:
    answer = shopify.raw("dest", SHOP, token="wrong")
    assert answer.status_code == 401
    assert answer.json() == {
        "errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"
    }
    assert shopify.raw("dest", SHOP, token="shpat_sandbox_north").status_code == 401


def test_an_unknown_shop_or_version_is_not_found(shopify: Shopify) -> None:
    assert shopify.raw("nobody", SHOP).status_code == 404
    assert shopify.raw("dest", SHOP, version="2019-04").status_code == 404


def test_the_served_version_is_named(shopify: Shopify) -> None:
    assert shopify.raw("dest", SHOP).headers["x-shopify-api-version"] == "2026-10"


def test_a_body_that_is_no_query_is_a_bad_request(shopify: Shopify) -> None:
    path = "/shopify/dest/admin/api/2026-10/graphql.json"
    headers = {"X-Shopify-Access-Token": "shpat_sandbox_dest"}
    assert shopify.http.post(path, content=b"nonsense", headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("state", "status"),
    [("frozen", 402), ("forbidden", 403), ("missing", 404), ("locked", 423)],
)
def test_a_store_in_trouble_says_so(shopify: Shopify, state: str, status: int) -> None:
    shopify.control("PATCH", "/shopify/dest", {"state": state})
    assert shopify.raw("dest", SHOP).status_code == status
    shopify.control("PATCH", "/shopify/dest", {"state": "open"})
    assert shopify.raw("dest", SHOP).status_code == 200


def test_frozen_is_a_state_too(shopify: Shopify) -> None:
    shopify.control("PATCH", "/shopify/dest", {"frozen": True})
    assert shopify.raw("dest", SHOP).status_code == 402


def test_a_token_can_be_made_invalid(shopify: Shopify) -> None:
    shopify.control("PATCH", "/shopify/dest", {"tokenValid": False})
    assert shopify.raw("dest", SHOP).status_code == 401


def test_client_credentials_give_a_token_for_a_day(shopify: Shopify) -> None:
    status, body = grant(shopify, "dest")
    assert status == 200
    assert body["expires_in"] == 86399
    assert "read_orders" in body["scope"].split(",")
    assert shopify.raw("dest", SHOP, token=body["access_token"]).status_code == 200
    assert shopify.raw("north", SHOP, token=body["access_token"]).status_code == 401


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_secret": "wrong"}, "application_cannot_be_found"),
        (
            {"client_id": "client_sandbox_north", "client_secret": "secret_sandbox_north"},
            "shop_not_permitted",
        ),
    ],
)
def test_a_grant_is_refused_by_name(shopify: Shopify, form: dict[str, str], error: str) -> None:
    status, body = grant(shopify, "dest", **form)
    assert (status, body["error"]) == (400, error)


def test_an_uninstalled_app_gets_no_token(shopify: Shopify) -> None:
    shopify.control("POST", "/shopify/dest/uninstall")
    assert grant(shopify, "dest")[1]["error"] == "app_not_installed"
    assert shopify.raw("dest", SHOP).status_code == 401


def test_a_missing_scope_denies_the_field_and_leaves_the_rest(shopify: Shopify) -> None:
    placed = shopify.place()
    shopify.control("PATCH", "/shopify/dest", {"scopes": ["read_orders"]})
    query = "query A($id: ID!) { order(id: $id) { name customer { firstName } } }"
    body = shopify.gql("dest", query, {"id": placed["gid"]})
    assert body["data"] == {"order": {"name": "#1001", "customer": None}}
    [error] = body["errors"]
    assert error["message"] == (
        "Access denied for customer field. Required access: `read_customers` access scope."
    )
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert error["path"] == ["order", "customer"]


def test_a_write_scope_implies_its_read_scope(shopify: Shopify) -> None:
    placed = shopify.place()
    shopify.control("PATCH", "/shopify/dest", {"scopes": ["write_orders"]})
    query = "query A($id: ID!) { order(id: $id) { name } }"
    assert shopify.data("dest", query, {"id": placed["gid"]})["order"]["name"] == "#1001"


def test_creating_orders_needs_its_scope(shopify: Shopify) -> None:
    shopify.control("PATCH", "/shopify/north", {"scopes": ["read_orders"]})
    line = {
        "title": "A",
        "quantity": 1,
        "priceSet": {"shopMoney": {"amount": "1", "currencyCode": "USD"}},
    }
    error = shopify.error("north", "06", {"order": {"lineItems": [line]}})
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert "`write_orders`" in error["message"]


def test_orders_older_than_sixty_days_need_read_all_orders(shopify: Shopify) -> None:
    old = shopify.place(createdAt="2020-01-01T00:00:00Z")
    query = "query A($id: ID!) { order(id: $id) { name } orders(first: 5) { nodes { name } } }"
    there = shopify.data("dest", query, {"id": old["gid"]})
    assert there == {"order": {"name": "#1001"}, "orders": {"nodes": [{"name": "#1001"}]}}
    shopify.control("PATCH", "/shopify/dest", {"scopes": ["read_orders"]})
    gone = shopify.data("dest", query, {"id": old["gid"]})
    assert gone == {"order": None, "orders": {"nodes": []}}
