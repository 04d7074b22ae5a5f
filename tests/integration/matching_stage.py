"""An open core against a local Shopify of its own, with the stores of the demo connected."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import text

from core.bootstrap import Core, open_core
from core.db.vault import Vault
from core.domain.items import Item, ItemState
from core.domain.match_cards import MatchCard
from core.domain.push_settings import ConnectionSettings
from core.domain.stores import Connection, Role, StaticToken, Store, StoreId
from core.domain.work import RematchProduct
from core.settings import Settings
from core.usecases.match_catalogues import MatchStep
from core.usecases.rematch_product import CarryOutRematchProduct
from tests.contract.shopify.kit import Control


@dataclass(frozen=True, slots=True)
class MatchStage:
    """The core, what a shop's staff do, and short ways to what tests ask again and again."""

    core: Core
    control: Control
    dest: Store
    north: Store
    link: Connection

    @property
    def step(self) -> MatchStep:
        """As another process would have it."""
        rooms = self.core.rooms
        return MatchStep(rooms.open_unit, rooms.catalogues, rooms.clock)

    async def match(self) -> MatchCard:
        """All of it at once."""
        return await self.core.use.matching.now("dest", "north", "command line", lambda _: None)

    async def items(self) -> Mapping[str, Item]:
        """By SKU; the last of several."""
        async with self.core.open_unit() as unit:
            found = await unit.items.page(self.link.id, list(ItemState), 1000)
        return {item.sku: item for item in found}

    async def product_changed(self, store: Store, variant_gid: str) -> None:
        """What the job does after the webhook."""
        async with self.core.engine.connect() as connection:
            row = await connection.execute(
                text("SELECT product_gid FROM variants WHERE gid = :gid"), {"gid": variant_gid}
            )
            product = row.scalar_one_or_none()
        if product is None:
            number = variant_gid.rpartition("/")[2]
            sold = await self.control.call("GET", f"/shopify/{store.handle}/products")
            found = next(one["productId"] for one in sold if one["variantId"] == number)
            product = f"gid://shopify/Product/{found}"
        rooms = self.core.rooms
        again = CarryOutRematchProduct(rooms.open_unit, rooms.catalogues, rooms.clock)
        await again(RematchProduct(store.id, product))

    async def jobs(self, name: str) -> int:
        """How many jobs of this name wait."""
        counted = text(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = :name AND status = 'todo'"
        )
        async with self.core.engine.connect() as connection:
            return int((await connection.execute(counted, {"name": name})).scalar_one())


@asynccontextmanager
async def match_stage(
    database_url: str, address: str, control: Control
) -> AsyncIterator[MatchStage]:
    """With `dest` shipped by `north`, and a Shopify that lists catalogues at once."""
    await control.settings(cancelJobSeconds=0, searchLagSeconds=0)
    settings = Settings(
        _env_file=None,
        database_url=database_url,
        secret_keys=Vault.new_key(),
        admins="*",
        shopify_url_template=f"{address}/shopify/{{shop}}",
    )
    async with open_core(settings) as core:
        async with core.open_unit() as unit:
            dest = await unit.stores.add(store_of("dest", Role.DESTINATION), token_of("dest"), ())
            north = await unit.stores.add(store_of("north", Role.SOURCE), token_of("north"), ())
            link = await unit.connections.add(dest.id, north.id, ConnectionSettings())
            await unit.commit()
        yield MatchStage(core, control, dest, north, link)


def store_of(shop: str, role: Role) -> Store:
    """One that is not kept yet."""
    return Store(StoreId(0), shop, shop, shop.title(), role, "USD", "UTC", f"C0{shop.upper()}")


def token_of(shop: str) -> StaticToken:
    """What lets SyncTec into it."""
    return StaticToken(f"shpat_sandbox_{shop}")
