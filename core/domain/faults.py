"""Faults of our own, and answers nobody foresaw: counted by what failed of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.reasons import Reason
from core.domain.stores import StoreId

ANEW = timedelta(days=1)
"""A fault that was quiet for so long has a message of its own when it comes back."""

_SLACKS = "slack_"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a job was about, as people call it: an order, a store; "" where that is not known."""

    said: str = ""
    store_id: StoreId | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What broke in a kind of job: `times` since `first_at`; `reference` and `subject` are those of
    the newest. `number` is that of its message."""

    job: str
    reason: Reason
    number: int
    times: int
    first_at: datetime
    newest_at: datetime
    reference: str
    subject: Subject

    @property
    def key(self) -> str:
        """The name of its message."""
        return f"fault:{self.reason.code}:{self.job}:{self.number}"


def is_told(reason: Reason) -> bool:
    """Whether operators are told in Slack: never of a failure of Slack."""
    return not reason.code.startswith(_SLACKS)
