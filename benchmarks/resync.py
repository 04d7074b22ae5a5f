"""`python -m benchmarks.resync`: how many calls a full comparison of 50,000 items takes, and what
putting right takes after it.

A sandbox of its own holds a source and a destination with the same items. Counted are the calls of
Shopify's Admin API; the times are those of this machine, with the sandbox on it.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from benchmarks.outside import local_shopify, write_down
from benchmarks.stock import calls, opened_core, settled
from core.bootstrap import Core
from core.domain.locations import GroupMember
from core.domain.match_cards import Link
from core.domain.people import Actor
from core.domain.push_settings import ConnectionSettings, StockRule
from core.domain.stock.buffers import Buffer
from core.domain.stock.comparisons import Comparison
from core.domain.stores import Role, StaticToken, Store, StoreId
from core.domain.work import CompareStock as CompareWork
from core.domain.work import ListStock as ListWork
from core.usecases.compare_stock import CompareStock, begin_comparison
from core.usecases.find_differences import FindDifferences
from core.usecases.list_stock import ListStock
from core.usecases.prepare_store import learn_locations
from scripts.loopback import PLAIN

ITEMS = 50_000
_SOME = 500
_ROWS = 250
"""Numbers that one call may write."""
_PAUSE = 0.5
_ACTOR = Actor("T0", "U0BENCH")
_SETTINGS = ConnectionSettings(stock=StockRule(follow=True, buffer=Buffer(units=1)))


@dataclass(frozen=True, slots=True)
class Counted:
    """What one comparison took, and what putting right took after it."""

    what: str
    differing: int
    compared: int
    seconds: float
    applied: int
    apply_seconds: float

    @property
    def least(self) -> int:
        """Each store's listing asked for and looked at once, and its file; then full writes."""
        return 6 + -(-self.differing // _ROWS)


def main() -> None:
    """Run it, print it, write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=ITEMS)
    items: int = parser.parse_args().items
    write_down("resync", table(asyncio.run(_measured(items)), items))


def table(found: Sequence[Counted], items: int) -> str:
    """The report's paragraph."""
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}. A full comparison of {items:,} items, then Apply.",
        "",
        "| what differs | items | calls to compare | calls to put right | the least possible, both "
        "| ratio | one by one | compared in | put right in |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.what} | {one.differing:,} | {one.compared} | {one.applied} | {one.least} "
        f"| {(one.compared + one.applied) / one.least:.1f} | {2 * items + one.differing:,} "
        f"| {one.seconds:.0f} s | {one.apply_seconds:.0f} s |"
        for one in found
    ]
    return "\n".join(lines) + "\n"


async def _measured(items: int) -> list[Counted]:
    with local_shopify() as address, tempfile.TemporaryDirectory() as folder:
        async with (
            httpx.AsyncClient(
                verify=PLAIN, base_url=f"{address}/control", timeout=300, trust_env=False
            ) as http,
            opened_core(Path(folder), address) as core,
        ):
            link = await _filled(core, http, items)
            every = await _compared(core, http, link, "every number (a buffer was set)")
            nothing = await _compared(core, http, link, "nothing")
            for number in range(1, _SOME + 1):
                body = {"sku": f"SKU-{number:06}", "available": 77}
                (await http.put("/shopify/source/stock", json=body)).raise_for_status()
            some = await _compared(core, http, link, "some, whose webhooks were lost")
            return [every, nothing, some]


async def _filled(core: Core, http: httpx.AsyncClient, items: int) -> Link:
    """Two stores with the same items, matched and aligned; nothing of it was ever looked at."""
    stores: dict[str, Store] = {}
    for shop, role in (("source", Role.SOURCE), ("shop", Role.DESTINATION)):
        await _post(http, "/shopify/stores", {"shop": shop, "name": shop})
        await _post(http, f"/shopify/{shop}/catalogue", {"variants": items})
        async with core.open_unit() as unit:
            wanted = Store(StoreId(0), shop, shop, shop, role, "USD", "UTC")
            stores[shop] = await unit.stores.add(wanted, StaticToken(f"shpat_sandbox_{shop}"), ())
            await unit.commit()
        await learn_locations(core.open_unit, core.rooms.gateway, stores[shop].id)
    async with core.open_unit() as unit:
        known = await unit.locations.known()
        group = await unit.locations.add("Ours")
        members = [
            GroupMember(store, place.gid, place.name)
            for store, places in known.items()
            for place in places
        ]
        await unit.locations.put(group.id, members)
        made = await unit.connections.add(stores["shop"].id, stores["source"].id, _SETTINGS)
        await unit.commit()
    await core.use.matching.now("shop", "source", "command line", lambda _: None)
    return Link(made.id, stores["shop"], stores["source"])


@dataclass(frozen=True, slots=True)
class _Jobs:
    """What the jobs of a comparison call."""

    listed: ListStock
    compare: CompareStock

    @classmethod
    def of(cls, core: Core) -> _Jobs:
        rooms = core.rooms
        find = FindDifferences(rooms.open_unit, rooms.stock, rooms.clock)
        return cls(
            ListStock(rooms.open_unit, rooms.levels, rooms.clock),
            CompareStock(rooms.open_unit, find, rooms.clock),
        )


async def _compared(core: Core, http: httpx.AsyncClient, link: Link, what: str) -> Counted:
    mark, began = await calls(http), time.monotonic()
    run = await _run(core, link)
    between, over = await calls(http), time.monotonic()
    if run.differing:
        await core.use.stock.apply(run.connection_id, run.number, _ACTOR)
        await settled(core, link.source.id)
    after, end = await calls(http), time.monotonic()
    return Counted(what, run.differing, between - mark, over - began, after - between, end - over)


async def _run(core: Core, link: Link) -> Comparison:
    """As its jobs do it."""
    jobs = _Jobs.of(core)
    async with core.open_unit() as unit:
        run = await begin_comparison(unit, link, _ACTOR.user, None, core.rooms.clock)
        await unit.commit()
    if run is None:
        raise RuntimeError("another comparison goes on")
    while run.under_way:
        await jobs.compare(CompareWork(run.connection_id, run.number))
        for store in (link.source, link.destination):
            async with core.open_unit() as unit:
                listing = await unit.stock_listings.get(store.id)
            if listing is not None:
                await jobs.listed(ListWork(store.id, listing.number))
        async with core.open_unit() as unit:
            run = await unit.comparisons.get(link.connection_id) or run
        await asyncio.sleep(_PAUSE)
    return run


async def _post(http: httpx.AsyncClient, path: str, body: dict[str, object]) -> None:
    (await http.post(path, json=body)).raise_for_status()


if __name__ == "__main__":
    main()
