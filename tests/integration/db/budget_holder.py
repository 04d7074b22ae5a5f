"""A process that takes points of a store and never gives them back:
`python -m tests.integration.db.budget_holder URL SHOP POINTS SECONDS`."""

from __future__ import annotations

import asyncio
import sys

from core.db.budgets import SqlBudgets
from core.db.engine import create_engine
from core.ports.pacing import Ask


async def _hold(url: str, shop: str, points: float, seconds: float) -> None:
    budgets = SqlBudgets(create_engine(url))
    turn = await budgets.take(shop, Ask("holder", points, seconds))
    print(turn.call, flush=True)  # noqa: T201 - what the test waits for
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_hold(sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])))
