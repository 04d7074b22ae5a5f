"""`python -m tests.integration.jobs.holding URL`: a worker that says `begun` once it runs a
judgement, and then holds it for ever. The test kills it."""

from __future__ import annotations

import asyncio
import sys

from core.domain.work import JudgeOrder
from tests.integration.jobs.line import open_line


async def _main(url: str) -> None:
    async def hold(_: JudgeOrder) -> None:
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        await asyncio.Event().wait()

    async with open_line(url) as line:
        await line.work({JudgeOrder: hold}, concurrency=1)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1]))
