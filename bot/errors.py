"""What to say about an error: the one place that turns the tree of errors into people's words.

Private, plain, with what to do; and with a reference that the log has too, where somebody may
have to look there. Who mistyped a store needs none.
"""

from __future__ import annotations

from core.domain.cards import AnswerCard
from core.domain.errors import AccessRefused, OutcomeUnknown, Rejected, SyncError, Temporary
from core.domain.words import say


def explain(error: BaseException, reference: str | None = None) -> AnswerCard:
    """The private answer for whatever went wrong."""
    if not isinstance(error, SyncError):
        return AnswerCard(
            say("Something went wrong inside SyncTec; it was noted."),
            say("Try once more. If it happens again, send the reference to whoever runs SyncTec."),
            reference=reference,
        )
    plain = isinstance(error, Rejected) and not isinstance(error, AccessRefused)
    return AnswerCard(error.reason.sentence, _remedy(error), reference=None if plain else reference)


def level(error: BaseException) -> str:
    """How loud the log is about it: a refusal is no fault of ours."""
    if isinstance(error, Rejected):
        return "info"
    return "warning" if isinstance(error, Temporary | OutcomeUnknown) else "error"


def _remedy(error: SyncError) -> str:
    if isinstance(error, Temporary):
        seconds = error.retry_after.total_seconds() if error.retry_after else 0
        when = (
            say("in {seconds} seconds", seconds=f"{seconds:.0f}")
            if seconds >= 1
            else say("in a moment")
        )
        return say(
            "{remedy} Nothing was changed; you can also try again {when}.",
            remedy=error.reason.remedy,
            when=when,
        )
    return error.reason.remedy
