"""From a draft to Shopify's input, and from its refusal to the error tree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from core.domain import reasons as domain_reasons
from core.domain.contact import dialable
from core.domain.drafts import Draft
from core.domain.errors import OutcomeUnknown, Rejected, SyncError, Throttled
from core.domain.money import Money
from core.domain.orders import Address, Tax
from core.domain.pricing import DraftLine
from core.domain.shipping import DraftShipping
from core.shopify import generated as g
from core.shopify import reasons

NAMESPACE = "$app"
KEY = "synctec_push"
"""The metafield of type `id`: Shopify keeps its values unique and finds an order by them. The
documents name it too."""

LINE = "_synctec_line"
"""The line property with the destination's line; the underscore hides it from customers."""

PLACE = "_synctec_place"
"""The same with the location that the destination meant to ship from, where that is needed to tell
two lines apart."""

_MINUTE = timedelta(minutes=1)


def order_input(draft: Draft) -> g.OrderCreateOrderInput:
    """The order as `orderCreate` takes it: with our identity three times, and with the e-mail
    address and phone number of the draft only, so that the source store writes to nobody else."""
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
        taxes_included=draft.taxes_included,
        shipping_address=address_input(draft.shipping_address),
        shipping_lines=[_shipping(line) for line in draft.shipping],
        line_items=[_line(line) for line in draft.lines],
        **_given(email=draft.email, phone=dialable(draft.phone)),
    )


def options(draft: Draft) -> g.OrderCreateOptionsInput:
    """Stock is taken; the source store mails what the connection wants, to whoever the draft
    names, and without an address nothing."""
    reached = draft.email is not None
    return g.OrderCreateOptionsInput(
        # By default Shopify bypasses the stock altogether.
        inventory_behaviour=g.OrderCreateInputsInventoryBehavior.DECREMENT_OBEYING_POLICY,
        send_receipt=reached and draft.mails.confirmation,
        send_fulfillment_receipt=reached and draft.mails.shipping_updates,
    )


def _line(line: DraftLine) -> g.OrderCreateLineItemInput:
    return g.OrderCreateLineItemInput(
        variant_id=line.variant_gid,
        quantity=line.quantity,
        price_set=_price(line.unit_price),
        # Shopify's default is a line that nobody ships.
        requires_shipping=True,
        taxable=line.taxable,
        properties=[
            g.OrderCreateLineItemPropertyInput(name=name, value=value)
            for name, value in ((LINE, line.line_gid), (PLACE, line.place))
            if value
        ],
        **_given(tax_lines=[_tax(tax) for tax in line.taxes]),
    )


def _shipping(line: DraftShipping) -> g.OrderCreateShippingLineInput:
    return g.OrderCreateShippingLineInput(
        title=line.title,
        code=line.code,
        source="synctec",
        price_set=_price(line.price),
        **_given(tax_lines=[_tax(tax) for tax in line.taxes]),
    )


def _tax(tax: Tax) -> g.OrderCreateTaxLineInput:
    return g.OrderCreateTaxLineInput(
        title=tax.title, rate=Decimal(f"{tax.rate:f}"), price_set=_price(tax.amount)
    )


def _given(**values: Any) -> dict[str, Any]:
    """Those that say something: a null is sent as a null."""
    return {name: value for name, value in values.items() if value}


def _price(amount: Money) -> g.MoneyBagInput:
    # Written out: Shopify does not read `1E+2`.
    plain = Decimal(f"{amount.amount:f}")
    money = g.MoneyInput(amount=plain, currency_code=g.CurrencyCode(amount.currency))
    return g.MoneyBagInput(shop_money=money, presentment_money=money)


def address_input(address: Address) -> g.MailingAddressInput:
    """An address as Shopify takes it: what is not there is left out."""
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
        "phone": address.phone,
    }
    return g.MailingAddressInput.model_validate(_given(**values))


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
