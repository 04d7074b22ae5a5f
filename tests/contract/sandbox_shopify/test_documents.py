"""Every example document of a client is answered, by real work where it is a mutation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.contract.sandbox_shopify.kit import DOCUMENTS, Json, Shopify, usd

JANE = {"email": "jane@example.com", "firstName": "Jane", "lastName": "Doe"}
KEYED = {"namespace": "$app", "key": "dst_order_id"}

ADDRESS = {
    "firstName": "Jane",
    "lastName": "Doe",
    "address1": "1 Main",
    "city": "NYC",
    "provinceCode": "NY",
    "countryCode": "US",
    "zip": "10001",
}


def full_order(shopify: Shopify) -> Json:
    line = {
        "variantId": shopify.gid("north", "TEE-BLK-M"),
        "quantity": 2,
        "priceSet": usd("20.00"),
        "requiresShipping": True,
        "taxable": True,
        "properties": [{"name": "_dst_line", "value": "gid://shopify/LineItem/9"}],
        "taxLines": [{"title": "NY", "rate": "0.08", "priceSet": usd("3.20")}],
    }
    return {
        "currency": "USD",
        "email": "jane@example.com",
        "phone": "+14165550101",
        "sourceIdentifier": "dst-shop/6824239235305",
        "sourceName": "order-relay",
        "sourceUrl": "https://admin.shopify.com/store/dst-shop/orders/6824239235305",
        "tags": ["relay", "relay-dst:dst-shop", "relay-id:6824239235305"],
        "note": "Relayed from dst-shop #1001",
        "poNumber": "DST-1001",
        "processedAt": "2026-11-22T03:00:00Z",
        "taxesIncluded": False,
        "test": False,
        "financialStatus": "PAID",
        "customAttributes": [{"key": "Destination order", "value": "dst-shop #1001"}],
        "metafields": [{**KEYED, "type": "id", "value": "dst-shop:6824239235305"}],
        "customer": {"toUpsert": JANE},
        "shippingAddress": ADDRESS,
        "billingAddress": ADDRESS,
        "shippingLines": [{"title": "Standard", "code": "STD", "priceSet": usd("5.00")}],
        "lineItems": [line],
        "transactions": [
            {
                "kind": "SALE",
                "status": "SUCCESS",
                "gateway": "order-relay",
                "amountSet": usd("48.20"),
            }
        ],
    }


def test_the_examples_are_all_there() -> None:
    assert len(list(DOCUMENTS.glob("*.graphql"))) == 30


def test_the_whole_order_is_created_and_read_back(shopify: Shopify) -> None:
    shopify.data("north", "05")
    made = shopify.create("north", full_order(shopify), "DECREMENT_IGNORING_POLICY")["order"]
    assert made["name"] == "#2041"
    assert made["displayFinancialStatus"] == "PAID"
    assert made["totalPriceSet"]["shopMoney"]["amount"] == "48.2"

    read = shopify.data("north", "01", {"id": made["id"]})["order"]
    assert read["registeredSourceUrl"].endswith("6824239235305")
    assert read["relayId"] == {"value": "dst-shop:6824239235305"}
    assert read["tags"] == ["relay", "relay-dst:dst-shop", "relay-id:6824239235305"]
    assert read["customer"]["defaultEmailAddress"] == {"emailAddress": "jane@example.com"}
    assert read["shippingAddress"]["country"] == "United States"
    assert read["billingAddressMatchesShippingAddress"] is True
    [line] = read["lineItems"]["nodes"]
    assert line["customAttributes"] == [{"key": "_dst_line", "value": "gid://shopify/LineItem/9"}]
    assert line["originalUnitPriceSet"]["shopMoney"]["amount"] == "20.0"
    assert line["taxLines"][0]["ratePercentage"] == 8
    assert read["totalOutstandingSet"]["shopMoney"]["amount"] == "0.0"

    page = shopify.data("north", "03", {"id": made["id"]})["order"]["lineItems"]
    assert [node["id"] for node in page["nodes"]] == [line["id"]]
    by_key = shopify.data(
        "north", "04", {"ns": "$app", "key": "dst_order_id", "value": "dst-shop:6824239235305"}
    )["orderByIdentifier"]
    assert by_key["id"] == made["id"]


def test_orders_are_found_and_polled(shopify: Shopify) -> None:
    placed = shopify.place()
    found = shopify.data("dest", "02", {"query": "name:#1001"})["orders"]["nodes"]
    assert [one["id"] for one in found] == [placed["gid"]]
    polled = shopify.data("dest", "29", {"query": "updated_at:>='2026-01-01T00:00:00Z'"})
    assert [one["name"] for one in polled["orders"]["nodes"]] == ["#1001"]


def test_an_order_is_shipped_retracked_and_called_back(shopify: Shopify) -> None:
    placed = shopify.place()
    tasks = shopify.data("dest", "07", {"id": placed["gid"]})["order"]["fulfillmentOrders"]
    [task] = tasks["nodes"]
    assert task["status"] == "OPEN"
    assert "CREATE_FULFILLMENT" in [one["action"] for one in task["supportedActions"]]
    [part] = task["lineItems"]["nodes"]
    given = {
        "notifyCustomer": True,
        "trackingInfo": {"company": "UPS", "numbers": ["1Z1"], "urls": ["https://u/1Z1"]},
        "lineItemsByFulfillmentOrder": [
            {
                "fulfillmentOrderId": task["id"],
                "fulfillmentOrderLineItems": [{"id": part["id"], "quantity": 1}],
            }
        ],
    }
    made = shopify.data("dest", "09", {"fulfillment": given})["fulfillmentCreate"]
    assert made["userErrors"] == []
    parcel = made["fulfillment"]
    assert parcel["name"] == "#1001-F1"
    assert parcel["trackingInfo"] == [{"company": "UPS", "number": "1Z1", "url": "https://u/1Z1"}]
    tracking = {"company": "USPS", "number": "94"}
    shopify.data("dest", "10", {"id": parcel["id"], "tracking": tracking, "notify": False})
    read = shopify.data("dest", "08", {"id": placed["gid"]})["order"]
    assert read["displayFulfillmentStatus"] == "PARTIALLY_FULFILLED"
    assert read["fulfillments"][0]["trackingInfo"][0]["number"] == "94"
    shopify.data("dest", "11", {"id": parcel["id"]})
    assert shopify.order("dest", "1001")["lines"][0]["unfulfilledQuantity"] == 2


def test_an_order_is_refunded_as_suggested(shopify: Shopify) -> None:
    placed = shopify.place(shipping={"title": "Standard", "price": "5"})
    line = placed["lines"][0]["gid"]
    rows = [{"lineItemId": line, "quantity": 1, "restockType": "NO_RESTOCK"}]
    suggested = shopify.data(
        "dest", "13", {"id": placed["gid"], "lines": rows, "shipping": "5.00"}
    )["order"]["suggestedRefund"]
    assert suggested["amountSet"]["shopMoney"]["amount"] == "29.0"
    [payment] = suggested["suggestedTransactions"]
    given = {
        "orderId": placed["gid"],
        "note": "mirror",
        "notify": False,
        "currency": "USD",
        "refundLineItems": rows,
        "shipping": {"amount": "5.00"},
        "transactions": [
            {
                "orderId": placed["gid"],
                "parentId": payment["parentTransaction"]["id"],
                "kind": "REFUND",
                "gateway": payment["gateway"],
                "amount": "29.00",
            }
        ],
    }
    made = shopify.data("dest", "14", {"input": given, "key": "k1"})["refundCreate"]
    assert made["userErrors"] == []
    assert made["order"]["displayFinancialStatus"] == "PARTIALLY_REFUNDED"
    read = shopify.data("dest", "12", {"id": placed["gid"]})["order"]
    assert read["totalRefundedSet"]["shopMoney"]["amount"] == "29.0"
    assert read["netPaymentSet"]["shopMoney"]["amount"] == "24.0"
    [refund] = read["refunds"]
    assert refund["refundLineItems"]["nodes"][0]["lineItem"]["sku"] == "TEE-BLK-M"
    assert (
        refund["refundShippingLines"]["nodes"][0]["subtotalAmountSet"]["shopMoney"]["amount"]
        == "5.0"
    )


def test_an_order_is_cancelled_by_a_job(shopify: Shopify) -> None:
    placed = shopify.place()
    variables: dict[str, Any] = {
        "orderId": placed["gid"],
        "reason": "CUSTOMER",
        "restock": True,
        "refundMethod": {"originalPaymentMethodsRefund": False},
    }
    made = shopify.data("dest", "15", variables)["orderCancel"]
    assert made["orderCancelUserErrors"] == []
    job = made["job"]["id"]
    shopify.until(lambda: shopify.data("dest", "16", {"id": job})["job"]["done"])
    assert shopify.order("dest", "1001")["cancelledAt"] is not None


def test_stock_is_set_adjusted_read_and_activated(shopify: Shopify) -> None:
    variant = shopify.variant("north", "TEE-WHT-L")
    item = f"gid://shopify/InventoryItem/{variant['inventoryItemId']}"
    place = f"gid://shopify/Location/{variant['levels'][0]['locationId']}"
    row = {"inventoryItemId": item, "locationId": place, "quantity": 7, "changeFromQuantity": 25}
    given = {"name": "available", "reason": "correction", "quantities": [row]}
    made = shopify.data("north", "17", {"input": given, "key": "a"})["inventorySetQuantities"]
    changes = made["inventoryAdjustmentGroup"]["changes"]
    assert [(one["name"], one["delta"]) for one in changes] == [
        ("available", -18),
        ("on_hand", -18),
    ]
    change = {"inventoryItemId": item, "locationId": place, "delta": 3, "changeFromQuantity": None}
    given = {"name": "available", "reason": "restock", "changes": [change]}
    shopify.data("north", "18", {"input": given, "key": "b"})
    read = shopify.data("north", "19", {"ids": [item], "locationId": place})["nodes"][0]
    quantities = {one["name"]: one["quantity"] for one in read["inventoryLevel"]["quantities"]}
    assert quantities == {"available": 10, "on_hand": 10, "committed": 0, "incoming": 0}
    mug = shopify.variant("south", "MUG-01")
    shopify.control("POST", "/shopify/south/locations", {"name": "Annex"})
    stores = shopify.control("GET", "/shopify/stores")
    annex = stores[2]["locations"][1]["id"]
    activated = shopify.data(
        "south",
        "20",
        {
            "item": f"gid://shopify/InventoryItem/{mug['inventoryItemId']}",
            "loc": f"gid://shopify/Location/{annex}",
            "available": 4,
            "key": "c",
        },
    )["inventoryActivate"]
    assert activated["inventoryLevel"]["quantities"] == [{"name": "available", "quantity": 4}]


def test_variants_locations_and_the_probe_are_read(shopify: Shopify) -> None:
    found = shopify.data("north", "21", {"query": 'sku:"TEE-BLK-M" OR sku:"STICKER"'})
    skus = [one["sku"] for one in found["productVariants"]["nodes"]]
    assert skus == ["TEE-BLK-M", "STICKER", "STICKER"]
    price = found["productVariants"]["nodes"][0]["price"]
    assert price == "24.0"
    assert Decimal(price) == 24
    places = shopify.data("north", "22")["locations"]["nodes"]
    assert {one["name"] for one in places} == {"Rochester Warehouse", "Buffalo Annex"}
    probe = shopify.data("south", "27")
    assert probe["shop"]["myshopifyDomain"] == "south.myshopify.com"
    scopes = [one["handle"] for one in probe["currentAppInstallation"]["accessScopes"]]
    assert "write_orders" in scopes
    assert {"handle": "2026-10", "supported": True} in probe["publicApiVersions"]


def test_webhooks_are_subscribed_listed_changed_and_deleted(shopify: Shopify) -> None:
    given = {"topic": "ORDERS_PAID", "uri": "https://x.example/w", "name": "orders"}
    made = shopify.data("dest", "23", given)["webhookSubscriptionCreate"]["webhookSubscription"]
    assert made["apiVersion"] == {"handle": "2026-10"}
    changed = {"id": made["id"], "uri": "https://x.example/v"}
    shopify.data("dest", "24", changed, operation="WebhookUpdate")
    listed = shopify.data("dest", "24", {}, operation="Webhooks")["webhookSubscriptions"]
    assert [one["uri"] for one in listed["nodes"]] == ["https://x.example/v"]
    gone = shopify.data("dest", "24", {"id": made["id"]}, operation="WebhookDelete")
    assert gone["webhookSubscriptionDelete"]["deletedWebhookSubscriptionId"] == made["id"]


def test_a_bulk_query_finds_all_stock(shopify: Shopify) -> None:
    inner = next(DOCUMENTS.glob("26_*.graphql")).read_text()
    run = shopify.data("north", "25", {"query": inner}, operation="BulkRun")
    made = run["bulkOperationRunQuery"]
    assert made["userErrors"] == []
    assert made["bulkOperation"]["status"] == "CREATED"
    number = made["bulkOperation"]["id"]

    def finished() -> Json | None:
        asked = shopify.data("north", "25", {"id": number}, operation="BulkStatus")
        found: Json = asked["bulkOperation"]
        return found if found["status"] == "COMPLETED" else None

    done: Json = shopify.until(finished)
    assert done["rootObjectCount"] == "6"
    rows = [line for line in shopify.http.get(done["url"]).text.splitlines() if line]
    assert len(rows) == int(done["objectCount"]) == 18
    assert '"__parentId"' in rows[1]


def test_tags_note_and_metafields_are_written(shopify: Shopify) -> None:
    placed = shopify.place()
    shopify.data("dest", "28", {"id": placed["gid"], "tags": ["b", "a", "B"]}, operation="TagsAdd")
    note = {"input": {"id": placed["gid"], "note": "Seen"}}
    noted = shopify.data("dest", "28", note, operation="OrderNote")["orderUpdate"]["order"]
    assert (noted["note"], [tag.casefold() for tag in noted["tags"]]) == ("Seen", ["a", "b"])
    field = {"ownerId": placed["gid"], "namespace": "$app", "key": "state", "value": "1"}
    field["type"] = "single_line_text_field"
    written = shopify.data("dest", "28", {"m": [field]}, operation="MetafieldsSet")
    assert written["metafieldsSet"]["metafields"][0]["value"] == "1"
