"""A worker that was only frozen: its job was taken over, and then it goes on."""

from __future__ import annotations

from core.domain.errors import Temporary
from core.domain.reasons import Reason
from core.domain.work import JudgeOrder, PushOrder
from tests.integration.jobs.line import Line, until
from tests.integration.jobs.test_worker import Held

AWAY = Reason("away", "The store does not answer.", "SyncTec tries again by itself.")
ORDER, PUSH = JudgeOrder(1, "gid://shopify/Order/1"), PushOrder(7)
AGED = (
    "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
    " WHERE id = (SELECT worker_id FROM procrastinate_jobs WHERE task_name = 'PushOrder')"
)


class Away(Held):
    """Held, and the store is away the first time."""

    async def __call__(self, work: object) -> None:
        await super().__call__(work)
        if len(self.begun) == 1:
            raise Temporary(AWAY)


async def test_what_it_puts_back_is_not_lost_with_its_own_row(line: Line) -> None:
    """The job waits again already, so that no second copy of it is added; the one that waits must
    outlive the end of the first."""
    away, busy = Away(), Held()
    handlers = ((PushOrder, away), (JudgeOrder, busy))
    async with line.worker(*handlers, concurrency=1):
        await line.add(PUSH)
        await away.begins.wait()
        async with line.worker(*handlers, concurrency=1):
            await line.add(ORDER)
            await busy.begins.wait()
            await until(lambda: _waits_again(line))
            away.go_on.set()
            await until(lambda: _ran_twice(away))
            busy.go_on.set()
            await line.emptied()


async def _waits_again(line: Line) -> bool:
    # Again and again: the frozen one of this test has a heart that goes on beating.
    await line.sql(AGED)
    return ("PushOrder", "todo") in [(row.name, row.status) for row in await line.rows()]


async def _ran_twice(away: Away) -> bool:
    return away.begun == [PUSH, PUSH]
