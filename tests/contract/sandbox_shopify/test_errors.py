"""GraphQL errors come in graphql-ruby's shapes, with HTTP 200."""

from __future__ import annotations

from tests.contract.sandbox_shopify.kit import Shopify, usd


def test_an_unknown_field(shopify: Shopify) -> None:
    error = shopify.error("dest", "query Mine { shop { id nmae } }")
    assert error["message"] == "Field 'nmae' doesn't exist on type 'Shop'"
    assert error["path"] == ["query Mine", "shop", "nmae"]
    assert error["locations"] == [{"line": 1, "column": 24}]
    assert error["extensions"] == {
        "code": "undefinedField",
        "typeName": "Shop",
        "fieldName": "nmae",
    }


def test_a_missing_argument(shopify: Shopify) -> None:
    error = shopify.error("dest", "{ order { id } }")
    assert error["message"] == "Field 'order' is missing required arguments: id"
    assert error["extensions"]["code"] == "missingRequiredArguments"
    assert error["path"] == ["query", "order"]


def test_a_literal_of_the_wrong_kind(shopify: Shopify) -> None:
    error = shopify.error("dest", '{ orders(first: "x") { nodes { id } } }')
    assert error["extensions"]["code"] == "argumentLiteralsIncompatible"


def test_a_number_that_is_no_global_id(shopify: Shopify) -> None:
    error = shopify.error("dest", "01", {"id": "1001"})
    assert error["extensions"]["code"] == "INVALID_VARIABLE"
    assert error["extensions"]["problems"][0]["explanation"] == "Invalid global id '1001'"


def test_a_variable_with_problems(shopify: Shopify) -> None:
    order = {"lineItems": [{"quantity": None, "colour": "red"}]}
    error = shopify.error("north", "06", {"order": order})
    assert error["message"] == (
        "Variable $order of type OrderCreateOrderInput! was provided invalid value for "
        "lineItems.0.quantity (Expected value to not be null)"
    )
    assert error["extensions"]["code"] == "INVALID_VARIABLE"
    assert error["extensions"]["problems"] == [
        {"path": ["lineItems", 0, "quantity"], "explanation": "Expected value to not be null"},
        {
            "path": ["lineItems", 0, "colour"],
            "explanation": "Field is not defined on OrderCreateLineItemInput",
        },
    ]


def test_a_required_variable_left_out(shopify: Shopify) -> None:
    error = shopify.error("dest", "01", {})
    assert error["extensions"]["code"] == "INVALID_VARIABLE"
    assert "Expected value to not be null" in error["message"]


def test_text_that_cannot_be_read(shopify: Shopify) -> None:
    assert "Syntax Error" in shopify.error("dest", "{ shop {")["message"]


def test_input_arrays_beyond_250(shopify: Shopify) -> None:
    line = {"title": "A", "quantity": 1, "priceSet": usd("1")}
    error = shopify.error("north", "06", {"order": {"lineItems": [line] * 251}})
    assert error["extensions"]["code"] == "MAX_INPUT_SIZE_EXCEEDED"
    assert error["message"] == (
        "The input array size of 251 is greater than the maximum allowed of 250."
    )
    made = shopify.create("north", {"lineItems": [line] * 250})
    assert made["userErrors"] == []


def test_connections_need_first_or_last(shopify: Shopify) -> None:
    error = shopify.error("dest", "{ orders { nodes { id } } }")
    assert error["message"] == "you must provide one of first or last"
    error = shopify.error("dest", "{ orders(first: 251) { nodes { id } } }")
    assert error["extensions"]["code"] == "BAD_REQUEST"


def test_what_the_sandbox_does_not_know_it_says(shopify: Shopify) -> None:
    error = shopify.error(
        "dest",
        '{ orders(first: 1, savedSearchId: "gid://shopify/SavedSearch/1") { nodes { id } } }',
    )
    assert error["message"] == "the sandbox does not know saved searches"
    line = {"title": "A", "quantity": 1, "priceSet": usd("1")}
    order = {"lineItems": [line], "userId": "gid://shopify/StaffMember/1"}
    error = shopify.error("north", "06", {"order": order})
    assert error["message"] == "the sandbox does not know OrderCreateOrderInput.userId"


def test_cursors_page_through_without_loss_or_repeat(shopify: Shopify) -> None:
    for _ in range(7):
        shopify.place()
    query = (
        "query A($after: String, $reverse: Boolean) { orders(first: 3, after: $after, "
        "sortKey: UPDATED_AT, reverse: $reverse) { pageInfo { hasNextPage endCursor } "
        "nodes { name } } }"
    )
    for reverse in (False, True):
        names: list[str] = []
        after, more = None, True
        while more:
            page = shopify.data("dest", query, {"after": after, "reverse": reverse})["orders"]
            names += [one["name"] for one in page["nodes"]]
            after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        expected = [f"#{number}" for number in range(1001, 1008)]
        assert names == (expected[::-1] if reverse else expected)
