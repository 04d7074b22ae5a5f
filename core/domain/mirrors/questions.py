"""What people are asked about an order that changed on one of its stores, and may answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from core.domain.mirrors.records import Kind, Mirror, State

CHOICE = "choice"
"""Where a mirror's details keep what was answered."""
REFUSED = "refused"
"""The place of an edit that the source order does not take."""
OVERDUE = "overdue"
"""Where they keep that nobody did in time."""


class Choice(StrEnum):
    """The answers."""

    ACCEPT = "accept"
    REJECT = "reject"
    PUSH_AGAIN = "push_again"
    REFUND = "refund"
    KEEP = "keep"
    REMAKE = "remake"


CHOICES: Mapping[Kind, tuple[Choice, ...]] = {
    Kind.CANCELLATION: (Choice.ACCEPT, Choice.REJECT),
    Kind.SOURCE_CANCELLED: (Choice.PUSH_AGAIN, Choice.REFUND, Choice.KEEP),
    Kind.SOURCE_REFUND: (Choice.REFUND, Choice.KEEP),
    Kind.SOURCE_EDITED: (Choice.PUSH_AGAIN, Choice.REFUND, Choice.KEEP),
    Kind.EDIT: (Choice.KEEP,),
}
"""What may be answered to which kind of question; the other kinds ask nobody."""

_GOES_ON = frozenset({Choice.ACCEPT, Choice.REFUND, Choice.REMAKE})
"""Answers after which something is to be done."""


def choices_of(mirror: Mirror) -> tuple[Choice, ...]:
    """What may be answered to this one."""
    if mirror.kind is Kind.EDIT and mirror.place == REFUSED:
        return (Choice.REMAKE, Choice.KEEP)
    return CHOICES.get(mirror.kind, ())


def is_open(mirror: Mirror) -> bool:
    """Whether an answer counts: the first one does."""
    return mirror.kind in CHOICES and mirror.state is State.ASKED


def answered(mirror: Mirror, choice: Choice, actor: str) -> Mirror:
    """The mirror once somebody answered.

    Raises:
        ValueError: it is no answer to this question, or the question is not open.
    """
    if not is_open(mirror) or choice not in choices_of(mirror):
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
