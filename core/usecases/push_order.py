"""Carry out one push: the protocol of docs/exactly-once.md, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from core.domain.drafts import Draft
from core.domain.errors import (
    AccessRefused,
    NotFound,
    OutcomeUnknown,
    Rejected,
    SyncError,
    Temporary,
)
from core.domain.links import AdminLinks
from core.domain.mirrors.addresses import carried_to
from core.domain.pushes import (
    Attempt,
    Outcome,
    Push,
    PushId,
    PushState,
    SourceOrder,
    may_settle,
    move,
)
from core.domain.qualification import Source
from core.domain.reasons import Reason
from core.domain.rests import lines_now
from core.domain.shipping import carries
from core.domain.shortages import named
from core.domain.words import later
from core.domain.work import LookUpPush, MirrorOrder, PlaceSourceOrder, Urgency
from core.ports import Clock, StoreGateway, UnitOfWork, UnitOfWorkFactory
from core.usecases.claiming import obstacle_to, require_same_settings
from core.usecases.drafting import draft_of, shipping_rules
from core.usecases.find_missed import keep_findings, made_twice
from core.usecases.judgement import Judge, Judged, keep_order, keep_plan, publish

_log = structlog.get_logger(__name__)

_GONE = Reason(
    "order_gone",
    later("The order does not exist any more, or SyncTec may not see it."),
    later("Check the order in Shopify; orders older than 60 days need the scope read_all_orders."),
)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A push this process holds until the lease ends, what it is about to send, and what the
    source has of it."""

    push: Push
    attempt: Attempt
    draft: Draft
    catalogue: Source | None


@dataclass(frozen=True, slots=True)
class PushOrder:
    """Read and judge, claim, send once, settle. `lease` must outlast a request's time-out."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    judge: Judge
    clock: Clock
    links: AdminLinks
    lease: timedelta
    first_look_up: timedelta

    async def __call__(self, push_id: PushId) -> None:
        """Does nothing unless the push is queued.

        Raises:
            Temporary: nothing was sent; the push is queued still and may be tried again.
            Broken: a bug or a changed contract; the push has failed and the alert says so.
        """
        judged = await self._judge(push_id)
        if judged is None:
            return
        claim = await self._claim(push_id, judged)
        if claim is None:
            return
        try:
            source_order = await self.gateway.create_order(
                claim.push.source_id,
                claim.draft,
                Urgency.PERSON if claim.push.actor else Urgency.BACKGROUND,
                not_after=claim.attempt.lease_until,
            )
        except SyncError as error:
            await self._settle_error(claim, error)
        else:
            await self._settle_success(claim, source_order)
            await self._measure(claim)

    async def _judge(self, push_id: PushId) -> Judged | None:
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id)
            if push is None or push.state is not PushState.QUEUED:
                return None
            record = await unit.orders.get(push.order_id)
        if record is None:
            return None
        urgency = Urgency.PERSON if push.actor else Urgency.BACKGROUND
        try:
            judged = await self.judge(record.store_id, record.facts.gid, urgency)
            if judged is None:
                raise NotFound(_GONE)
            closed = judged.verdict.closed.get(push.source_id)
            if closed is not None:
                raise AccessRefused(closed)
        except Rejected as error:
            await self._refuse(push_id, error.reason)
            return None
        return judged

    async def _refuse(self, push_id: PushId, reason: Reason) -> None:
        async with self.open_unit() as unit:
            push = await unit.pushes.get(push_id, lock=True)
            if push is None or push.state is not PushState.QUEUED:
                return
            attempt = await self._begin(unit, push, Outcome.REFUSED, reason)
            failed = move(
                push,
                PushState.FAILED,
                reason=reason,
                attempt=attempt.number,
                reference=attempt.reference,
            )
            await unit.pushes.save(failed)
            await publish(unit, push.order_id)
            await unit.commit()

    async def _claim(self, push_id: PushId, judged: Judged) -> _Claim | None:
        async with self.open_unit() as unit:
            # The order's row before the push's, as judging locks them: two that lock the other
            # way round would wait for each other.
            await keep_order(unit, judged)
            await require_same_settings(unit, judged)
            push = await unit.pushes.get(push_id, lock=True)
            if push is None or push.state is not PushState.QUEUED:
                return None
            others = await unit.pushes.of_order(push.order_id)
            lines = lines_now(push, judged.verdict, others)
            obstacle = obstacle_to(push, judged, lines)
            if obstacle is not None:
                await unit.pushes.save(obstacle)
                claim = None
            else:
                claim = await self._take(unit, replace(push, lines=lines), judged, others)
            if obstacle is not None and obstacle.state is PushState.FAILED:
                # Whoever asked for it is told why; planning would take it out of sight at once.
                await publish(unit, push.order_id)
            else:
                # What this reading saw for the first time is planned with it: no poll looks again
                # at an order whose state is known.
                await keep_plan(unit, judged, push.order_id, self.clock)
            await unit.commit()
        return claim

    async def _take(
        self, unit: UnitOfWork, push: Push, judged: Judged, others: Sequence[Push]
    ) -> _Claim:
        attempt = await self._begin(unit, push)
        taken = move(
            push,
            PushState.SENDING,
            attempt=attempt.number,
            lease_until=attempt.lease_until,
            reason=None,
            lookups=0,
            asked=False,
            carries_shipping=carries(push, others, shipping_rules(judged)),
        )
        await unit.pushes.save(taken)
        draft = draft_of(taken, judged, others, self.links)
        return _Claim(taken, attempt, draft, judged.catalogue(push.source_id))

    async def _begin(
        self,
        unit: UnitOfWork,
        push: Push,
        outcome: Outcome | None = None,
        reason: Reason | None = None,
    ) -> Attempt:
        now = self.clock.now()
        attempt = Attempt(
            push_id=push.id,
            number=push.attempt + 1,
            started_at=now,
            lease_until=now + self.lease,
            actor=push.actor,
            finished_at=None if outcome is None else now,
            outcome=outcome,
            reason=reason,
            reference=f"P{push.id}-{push.attempt + 1}",
        )
        await unit.pushes.add_attempt(attempt)
        return attempt

    async def _settle_success(self, claim: _Claim, source_order: SourceOrder) -> None:
        await self._settle(claim, PushState.PUSHED, Outcome.PUSHED, source_order=source_order)

    async def _settle_error(self, claim: _Claim, error: SyncError) -> None:
        """Each branch of the error tree ends the attempt in its own way; what nobody can answer
        for is in doubt."""
        reason = error.reason
        match error:
            case Temporary():
                await self._settle(claim, PushState.QUEUED, Outcome.NOT_SENT, reason)
                raise error
            case OutcomeUnknown():
                await self._settle(claim, PushState.UNKNOWN, Outcome.UNKNOWN, reason)
            case Rejected():
                why = named(reason, claim.push.lines, claim.catalogue)
                await self._settle(claim, PushState.FAILED, Outcome.REFUSED, why)
            case _:
                await self._settle(claim, PushState.FAILED, Outcome.REFUSED, reason)
                raise error

    async def _settle(
        self,
        claim: _Claim,
        state: PushState,
        outcome: Outcome,
        reason: Reason | None = None,
        source_order: SourceOrder | None = None,
    ) -> None:
        now = self.clock.now()
        async with self.open_unit() as unit:
            push = await unit.pushes.get(claim.push.id, lock=True)
            done = replace(claim.attempt, finished_at=now, outcome=outcome, reason=reason)
            _log.info(
                "push_attempt_ended",
                reference=done.reference,
                outcome=outcome.value,
                code=reason.code if reason else None,
            )
            await unit.pushes.finish_attempt(done)
            if push is not None and may_settle(push, claim.attempt.number, state):
                settled = move(
                    push,
                    state,
                    reason=reason,
                    reference=done.reference if state is PushState.FAILED else None,
                    source_order=source_order,
                    asked=False,
                )
                await unit.pushes.save(await self._follow(unit, settled, now))
                if source_order is not None:
                    await unit.mirrors.add(carried_to(push.id, claim.draft))
                    await self._catch_up(unit, claim)
                await publish(unit, push.order_id)
            elif push is not None and source_order is not None:
                await self._too_late(unit, push, source_order)
            await unit.commit()

    async def _too_late(self, unit: UnitOfWork, push: Push, made: SourceOrder) -> None:
        """An earlier attempt succeeded after all, and does not decide any more: unless the push
        knows of this very order, the source may have it twice."""
        known = push.source_order
        if known is not None and known.gid == made.gid:
            return
        record = await unit.orders.get(push.order_id)
        if record is not None:
            found = made_twice(record.store_id, push, made)
            await keep_findings(unit, [found], self.clock)

    async def _catch_up(self, unit: UnitOfWork, claim: _Claim) -> None:
        """What happened to the order while it was sent could not be carried yet."""
        record = await unit.orders.get(claim.push.order_id)
        if record is not None and record.facts.updated_at >= claim.attempt.started_at:
            await unit.jobs.add(MirrorOrder(record.id))

    async def _follow(self, unit: UnitOfWork, push: Push, now: datetime) -> Push:
        if push.state is PushState.PUSHED:
            await unit.jobs.add(PlaceSourceOrder(push.id))
        if push.state is not PushState.UNKNOWN:
            return push
        work = LookUpPush(push.id, push.attempt)
        await unit.jobs.add(work, at=now + self.first_look_up)
        return replace(push, unknown_since=now, lookups=0)

    async def _measure(self, claim: _Claim) -> None:
        """Ask the keyed look-up once: is it immediate on this store?"""
        with suppress(SyncError):
            found = await self.gateway.find_by_key(claim.push.source_id, claim.draft.identity)
            async with self.open_unit() as unit:
                await unit.stores.keyed_look_up(claim.push.source_id, found=found is not None)
                await unit.commit()
