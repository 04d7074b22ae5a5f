"""The order as it is to be created on the source store: identity, lines, money, note and tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from core.domain.contact import reachable
from core.domain.money import Money, total
from core.domain.orders import Address, Order
from core.domain.pricing import DraftLine, Exchange, exchange_for, priced, pricing_of
from core.domain.push_settings import ConnectionSettings, PriceMethod, SourceMails, TaxMethod
from core.domain.pushes import Identity, PushLine
from core.domain.shipping import DraftShipping, Shipping, shipping_elsewhere, shipping_for
from core.domain.stores import Store
from core.domain.templates import filling_of, render_note, render_tags


@dataclass(frozen=True, slots=True)
class Route:
    """From which store to which, and how."""

    destination: Store
    source: Store
    settings: ConnectionSettings


@dataclass(frozen=True, slots=True)
class Cargo:
    """What of the order one push carries. `fee` is a typed shipping fee in the order's currency;
    `shipping` is false where another source order has the order's shipping; `before` how many units
    of each line (by its gid) come first, with other pushes."""

    lines: Sequence[PushLine]
    part: int = 1
    fee: Decimal | None = None
    shipping: bool = True
    before: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything `orderCreate` needs. All amounts are in `currency`; with `taxes_included` the
    prices hold their taxes. `shipping_address` has the phone number that `phone` is, or none."""

    identity: Identity
    lines: tuple[DraftLine, ...]
    currency: str
    taxes_included: bool
    shipping_address: Address
    shipping: tuple[DraftShipping, ...]
    email: str | None
    phone: str | None
    mails: SourceMails
    tags: tuple[str, ...]
    note: str
    test: bool
    processed_at: datetime
    source_url: str

    @property
    def total(self) -> Money:
        """What the source order comes to."""
        parts = [line.unit_price * line.quantity for line in self.lines]
        parts += [line.price for line in self.shipping]
        if not self.taxes_included:
            parts += [tax.amount for line in self.lines for tax in line.taxes]
            parts += [tax.amount for line in self.shipping for tax in line.taxes]
        return total(parts, self.currency)


def identity_of(destination: Store, order: Order, part: int) -> Identity:
    """The name this push has on the source store."""
    return Identity(destination.domain, order.legacy_id, part)


def build_draft(route: Route, order: Order, cargo: Cargo, order_url: str) -> Draft:
    """The source order for these lines of the order, by the settings of the connection.

    Raises:
        ValueError: the order has no shipping address; the rules let no such order through.
        KeyError: a line is not the order's.
    """
    if order.shipping_address is None:
        msg = f"{order.gid} has no shipping address"
        raise ValueError(msg)
    settings = route.settings
    identity = identity_of(route.destination, order, cargo.part)
    exchange = exchange_for(order.currency, route.source.currency, settings.exchange_rate)
    of_order = {line.gid: line for line in order.lines}
    shipping = _shipping(order, cargo, settings, exchange)
    filling = filling_of(route.destination, route.source, order, cargo.part)
    contact = reachable(settings.email, settings.phone, order, route.destination)
    pricing = pricing_of(settings, exchange, taxes_included=order.taxes_included)
    said = render_note(settings.note, filling), _done(order, settings, shipping, exchange)
    return Draft(
        identity=identity,
        lines=priced(cargo.lines, of_order, cargo.before, pricing),
        currency=exchange.currency,
        taxes_included=order.taxes_included,
        shipping_address=replace(order.shipping_address, phone=contact.phone),
        shipping=shipping.lines,
        email=contact.email,
        phone=contact.phone,
        mails=settings.mails,
        tags=(*render_tags(settings.tags, filling), identity.tag),
        note="\n".join(part for part in said if part),
        test=order.test,
        processed_at=order.processed_at,
        source_url=order_url,
    )


def _shipping(
    order: Order, cargo: Cargo, settings: ConnectionSettings, exchange: Exchange
) -> Shipping:
    if not cargo.shipping:
        return shipping_elsewhere(order, exchange)
    return shipping_for(order, settings.shipping, cargo.fee, settings.taxes, exchange)


def _done(
    order: Order, settings: ConnectionSettings, shipping: Shipping, exchange: Exchange
) -> str:
    """What was done with service, cost, discount and tax, in plain words."""
    said = [
        f"Shipping: {shipping.told}.",
        f"Prices: {', '.join(_prices(order, settings))}.",
        f"Tax: {_tax(order, settings)}.",
    ]
    if exchange.currency != order.currency:
        said.append(f"Currency: {order.currency} to {exchange.currency} at {exchange.rate:f}.")
    return " ".join(said)


def _prices(order: Order, settings: ConnectionSettings) -> Iterator[str]:
    rule = settings.prices
    codes = ", ".join(order.discount_codes)
    if rule.method is PriceMethod.PAID:
        yield "as paid"
        discounted = codes or any(
            line.paid != line.full_price * line.quantity for line in order.lines
        )
        if discounted:
            yield f"after discount {codes}".strip()
        return
    of_full = rule.method is PriceMethod.WHOLESALE and rule.percent is not None
    yield f"{rule.percent:f}% of the full price" if of_full else "full"
    yield f"discount {codes} not carried" if codes else "before discounts"


def _tax(order: Order, settings: ConnectionSettings) -> str:
    included = "included in the prices" if order.taxes_included else ""
    if settings.taxes is TaxMethod.ORIGINAL:
        how = "as the customer paid it on these items"
        if settings.prices.method is not PriceMethod.PAID:
            how = "the customer's, in proportion to these prices"
        return ", ".join(part for part in (how, included) if part)
    return f"not carried as lines, {included}" if included else "not carried"
