"""Watch every call to a store: hold a store that fails again and again, and let go of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import structlog

from core.domain.breakers import StoreHealth, after_call
from core.domain.errors import StoreHeld, SyncError
from core.domain.reasons import store_held
from core.domain.stores import StoreAccess, StoreId
from core.domain.work import ProbeStore, TellHealth
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory

_FRESH_SECONDS = 1.5
"""How long what other processes wrote may go unseen."""
_SOON = timedelta(seconds=1)

_log = structlog.get_logger(__name__)


class WatchStores:
    """Implements `StoreWatch`. Healthy calls write nothing, and read once in a while for all
    stores together; what fails or comes back is written at once, under the store's lock."""

    def __init__(
        self,
        open_unit: UnitOfWorkFactory,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._monotonic = monotonic
        self._known: dict[StoreId, StoreHealth] = {}
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    @asynccontextmanager
    async def call(
        self, access: StoreAccess, what: str, *, probe: bool = False
    ) -> AsyncIterator[None]:
        """Around one call. What could not be written down is never raised: whether an order was
        made must not hang on it.

        Raises:
            StoreHeld: before anything was sent.
            Temporary: the same, where the database does not answer.
        """
        if not access.store_id:
            # A store that is not kept yet has nothing to be remembered by.
            yield
            return
        if not probe:
            await self._admit(access)
        try:
            yield
        except SyncError as error:
            await self._hear(access.store_id, what, error, probe=probe)
            raise
        else:
            await self._hear(access.store_id, what, None, probe=probe)

    async def _admit(self, access: StoreAccess) -> None:
        health = (await self._healths()).get(access.store_id)
        if health is None or not health.held:
            return
        at = health.next_probe_at
        wait = at - self._clock.now() if at is not None else _SOON
        raise StoreHeld(store_held(access.name), access.store_id, max(wait, _SOON))

    async def _healths(self) -> Mapping[StoreId, StoreHealth]:
        async with self._reading:
            if self._monotonic() - self._read_at > _FRESH_SECONDS:
                async with self._open_unit() as unit:
                    self._known = dict(await unit.health.all())
                self._read_at = self._monotonic()
        return self._known

    async def _hear(
        self, store_id: StoreId, what: str, error: SyncError | None, *, probe: bool
    ) -> None:
        known = self._known.get(store_id)
        if error is None and (known is None or known.calm) and not probe:
            return
        try:
            await self._write(store_id, what, error, probe=probe)
        except SyncError as problem:
            _log.warning("store_health_not_kept", store=store_id, code=problem.reason.code)

    async def _write(
        self, store_id: StoreId, what: str, error: SyncError | None, *, probe: bool
    ) -> None:
        async with self._open_unit() as unit:
            before, now = await unit.health.lock(store_id)
            after = after_call(before, what, error, now, probe=probe)
            if after != before:
                after = await _follow(unit, before, after)
                await unit.health.save(after)
                await unit.commit()
        self._known[store_id] = after


async def _follow(unit: UnitOfWork, before: StoreHealth, after: StoreHealth) -> StoreHealth:
    """What a change entails: the next probe, the end of waiting, the message."""
    if after.next_probe_at is not None and after.next_probe_at != before.next_probe_at:
        await unit.jobs.add(ProbeStore(after.store_id), at=after.next_probe_at)
    if before.held and not after.held:
        after = replace(after, went_on=await unit.pushes.waiting_on(after.store_id))
        await unit.jobs.release(after.store_id)
    if before.held != after.held:
        _log.warning("store_held" if after.held else "store_answers_again", store=after.store_id)
    if before.troubled or after.troubled:
        await unit.jobs.add(TellHealth(after.store_id, after.number))
    return after
