"""From a draft to Shopify's input, and from its refusal to the error tree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from core.domain import reasons as domain_reasons
from core.domain.drafts import Draft, DraftLine
from core.domain.errors import OutcomeUnknown, Rejected, SyncError, Throttled
from core.domain.money import Money
from core.domain.orders import Address
from core.shopify import generated as g
from core.shopify import reasons

NAMESPACE = "$app"
KEY = "synctec_push"
"""The metafield of type `id`: Shopify keeps its values unique and finds an order by them. The
documents name it too."""

LINE = "_synctec_line"
"""The line property with the destination's line; the underscore hides it from customers."""

OPTIONS = g.OrderCreateOptionsInput(
    # By default Shopify bypasses the stock altogether.
    inventory_behaviour=g.OrderCreateInputsInventoryBehavior.DECREMENT_OBEYING_POLICY,
    send_receipt=False,
    send_fulfillment_receipt=False,
)

_MINUTE = timedelta(minutes=1)


def order_input(draft: Draft) -> g.OrderCreateOrderInput:
    """The order as `orderCreate` takes it: with our identity three times, without the customer's
    e-mail address or phone number, so that the source store cannot write to them."""
    return g.OrderCreateOrderInput(
        currency=g.CurrencyCode(draft.currency),
        presentment_currency=g.CurrencyCode(draft.currency),
        source_identifier=str(draft.identity),
        source_url=draft.source_url,
        metafields=[
            g.MetafieldInput(namespace=NAMESPACE, key=KEY, type_="id", value=str(draft.identity))
        ],
        tags=list(draft.tags),
        note=draft.note,
        test=draft.test,
        processed_at=draft.processed_at,
        financial_status=g.OrderCreateFinancialStatus.PAID,
        shipping_address=_address(draft.shipping_address),
        shipping_lines=[_shipping(draft)],
        line_items=[_line(line) for line in draft.lines],
    )


def _line(line: DraftLine) -> g.OrderCreateLineItemInput:
    return g.OrderCreateLineItemInput(
        variant_id=line.variant_gid,
        quantity=line.quantity,
        price_set=_price(line.unit_price),
        # Shopify's default is a line that nobody ships.
        requires_shipping=True,
        taxable=line.taxable,
        properties=[g.OrderCreateLineItemPropertyInput(name=LINE, value=line.line_gid)],
    )


def _shipping(draft: Draft) -> g.OrderCreateShippingLineInput:
    fee = draft.shipping_fee
    return g.OrderCreateShippingLineInput(
        title="Free shipping" if fee is None else "Shipping",
        code="synctec",
        source="synctec",
        price_set=_price(fee or Money(Decimal(0), draft.currency)),
    )


def _price(amount: Money) -> g.MoneyBagInput:
    # Written out: Shopify does not read `1E+2`.
    plain = Decimal(f"{amount.amount:f}")
    money = g.MoneyInput(amount=plain, currency_code=g.CurrencyCode(amount.currency))
    return g.MoneyBagInput(shop_money=money, presentment_money=money)


def _address(address: Address) -> g.MailingAddressInput:
    values = {
        "firstName": address.first_name,
        "lastName": address.last_name,
        "company": address.company,
        "address1": address.address1,
        "address2": address.address2,
        "city": address.city,
        "provinceCode": address.province_code,
        "countryCode": address.country_code,
        "zip": address.zip,
    }
    return g.MailingAddressInput.model_validate({k: v for k, v in values.items() if v})


def refusal(shop: str, errors: Sequence[g.CreateOrderOrderCreateUserErrors]) -> SyncError:
    """What Shopify's userErrors mean; nothing was created by this call."""
    if any(_taken(one) for one in errors):
        # The identity is in use: an earlier call of ours did its work. The look-up adopts it.
        return OutcomeUnknown(domain_reasons.OUTCOME_UNKNOWN)
    message = "; ".join(dict.fromkeys(one.message for one in errors))[:300]
    if "too many attempts" in message.lower():
        # Development and trial stores take five new orders a minute (schema, orderCreate).
        return Throttled(reasons.throttled(shop), _MINUTE)
    codes = {one.code for one in errors}
    if g.OrderCreateUserErrorCode.INVENTORY_CLAIM_FAILED in codes:
        return Rejected(domain_reasons.stock_refused(shop))
    return Rejected(domain_reasons.refused_by_shopify(shop, message))


def _taken(error: g.CreateOrderOrderCreateUserErrors) -> bool:
    """Whether it is the identity's metafield that is refused for not being unique. The exact words
    are not documented."""
    place = " ".join(error.field or ()).lower()
    words = error.message.lower()
    about = "metafield" in place or "metafield" in words
    return about and any(word in words for word in ("taken", "unique", "already", "duplicate"))
