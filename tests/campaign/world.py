"""The campaign's outside world: regions of one destination and two sources each, and what they
sell. Several regions, because Slack takes one message a second and channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

NORTH, SOUTH = "north", "south"
PLENTY = 1_000_000
LONG_LINES = 130
WAITING_SECONDS = 3.0
"""How long automatic mode waits before a push goes by itself."""


@dataclass(frozen=True, slots=True)
class Goods:
    """What a region sells under one SKU, as those know it who filled the shelves: the one source
    that ships it, or the code of the reason why none does."""

    home: str | None = None
    stays: str | None = None
    stock: int = PLENTY
    ships: bool = True


GOODS: dict[str, Goods] = {
    "N-TEE": Goods(NORTH),
    "N-CAP": Goods(NORTH),
    "N-MUG": Goods(NORTH),
    "S-SOCK": Goods(SOUTH),
    "S-BAG": Goods(SOUTH),
    "S-PEN": Goods(SOUTH),
    # Sold out for good: Shopify refuses an order of it.
    "N-SOLD": Goods(NORTH, stock=0),
    # Sold out until it is filled up in the middle of the campaign.
    "N-LATE": Goods(NORTH, stock=0),
    "X-NOWHERE": Goods(stays="sku_unknown"),
    "X-TWINS": Goods(stays="sku_ambiguous"),
    "X-BOTH": Goods(stays="sku_on_several_sources"),
    "X-CARD": Goods(stays="line_needs_no_shipping", ships=False),
}
LONG = {f"L-{number:06}": Goods(SOUTH) for number in range(1, LONG_LINES + 1)}
"""Enough items for an order that takes more than one call to push."""
EVERYTHING = GOODS | LONG


@dataclass(frozen=True, slots=True)
class Region:
    """One destination with its two sources, and their Slack channels by store."""

    number: int
    channels: dict[str, str]

    def shop(self, which: str) -> str:
        """`dest3`, `north3`, `south3`: names and handles at once."""
        return f"{which}{self.number}"


def title(shop: str) -> str:
    """What people call a store: `North 3`."""
    return f"{shop.rstrip('0123456789').title()} {shop.lstrip('abcdefghijklmnopqrstuvwxyz')}"


def build(http: httpx.Client, count: int) -> Sequence[Region]:
    """So many regions in a sandbox, filled."""
    return [_region(http, number) for number in range(1, count + 1)]


def fill_up(http: httpx.Client, regions: Sequence[Region]) -> None:
    """What was to come late has come."""
    for region in regions:
        _call(
            http,
            "PUT",
            f"/shopify/{region.shop(NORTH)}/stock",
            {"sku": "N-LATE", "available": PLENTY},
        )


def settings_file(regions: Sequence[Region], path: Path, *, told: bool = True) -> Path:
    """The stores, groups and connections as `app.py run --setup` takes them: north waits for a
    person, south goes by itself. Unless `told`, no store has a channel."""
    tables = "\n".join(_tables(region, told=told) for region in regions)
    path.write_text(tables, encoding="utf-8")
    return path


def _region(http: httpx.Client, number: int) -> Region:
    shops = [f"{which}{number}" for which in ("dest", NORTH, SOUTH)]
    channels = {}
    for place, shop in enumerate(shops):
        first = 1001 + 10_000 * place
        opened = {"shop": shop, "name": title(shop), "location": f"Shelf {shop}", "number": first}
        _call(http, "POST", "/shopify/stores", opened)
        channels[shop] = _call(http, "POST", "/slack/channels", {"name": f"{shop}-orders"})["id"]
    dest, north, south = shops
    for sku, goods in GOODS.items():
        _sell(http, dest, sku, PLENTY, ships=goods.ships)
        if goods.home:
            _sell(http, f"{goods.home}{number}", sku, goods.stock)
    for shop in (north, north):
        _sell(http, shop, "X-TWINS", PLENTY)
    for shop in (north, south):
        _sell(http, shop, "X-BOTH", PLENTY)
    for shop in (dest, south):
        _call(http, "POST", f"/shopify/{shop}/catalogue", {"variants": LONG_LINES, "prefix": "L-"})
    return Region(number, channels)


def _sell(http: httpx.Client, shop: str, sku: str, available: int, *, ships: bool = True) -> None:
    body = {"sku": sku, "title": f"Thing {sku}", "price": "10.00", "requiresShipping": ships}
    _call(http, "POST", f"/shopify/{shop}/products", {**body, "available": available})


def _call(http: httpx.Client, method: str, path: str, body: dict[str, Any]) -> Any:
    answer = http.request(method, f"/control{path}", json=body)
    answer.raise_for_status()
    return answer.json()


def _tables(region: Region, *, told: bool) -> str:
    dest, north, south = (region.shop(which) for which in ("dest", NORTH, SOUTH))
    channels = {
        shop: f'channel = "{channel}"\n' if told else ""
        for shop, channel in region.channels.items()
    }
    stores = "".join(
        f'[stores.{shop}]\nshop = "{shop}"\nrole = "{role}"\n{channels[shop]}'
        f'token = "shpat_sandbox_{shop}"\nwebhook_secret = "secret_sandbox_{shop}"\n'
        f"{more}\n"
        for shop, role, more in (
            (dest, "destination", 'plan = "Traction"\norder_push = true'),
            (north, "source", ""),
            (south, "source", ""),
        )
    )
    places = ", ".join(f'"{shop}/Shelf {shop}"' for shop in (dest, north, south))
    return (
        f"{stores}\n[[location_groups]]\n"
        f'name = "Stock {region.number}"\nlocations = [{places}]\n'
        f'[[connections]]\ndestination = "{dest}"\nsource = "{north}"\n'
        f'[[connections]]\ndestination = "{dest}"\nsource = "{south}"\n'
        f'mode = "automatic"\nwaiting_minutes = {WAITING_SECONDS / 60}\n'
    )
