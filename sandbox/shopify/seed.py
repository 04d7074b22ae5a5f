"""What a fresh sandbox holds: three stores, what they sell and how much of it there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sandbox.shopify import index
from sandbox.shopify.state import Level, Location, Product, Store, Variant, World
from sandbox.shopify.subscriptions import EPOCH

SEEDS = ("demo", "empty")


@dataclass(frozen=True)
class _Goods:
    title: str
    option: str
    price: str
    vendor: str


_CATALOGUE = {
    "TEE-BLK-M": _Goods("Classic Tee", "Black / M", "24.00", "Northloom"),
    "TEE-WHT-L": _Goods("Classic Tee", "White / L", "24.00", "Northloom"),
    "HOOD-GRY-L": _Goods("Trail Hoodie", "Grey / L", "59.00", "Northloom"),
    "CAP-NVY": _Goods("Harbor Cap", "Navy", "28.00", "Northloom"),
    "MUG-01": _Goods("Enamel Mug", "Default Title", "16.50", "Kiln & Co"),
    "SOCK-3PK": _Goods("Merino Socks", "3 pack", "32.00", "Southknit"),
    "POSTER-A2": _Goods("City Map Poster", "A2", "35.00", "Paperyard"),
    "STICKER": _Goods("Logo Sticker", "Default Title", "3.50", "Dest Boutique"),
    "GIFTWRAP": _Goods("Gift Wrapping", "Default Title", "5.00", "Dest Boutique"),
}
_STORES = (
    ("dest", "Dest Boutique", 1001, ("Brooklyn Studio",)),
    ("north", "North Supply", 2041, ("Rochester Warehouse", "Buffalo Annex")),
    ("south", "South Goods", 3017, ("Austin Depot",)),
)
# What lies at each of a store's locations, in their order.
_STOCK: dict[str, tuple[tuple[str, tuple[int, ...]], ...]] = {
    "dest": tuple((sku, (120,)) for sku in _CATALOGUE),
    "north": (
        ("TEE-BLK-M", (40, 12)),
        ("TEE-WHT-L", (25, 0)),
        ("HOOD-GRY-L", (18, 4)),
        # Sold out, and not to be sold beyond that: a push of it is refused.
        ("CAP-NVY", (0, 0)),
        # One SKU on two variants: nobody can tell which of them is meant.
        ("STICKER", (200, 0)),
        ("STICKER", (150, 0)),
    ),
    "south": (("MUG-01", (60,)), ("SOCK-3PK", (35,)), ("POSTER-A2", (15,))),
}


def world(seed: str) -> World:
    """A fresh world: `demo` sells things, `empty` has the stores and their locations alone."""
    made = World()
    for handle, name, number, locations in _STORES:
        store = open_store(made, handle, name, number, locations)
        if seed == "demo":
            for sku, amounts in _STOCK[handle]:
                _sell(made, store, sku, amounts)
    return made


def open_store(
    world_: World, handle: str, name: str, number: int, locations: Iterable[str]
) -> Store:
    """A store that sells nothing yet; its orders are numbered from `number` on."""
    store = Store(
        handle=handle,
        id=world_.counters.setdefault("Shop", 62_114_000_001) + len(world_.stores),
        name=name,
        email=f"owner@{handle}.example",
        next_number=number,
    )
    store.locations = [Location(world_.next_id("Location"), one) for one in locations]
    world_.stores[handle] = store
    return store


def _sell(world_: World, store: Store, sku: str, amounts: tuple[int, ...]) -> None:
    goods = _CATALOGUE[sku]
    variant = add_variant(world_, store, sku, goods.title, goods.option, Decimal(goods.price))
    store.products[variant.product_id].vendor = goods.vendor
    variant.requires_shipping = sku != "GIFTWRAP"
    variant.levels = [
        Level(location.id, available)
        for location, available in zip(store.locations, amounts, strict=True)
    ]
    index.put_variant(store, variant, EPOCH)


def add_variant(
    world_: World,
    store: Store,
    sku: str,
    title: str,
    option: str,
    price: Decimal,
    at: datetime = EPOCH,
) -> Variant:
    """A new variant, under the product of that title where there is one without that option."""
    taken = {v.product_id for v in store.variants.values() if v.title == option}
    same = (p for p in store.products.values() if p.title == title and p.id not in taken)
    product = next(same, None)
    if product is None:
        product = Product(world_.next_id("Product"), title, store.name, "ACTIVE", at, at)
        store.products[product.id] = product
    variant = Variant(
        id=world_.next_id("ProductVariant"),
        inventory_item_id=world_.next_id("InventoryItem"),
        product_id=product.id,
        sku=sku,
        title=option,
        price=price,
        created_at=at,
        updated_at=at,
    )
    store.variants[variant.id] = variant
    return variant
