"""The sandbox's control API as these tests use it, and the gateway's surroundings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from core.domain.drafts import Cargo, Draft, Route, build_draft
from core.domain.orders import Order
from core.domain.push_settings import ConnectionSettings
from core.domain.pushes import PushLine
from core.domain.stores import (
    ClientCredentials,
    Role,
    StaticToken,
    Store,
    StoreAccess,
    StoreId,
)
from core.domain.work import Urgency
from core.ports.outside import Clock
from core.ports.pacing import Budgets
from core.shopify.client import ShopifyClient
from core.shopify.gateway import ShopifyGateway
from core.shopify.transport import Limits

DEST, NORTH, SOUTH = StoreId(1), StoreId(2), StoreId(3)
SHOPS = {DEST: "dest", NORTH: "north", SOUTH: "south"}
DESTINATION = Store(DEST, "dest", "dest", "Dest Boutique", Role.DESTINATION, "USD", "UTC")
SOURCE = Store(NORTH, "north", "north", "North Supply", Role.SOURCE, "USD", "UTC")
PLAIN = ConnectionSettings()


class WallClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Control:
    """What a customer, a shop's staff or a fault does."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        answer = await self._http.request(method, f"/control{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def settings(self, **values: Any) -> None:
        await self.call("PATCH", "/shopify/settings", values)

    async def shop(self, shop: str, **values: Any) -> None:
        await self.call("PATCH", f"/shopify/{shop}", values)

    async def product(self, shop: str, sku: str, **values: Any) -> Any:
        body = {"sku": sku, "title": "Thing", "price": "10.00", **values}
        return await self.call("POST", f"/shopify/{shop}/products", body)

    async def place(self, *skus: str, shop: str = "dest", **values: Any) -> Any:
        lines = [{"sku": sku, "quantity": 2} for sku in skus or ("TEE-BLK-M",)]
        return await self.call("POST", f"/shopify/{shop}/orders", {"lines": lines, **values})

    async def order(self, shop: str, gid: str) -> Any:
        return await self.call("GET", f"/shopify/{shop}/orders/{gid.rpartition('/')[2]}")

    async def count(self, shop: str) -> int:
        return int((await self.call("GET", f"/shopify/{shop}/orders"))["total"])

    async def fault(self, kind: str, operation: str | None = None, **values: Any) -> None:
        body = {"service": "shopify", "kind": kind, "operation": operation, **values}
        await self.call("POST", "/faults", body)

    async def mark(self) -> int:
        """The number of the newest exchange."""
        exchanges = await self.call("GET", "/exchanges")
        return int(exchanges[-1]["n"]) if exchanges else 0

    async def since(self, mark: int) -> list[str]:
        """The operations of Shopify that were asked for after a mark."""
        found = await self.call("GET", f"/exchanges?since={mark}")
        return [one["operation"] for one in found if one["service"] == "shopify"]

    async def answered(self, mark: int) -> list[str]:
        """The same, once there is one: a call that is being held back is noted when it ends."""
        while not (found := await self.since(mark)):
            pass
        return found


async def static(store_id: StoreId) -> StoreAccess:
    shop = SHOPS[store_id]
    return StoreAccess(store_id, shop, shop, StaticToken(f"shpat_sandbox_{shop}"), ())


async def granted(store_id: StoreId) -> StoreAccess:
    shop = SHOPS[store_id]
    credential = ClientCredentials(f"client_sandbox_{shop}", f"secret_sandbox_{shop}")
    return StoreAccess(store_id, shop, shop, credential, ())


Opened = Callable[..., ShopifyGateway]


@dataclass(frozen=True)
class Opener:
    """Opens gateways on the sandbox and keeps their clients, to be closed after the test."""

    address: str
    budgets: Budgets
    clients: list[ShopifyClient]

    def __call__(
        self,
        access_of: Any = static,
        *,
        limits: Limits | None = None,
        address: str | None = None,
        clock: Clock | None = None,
        budgets: Budgets | None = None,
        **values: Any,
    ) -> ShopifyGateway:
        template = f"{address or self.address}/shopify/{{shop}}"
        client = ShopifyClient(
            access_of, budgets or self.budgets, clock or WallClock(), template, limits, **values
        )
        self.clients.append(client)
        return ShopifyGateway(client)


def soon(seconds: float = 120) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


async def draft_of(
    gateway: ShopifyGateway,
    order: Order,
    settings: ConnectionSettings = PLAIN,
    *,
    quantity: int = 1,
    fee: Any = None,
    source: Store = SOURCE,
) -> Draft:
    """So many units of every line as a draft for the north store."""
    skus = [line.sku for line in order.lines if line.sku]
    variants = await gateway.variants_by_sku(NORTH, skus, Urgency.PERSON)
    lines = [
        PushLine(line.gid, line.sku, line.title, quantity, variants[line.sku][0].gid)
        for line in order.lines
        if line.sku
    ]
    route = Route(DESTINATION, source, settings)
    return build_draft(route, order, Cargo(lines, fee=fee), "https://dest.example/orders/1")


async def placed(gateway: ShopifyGateway, control: Control, *skus: str, **values: Any) -> Draft:
    """A draft for a customer's order that has just been placed."""
    order = await gateway.read_order(DEST, (await control.place(*skus, **values))["gid"])
    assert order is not None
    return await draft_of(gateway, order)
