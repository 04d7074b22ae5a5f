"""The local Shopify as one thing: built, reset, dumped, loaded, started and stopped."""

import asyncio
import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from starlette.routing import BaseRoute

from sandbox.events import Hub
from sandbox.exchanges import Exchanges
from sandbox.faults import Faults
from sandbox.shopify import mutations, resolvers, seed, work
from sandbox.shopify.api import Api
from sandbox.shopify.control import catalogues, orders, parcels, privacy, returns, shops, tasks
from sandbox.shopify.costs import Bucket
from sandbox.shopify.courier import Courier
from sandbox.shopify.desk import Desk
from sandbox.shopify.state import Store, World

# The two packages fill the table of resolvers as they are imported.
__all__ = ["ShopifyWorld", "build", "mutations", "resolvers"]

_TICK = 0.05


class ShopifyWorld:
    """The stores and every way to reach them. State lives in memory, as plain data."""

    def __init__(
        self,
        hub: Hub,
        faults: Faults,
        exchanges: Exchanges,
        base_url: str,
        now: Callable[[], datetime],
    ) -> None:
        self.world = seed.world("demo")
        self.buckets: dict[str, Bucket] = {}
        self._hub = hub
        self._now = now
        self._base_url = base_url
        self._worker: asyncio.Task[None] | None = None
        self.courier = Courier(lambda: self.world, faults, now, hub)
        self._api = Api(self, faults, exchanges)

    def desk(self, store: Store) -> Desk:
        """A desk to do one thing to the store, now."""
        emit = self.courier.emit
        desk = Desk(self.world, store, self._now(), self._hub, emit, self._base_url)
        if work.waiting(store):
            work.work(desk, self._api.engine)
        return desk

    def routes(self) -> list[BaseRoute]:
        """The Admin API and `/control/shopify`."""
        return [
            *self._api.routes(),
            *shops.routes(self),
            *catalogues.routes(self),
            *orders.routes(self),
            *parcels.routes(self),
            *returns.routes(self),
            *tasks.routes(self),
            *privacy.routes(self),
        ]

    def reset(self, seed_: str = "demo", /, *, keep_app: bool = False) -> None:
        """As fresh; what is on its way is let go. With `keep_app` the installed app keeps what it
        has on the stores, and no id or order number comes twice. ValueError for a seed that is
        not known."""
        if seed_ not in seed.SEEDS:
            raise ValueError(f"the seed must be one of {', '.join(seed.SEEDS)}")
        self.courier.drop()
        before, self.world, self.buckets = self.world, seed.world(seed_), {}
        if keep_app:
            _take_over(self.world, before)

    def dump(self) -> dict[str, Any]:
        """The whole state as JSON data."""
        whole: dict[str, Any] = _as_json().dump_python(self.world, mode="json")
        return whole

    def load(self, state: dict[str, Any]) -> None:
        """Take up a dumped state; pydantic's ValidationError, a ValueError, when it is none."""
        self.courier.drop()
        self.world, self.buckets = _as_json().validate_python(state), {}

    async def start(self) -> None:
        """Begin to deliver webhooks and to do what is due later."""
        await self.courier.start()
        self._worker = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Stop both; what is pending stays so."""
        if self._worker is not None:
            self._worker.cancel()
        await self.courier.stop()

    async def _work(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            for store in self.world.stores.values():
                if work.waiting(store):
                    self.desk(store)


@functools.cache
def _as_json() -> TypeAdapter[World]:
    """Built once: pydantic takes its time over it."""
    return TypeAdapter(World)


def build(
    hub: Hub, faults: Faults, exchanges: Exchanges, base_url: str, now: Callable[[], datetime]
) -> ShopifyWorld:
    """The local Shopify with its demo stores; `base_url` is where it can be reached."""
    return ShopifyWorld(hub, faults, exchanges, base_url, now)


def _take_over(world: World, before: World) -> None:
    """What outlives a reset: the app's tokens, subscriptions and definitions, and counting."""
    for noun, last in before.counters.items():
        world.counters[noun] = max(last, world.counters.get(noun, 0))
    for handle, store in world.stores.items():
        was = before.stores[handle]
        store.next_number = was.next_number
        store.installed, store.scopes, store.tokens = was.installed, was.scopes, was.tokens
        store.subscriptions, store.definitions = was.subscriptions, was.definitions
