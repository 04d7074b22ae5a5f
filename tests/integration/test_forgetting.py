"""What is remembered only to be recognised again does not grow for ever."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from core.bootstrap import SystemClock
from core.usecases.forget_old import ForgetOld
from tests.integration.intake import example, open_intake

OLD = "UPDATE inbox SET received_at = now() - interval '7 days 1 minute' WHERE webhook_id = 'old'"


async def test_old_deliveries_and_ticks_go_and_the_rest_stays(database_url: str) -> None:
    clock = SystemClock()
    async with open_intake(database_url) as intake:
        forget = ForgetOld(intake.core.open_unit, clock)
        for name in ("old", "young"):
            assert await intake.deliver(example("orders/paid"), webhook_id=name) == 200
        async with intake.core.engine.begin() as connection:
            await connection.execute(text(OLD))
        now = clock.now()
        async with intake.core.open_unit() as unit:
            for hours in (0, 23, 25, 1000):
                assert await unit.schedule.win("digests", now - timedelta(hours=hours))
            await unit.commit()
        for _ in range(2):
            await forget()
            assert len(await intake.inbox()) == 1
        assert await intake.deliver(example("orders/paid"), webhook_id="young") == 200
        assert len(await intake.inbox()) == 1
        async with intake.core.open_unit() as unit:
            again = [
                await unit.schedule.win("digests", now - timedelta(hours=hours))
                for hours in (0, 23, 25, 1000)
            ]
        assert again == [False, False, True, True]
