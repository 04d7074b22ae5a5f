"""Work on catalogues and the items of connections."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.work.base import HALF_A_DAY, Work


@dataclass(frozen=True, slots=True)
class MatchCatalogues(Work):
    """Take the next step of the match of one connection; `number` is that of the run."""

    connection_id: int
    number: int

    @property
    def lock(self) -> str | None:
        """One step of a connection at a time."""
        return f"match:{self.connection_id}"

    @property
    def once(self) -> str | None:
        """The next step of a run waits once."""
        return f"match:{self.connection_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class TellMatch(Work):
    """Bring the message of a match to its present state, with the list in its thread at the end."""

    patience = HALF_A_DAY
    """A Slack that was away is told when it is back."""
    collapses = True
    """Several changes in a moment are one edit."""

    connection_id: int
    number: int

    @property
    def lock(self) -> str | None:
        """One teller a message, so that nothing is posted twice."""
        return f"tell-match:{self.connection_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class RematchProduct(Work):
    """A product is new, changed or gone: match its variants again wherever its store takes part."""

    patience = HALF_A_DAY
    """The nightly match finds what was given up."""
    collapses = True
    """A burst of webhooks is one look."""

    store_id: int
    product_gid: str

    @property
    def lock(self) -> str | None:
        """One look at a product at a time."""
        return f"rematch:{self.store_id}:{self.product_gid}"
