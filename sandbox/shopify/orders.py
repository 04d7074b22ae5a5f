"""An order and all that hangs on it, as plain data; what can be derived is in `totals`."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sandbox.shopify.money import ZERO
from sandbox.shopify.parcels import Fulfillment, FulfillmentOrder
from sandbox.shopify.returns import Return


@dataclass
class Address:
    """A mailing address."""

    id: int
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    province: str | None = None
    province_code: str | None = None
    country_code: str | None = None
    zip: str | None = None
    phone: str | None = None

    @property
    def name(self) -> str | None:
        """First and last name."""
        return " ".join(part for part in (self.first_name, self.last_name) if part) or None


@dataclass
class Customer:
    """Who ordered."""

    id: int
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: str | None = None

    @property
    def name(self) -> str:
        """First and last name, or the e-mail address."""
        parts = [part for part in (self.first_name, self.last_name) if part]
        return " ".join(parts) or self.email or ""


@dataclass
class TaxLine:
    """One tax on a line, on shipping or on the order."""

    title: str
    rate: Decimal
    amount: Decimal
    channel_liable: bool | None = False


@dataclass
class Claim:
    """Stock that a line holds at a location."""

    location_id: int
    quantity: int


@dataclass
class Line:
    """One line of an order."""

    id: int
    title: str
    quantity: int
    unit_price: Decimal
    sku: str | None = None
    variant_id: int | None = None
    product_id: int | None = None
    variant_title: str | None = None
    vendor: str | None = None
    requires_shipping: bool = False
    taxable: bool = True
    gift_card: bool = False
    properties: dict[str, str] = field(default_factory=dict)
    tax_lines: list[TaxLine] = field(default_factory=list)
    discount: Decimal = ZERO
    removed: int = 0
    fulfilled: int = 0
    claims: list[Claim] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Title and variant title."""
        return f"{self.title} - {self.variant_title}" if self.variant_title else self.title

    @property
    def current_quantity(self) -> int:
        """What is left after removals and refunds."""
        return self.quantity - self.removed


@dataclass
class ShippingLine:
    """What shipping costs."""

    id: int
    title: str
    price: Decimal
    code: str | None = None
    source: str | None = None
    discount: Decimal = ZERO
    tax_lines: list[TaxLine] = field(default_factory=list)


@dataclass
class Discount:
    """The order's one discount code, in its kind's own unit."""

    code: str
    kind: str
    value: Decimal = ZERO


@dataclass
class Transaction:
    """Money that moved, or was meant to."""

    id: int
    kind: str
    status: str
    amount: Decimal
    gateway: str
    created_at: datetime
    test: bool = False
    parent_id: int | None = None


@dataclass
class RefundLine:
    """What of one line was given back."""

    id: int
    line_id: int
    quantity: int
    restock_type: str
    restocked: bool
    location_id: int | None
    subtotal: Decimal
    tax: Decimal


@dataclass
class Refund:
    """Goods or money given back."""

    id: int
    created_at: datetime
    note: str | None
    lines: list[RefundLine]
    shipping: Decimal
    transactions: list[int]
    return_id: int | None = None


@dataclass
class Metafield:
    """A value an app keeps with the order."""

    id: int
    namespace: str
    key: str
    type: str
    value: str
    updated_at: datetime


@dataclass
class Entry:
    """One line of the order's timeline."""

    at: datetime
    text: str


@dataclass
class Order:
    """An order. Amounts are in its one currency."""

    id: int
    name: str
    number: int
    confirmation_number: str
    created_at: datetime
    updated_at: datetime
    processed_at: datetime
    currency: str
    lines: list[Line]
    test: bool = False
    email: str | None = None
    phone: str | None = None
    note: str | None = None
    po_number: str | None = None
    tags: list[str] = field(default_factory=list)
    source_name: str | None = None
    source_identifier: str | None = None
    source_url: str | None = None
    risk: str = "NONE"
    taxes_included: bool = False
    properties: dict[str, str] = field(default_factory=dict)
    customer: Customer | None = None
    shipping_address: Address | None = None
    billing_address: Address | None = None
    shipping_lines: list[ShippingLine] = field(default_factory=list)
    tax_lines: list[TaxLine] = field(default_factory=list)
    discount: Discount | None = None
    given_status: str | None = None
    transactions: list[Transaction] = field(default_factory=list)
    fulfillment_orders: list[FulfillmentOrder] = field(default_factory=list)
    fulfillments: list[Fulfillment] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    metafields: list[Metafield] = field(default_factory=list)
    timeline: list[Entry] = field(default_factory=list)
    edited: bool = False
    cancelled_at: datetime | None = None
    cancel_reason: str | None = None
    closed_at: datetime | None = None

    def line(self, line_id: int) -> Line | None:
        """The line of that id."""
        return next((line for line in self.lines if line.id == line_id), None)

    def metafield(self, namespace: str, key: str) -> Metafield | None:
        """The metafield under that name."""
        fits = (m for m in self.metafields if (m.namespace, m.key) == (namespace, key))
        return next(fits, None)
