"""What the stores hold, as plain data classes: everything here survives a dump and a load."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sandbox.shopify.editing import OWN, EditSession
from sandbox.shopify.orders import Customer, Order
from sandbox.shopify.subscriptions import EPOCH, Delivery, Subscription

API_VERSION = "2026-10"
SCOPES = (
    "read_orders",
    "write_orders",
    "read_all_orders",
    "read_customers",
    "write_customers",
    "read_products",
    "read_inventory",
    "write_inventory",
    "read_locations",
    "read_fulfillments",
    "write_fulfillments",
    "write_order_edits",
    "read_returns",
    "write_returns",
    "write_merchant_managed_fulfillment_orders",
    "write_third_party_fulfillment_orders",
    "write_assigned_fulfillment_orders",
)


@dataclass
class Location:
    """A place that holds stock; `service` names the fulfilment service whose place it is."""

    id: int
    name: str
    active: bool = True
    city: str = "New York"
    country_code: str = "US"
    service: str | None = None


@dataclass
class Level:
    """One item's stock at one location; what is on hand is available or committed."""

    location_id: int
    available: int = 0
    committed: int = 0
    incoming: int = 0
    updated_at: datetime = EPOCH

    @property
    def on_hand(self) -> int:
        """All that lies there."""
        return self.available + self.committed


@dataclass
class Product:
    """What a store sells under one title."""

    id: int
    title: str
    vendor: str
    status: str = "ACTIVE"
    created_at: datetime = EPOCH
    updated_at: datetime = EPOCH


@dataclass
class Variant:
    """One version of a product, with its inventory item and that item's stock."""

    id: int
    inventory_item_id: int
    product_id: int
    sku: str
    title: str
    price: Decimal
    barcode: str | None = None
    tracked: bool = True
    policy: str = "DENY"
    requires_shipping: bool = True
    taxable: bool = True
    levels: list[Level] = field(default_factory=list)
    created_at: datetime = EPOCH
    updated_at: datetime = EPOCH

    def level(self, location_id: int) -> Level | None:
        """Its stock at this location, or None where it is not stocked."""
        return next((one for one in self.levels if one.location_id == location_id), None)

    @property
    def available(self) -> int:
        """What may be sold, over all locations."""
        return sum(level.available for level in self.levels)


@dataclass
class MetafieldDefinition:
    """A declared metafield; type `id` makes its values unique."""

    id: int
    name: str
    namespace: str
    key: str
    type: str
    owner_type: str
    description: str | None = None


@dataclass
class Job:
    """Work that Shopify does later: what it is, and when it is to be done."""

    id: str
    kind: str
    due: datetime
    arguments: dict[str, Any]
    done: bool = False


@dataclass
class Remembered:
    """The answer a mutation gave under an idempotency key."""

    fingerprint: str
    answer: dict[str, Any]
    at: datetime


@dataclass
class BulkOperation:
    """A bulk query, what it found, and when it will be finished."""

    id: int
    query: str
    created_at: datetime
    due: datetime
    status: str = "CREATED"
    lines: list[str] = field(default_factory=list)
    roots: int = 0
    completed_at: datetime | None = None
    fate: str | None = None


@dataclass
class Store:
    """One shop: who it is, who may call it, what it sells and what was ordered there."""

    handle: str
    id: int
    name: str
    email: str
    next_number: int
    phone: str | None = None
    currency: str = "USD"
    timezone: str = "America/New_York"
    plan: str = "Basic"
    partner_development: bool = False
    state: str = "open"
    token_valid: bool = True
    installed: bool = True
    scopes: list[str] = field(default_factory=lambda: list(SCOPES))
    tokens: dict[str, datetime] = field(default_factory=dict)
    locations: list[Location] = field(default_factory=list)
    products: dict[int, Product] = field(default_factory=dict)
    variants: dict[int, Variant] = field(default_factory=dict)
    orders: dict[int, Order] = field(default_factory=dict)
    customers: dict[int, Customer] = field(default_factory=dict)
    subscriptions: list[Subscription] = field(default_factory=list)
    definitions: list[MetafieldDefinition] = field(default_factory=list)
    jobs: dict[str, Job] = field(default_factory=dict)
    remembered: dict[str, Remembered] = field(default_factory=dict)
    bulk: dict[int, BulkOperation] = field(default_factory=dict)
    edits: dict[int, EditSession] = field(default_factory=dict)
    order_times: list[datetime] = field(default_factory=list)
    index: dict[str, list[tuple[datetime, dict[str, Any]]]] = field(default_factory=dict)

    @property
    def domain(self) -> str:
        """Its permanent domain."""
        return f"{self.handle}.myshopify.com"

    @property
    def static_token(self) -> str:
        """The token of its custom app, valid until the control API says otherwise."""
        return f"shpat_sandbox_{self.handle}"

    @property
    def client_id(self) -> str:
        """Its app's id in the client credentials grant."""
        return f"client_sandbox_{self.handle}"

    @property
    def client_secret(self) -> str:
        """Its app's secret; it signs the webhooks too."""
        return f"secret_sandbox_{self.handle}"

    @property
    def app_id(self) -> int:
        """The id of its app; it names the app's reserved metafield namespace."""
        return 31_000_000 + self.id % 1_000_000

    def location(self, location_id: int) -> Location | None:
        """The location of that id."""
        return next((one for one in self.locations if one.id == location_id), None)

    def is_foreign(self, location_id: int) -> bool:
        """Whether the place is that of another app's fulfilment service."""
        place = self.location(location_id)
        return place is not None and place.service is not None

    def by_sku(self, sku: str) -> list[Variant]:
        """The variants with exactly this SKU."""
        return [variant for variant in self.variants.values() if variant.sku == sku]

    def by_item(self, inventory_item_id: int) -> Variant | None:
        """The variant whose inventory item this is."""
        found = (v for v in self.variants.values() if v.inventory_item_id == inventory_item_id)
        return next(found, None)


@dataclass
class Settings:
    """How fast and how strict the local Shopify is; times in seconds."""

    search_lag_seconds: float = 1.0
    webhook_delay_seconds: float = 0.0
    webhook_retry_scale: float = 1.0
    cancel_job_seconds: float = 1.0
    restore_rate: float = 100.0
    bucket_size: float = 2000.0
    orders_per_minute: int | None = None
    unique_id_metafields: str = "refuse"
    keyed_lookup_lag_seconds: float = 0.0
    order_edits: str = OWN


@dataclass
class World:
    """All stores, the settings and the counters that ids come from."""

    settings: Settings = field(default_factory=Settings)
    stores: dict[str, Store] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)

    def next_id(self, noun: str) -> int:
        """A fresh numeric id; those of orders and what hangs on them exceed 2^53 like Shopify's."""
        last = self.counters.get(noun, _FIRST.get(noun, 1_000_001))
        self.counters[noun] = last + 1
        return last


_FIRST = {
    "Order": 9_824_239_235_305_001,
    "LineItem": 17_824_239_235_305_001,
    "FulfillmentOrder": 9_724_239_235_305_001,
    "FulfillmentOrderLineItem": 19_724_239_235_305_001,
    "Fulfillment": 9_624_239_235_305_001,
    "FulfillmentEvent": 9_424_239_235_305_001,
    "Return": 9_324_239_235_305_001,
    "Refund": 9_524_239_235_305_001,
    "Product": 8_474_977_763_601,
    "ProductVariant": 44_712_360_673_301,
    "InventoryItem": 46_821_360_673_301,
    "Location": 71_221_360_601,
    "Customer": 7_421_360_673_301,
}
