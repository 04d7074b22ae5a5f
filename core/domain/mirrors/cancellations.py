"""What becomes of a source order whose customer cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.questions import Choice, choice_of
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.mirrors.stock import CANCEL, given_up
from core.domain.progress import RefundUnits

_SETTLED = timedelta(seconds=5)
"""An order's `updatedAt` has whole seconds: what is changed within the second of the change that
we read looks unchanged. Some seconds more, since the store's clock is not ours."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The source's people decide until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Cancel:
    """Have the source order cancelled. `overdue`: nobody answered in time."""

    mirror: Mirror | None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Some of it was shipped: only these units, in the source's lines, are taken off it."""

    mirror: Mirror | None
    units: tuple[RefundUnits, ...]


@dataclass(frozen=True, slots=True)
class TooLate:
    """All of it was shipped."""

    mirror: Mirror | None


@dataclass(frozen=True, slots=True)
class Settle:
    """It is cancelled."""

    mirror: Mirror | None


Step = Ask | Cancel | GiveUp | TooLate | Settle


def step(pair: Pair, now: datetime) -> Step | None:
    """What is to be done now; None where nothing is, or is not yet."""
    mirror = pair.one(Kind.CANCELLATION)
    if pair.order.cancelled_at is None:
        return None
    if pair.is_over:
        return Settle(mirror)
    if mirror is not None and (_is_final(pair, mirror) or _waits(mirror, now)):
        return None
    if not pair.source.open_units and _all_shipped(pair):
        return None if mirror is not None and mirror.state is State.LEFT else TooLate(mirror)
    if mirror is None and pair.settings.back.cancellations.hours is not None:
        return Ask(now + timedelta(hours=pair.settings.back.cancellations.hours))
    if pair.source.shipped:
        return GiveUp(mirror, tuple(given_up(pair.source, pair.source.open_units, CANCEL)))
    return Cancel(mirror, overdue=mirror is not None and mirror.state is State.ASKED)


def is_wanted(pair: Pair) -> bool:
    """Whether the source order is being cancelled, or was, because the customer's was."""
    mirror = pair.one(Kind.CANCELLATION)
    return mirror is not None and mirror.state in {State.AGREED, State.SENDING, State.DONE}


def seen_at(pair: Pair, now: datetime) -> str | None:
    """By what a source order that nothing can be done about is known to be unchanged later. None
    where it was changed just now: the next change may carry the same time."""
    updated_at = pair.source.updated_at
    return updated_at.isoformat() if now - updated_at > _SETTLED else None


def _is_final(pair: Pair, mirror: Mirror) -> bool:
    """What people rejected stays rejected. What the store refused, or what had been shipped, is
    looked at again when the source order has changed: a parcel may have been called back."""
    if mirror.state in {State.DONE, State.UNDONE}:
        return True
    if mirror.state is not State.LEFT:
        return False
    unchanged = mirror.key == pair.source.updated_at.isoformat()
    return choice_of(mirror) is Choice.REJECT or unchanged


def _all_shipped(pair: Pair) -> bool:
    """Units may be another app's, whose fulfilment orders we do not see: they are not shipped."""
    shipped = pair.source.shipped
    return all(line.current <= shipped.get(line.gid, 0) for line in pair.source.lines)


def _waits(mirror: Mirror, now: datetime) -> bool:
    """For an answer, or for the end of what was asked of Shopify."""
    timed = mirror.state in {State.ASKED, State.SENDING}
    return timed and mirror.lease_until is not None and now < mirror.lease_until
