"""The word that we leave in the note of a refund: by it we know our own again, however long after,
and whether an attempt came to its end whose answer was lost."""

from __future__ import annotations

from core.domain.orders import legacy_id
from core.domain.progress import Progress, Refund

_OURS = "[synctec "


def mark(kind: str, original: str, attempt: int = 1) -> str:
    """For what happened under this global id, and the attempt to carry it."""
    again = f".{attempt}" if attempt > 1 else ""
    return f"{_OURS}{kind} {legacy_id(original)}{again}]"


def is_ours(refund: Refund) -> bool:
    """Whether it was us who wrote it down."""
    return _OURS in refund.note


def marked(order: Progress, word: str) -> Refund | None:
    """The refund that has this word of ours, where there is one."""
    return next((refund for refund in order.refunds if word in refund.note), None)
