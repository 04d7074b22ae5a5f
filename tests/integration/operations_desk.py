"""What operators are told: the use cases of jobs over an open core, a local Shopify and Slack."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text

from bot.app import slack_client
from bot.directory import SlackDirectory
from bot.notifier import SlackNotifier
from bot.pace import Pace
from core.bootstrap.background import job_use_cases
from core.db.lanes import SqlLanes
from core.domain.orders import OrderId
from core.domain.pushes import Push, PushState
from core.domain.work import TellFindings
from core.jobs.handlers import JobUseCases
from scripts.slack_text import lines_of
from tests.integration.db.conftest import a_push, facts
from tests.integration.matching_stage import MatchStage

CHANNEL = "C0DEST"
"""Without a channel for operators the store's own is taken."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What jobs do, and what people then read."""

    stage: MatchStage
    use: JobUseCases

    @classmethod
    def of(cls, stage: MatchStage, address: str) -> Desk:
        client = slack_client("xoxb-sandbox", f"{address}/slack/api/")
        pace = Pace(SqlLanes(stage.core.engine))
        notifier, directory = SlackNotifier(client, pace), SlackDirectory(client, pace)
        return cls(stage, job_use_cases(stage.core.rooms, notifier, directory))

    async def said(self, channel: str = CHANNEL) -> list[str]:
        """Every message, as one text each."""
        found: list[Any] = await self.stage.control.call(
            "GET", f"/slack/channels/{channel}/messages?user=U0ANNA"
        )
        return ["\n".join([one["text"], *lines_of(one["blocks"])]) for one in found]

    async def sql(self, statement: str) -> None:
        async with self.stage.core.engine.begin() as connection:
            await connection.execute(text(statement))

    async def count(self, statement: str) -> int:
        async with self.stage.core.engine.connect() as connection:
            return int((await connection.execute(text(statement))).scalar_one())

    async def texts(self, statement: str) -> list[str]:
        async with self.stage.core.engine.connect() as connection:
            return [str(row[0]) for row in await connection.execute(text(statement))]

    async def tell_findings(self) -> None:
        """As if their time had come."""
        await self.sql("UPDATE findings SET due_at = now() - interval '1 second'")
        await self.use.tell_findings(TellFindings(self.stage.dest.id))

    async def push(self, state: PushState, number: int = 1001, **changes: Any) -> Push:
        """A push to the source in this state, of an order of its own."""
        async with self.stage.core.open_unit() as unit:
            record = await unit.orders.save(self.stage.dest.id, facts(number), (), ())
            plain = a_push(OrderId(record.id), self.stage.north)
            push = await unit.pushes.add(replace(plain, state=state, **changes))
            await unit.commit()
        return push
