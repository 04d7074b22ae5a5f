"""What every durable job has, and what several name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

A_WEEK = timedelta(days=7)
"""A store or a Slack that is out of reach comes back, or is mended, by then."""
HALF_A_DAY = timedelta(hours=12)


class Urgency(StrEnum):
    """Whose turn it is: work a person waits for goes before work in the background."""

    PERSON = "person"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Work:
    """Base of all jobs."""

    patience: ClassVar[timedelta | None] = None
    """How long faults are borne. None: as long as the settings say, since somebody waits; a long
    time where giving up would lose an order or leave a message untrue for ever."""

    collapses: ClassVar[bool] = False
    """Whether a burst of jobs with one lock is one job: what runs later would find it done."""

    hurries: ClassVar[bool] = False
    """Whether a copy that waits for a later time is brought forward where work is added for an
    earlier one, also in the background: what waits may be a look that is due much later."""

    waits_for_stores: ClassVar[bool] = True
    """Whether the time in which a store is held does not count, however long: the store comes back.
    Not so where somebody waits for an answer."""

    @property
    def lock(self) -> str | None:
        """Jobs with the same lock run one after the other."""
        return None

    @property
    def once(self) -> str | None:
        """While a job with this name waits, another one is not added."""
        return self.lock if self.collapses else None


@dataclass(frozen=True, slots=True)
class Reply:
    """Where a private answer goes: a Slack response URL, or a channel and the person in it.
    `replaces`: the URL is a command's own, where an answer takes the place of the one before."""

    user: str
    channel: str | None = None
    response_url: str | None = None
    replaces: bool = False
