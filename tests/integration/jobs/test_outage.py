"""A PostgreSQL that is away for longer than anybody waits for a connection."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.db.embedded import EmbeddedServer
from core.db.engine import create_engine
from core.db.migrate import upgrade
from core.domain.work import JudgeOrder
from tests.integration.jobs.line import open_line, until

BEFORE, AFTER = JudgeOrder(1, "before"), JudgeOrder(1, "after")


async def test_workers_go_on_when_the_database_is_back(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server = EmbeddedServer(data_dir, durable=False)
    url = server.start()
    engine = create_engine(url)
    await upgrade(engine)
    await engine.dispose()
    ran: list[JudgeOrder] = []

    async def run(work: JudgeOrder) -> None:
        ran.append(work)

    async def gave_up_once() -> bool:
        return "step=fetch" in capsys.readouterr().out

    async with open_line(url) as line, line.worker((JudgeOrder, run)):
        await line.add(BEFORE)
        await line.emptied()
        server.stop()
        await until(gave_up_once)
        assert server.start() == url
        await line.add(AFTER)
        await line.emptied()
    server.stop()
    assert ran == [BEFORE, AFTER]
