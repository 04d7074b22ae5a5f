"""A customer's order, written as the input that makes it."""

from decimal import Decimal
from typing import Any

from sandbox.shopify import money, schema
from sandbox.shopify.control import reading
from sandbox.shopify.state import Store

_KNOWN = (
    "lines",
    "customer",
    "paid",
    "test",
    "shipping",
    "discount",
    "taxRate",
    "name",
    "tags",
    "note",
    "processedAt",
    "createdAt",
    "channel",
    "risk",
)
_CUSTOMER = {
    "firstName": "Jane",
    "lastName": "Doe",
    "email": "jane.doe@example.com",
    "address1": "12 Elm Street",
    "city": "Springfield",
    "provinceCode": "IL",
    "countryCode": "US",
    "zip": "62701",
    "phone": "+12175550142",
}
_RISKS = ("NONE", "LOW", "MEDIUM", "HIGH", "PENDING")
_ADDRESS = tuple(name for name in _CUSTOMER if name != "email")


def order_input(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    """The `OrderCreateOrderInput` of what a customer orders; ValueError for what is wrong."""
    reading.known(given, *_KNOWN)
    rate = money.parse(given.get("taxRate", 0))
    lines = [_line(store, one, rate) for one in given.get("lines") or []]
    if not lines:
        raise ValueError("an order needs at least one line")
    person = _person(given)
    made: dict[str, Any] = {
        "_sourceName": given.get("channel") or "web",
        "_risk": _risk(given),
        "lineItems": lines,
        "currency": store.currency,
        "test": bool(given.get("test", False)),
        "tags": given.get("tags") or [],
        "note": given.get("note"),
        "name": given.get("name"),
        "financialStatus": "PENDING",
    }
    for name, target in (("processedAt", "processedAt"), ("createdAt", "_createdAt")):
        if given.get(name):
            made[target] = schema.read_time(given[name])
    if shipping := given.get("shipping"):
        price = _bag(store, money.parse(shipping.get("price", 0)))
        made["shippingLines"] = [
            {"title": shipping.get("title") or "Standard", "code": "STD", "priceSet": price}
        ]
    if discount := given.get("discount"):
        fixed = {
            "code": discount["code"],
            "amountSet": _bag(store, money.parse(discount["amount"])),
        }
        made["discountCode"] = {"itemFixedDiscountCode": fixed}
    return {**made, **person}


def _risk(given: dict[str, Any]) -> str:
    level = str(given.get("risk") or "NONE").upper()
    if level not in _RISKS:
        raise ValueError(f"risk is one of {', '.join(_RISKS)}")
    return level


def _person(given: dict[str, Any]) -> dict[str, Any]:
    person = given.get("customer", _CUSTOMER)
    if person is None:
        return {}
    reading.known(person, *_CUSTOMER, "company", "address2")
    address = {name: person.get(name) for name in (*_ADDRESS, "company", "address2")}
    email = person.get("email")
    made: dict[str, Any] = {"email": email}
    if email or person.get("lastName"):
        names = ("firstName", "lastName", "email", "phone")
        made["customer"] = {"toUpsert": {name: person.get(name) for name in names}}
    if person.get("address1"):
        made |= {"shippingAddress": address, "billingAddress": dict(address)}
    return made


def _line(store: Store, given: dict[str, Any], rate: Decimal) -> dict[str, Any]:
    reading.known(given, "sku", "quantity", "price")
    variant = reading.one_by_sku(store, given.get("sku"))
    quantity = reading.whole(given.get("quantity", 1), "quantity", 1)
    price = money.parse(given["price"]) if given.get("price") is not None else variant.price
    line: dict[str, Any] = {
        "variantId": f"gid://shopify/ProductVariant/{variant.id}",
        "quantity": quantity,
        "priceSet": _bag(store, price),
        "requiresShipping": variant.requires_shipping,
        "taxable": variant.taxable,
    }
    if rate:
        tax = money.cents(price * quantity * rate)
        line["taxLines"] = [{"title": "Sales tax", "rate": rate, "priceSet": _bag(store, tax)}]
    return line


def _bag(store: Store, amount: Decimal) -> dict[str, Any]:
    return {"shopMoney": {"amount": amount, "currencyCode": store.currency}}
