"""What is kept besides the domain's own values."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.orders import OrderFacts, OrderId
from core.domain.qualification import LineVerdict
from core.domain.reasons import Reason
from core.domain.stores import StoreId


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An order as kept: its facts and its last verdict."""

    id: OrderId
    store_id: StoreId
    facts: OrderFacts
    lines: tuple[LineVerdict, ...]
    held_by: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """A Slack message of ours. `ts` None: about to be posted, or lost on the way. `shown` is the
    fingerprint of the content last shown. `doubtful`: it may stand there a second time."""

    key: str
    channel: str
    ts: str | None
    shown: str
    doubtful: bool = False
