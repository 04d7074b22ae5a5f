"""What is there after a campaign, read from three sides: the stores, the database, Slack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.rows import dict_row

from scripts.people import People
from tests.campaign.clerk import key_of
from tests.campaign.staff import Placed
from tests.campaign.world import NORTH, SOUTH, Region

Json = dict[str, Any]

_PUSHES = """
SELECT p.id, p.order_id, s.shop AS source, p.part, p.identity, p.state, p.lines, p.reason,
       p.source_gid, p.source_name, p.attempt, p.asked,
       (SELECT max(st.id) FROM storm_pushes m JOIN storms st ON st.id = m.storm_id
         WHERE m.push_id = p.id AND st.ended_at IS NULL AND st.source_id = p.source_id
           AND st.code = p.reason ->> 'code') AS storm
  FROM pushes p JOIN stores s ON s.id = p.source_id ORDER BY p.id"""
_ATTEMPTS = "SELECT push_id, number, outcome, finished_at, reason FROM attempts ORDER BY 1, 2"
_ORDERS = """
SELECT o.id, s.shop, o.gid, o.name, o.cancelled_at, o.lines, o.held_by
  FROM orders o JOIN stores s ON s.id = o.store_id ORDER BY o.id"""
_JOBS = """
SELECT task_name, status::text, scheduled_at FROM procrastinate.procrastinate_jobs
 WHERE task_name <> ALL(%s) AND ((status = 'todo'
   AND coalesce(scheduled_at, now()) < now() + interval '20 seconds') OR status = 'doing')"""
_NEVER_DONE = ["PollStore"]
_FAILED = """
SELECT task_name FROM procrastinate.procrastinate_jobs
WHERE status NOT IN ('todo', 'doing', 'succeeded')
"""
_STATES = "SELECT state, count(*) AS many FROM pushes GROUP BY state"


@dataclass(frozen=True, slots=True)
class Books:
    """`made` are the source orders by their store; `rows` of the database by table; `messages` by
    channel, the bot's own alone."""

    placed: Sequence[Placed]
    regions: Sequence[Region]
    made: Mapping[str, Sequence[Json]]
    orders: Sequence[Json]
    pushes: Sequence[Json]
    attempts: Sequence[Json]
    messages: Mapping[str, Sequence[Json]]
    warnings: Sequence[Json] = ()


@dataclass
class Reader:
    """Reads the books again and again; a source order that was read whole is kept, since nobody
    changes one in a campaign."""

    people: People
    database_url: str
    regions: Sequence[Region]
    _whole: dict[tuple[str, str], Json] = field(default_factory=dict)

    def read(self, placed: Sequence[Placed]) -> Books:
        """All of it as it is now."""
        shops = [region.shop(which) for region in self.regions for which in (NORTH, SOUTH)]
        channels = [channel for region in self.regions for channel in region.channels.values()]
        with self._connected() as connection:
            orders, pushes, attempts = (
                connection.execute(query).fetchall() for query in (_ORDERS, _PUSHES, _ATTEMPTS)
            )
        return Books(
            placed,
            self.regions,
            {shop: self._made(shop) for shop in shops},
            orders,
            pushes,
            attempts,
            {channel: self._messages(channel) for channel in channels},
            self.people.get("/control/slack/warnings"),
        )

    def busy(self) -> list[str]:
        """The jobs that are under way, or due in a moment."""
        with self._connected() as connection:
            return [str(row) for row in connection.execute(_JOBS, [_NEVER_DONE])]

    def failed_jobs(self) -> list[str]:
        """Jobs that ended outside of what SyncTec does with a failure."""
        with self._connected() as connection:
            return [f"job {row['task_name']} failed" for row in connection.execute(_FAILED)]

    def states(self) -> Mapping[str, int]:
        """How many pushes stand in each state; nothing while the database is away."""
        try:
            with self._connected() as connection:
                return {row["state"]: row["many"] for row in connection.execute(_STATES)}
        except psycopg.OperationalError:
            return {}

    def _connected(self) -> psycopg.Connection[Json]:
        return psycopg.connect(self.database_url, row_factory=dict_row, autocommit=True)

    def _made(self, shop: str) -> list[Json]:
        rows = self.people.orders(shop)
        for row in rows:
            if (shop, row["id"]) not in self._whole:
                self._whole[shop, row["id"]] = self.people.whole_order(shop, row["id"])
        return [self._whole[shop, row["id"]] for row in rows]

    def _messages(self, channel: str) -> list[Json]:
        return [each for each in self.people.messages(channel) if key_of(each)]
