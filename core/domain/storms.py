"""Storms: many pushes that fail of one cause are told in one live message, not in one each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

from core.domain.push_list import PushRow
from core.domain.pushes import Push, PushState
from core.domain.reasons import Reason
from core.domain.stores import Store, StoreId

StormId = NewType("StormId", int)

AT_LEAST = 5
"""So many failures of one cause begin a storm, unless a setting says otherwise."""
WITHIN = timedelta(minutes=10)
"""How close together they have to come."""
QUIET = timedelta(minutes=30)
"""A storm that nothing joined for so long takes no more: what fails then is news again."""
SHOWN = 20
_UNDER_WAY = frozenset({PushState.QUEUED, PushState.SENDING, PushState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Cause:
    """What makes failures one storm: where they are told, which source refused them, and why."""

    channel: str
    source_id: StoreId
    code: str


@dataclass(frozen=True, slots=True)
class Storm:
    """One storm. `ended_at`: when the last of its pushes had moved on. It is over for good then:
    what fails again later is told anew."""

    id: StormId
    cause: Cause
    began_at: datetime
    newest_at: datetime
    ended_at: datetime | None = None

    @property
    def key(self) -> str:
        """The name of its message."""
        return f"storm:{self.id}"

    def holds(self, push: Push) -> bool:
        """Whether a push is failing of this storm's cause."""
        reason = push.reason
        failing = push.state is PushState.FAILED and push.source_id == self.cause.source_id
        return failing and reason is not None and reason.code == self.cause.code

    @staticmethod
    def waits_for(push: Push) -> bool:
        """Whether a push of it is on its way: it may fail again of the same cause."""
        return push.state in _UNDER_WAY


@dataclass(frozen=True, slots=True)
class StormCard:
    """A storm's message: `open` of `members` pushes still fail of it, and `trying` are on their way
    again; `reasons` says how many fail for each sentence, the most frequent first; `rows` are the
    oldest that fail, or that are on their way where none fails."""

    storm: Storm
    source: Store
    members: int
    open: int
    reasons: Mapping[Reason, int]
    rows: tuple[PushRow, ...]
    trying: int = 0

    @property
    def is_over(self) -> bool:
        """Whether all of them have moved on, or had once."""
        return self.storm.ended_at is not None or (self.open == 0 and self.trying == 0)
