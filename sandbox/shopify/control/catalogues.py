"""Whole catalogues: a store filled with many variants at once, and variants taken away."""

from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.shopify import index, money
from sandbox.shopify.control import reading
from sandbox.shopify.control.routes import Body, Home, route, store_of
from sandbox.shopify.state import Level, Product, Store, Variant
from sandbox.shopify.subscriptions import EPOCH

_MOST = 200_000
_A_PRODUCT = 10


def routes(home: Home) -> list[Route]:
    """The addresses of this module."""
    return [
        route(home, "/{shop}/catalogue", "POST", _fill),
        route(home, "/{shop}/products/{id}", "DELETE", _take_away),
    ]


def _fill(home: Home, request: Request, body: Body) -> Any:
    """Adds `variants` many, `from` that number on, ten a product, each `SKU-000001`; no webhooks,
    as in an import of long ago."""
    store = store_of(home, request)
    reading.known(body, "variants", "from", "prefix")
    many = reading.whole(body["variants"], "variants", 1)
    first = reading.whole(body.get("from", 1), "from", 0)
    if many > _MOST:
        raise ValueError(f"variants must be at most {_MOST}")
    prefix = str(body.get("prefix", "SKU-"))
    product = None
    for place in range(many):
        if product is None or place % _A_PRODUCT == 0:
            number = home.world.next_id("Product")
            title = f"Product {first + place // _A_PRODUCT}"
            product = Product(number, title, store.name)
            store.products[number] = product
        _add(home, store, product, f"{prefix}{first + place:06}", place % _A_PRODUCT)
    return {"variants": len(store.variants)}


def _add(home: Home, store: Store, product: Product, sku: str, place: int) -> None:
    variant = Variant(
        id=home.world.next_id("ProductVariant"),
        inventory_item_id=home.world.next_id("InventoryItem"),
        product_id=product.id,
        sku=sku,
        title=f"Size {place + 1}",
        price=money.parse("10.00"),
        levels=[Level(store.locations[0].id, 10)],
    )
    store.variants[variant.id] = variant
    index.put_variant(store, variant, EPOCH)


def _take_away(home: Home, request: Request, _body: Body) -> Any:
    store = store_of(home, request)
    number = request.path_params["id"].rpartition("/")[2]
    variant = store.variants.pop(int(number), None) if number.isdigit() else None
    if variant is None:
        raise reading.NotThereError(f"{store.handle} has no variant {request.path_params['id']}")
    desk = home.desk(store)
    left = next((v for v in store.variants.values() if v.product_id == variant.product_id), None)
    if left is not None:
        desk.product_changed(left)
        return {"deleted": "variant"}
    del store.products[variant.product_id]
    desk.send("PRODUCTS_DELETE", lambda: {"id": variant.product_id})
    return {"deleted": "product"}
