"""Work on a whole store."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.work.base import HALF_A_DAY, Work


@dataclass(frozen=True, slots=True)
class PollStore(Work):
    """Ask one store what changed since its cursor."""

    collapses = True
    """A slow poll is not followed by a queue of polls."""

    store_id: int

    @property
    def lock(self) -> str | None:
        """One poll a store at a time: the cursor has one writer."""
        return f"poll:{self.store_id}"


@dataclass(frozen=True, slots=True)
class PrepareStore(Work):
    """Subscribe webhooks and define the identity metafield on one store. Idempotent."""

    collapses = True
    """One waits at a time."""

    store_id: int

    @property
    def lock(self) -> str | None:
        """One preparation a store at a time."""
        return f"prepare:{self.store_id}"


@dataclass(frozen=True, slots=True)
class ProbeStore(Work):
    """Ask a store that is held whether it answers."""

    collapses = True
    """One process at a time asks."""

    store_id: int

    @property
    def lock(self) -> str | None:
        """One probe a store at a time."""
        return f"probe:{self.store_id}"


@dataclass(frozen=True, slots=True)
class TellHealth(Work):
    """Bring the message of a store's trouble to its present state; `number` is that of the
    trouble."""

    patience = HALF_A_DAY
    """A Slack that was away is told when it is back."""
    collapses = True
    """Several changes in a moment are one edit."""

    store_id: int
    number: int

    @property
    def lock(self) -> str | None:
        """One teller a message, so that nothing is posted twice."""
        return f"tell-health:{self.store_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class TellFindings(Work):
    """Tell what was found at one store that nobody told us of."""

    patience = HALF_A_DAY
    """A Slack that was away is told when it is back."""
    collapses = True
    """Several finds in a moment are one message."""

    store_id: int

    @property
    def lock(self) -> str | None:
        """One teller a store, so that nothing is posted twice."""
        return f"tell-findings:{self.store_id}"


@dataclass(frozen=True, slots=True)
class JudgeStoreAgain(Work):
    """Something changed that orders are judged by: judge those of a destination again that are
    held or have something left behind, newest first, a page at a time. `before` and `order_id` say
    where the page begins (the time an order was placed, ISO 8601, and its key); empty: at the
    newest."""

    store_id: int
    before: str = ""
    order_id: int = 0

    @property
    def once(self) -> str | None:
        """Several changes in a moment are one round; a page waits once."""
        return f"judge-again:{self.store_id}:{self.before}:{self.order_id}"
