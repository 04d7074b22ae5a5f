"""Retry what failed: one order's pushes, or everything."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from core.domain import words
from core.domain.cards import AnswerCard
from core.domain.errors import SyncError
from core.domain.orders import clean_number
from core.domain.people import Actor, Right
from core.domain.pushes import Push, PushState
from core.domain.results import already, joined
from core.domain.stores import Store, StoreId
from core.domain.work import Reply
from core.ports import OrderRecord, UnitOfWork, UnitOfWorkFactory
from core.usecases.find_store import find_destination
from core.usecases.judgement import publish
from core.usecases.push_by_number import Say
from core.usecases.request_push import open_to, queue
from core.usecases.tell_result import tell_result

AT_ONCE = 500
"""How many failed pushes one "retry all" takes; the answer says when there are more."""


@dataclass(frozen=True, slots=True)
class RetryByNumber:
    """`/synctec retry dest 1001`."""

    open_unit: UnitOfWorkFactory

    async def __call__(
        self, handle: str, number: str, actor: Actor, reply: Reply, say: Say
    ) -> None:
        """`say` tells that it begins, before anything is queued (as for `PushByNumber`), or why
        nothing does. What becomes of it is told by a job.

        Raises:
            Rejected: an unknown store.
        """
        typed = clean_number(number)
        async with self.open_unit() as unit:
            store = await find_destination(unit, handle)
            records = await unit.orders.by_number(store.id, typed)
            refusal = await _nothing_failed(unit, records[0]) if records else None
        if not records:
            refusal = _unknown(typed, store)
        if refusal is not None:
            await say(refusal)
            return
        with suppress(SyncError):
            await say(
                AnswerCard(
                    words.say("Retrying order {order} …", order=records[0].facts.name), good=True
                )
            )
        async with self.open_unit() as unit:
            every = await unit.pushes.of_order(records[0].id, lock=True)
            access = await unit.people.access(actor)
            pushes = await open_to(unit, access, store, every)
            failed = [push for push in pushes if push.state is PushState.FAILED]
            await queue_all(unit, failed, actor)
            shown = failed or [p for p in pushes if p.state is not PushState.SKIPPED]
            await tell_result(unit, records[0].id, [push.id for push in shown], reply)
            await unit.commit()


@dataclass(frozen=True, slots=True)
class RetryAll:
    """`/synctec retry all`."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, actor: Actor, store_id: StoreId | None = None) -> AnswerCard:
        """Queue every failed push that is this person's business, oldest first; of one store, where
        one is named."""
        async with self.open_unit() as unit:
            access = await unit.people.access(actor)
            theirs = access.among(Right.OPERATOR, await unit.stores.all())
            ids = [store.id for store in theirs if store_id in {None, store.id}]
            failed, count = await unit.pushes.failed(ids, AT_ONCE, source_ids=ids, lock=True)
            await queue_all(unit, failed, actor)
            await unit.commit()
        if not failed:
            return AnswerCard(words.say("Nothing to retry: no push has failed."), good=True)
        rest = count - len(failed)
        more = (
            ""
            if not rest
            else words.say("{count} more have failed: run it again afterwards.", count=rest)
        )
        said = words.say_many(
            "Retrying {count} push …", "Retrying {count} pushes …", len(failed), count=len(failed)
        )
        return AnswerCard(f"{said} {more}".rstrip(), good=True)


async def queue_all(unit: UnitOfWork, pushes: Sequence[Push], actor: Actor) -> None:
    """Queue locked pushes in a person's name, and bring their orders' messages up to date. The
    caller commits."""
    for push in pushes:
        await queue(unit, push, actor)
    for order_id in {push.order_id for push in pushes}:
        await publish(unit, order_id)


async def _nothing_failed(unit: UnitOfWork, record: OrderRecord) -> AnswerCard | None:
    """Why this order has nothing to retry; None where it has."""
    pushes = await unit.pushes.of_order(record.id)
    if any(push.state is PushState.FAILED for push in pushes):
        return None
    stores = {store.id: store for store in await unit.stores.all()}
    shown = [push for push in pushes if push.state is not PushState.SKIPPED]
    nothing = AnswerCard(words.say("Order {order} has nothing to retry.", order=record.facts.name))
    return joined([nothing, *(already(push, stores[push.source_id]) for push in shown)])


def _unknown(typed: str, store: Store) -> AnswerCard:
    return AnswerCard(
        words.say("SyncTec knows no order {number} of {store}.", number=typed, store=store.name),
        words.say(
            "`/synctec push {store} {number}` looks for it in Shopify.",
            store=store.handle,
            number=typed,
        ),
    )
