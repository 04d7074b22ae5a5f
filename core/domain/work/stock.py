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
