"""Which channel hears what of a store, and what is muted for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Topic(StrEnum):
    """What a store's people are told."""

    ORDERS = "orders"  # new-order alerts
    FAILURES = "failures"  # failed pushes, storms of them
    QUESTIONS = "questions"  # what only people can decide
    RECEIVED = "received"  # orders that a source is to ship, and what it is asked


@dataclass(frozen=True, slots=True)
class Routes:
    """`channels`: where a topic is told, where that is not the store's own channel. `muted`: until
    when nothing new of a topic is posted; what stands is edited all the same."""

    channels: Mapping[Topic, str] = field(default_factory=dict)
    muted: Mapping[Topic, datetime] = field(default_factory=dict)

    def is_muted(self, topic: Topic, now: datetime) -> bool:
        """Whether nothing new of it is posted now."""
        until = self.muted.get(topic)
        return until is not None and now < until
