"""A destination that follows a source, and what the jobs of a comparison of the two do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.match_cards import Link
from core.domain.people import Actor
from core.domain.push_settings import ConnectionSettings, StockRule
from core.domain.stock.comparisons import Comparison, Stage
from core.domain.stock.differences import Difference
from core.domain.stores import Role
from core.domain.work import CompareStock as CompareWork
from core.domain.work import ListStock as ListWork
from core.usecases.align_stock import align_stock
from core.usecases.compare_stock import CompareStock, begin_comparison
from core.usecases.find_differences import FindDifferences
from core.usecases.list_stock import ListStock
from core.usecases.prepare_store import learn_locations
from core.usecases.settle_stock import SettleStock
from tests.integration.matching_stage import MatchStage, store_of, token_of

ANNA = Actor("T0", "U0ANNA")
TEE = "TEE-BLK-M"
PLACES = ("dest/Brooklyn Studio", "north/Rochester Warehouse", "north/Buffalo Annex")


@dataclass
class Desk:
    """What the jobs of a comparison do, one step at a time, as any process would."""

    stage: MatchStage
    list_stock: ListStock
    compare: CompareStock
    settle: SettleStock

    @property
    def link(self) -> Link:
        return Link(self.stage.link.id, self.stage.dest, self.stage.north)

    async def begin(self, actor: str | None = ANNA.user) -> Comparison | None:
        async with self.stage.core.open_unit() as unit:
            run = await begin_comparison(
                unit, self.link, actor, "C0DEST", self.stage.core.rooms.clock
            )
            await unit.commit()
        return run

    async def now(self) -> Comparison:
        async with self.stage.core.open_unit() as unit:
            found = await unit.comparisons.get(self.stage.link.id)
        assert found is not None
        return found

    async def found(self) -> list[Difference]:
        async with self.stage.core.open_unit() as unit:
            return list(await unit.comparisons.found(self.stage.link.id, 100))

    async def step(self) -> Comparison:
        run = await self.now()
        await self.compare(CompareWork(run.connection_id, run.number))
        await self.step_of_listings()
        return await self.now()

    async def step_of_listings(self) -> None:
        for store in (self.stage.dest, self.stage.north):
            async with self.stage.core.open_unit() as unit:
                listing = await unit.stock_listings.get(store.id)
            if listing is not None:
                await self.list_stock(ListWork(store.id, listing.number))

    async def compared(self, actor: str | None = ANNA.user) -> Comparison:
        run = await self.begin(actor)
        assert run is not None
        for _ in range(50):
            run = await self.step()
            if run.stage is not Stage.READING:
                return run
        raise AssertionError(run)

    async def count(self, shop: str, number: int, place: str = "", sku: str = TEE) -> None:
        """Somebody counts; nobody tells SyncTec, which hears of nothing in these tests."""
        body: dict[str, object] = {"sku": sku, "available": number}
        if place:
            body["locationId"] = await self._location(shop, place)
        await self.stage.control.call("PUT", f"/shopify/{shop}/stock", body)

    async def _location(self, shop: str, name: str) -> str:
        stores = await self.stage.control.call("GET", "/shopify/stores")
        (store,) = [each for each in stores if each["shop"] == shop]
        (found,) = [one["id"] for one in store["locations"] if one["name"] == name]
        return str(found)

    async def shown(self, sku: str = TEE) -> int:
        return await self._available("dest", sku)

    async def there(self, sku: str) -> int:
        return await self._available("north", sku)

    async def _available(self, shop: str, sku: str) -> int:
        sold = await self.stage.control.call("GET", f"/shopify/{shop}/products")
        (found,) = [one for one in sold if one["sku"] == sku]
        return sum(level["available"] for level in found["levels"])

    async def second_location(self, name: str, number: int) -> None:
        """Of the destination, in the same group, with so many of the item."""
        await self.stage.control.call("POST", "/shopify/dest/locations", {"name": name})
        await self.count("dest", number, name)
        await self._group(f"dest/{name}")

    async def follow_south(self, there: int) -> None:
        """A second source that has the item, too."""
        core = self.stage.core
        good = {"sku": TEE, "title": "Classic Tee", "price": "24.00", "available": there}
        await self.stage.control.call("POST", "/shopify/south/products", good)
        async with core.open_unit() as unit:
            south = await unit.stores.add(store_of("south", Role.SOURCE), token_of("south"), ())
            rules = ConnectionSettings(stock=StockRule(follow=True))
            link = await unit.connections.add(self.stage.dest.id, south.id, rules)
            await unit.commit()
        await core.use.matching.now("dest", "south", "command line", lambda _: None)
        await learn_locations(core.open_unit, core.rooms.gateway, south.id)
        async with core.open_unit() as unit:
            (place,) = (await unit.locations.known())[south.id]
        await self._group(f"south/{place.name}")
        async with core.open_unit() as unit:
            await align_stock(unit, link)
            await unit.commit()
        await SettleStock(core.open_unit, core.rooms.stock, core.rooms.clock)(south.id)
        await self.settled()

    async def _group(self, more: str) -> None:
        core = self.stage.core
        for store in (self.stage.dest, self.stage.north):
            await learn_locations(core.open_unit, core.rooms.gateway, store.id)
        await core.use.locations.group_by_name("Our stock", [*PLACES, more], tell=False)
        await self.settled()

    async def ten_minutes_later(self) -> None:
        """What nothing has explained by then was done by hand."""
        await self.sql(
            "UPDATE shelves SET gaps = (SELECT jsonb_agg(jsonb_set(gap, '{since}',"
            " to_jsonb(now() - interval '11 minutes'))) FROM jsonb_array_elements(gaps) AS gap)"
            " WHERE gaps <> '[]'"
        )
        await self.settled()

    async def listed(self) -> bool:
        """Whether both stores are."""
        async with self.stage.core.open_unit() as unit:
            stores = (self.stage.dest, self.stage.north)
            listings = [await unit.stock_listings.get(store.id) for store in stores]
        return all(each is not None and each.kept_at for each in listings)

    async def settled(self) -> None:
        """What the job does until nothing is left."""
        for _ in range(4):
            await self.sql(
                "UPDATE stock_changes SET changed_at = now() - interval '5 seconds',"
                " began_at = now() - interval '5 seconds'"
            )
            await self.settle(self.stage.north.id)

    async def sql(self, statement: str) -> None:
        async with self.stage.core.engine.begin() as connection:
            await connection.exec_driver_sql(statement)


async def desk_of(stage: MatchStage) -> Desk:
    """Dest follows North, and shows what that has."""
    rooms = stage.core.rooms
    await stage.match()
    for store in (stage.dest, stage.north):
        await learn_locations(rooms.open_unit, rooms.gateway, store.id)
    await stage.core.use.locations.group_by_name("Our stock", [*PLACES], tell=False)
    async with stage.core.open_unit() as unit:
        rules = replace(stage.link.settings, stock=StockRule(follow=True))
        await unit.connections.save_settings(stage.link.id, rules)
        await align_stock(unit, replace(stage.link, settings=rules))
        await unit.commit()
    made = Desk(
        stage,
        ListStock(rooms.open_unit, rooms.levels, rooms.clock),
        CompareStock(
            rooms.open_unit,
            FindDifferences(rooms.open_unit, rooms.stock, rooms.clock),
            rooms.clock,
        ),
        SettleStock(rooms.open_unit, rooms.stock, rooms.clock),
    )
    await made.settled()
    return made
