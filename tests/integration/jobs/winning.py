"""`python -m tests.integration.jobs.winning URL COUNT`: try to win each of COUNT slots of a tick;
print those won, one a line. It waits for a line on its standard input, so that several begin at
once."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from core.db.engine import create_engine
from core.db.repositories.schedule import SqlSchedule
from core.db.session import Session

FIRST = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def _main(url: str, count: int) -> None:
    engine = create_engine(url)
    async with engine.connect() as warm:
        await warm.rollback()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for number in range(count):
        async with engine.connect() as connection, connection.begin():
            schedule = SqlSchedule(Session(connection))
            won = await schedule.win("digests", FIRST + timedelta(minutes=number))
        if won:
            sys.stdout.write(f"{number}\n")
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2])))
