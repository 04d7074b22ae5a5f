"""The parts of an order made of their inputs."""

from decimal import Decimal
from typing import Any

from sandbox.shopify import money
from sandbox.shopify.desk import Desk
from sandbox.shopify.ids import number_of
from sandbox.shopify.orders import Address, Customer, Line, Metafield, ShippingLine, TaxLine
from sandbox.shopify.state import Store

LONGEST_TAG = 40
_PROVINCES = {
    "NY": "New York",
    "CA": "California",
    "IL": "Illinois",
    "MA": "Massachusetts",
    "OR": "Oregon",
    "TX": "Texas",
    "WA": "Washington",
    "ON": "Ontario",
    "QC": "Quebec",
    "BC": "British Columbia",
}


def amount(bag: dict[str, Any] | None) -> Decimal:
    """The shop's money of a `MoneyBagInput`; zero where there is none."""
    return decimal(bag["shopMoney"]["amount"]) if bag else money.ZERO


def decimal(value: object) -> Decimal:
    """A number of whatever kind, exactly as it was written."""
    return money.parse(value)


def tags(given: list[str]) -> list[str]:
    """Tags trimmed, without empty or repeated ones (case aside), in order of the alphabet."""
    kept = {tag.strip().casefold(): tag.strip() for tag in given if tag.strip()}
    return [kept[key] for key in sorted(kept)]


def address(desk: Desk, given: dict[str, Any] | None) -> Address | None:
    """A mailing address."""
    if not given:
        return None
    code = given.get("provinceCode")
    return Address(
        id=desk.id("MailingAddress"),
        first_name=given.get("firstName"),
        last_name=given.get("lastName"),
        company=given.get("company"),
        address1=given.get("address1"),
        address2=given.get("address2"),
        city=given.get("city"),
        province=given.get("province") or _PROVINCES.get(code or "", code),
        province_code=code,
        country_code=given.get("countryCode"),
        zip=given.get("zip"),
        phone=given.get("phone"),
    )


def customer(desk: Desk, given: dict[str, Any]) -> Customer | None:
    """The customer named by id, or made or found by e-mail address; None where none is named."""
    asked = given.get("customer") or {}
    associate = given.get("customerId") or (asked.get("toAssociate") or {}).get("id")
    if associate:
        return desk.store.customers.get(number_of(associate, "Customer"))
    upsert = asked.get("toUpsert")
    if not upsert:
        return None
    email = upsert.get("email")
    found = _known(desk.store, email) or Customer(id=desk.id("Customer"), email=email)
    found.first_name = upsert.get("firstName") or found.first_name
    found.last_name = upsert.get("lastName") or found.last_name
    found.phone = upsert.get("phone") or found.phone
    desk.store.customers[found.id] = found
    return found


def _known(store: Store, email: str | None) -> Customer | None:
    if not email:
        return None
    fits = (c for c in store.customers.values() if (c.email or "").casefold() == email.casefold())
    return next(fits, None)


def lines(desk: Desk, given: list[dict[str, Any]]) -> list[Line]:
    """The order's lines; of a line with a variant, what it does not say is the variant's."""
    return [_line(desk, one) for one in given]


def _line(desk: Desk, given: dict[str, Any]) -> Line:
    store = desk.store
    variant = (
        store.variants.get(number_of(given["variantId"], "ProductVariant"))
        if given.get("variantId")
        else None
    )
    product = store.products[variant.product_id] if variant else None
    priced = given.get("priceSet")
    default = variant.price if variant else money.ZERO
    titled = variant.title if variant and variant.title != "Default Title" else None
    return Line(
        id=desk.id("LineItem"),
        title=given.get("title") or (product.title if product else ""),
        quantity=given["quantity"],
        unit_price=amount(priced) if priced else default,
        sku=given.get("sku") or (variant.sku if variant else None),
        variant_id=variant.id if variant else None,
        product_id=product.id if product else None,
        variant_title=given.get("variantTitle") or titled,
        vendor=given.get("vendor") or (product.vendor if product else None),
        requires_shipping=bool(given.get("requiresShipping")),
        taxable=given.get("taxable", True) is not False,
        gift_card=bool(given.get("giftCard")),
        properties={one["name"]: one["value"] for one in given.get("properties") or []},
        tax_lines=tax_lines(given.get("taxLines") or []),
    )


def shipping_lines(desk: Desk, given: list[dict[str, Any]]) -> list[ShippingLine]:
    """What shipping costs."""
    return [
        ShippingLine(
            id=desk.id("ShippingLine"),
            title=one["title"],
            price=amount(one["priceSet"]),
            code=one.get("code"),
            source=one.get("source"),
            tax_lines=tax_lines(one.get("taxLines") or []),
        )
        for one in given
    ]


def tax_lines(given: list[dict[str, Any]]) -> list[TaxLine]:
    """Taxes as they were given; nothing is computed."""
    return [
        TaxLine(one["title"], decimal(one["rate"]), amount(one.get("priceSet"))) for one in given
    ]


def namespace(store: Store, given: str | None) -> str:
    """A metafield namespace in full: `$app`, and none at all, mean the app's reserved one."""
    own = f"app--{store.app_id}"
    if given is None or given == "$app":
        return own
    return f"{own}--{given.removeprefix('$app:')}" if given.startswith("$app:") else given


def metafields(desk: Desk, given: list[dict[str, Any]], dropped: set[int]) -> list[Metafield]:
    """The metafields, without those at the dropped places."""
    return [
        Metafield(
            id=desk.id("Metafield"),
            namespace=namespace(desk.store, one.get("namespace")),
            key=one["key"],
            type=one.get("type") or "single_line_text_field",
            value=one["value"],
            updated_at=desk.at,
        )
        for place, one in enumerate(given)
        if place not in dropped
    ]
