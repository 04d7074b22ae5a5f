"""Products, variants, inventory items and levels, locations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphql import GraphQLError

from sandbox.shopify.fields import Ask, Noun
from sandbox.shopify.ids import gid, number_of
from sandbox.shopify.orders import Order
from sandbox.shopify.paging import connection
from sandbox.shopify.state import Level, Location, Product, Store, Variant
from sandbox.shopify.subscriptions import EPOCH
from sandbox.shopify.totals import OPEN_STATUSES

_NAMES = (
    "available",
    "on_hand",
    "committed",
    "incoming",
    "damaged",
    "quality_control",
    "reserved",
    "safety_stock",
)


@dataclass(frozen=True)
class Item:
    """A variant seen as its inventory item."""

    variant: Variant

    @property
    def id(self) -> int:
        """The item's own number."""
        return self.variant.inventory_item_id


@dataclass(frozen=True)
class Shelf:
    """One item's stock at one location."""

    variant: Variant
    level: Level


variant = Noun("ProductVariant", Variant)
variant.node()
variant.plain("sku barcode title price taxable createdAt updatedAt")
variant.fixed(compareAtPrice=None, position=1, requiresComponents=False, selectedOptions=[])
variant.field("inventoryPolicy")(lambda it, _: it.policy)
variant.field("inventoryQuantity")(lambda it, _: it.available)
variant.field("inventoryItem")(lambda it, _: Item(it))
variant.field("product")(lambda it, ask: ask.store.products[it.product_id])
variant.field("availableForSale")(
    lambda it, _: not it.tracked or it.policy == "CONTINUE" or it.available > 0
)


@variant.field("displayName")
def _display_name(it: Variant, ask: Ask) -> str:
    return f"{ask.store.products[it.product_id].title} - {it.title}"


product = Noun("Product", Product)
product.node()
product.plain("title vendor status createdAt updatedAt")
product.fixed(tags=[], productType="", templateSuffix=None)
product.field("totalVariants")(lambda it, ask: len(_variants(ask.store, it)))
product.field("totalInventory")(
    lambda it, ask: sum(one.available for one in _variants(ask.store, it))
)
product.field("variants")(lambda it, ask: connection(ask, _variants(ask.store, it)))


def _variants(store: Store, it: Product) -> list[Variant]:
    return [one for one in store.variants.values() if one.product_id == it.id]


item = Noun("InventoryItem", Item)
item.node()
item.field("sku")(lambda it, _: it.variant.sku)
item.field("tracked")(lambda it, _: it.variant.tracked)
item.field("requiresShipping")(lambda it, _: it.variant.requires_shipping)
item.field("duplicateSkuCount")(lambda it, ask: len(ask.store.by_sku(it.variant.sku)) - 1)
item.field("variant")(lambda it, _: it.variant)
item.field("variants")(lambda it, ask: connection(ask, [it.variant]))
item.field("createdAt")(lambda it, _: it.variant.created_at)
item.field("updatedAt")(lambda it, _: it.variant.updated_at)
item.fixed(unitCost=None, countryCodeOfOrigin=None, harmonizedSystemCode=None)


@item.field("inventoryLevel")
def _level(it: Item, ask: Ask) -> Shelf | None:
    found = it.variant.level(number_of(ask["locationId"], "Location"))
    return Shelf(it.variant, found) if found else None


@item.field("inventoryLevels")
def _levels(it: Item, ask: Ask) -> dict[str, Any]:
    return connection(ask, [Shelf(it.variant, one) for one in it.variant.levels])


shelf = Noun("InventoryLevel", Shelf)
shelf.field("id")(
    lambda it, _: gid(
        "InventoryLevel",
        f"{it.level.location_id}?inventory_item_id={it.variant.inventory_item_id}",
    )
)
shelf.field("updatedAt")(lambda it, _: it.level.updated_at)
shelf.field("item")(lambda it, _: Item(it.variant))
shelf.field("location")(lambda it, ask: ask.store.location(it.level.location_id))
shelf.fixed(isActive=True, createdAt=EPOCH, canDeactivate=True)


@shelf.field("quantities")
def _quantities(it: Shelf, ask: Ask) -> list[dict[str, Any]]:
    unknown = [name for name in ask["names"] if name not in _NAMES]
    if unknown:
        raise GraphQLError(
            f"The specified quantity name is invalid: {', '.join(unknown)}.",
            extensions={"code": "INVALID_FIELD_ARGUMENTS"},
        )
    return [quantity(it.level, name, it.level.updated_at) for name in ask["names"]]


def quantity(level: Level, name: str, at: datetime) -> dict[str, Any]:
    """An `InventoryQuantity`."""
    return {
        "id": gid("InventoryQuantity", f"{level.location_id}?name={name}"),
        "name": name,
        "quantity": getattr(level, name, 0),
        "updatedAt": at,
    }


location = Noun("Location", Location)
location.node()
location.plain("name")
location.field("isActive", "fulfillsOnlineOrders", "shipsInventory")(lambda it, _: it.active)
location.field("isFulfillmentService")(lambda it, _: it.service is not None)
location.fixed(createdAt=EPOCH, updatedAt=EPOCH, deactivatable=True)
location.field("isPrimary")(lambda it, ask: it is ask.store.locations[0])


@location.field("hasActiveInventory")
def _has_stock(it: Location, ask: Ask) -> bool:
    levels = (one.level(it.id) for one in ask.store.variants.values())
    return any(level is not None and level.on_hand > 0 for level in levels)


@location.field("hasUnfulfilledOrders")
def _has_orders(it: Location, ask: Ask) -> bool:
    return any(_waits(order, it) for order in ask.store.orders.values())


def _waits(order: Order, it: Location) -> bool:
    tasks = order.fulfillment_orders
    return any(one.location_id == it.id and one.status in OPEN_STATUSES for one in tasks)
