"""Links to orders in what people write, and where what they lead to is shown."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.orders import OrderId
from core.domain.pushes import PushId

MOST = 5
"""How many links of one message are followed."""


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """Where links stand: in a message, or in what somebody is writing still. Slack names either by
    `unfurl_id` and `source`; a message also by `channel` and `ts`, which is all that a click
    tells."""

    channel: str
    ts: str
    unfurl_id: str = ""
    source: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether nobody but its author sees it."""
        return self.source == "composer"


@dataclass(frozen=True, slots=True)
class LinkedOrder:
    """A link to an order that is kept; `push_id`: to the source order that this push of it made."""

    url: str
    order_id: OrderId
    push_id: PushId | None = None
