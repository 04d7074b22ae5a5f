"""`python -m benchmarks.stock`: how many calls a change of stock takes to reach every destination.

A sandbox of its own holds one source and so many destinations that follow it, all with the same
items. Counted are the calls of Shopify's Admin API, not the times: those are the sandbox's.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from benchmarks.outside import local_shopify, write_down
from core.bootstrap import Core, open_core
from core.db.vault import Vault
from core.domain.items import Item, ItemState, MatchedBy
from core.domain.locations import GroupMember, Location
from core.domain.matching import CatalogueVariant
from core.domain.push_settings import ConnectionSettings, StockRule
from core.domain.stores import Role, StaticToken, Store, StoreId
from core.settings import Settings
from core.usecases.settle_stock import SettleStock
from scripts.loopback import PLAIN

_CASES = ((1, 1), (10, 1), (100, 1), (1, 100), (10, 100))
"""Destinations, and items that change within a moment."""
_SETTINGS = ConnectionSettings(stock=StockRule(follow=True))


@dataclass(frozen=True, slots=True)
class Counted:
    """What one case took."""

    destinations: int
    items: int
    calls: int
    again: int
    seconds: float

    @property
    def least(self) -> int:
        """One to count, and one to write at each destination."""
        return 1 + self.destinations


def main() -> None:
    """Run it, print it, write it down."""
    found = [asyncio.run(_case(*case)) for case in _CASES]
    write_down("stock", table(found))


def table(found: Sequence[Counted]) -> str:
    """The report's paragraph."""
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}. Each change is one webhook's; one by one they would take a "
        "count and a write at each destination every time.",
        "",
        "| destinations | items changed | API calls | the least possible | ratio | one by one "
        "| calls when nothing changed |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.destinations} | {one.items} | {one.calls} | {one.least} "
        f"| {one.calls / one.least:.2f} | {one.items * one.least:,} | {one.again} |"
        for one in found
    ]
    return "\n".join(lines) + "\n"


async def _case(destinations: int, items: int) -> Counted:
    with local_shopify() as address, tempfile.TemporaryDirectory() as folder:
        async with (
            httpx.AsyncClient(
                verify=PLAIN, base_url=f"{address}/control", timeout=60, trust_env=False
            ) as http,
            opened_core(Path(folder), address) as core,
        ):
            source = await _fill(core, http, destinations, items)
            await settled(core, source)
            await _change(http, items, 77)
            mark, began = await calls(http), time.monotonic()
            await _heard(core, source, items)
            await settled(core, source)
            seconds, after = time.monotonic() - began, await calls(http)
            await _heard(core, source, items)
            await settled(core, source)
            again = await calls(http) - after
            return Counted(destinations, items, after - mark, again, seconds)


@asynccontextmanager
async def opened_core(folder: Path, address: str) -> AsyncIterator[Core]:
    """A core on a database of its own, against this local Shopify."""
    settings = Settings(
        _env_file=None,
        data_dir=folder,
        secret_keys=Vault.new_key(),
        shopify_url_template=f"{address}/shopify/{{shop}}",
    )
    async with open_core(settings) as core:
        yield core


async def _fill(core: Core, http: httpx.AsyncClient, destinations: int, items: int) -> StoreId:
    """The stores with their items, matched; the source's."""
    shops = ["source", *(f"shop-{number}" for number in range(destinations))]
    sold: dict[StoreId, list[CatalogueVariant]] = {}
    members: list[GroupMember] = []
    for shop in shops:
        place, listed = await _opened(http, shop, items)
        async with core.open_unit() as unit:
            role = Role.SOURCE if shop == "source" else Role.DESTINATION
            wanted = Store(StoreId(0), shop, shop, shop, role, "USD", "UTC")
            store = await unit.stores.add(wanted, StaticToken(f"shpat_sandbox_{shop}"), ())
            await unit.locations.learn(store.id, [place])
            members.append(GroupMember(store.id, place.gid, place.name))
            sold[store.id] = listed
            await unit.variants.put(store.id, sold[store.id], datetime.now(UTC))
            await unit.commit()
    source, *others = sold
    async with core.open_unit() as unit:
        group = await unit.locations.add("Ours")
        await unit.locations.put(group.id, members)
        for other in others:
            link = await unit.connections.add(other, source, _SETTINGS)
            pairs = zip(sold[other], sold[source], strict=True)
            await unit.items.put([_item(link.id, here, there) for here, there in pairs])
            await unit.stock.all_changed(link, new_only=False)
        await unit.commit()
    return source


async def _opened(
    http: httpx.AsyncClient, shop: str, items: int
) -> tuple[Location, list[CatalogueVariant]]:
    made = await _post(http, "/shopify/stores", {"shop": shop, "name": shop})
    (place,) = made["locations"]
    here = Location(f"gid://shopify/Location/{place['id']}", "Here", active=True)
    path = f"/shopify/{shop}/products"
    return here, [_variant(await _post(http, path, _product(n))) for n in range(items)]


async def settled(core: Core, source: StoreId) -> None:
    """As its job does it, again and again until nothing waits."""
    settle = SettleStock(core.open_unit, core.rooms.stock, core.rooms.clock)
    while True:
        await settle(source)
        async with core.open_unit() as unit:
            if await unit.stock.waiting(source) is None:
                return
        await asyncio.sleep(timedelta(milliseconds=100).total_seconds())


async def _heard(core: Core, source: StoreId, items: int) -> None:
    async with core.open_unit() as unit:
        listed = await unit.variants.of_store(source)
        await unit.stock.changed(source, [one.gid for one in listed[:items]], "store")
        await unit.commit()


async def _change(http: httpx.AsyncClient, items: int, available: int) -> None:
    for number in range(items):
        body = {"sku": _sku(number), "available": available + number}
        (await http.put("/shopify/source/stock", json=body)).raise_for_status()


async def calls(http: httpx.AsyncClient) -> int:
    """How many calls of Shopify were made so far."""
    totals: list[dict[str, Any]] = (await http.get("/exchanges/totals")).json()
    return sum(int(one["count"]) for one in totals if one["service"] == "shopify")


async def _post(http: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await http.post(path, json=body)
    answer.raise_for_status()
    made: dict[str, Any] = answer.json()
    return made


def _product(number: int) -> dict[str, Any]:
    return {"sku": _sku(number), "title": "Thing", "price": "9.00", "available": 5}


def _sku(number: int) -> str:
    return f"THING-{number}"


def _variant(product: dict[str, Any]) -> CatalogueVariant:
    return CatalogueVariant(
        f"gid://shopify/ProductVariant/{product['variantId']}",
        f"gid://shopify/Product/{product['productId']}",
        product["sku"],
        "Thing",
        item_gid=f"gid://shopify/InventoryItem/{product['inventoryItemId']}",
    )


def _item(link: Any, here: CatalogueVariant, there: CatalogueVariant) -> Item:
    return Item(
        link, here.gid, here.sku, "Thing", ItemState.ACTIVE, there.gid, there.sku, MatchedBy.SKU
    )


if __name__ == "__main__":
    main()
