"""A source order that does not take a change, as one that people made by hand does not: somebody
decides whether it is cancelled and the order pushed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.questions import REFUSED, choice_of
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.progress import Units, summed

_DECIDED = frozenset({State.AGREED, State.SENDING})
_OPEN = _DECIDED | {State.ASKED}


@dataclass(frozen=True, slots=True)
class Cancel:
    """Have the source order cancelled."""

    mirror: Mirror


@dataclass(frozen=True, slots=True)
class TooLate:
    """Some of it is on its way by now."""

    mirror: Mirror


@dataclass(frozen=True, slots=True)
class PushAgain:
    """It is cancelled."""

    mirror: Mirror


@dataclass(frozen=True, slots=True)
class Settled:
    """One of the two orders is over: nobody has to decide any more."""

    mirror: Mirror


def question(pair: Pair) -> Mirror | None:
    """What people were asked last."""
    asked = [one for one in pair.of(Kind.EDIT) if one.place == REFUSED]
    return asked[-1] if asked else None


def is_settled(pair: Pair, removed: Sequence[Units]) -> bool:
    """Whether people are asked about this very change, or answered: it is not tried again."""
    asked = question(pair)
    if asked is None or summed(asked.units) != summed(removed):
        return False
    return asked.state is not State.LEFT or choice_of(asked) is not None


def is_wanted(pair: Pair) -> bool:
    """Whether the source order is being cancelled for that, or was."""
    asked = question(pair)
    return asked is not None and asked.state in _DECIDED | {State.DONE}


Step = Cancel | TooLate | PushAgain | Settled


def step(pair: Pair, now: datetime) -> Step | None:
    """What is to be done now once somebody said so; None where nothing is, or is not yet."""
    asked = question(pair)
    if asked is None or asked.state not in _OPEN:
        return None
    if pair.order.cancelled_at is not None:
        return Settled(asked)
    if asked.state is State.ASKED:
        return Settled(asked) if pair.is_over else None
    if pair.is_over:
        return PushAgain(asked)
    if pair.source.shipped:
        return TooLate(asked)
    under_way = asked.lease_until is not None and now < asked.lease_until
    return None if under_way else Cancel(asked)
