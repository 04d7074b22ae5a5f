"""Failures that are about to be told join their storm, where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.cards import FailureCard
from core.domain.notices import Notice
from core.domain.storms import Cause, Storm
from core.domain.work import TellStorm
from core.ports import Clock, MessageRecord, UnitOfWork

_A_MOMENT = timedelta(seconds=2)
"""What comes together is told in one edit."""


@dataclass(frozen=True, slots=True)
class GatherStorms:
    """`begins_with`: how many failures of one cause make a storm; 0: none ever do."""

    clock: Clock
    begins_with: int

    async def __call__(
        self,
        unit: UnitOfWork,
        notices: Sequence[Notice],
        existing: Mapping[str, MessageRecord],
    ) -> Sequence[Notice]:
        """The same notices; those that a storm tells are only edited. The caller commits."""
        told: list[Notice] = []
        for notice in notices:
            joined = await self._join(unit, notice) if _is_news(notice, existing) else None
            told.append(replace(notice, post=False) if joined else notice)
        await self._refresh(unit, notices)
        return told

    async def _join(self, unit: UnitOfWork, notice: Notice) -> Storm | None:
        card = notice.card
        if not (self.begins_with and isinstance(card, FailureCard) and card.push.push.reason):
            return None
        push, reason = card.push.push, card.push.push.reason
        cause = Cause(notice.channel, push.source_id, reason.code)
        return await unit.storms.join(cause, push.id, self.begins_with, self.clock.now())

    async def _refresh(self, unit: UnitOfWork, notices: Sequence[Notice]) -> None:
        """Whatever became of the pushes, their storms tell it."""
        ids = [n.card.push.push.id for n in notices if isinstance(n.card, FailureCard)]
        for storm in await unit.storms.of_pushes(ids) if ids else ():
            await unit.jobs.add(TellStorm(storm.id), at=self.clock.now() + _A_MOMENT)


def _is_news(notice: Notice, existing: Mapping[str, MessageRecord]) -> bool:
    """Whether it would be posted now."""
    return notice.post and notice.key not in existing
