"""Work on stock."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.work.base import A_WEEK, HALF_A_DAY, Work


@dataclass(frozen=True, slots=True)
class SettleStock(Work):
    """Bring what changed of a source's stock to every destination that follows it. Idempotent."""

    patience = A_WEEK
    """Given up, destinations would sell what is gone."""
    collapses = True
    """A burst of changes is one go."""
    hurries = True
    """The go that waits may be a look at what nobody explained, ten minutes from now."""

    source_id: int

    @property
    def lock(self) -> str | None:
        """One at a time settles what concerns a source."""
        return f"stock:{self.source_id}"


@dataclass(frozen=True, slots=True)
class TakeStock(Work):
    """Take the units of an order that is not pushed at its sources, or give them back."""

    patience = A_WEEK
    """Given up, they would be sold twice."""
    collapses = True
    """Several changes in a moment are one difference."""

    order_id: int

    @property
    def lock(self) -> str | None:
        """One at a time takes for an order."""
        return f"take:{self.order_id}"


@dataclass(frozen=True, slots=True)
class TellOversold(Work):
    """Tell people that more of a source's item was paid for than there is, or that it fits again.
    Idempotent."""

    patience = HALF_A_DAY
    """The next change of the item tells it again."""
    collapses = True
    """Several changes in a moment are one edit."""

    source_id: int
    variant_gid: str

    @property
    def lock(self) -> str | None:
        """One teller an item, so that nothing is posted twice."""
        return f"oversold:{self.source_id}:{self.variant_gid}"


@dataclass(frozen=True, slots=True)
class ListStock(Work):
    """Take the next step of listing all the stock of a store; `number` is that of the listing."""

    store_id: int
    number: int

    @property
    def lock(self) -> str | None:
        """One step of a store at a time."""
        return f"list-stock:{self.store_id}"

    @property
    def once(self) -> str | None:
        """The next step of a listing waits once."""
        return f"list-stock:{self.store_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class CompareStock(Work):
    """Take the next step of the comparison of one connection; `number` is that of the run."""

    connection_id: int
    number: int

    @property
    def lock(self) -> str | None:
        """One step of a connection at a time."""
        return f"resync:{self.connection_id}"

    @property
    def once(self) -> str | None:
        """The next step of a run waits once."""
        return f"resync:{self.connection_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class TellComparison(Work):
    """Bring the message of a comparison to its present state."""

    patience = HALF_A_DAY
    """A Slack that was away is told when it is back."""
    collapses = True
    """Several changes in a moment are one edit."""

    connection_id: int
    number: int

    @property
    def lock(self) -> str | None:
        """One teller a message, so that nothing is posted twice."""
        return f"tell-resync:{self.connection_id}:{self.number}"
