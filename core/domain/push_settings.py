"""The order push settings: of a destination store, and of a connection.

Everything is off, manual, private and free of charge until somebody says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from core.domain.stock.buffers import Buffer

WAITING_TIME = timedelta(minutes=2)
"""What edits and cancellations right after the purchase are given."""

ANSWER_HOURS = 24
"""How long the source's people have to accept or reject a cancellation."""

TAGS = ("{store}", "{order}")
NOTE = "Pushed by SyncTec from {store}, order {order}{part}."


class Mode(StrEnum):
    """Who starts a push: a person, or SyncTec after the waiting time."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """What holds for every order of one destination store. `order_push` is the switch, `paused` a
    stop for a while; `plan` None is the lowest. An order with a left-out tag, or from a left-out
    channel (compared in any case), waits for a person. `customer_initials`: they are kept with an
    order, and shown."""

    order_push: bool = False
    paused: bool = False
    plan: str | None = None
    email_required: bool = True
    test_orders: bool = False
    high_risk: bool = False
    left_out_tags: tuple[str, ...] = ()
    left_out_channels: tuple[str, ...] = ()
    customer_initials: bool = False


class Contact(StrEnum):
    """Whose address or number goes onto the source order."""

    NONE = "none"
    CUSTOMER = "customer"
    STORE = "store"  # the destination store's own, as its admin has it
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ContactRule:
    """`value` is the address or number of `OTHER`, None with every other method."""

    method: Contact = Contact.NONE
    value: str | None = None


class ShippingMethod(StrEnum):
    """What the source order says about shipping."""

    FREE = "free"
    FLAT = "flat"
    TIERS = "tiers"
    ORIGINAL = "original"  # the customer's own line: title and cost


@dataclass(frozen=True, slots=True)
class ShippingTier:
    """From this value of the order on, shipping costs `fee`, in the order's currency."""

    from_value: Decimal
    fee: Decimal


@dataclass(frozen=True, slots=True)
class ShippingRule:
    """`fee` belongs to `FLAT`; `tiers`, lowest first, to `TIERS`: below the first it is free. What
    a person types at a push comes before all of it."""

    method: ShippingMethod = ShippingMethod.FREE
    fee: Decimal | None = None
    tiers: tuple[ShippingTier, ...] = ()


class PriceMethod(StrEnum):
    """Which unit prices the source order has."""

    PAID = "paid"  # after all discounts
    FULL = "full"  # before them
    WHOLESALE = "wholesale"  # a percentage of the full price


@dataclass(frozen=True, slots=True)
class PriceRule:
    """`percent` (0 to 100) belongs to `WHOLESALE`."""

    method: PriceMethod = PriceMethod.PAID
    percent: Decimal | None = None


class TaxMethod(StrEnum):
    """Whether the customer's tax lines go onto the source order."""

    NONE = "none"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class SourceMails:
    """What the source store itself mails to the contact address."""

    confirmation: bool = False
    shipping_updates: bool = False


class CancellationMethod(StrEnum):
    """What becomes of a source order whose customer cancelled."""

    AUTOMATIC = "automatic"  # it is cancelled at once
    REQUEST = "request"  # the source's people accept or reject


@dataclass(frozen=True, slots=True)
class CancellationRule:
    """`hours` belongs to `REQUEST`: without an answer by then it is accepted."""

    method: CancellationMethod = CancellationMethod.REQUEST
    hours: int | None = ANSWER_HOURS


class Refunds(StrEnum):
    """What a refund on one side is on the other."""

    OFF = "off"
    RECORD = "record"  # written down, no money moves
    MONEY = "money"  # what Shopify suggests for its items is paid back, too


@dataclass(frozen=True, slots=True)
class WayBack:
    """What is carried between the two orders once the source has one. `tell_customer`: the
    destination store mails the customer about each parcel."""

    tell_customer: bool = True
    cancellations: CancellationRule = field(default_factory=CancellationRule)
    refunds: Refunds = Refunds.RECORD
    returns: bool = True
    edits: bool = True


@dataclass(frozen=True, slots=True)
class StockRule:
    """Whether the destination shows what this source has, less a buffer. `stocks_items`: an item
    that the destination's location does not keep yet is stocked there; otherwise it is reported."""

    follow: bool = False
    buffer: Buffer = field(default_factory=Buffer)
    stocks_items: bool = False


@dataclass(frozen=True, slots=True)
class ConnectionSettings:
    """How orders, and stock, travel between one destination and one source. `exchange_rate`: one
    unit of the order's currency in the source's; None refuses orders of another currency. `tags`
    and `note` are templates (`core.domain.templates`)."""

    mode: Mode = Mode.MANUAL
    waiting_time: timedelta = WAITING_TIME
    email: ContactRule = field(default_factory=ContactRule)
    phone: ContactRule = field(default_factory=ContactRule)
    mails: SourceMails = field(default_factory=SourceMails)
    shipping: ShippingRule = field(default_factory=ShippingRule)
    prices: PriceRule = field(default_factory=PriceRule)
    taxes: TaxMethod = TaxMethod.NONE
    exchange_rate: Decimal | None = None
    tags: tuple[str, ...] = TAGS
    note: str = NOTE
    back: WayBack = field(default_factory=WayBack)
    stock: StockRule = field(default_factory=StockRule)
