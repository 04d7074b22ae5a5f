"""The last word to a person whose command could not be carried out."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.cards import AnswerCard
from core.domain.errors import SyncError
from core.domain.reasons import Reason
from core.domain.work import Reply
from core.ports import Notifier


@dataclass(frozen=True, slots=True)
class TellFailure:
    """Private, plain, with the reference that the log has, too."""

    notifier: Notifier

    async def __call__(self, reply: Reply, reason: Reason, reference: str) -> None:
        """Never raises a SyncError: Slack's trouble is not told through Slack."""
        answer = AnswerCard(reason.sentence, reason.remedy, reference=reference)
        try:
            await self.notifier.answer(reply, answer)
        except SyncError:
            return
