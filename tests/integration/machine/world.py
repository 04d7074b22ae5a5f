"""One order and its push as a state machine sees them: what it can do to them, and what it knows of
the world."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from core.domain.errors import SyncError
from core.domain.pushes import PushId, PushState
from tests.integration.machine.bench import SKU, Bench
from tests.integration.machine.wire import Held


@dataclass(eq=False, slots=True)
class Sender:
    """One process carrying out the push, and its creation on the wire."""

    task: asyncio.Task[Any]
    held: Held


class World(RuleBasedStateMachine):
    """One order and its push. `told` are the source orders of which a living process was told
    clearly that they were made."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.under_way: list[Sender] = []
        self.told: set[str] = set()
        self.is_cancelled = False

    @initialize(trusted=st.booleans())
    def place(self, trusted: bool) -> None:
        """`trusted`: this store's keyed look-up has been measured to be immediate, and is."""
        bench = self.bench
        self.trusted = trusted
        self.lag(0)
        hits = 20 if trusted else 0
        bench.sql("UPDATE stores SET keyed_hits = :hits", hits=hits)
        bench.sql("DELETE FROM moves")
        body = {"lines": [{"sku": SKU, "quantity": 2}]}
        self.order = bench.control("POST", "/shopify/dest/orders", body)
        self.judge()
        (row,) = bench.sql(
            "SELECT p.id, p.identity FROM pushes p JOIN orders o ON o.id = p.order_id"
            " WHERE o.gid = :gid",
            gid=self.order["gid"],
        )
        self.push_id, self.identity = PushId(row.id), row.identity
        self.look()

    def teardown(self) -> None:
        for one in list(self.under_way):
            one.task.cancel()
            self.bench.wire.cut(one.held)
            self.finish(one)
        self.lag(0)

    def judge(self) -> None:
        judge = self.bench.jobs.judge_order
        self.at_once(judge(self.bench.destination.id, self.order["gid"]))

    async def begin(self, many: int) -> None:
        """So many jobs run side by side until a creation is on the wire, or until they end without
        one. Only one of them may come so far."""
        wire = self.bench.wire
        wire.stopped.clear()
        push = self.bench.jobs.push_order
        tasks = [asyncio.create_task(_quietly(push(self.push_id))) for _ in range(many)]
        stopped = asyncio.create_task(wire.stopped.wait())
        pending: set[asyncio.Task[Any]] = {*tasks, stopped}
        while not stopped.done() and pending != {stopped}:
            _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        if not stopped.done():
            stopped.cancel()
        else:
            while len(pending) > 1:
                _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            self.under_way.append(Sender(pending.pop(), wire.held[-1]))
        for task in tasks:
            _no_fault(task)

    def finish(self, one: Sender) -> None:
        """It has heard the end of its call, and writes it down."""

        async def end() -> None:
            await asyncio.wait([one.task])
            _no_fault(one.task)

        self.bench.run(end())
        self.under_way.remove(one)

    def at_once(self, *works: Any) -> None:
        """Side by side, to their end."""

        async def all_of_them() -> None:
            await asyncio.gather(*(_quietly(work) for work in works))

        self.bench.run(all_of_them())

    def may_still_arrive(self) -> list[Sender]:
        """Those whose creation is on its way to Shopify."""
        return [one for one in self.under_way if one.held.answer is None]

    def answered_not_heard(self) -> list[Sender]:
        """Those whose creation was carried out, and the answer is on its way back."""
        return [one for one in self.under_way if one.held.answer is not None]

    @staticmethod
    def pick(some: list[Sender], number: int) -> Sender:
        """One of them."""
        return some[number % len(some)]

    def is_in_doubt(self) -> bool:
        """Whether people may be asked."""
        return self.kept.state is PushState.UNKNOWN

    def standing(self) -> list[Any]:
        """Those of the source orders that nobody has cancelled."""
        return [made for made in self.there if not made["cancelledAt"]]

    def look(self) -> None:
        """Read the push, its attempts, its moves, and the source orders that carry its identity."""
        self.kept, self.tried = self.bench.push(self.push_id)
        self.moves = self.bench.sql("SELECT was, now FROM moves ORDER BY id")
        rows = self.bench.control("GET", "/shopify/north/orders")["orders"]
        self.there = [row for row in rows if self.order["name"] in row["tags"]]

    def lag(self, seconds: int) -> None:
        """How long every search on the stores lags behind."""
        self.is_hidden = seconds > 0
        lags = {"searchLagSeconds": seconds, "keyedLookupLagSeconds": seconds}
        self.bench.control("PATCH", "/shopify/settings", lags)


async def _quietly(work: Any) -> None:
    """As the job boundary does: what a use case raises ends its job, not the machine."""
    with suppress(SyncError):
        await work


def _no_fault(task: asyncio.Task[Any]) -> None:
    """What nobody translated is a finding of this machine."""
    if task.done() and not task.cancelled():
        task.result()
