"""What people are asked about an order that changed on one of its stores, and may answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from core.domain.mirrors.records import Kind, Mirror, State

CHOICE = "choice"
"""Where a mirror's details keep what was answered."""
OVERDUE = "overdue"
"""Where they keep that nobody did in time."""


class Choice(StrEnum):
    """The answers."""

    ACCEPT = "accept"
    REJECT = "reject"
    PUSH_AGAIN = "push_again"
    REFUND = "refund"
    KEEP = "keep"


CHOICES: Mapping[Kind, tuple[Choice, ...]] = {
    Kind.CANCELLATION: (Choice.ACCEPT, Choice.REJECT),
    Kind.SOURCE_CANCELLED: (Choice.PUSH_AGAIN, Choice.REFUND, Choice.KEEP),
    Kind.SOURCE_REFUND: (Choice.REFUND, Choice.KEEP),
    Kind.SOURCE_EDITED: (Choice.PUSH_AGAIN, Choice.REFUND, Choice.KEEP),
    Kind.EDIT: (Choice.KEEP,),
}
"""What may be answered to which kind of question; the other kinds ask nobody."""

_GOES_ON = frozenset({Choice.ACCEPT, Choice.REFUND})
"""Answers after which something is to be done."""


def is_open(mirror: Mirror) -> bool:
    """Whether an answer counts: the first one does."""
    return mirror.kind in CHOICES and mirror.state is State.ASKED


def answered(mirror: Mirror, choice: Choice, actor: str) -> Mirror:
    """The mirror once somebody answered.

    Raises:
        ValueError: it is no answer to this question, or the question is not open.
    """
    if not is_open(mirror) or choice not in CHOICES[mirror.kind]:
        msg = f"{choice} answers no open question of kind {mirror.kind}"
        raise ValueError(msg)
    return replace(
        mirror,
        state=State.AGREED if choice in _GOES_ON else State.LEFT,
        reason=None,
        lease_until=None,
        actor=actor,
        details={**mirror.details, CHOICE: choice.value},
    )


def choice_of(mirror: Mirror) -> Choice | None:
    """What was answered, None where nobody has."""
    kept = mirror.details.get(CHOICE)
    return Choice(kept) if kept else None
