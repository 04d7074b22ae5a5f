"""Work on stock."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.work.base import A_WEEK, Work


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
