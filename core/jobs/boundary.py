"""The job boundary: where errors of jobs end. One of the two broad excepts of the code base."""

from __future__ import annotations

import asyncio
import random
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from core.domain.errors import Broken, StoreHeld, SyncError, Temporary
from core.domain.reasons import Reason
from core.domain.words import later, say
from core.domain.work import Work
from core.jobs.envelope import Envelope
from core.jobs.retry import GiveUp, TryAgain, decide
from core.ports import Clock

_log = structlog.get_logger(__name__)

_UNSAID = timedelta(seconds=30)
_HELD = timedelta(minutes=15)
"""When a job looks by itself whether its store answers; as a rule it is brought forward before."""
_IDS = ("store_id", "order_gid", "order_id", "push_id", "connection_id")
_GIVEN_UP = later("SyncTec tried again and again, and has stopped: once the cause is gone, retry.")

Handler = Callable[[Any], Awaitable[object]]
LastWord = Callable[[Any, Reason, str], Awaitable[None]]


class PutBack(Protocol):
    """Queues a job again, in a transaction of its own."""

    async def __call__(self, envelope: Envelope, at: datetime) -> None:
        """Not before `at`."""
        ...


@dataclass(frozen=True, slots=True)
class Boundary:
    """Runs one job: `handlers` by kind of work, `last_words` for those that must not end silently,
    `broken` hears of every fault of our own.

    A retry is a new row, written before this one ends: a queue's own retry would collide with a
    second copy of the same work that was queued meanwhile."""

    handlers: Mapping[type[Work], Handler]
    last_words: Mapping[type[Work], LastWord]
    put_back: PutBack
    clock: Clock
    limit: timedelta
    pause: timedelta = timedelta(seconds=1)
    broken: LastWord | None = None

    async def run(self, envelope: Envelope) -> None:
        """Never raises. While the database refuses the put-back it is tried again: a process that
        ends meanwhile leaves the row as it is, and another one takes it over."""
        try:
            await self.handlers[type(envelope.work)](envelope.work)
        except SyncError as error:
            await self._failed(envelope, error)
        except Exception as error:  # noqa: BLE001 - the job boundary: nothing may end a worker
            await self._failed(envelope, _known(error) or _bug(error), error)

    async def _failed(
        self, envelope: Envelope, error: SyncError, cause: Exception | None = None
    ) -> None:
        now = self.clock.now()
        if isinstance(error, StoreHeld) and envelope.work.waits_for_stores:
            _log.info("job_waits_for_store", job=envelope.name, store=error.store_id)
            await self._put_back(envelope.waiting_for(error.store_id, now), now + _HELD)
            return
        decision = self._decide(envelope, error, now)
        log = _log.bind(job=envelope.name, failures=envelope.failures, code=error.reason.code)
        reference = uuid.uuid4().hex[:8]
        fresh = isinstance(error, Broken) and not envelope.told
        if isinstance(error, Broken) and fresh:
            about = _about(envelope.work)
            log.error(
                "job_broken", reference=reference, detail=error.detail, exc_info=cause, **about
            )
        told = fresh and await self._tell(envelope, error, reference)
        if isinstance(decision, TryAgain):
            log.info("job_will_be_tried_again", after=decision.after.total_seconds())
            await self._put_back(envelope.failed_once_more(now, told=told), now + decision.after)
            return
        if not fresh:
            log.warning("job_given_up", reference=reference, **_about(envelope.work))
        last_word = self.last_words.get(type(envelope.work))
        if last_word is None:
            return
        try:
            await last_word(envelope.work, _final(error), reference)
        except SyncError as unsaid:
            # Somebody waits for it: the job comes back, fails again, and says it then.
            log.warning("last_word_failed", reference=reference, problem=unsaid.reason.code)
            await self._put_back(envelope.failed_once_more(now), now + _UNSAID)

    def _decide(self, envelope: Envelope, error: SyncError, now: datetime) -> TryAgain | GiveUp:
        patience = envelope.work.patience
        return decide(
            error,
            envelope.failures,
            envelope.elapsed(now),
            patience or self.limit,
            random.random(),  # noqa: S311 - spreads load, guards nothing
            patient=patience is not None,
        )

    async def _tell(self, envelope: Envelope, error: SyncError, reference: str) -> bool:
        if self.broken is None:
            return False
        try:
            await self.broken(envelope.work, error.reason, reference)
        except SyncError as untold:
            # The log has it.
            _log.warning("fault_not_kept", reference=reference, problem=untold.reason.code)
            return False
        return True

    async def _put_back(self, envelope: Envelope, at: datetime) -> None:
        while True:
            try:
                await self.put_back(envelope, at)
                return
            except SyncError as error:
                _log.warning("put_back_failed", job=envelope.name, code=error.reason.code)
                await asyncio.sleep(self.pause.total_seconds())


def _about(work: Work) -> dict[str, Any]:
    """What a job's work is about: ids alone, none of them a person's."""
    return {name: value for name in _IDS if (value := getattr(work, name, None)) is not None}


def _final(error: SyncError) -> Reason:
    """A temporary fault promises that it is tried again: not so once it was given up."""
    if not isinstance(error, Temporary):
        return error.reason
    return replace(error.reason, advised=_GIVEN_UP)


def _known(error: Exception) -> SyncError | None:
    """What a group of tasks failed of, where it holds our own errors only: of several, the one
    that trying again does not help, else that of a store which is held."""
    if not isinstance(error, ExceptionGroup):
        return None
    leaves = list(_leaves(error))
    known = [leaf for leaf in leaves if isinstance(leaf, SyncError)]
    if len(known) < len(leaves):
        return None
    return min(known, key=_passes)


def _passes(error: SyncError) -> int:
    if not isinstance(error, Temporary):
        return 0
    return 1 if isinstance(error, StoreHeld) else 2


def _leaves(group: ExceptionGroup[Exception]) -> Iterator[Exception]:
    for error in group.exceptions:
        if isinstance(error, ExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


def _bug(error: Exception) -> Broken:
    reason = Reason(
        "internal_error",
        say("Something went wrong inside SyncTec."),
        say("Try again; if it stays, give the reference to whoever runs SyncTec."),
    )
    return Broken(reason, type(error).__name__)
