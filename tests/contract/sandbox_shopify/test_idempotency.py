"""`@idempotent`: required where Shopify requires it, remembered, and strict about reuse."""

from __future__ import annotations

import threading

import pytest

from tests.contract.sandbox_shopify.kit import Json, Shopify

SET = """mutation S($input: InventorySetQuantitiesInput!) {
  inventorySetQuantities(input: $input) { userErrors { field message code } } }"""


def setting(shopify: Shopify, quantity: int, expected: int | None = None) -> Json:
    variant = shopify.variant("north", "TEE-WHT-L")
    row = {
        "inventoryItemId": f"gid://shopify/InventoryItem/{variant['inventoryItemId']}",
        "locationId": f"gid://shopify/Location/{variant['levels'][0]['locationId']}",
        "quantity": quantity,
        "changeFromQuantity": expected,
    }
    return {"name": "available", "reason": "correction", "quantities": [row]}


def codes(shopify: Shopify, given: Json, key: str) -> list[str]:
    data = shopify.data("north", "17", {"input": given, "key": key})
    return [one["code"] for one in data["inventorySetQuantities"]["userErrors"]]


def test_the_directive_is_required(shopify: Shopify) -> None:
    body = shopify.gql("north", SET, {"input": setting(shopify, 5)})
    assert body["data"] == {"inventorySetQuantities": None}
    [error] = body["errors"]
    assert error["message"] == (
        "The @idempotent directive is required for this mutation but was not provided."
    )
    assert error["extensions"] == {"code": "BAD_REQUEST"}
    assert error["path"] == ["inventorySetQuantities"]


def test_the_directive_must_stand_on_the_field(shopify: Shopify) -> None:
    query = SET.replace("{\n", '@idempotent(key: "a") {\n', 1)
    error = shopify.error("north", query, {"input": setting(shopify, 5)})
    assert error["extensions"]["code"] == "directiveCannotBeApplied"


def test_a_blank_key_is_refused(shopify: Shopify) -> None:
    error = shopify.error("north", "17", {"input": setting(shopify, 5), "key": " "})
    assert error["extensions"] == {"code": "BAD_REQUEST"}


def test_the_same_key_works_once_and_answers_the_same(shopify: Shopify) -> None:
    given = setting(shopify, 5, 25)
    first = shopify.data("north", "17", {"input": given, "key": "a"})
    assert shopify.data("north", "17", {"input": given, "key": "a"}) == first
    assert shopify.stock("north", "TEE-WHT-L")[0] == (5, 0)


def test_a_key_with_other_parameters_is_a_mismatch(shopify: Shopify) -> None:
    assert codes(shopify, setting(shopify, 5), "a") == []
    assert codes(shopify, setting(shopify, 6), "a") == ["IDEMPOTENCY_KEY_PARAMETER_MISMATCH"]


def test_a_key_whose_attempt_failed_stays_failed(shopify: Shopify) -> None:
    stale = setting(shopify, 5, 999)
    assert codes(shopify, stale, "a") == ["CHANGE_FROM_QUANTITY_STALE"]
    assert codes(shopify, stale, "a") == ["IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"]


def test_a_key_in_use_at_this_moment_is_concurrent(shopify: Shopify) -> None:
    given = setting(shopify, 5)
    shopify.fault("delay_before", operation="inventorySetQuantities", seconds=1)
    answers: list[list[str]] = []
    slow = threading.Thread(target=lambda: answers.append(codes(shopify, given, "a")))
    slow.start()
    shopify.until(lambda: shopify.control("GET", "/faults")[0]["fired"])
    assert codes(shopify, given, "a") == ["IDEMPOTENCY_CONCURRENT_REQUEST"]
    slow.join()
    assert answers == [[]]


@pytest.mark.parametrize("name", ["compareQuantity", "ignoreCompareQuantity"])
def test_the_removed_compare_arguments_are_gone(shopify: Shopify, name: str) -> None:
    given = {**setting(shopify, 5), name: True}
    error = shopify.error("north", "17", {"input": given, "key": "a"})
    assert error["extensions"]["code"] == "INVALID_VARIABLE"


def test_change_from_quantity_must_be_said(shopify: Shopify) -> None:
    given = setting(shopify, 5)
    del given["quantities"][0]["changeFromQuantity"]
    error = shopify.error("north", "17", {"input": given, "key": "a"})
    assert error["message"] == (
        "InventoryQuantityInput must include the following argument: changeFromQuantity."
    )
    assert error["extensions"]["code"] == "INVALID_FIELD_ARGUMENTS"


def test_a_pair_may_stand_only_once(shopify: Shopify) -> None:
    given = setting(shopify, 5)
    given["quantities"] *= 2
    expected = ["NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"]
    assert codes(shopify, given, "a") == expected


def test_reasons_and_names_are_checked(shopify: Shopify) -> None:
    assert codes(shopify, {**setting(shopify, 5), "reason": "because"}, "a") == ["INVALID_REASON"]
    assert codes(shopify, {**setting(shopify, 5), "name": "spare"}, "b") == ["INVALID_NAME"]
    assert codes(shopify, setting(shopify, -1), "c") == ["INVALID_QUANTITY_NEGATIVE"]
