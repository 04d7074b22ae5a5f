"""Many failures of one cause."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from core.domain.pushes import Push, PushId
from core.domain.storms import Cause, Storm, StormId


class Storms(Protocol):
    """Which pushes are told in one message."""

    async def join(
        self, cause: Cause, push_id: PushId, begins_with: int, now: datetime
    ) -> Storm | None:
        """The storm that tells of this failing push: one that takes more, or one that begins with
        it and all that fail alike, `begins_with` of them at least; None where it is told by itself.
        Units that ask for one cause take turns until they are over."""
        ...

    async def of_pushes(self, push_ids: Collection[PushId]) -> Sequence[Storm]:
        """The storms that are not over and hold any of these."""
        ...

    async def get(self, storm_id: StormId, *, lock: bool = False) -> Storm | None:
        """With `lock` nothing joins it, and nobody ends it, until this unit is over."""
        ...

    async def members(self, storm_id: StormId, *, lock: bool = False) -> Sequence[Push]:
        """Every push it holds or held, the oldest first; with `lock` the rows stay locked."""
        ...

    async def end(self, storm_id: StormId, now: datetime) -> None:
        """It is over, for good."""
        ...
