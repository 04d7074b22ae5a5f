"""From what a source store shipped to what the customer's order must show as shipped.

Decided from both orders as they are and from what was carried before, so that it comes to the same
in whatever sequence changes are heard of, and however often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.mirrors.records import Mirror, State
from core.domain.progress import Parcel, Progress, Task, Tracking, Units, summed
from core.domain.reasons import Reason
from core.domain.reasons import mirrors as reasons

_HELD = frozenset({"ON_HOLD", "SCHEDULED"})
_OVER = frozenset({"CLOSED", "CANCELLED"})


@dataclass(frozen=True, slots=True)
class Pick:
    """Units out of one fulfilment order of the customer's order."""

    task_gid: str
    unit_gid: str
    line_gid: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Ship:
    """Mark these as shipped, from one location, with the tracking of the source's parcel."""

    parcel: Parcel
    location_gid: str | None
    picks: tuple[Pick, ...]

    @property
    def units(self) -> tuple[Units, ...]:
        """By the customer's lines."""
        total: Counter[str] = Counter()
        for pick in self.picks:
            total[pick.line_gid] += pick.quantity
        return tuple(Units(gid, quantity) for gid, quantity in total.items())


@dataclass(frozen=True, slots=True)
class Take:
    """A fulfilment that is there already stands for this parcel: nothing is to be made."""

    parcel: Parcel
    copy: Parcel
    mirror: Mirror | None = None


@dataclass(frozen=True, slots=True)
class Retrack:
    """Give the copy the tracking that the parcel has now; `there`: it has it already."""

    mirror: Mirror
    tracking: Tracking
    there: bool = False


@dataclass(frozen=True, slots=True)
class CallBack:
    """The parcel was cancelled: so is its copy; `there`: it is already."""

    mirror: Mirror
    there: bool = False


@dataclass(frozen=True, slots=True)
class Leave:
    """Units that nothing is to be made for, and why."""

    parcel: Parcel
    units: tuple[Units, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Wait:
    """Units that cannot be marked as shipped yet, and why. Looked at again with every change."""

    parcel: Parcel
    units: tuple[Units, ...]
    reason: Reason


Step = Ship | Take | Retrack | CallBack | Leave | Wait


def steps(
    source: Progress,
    order: Progress,
    links: Mapping[str, str],
    mirrors: Sequence[Mirror],
    others: Collection[str] = (),
) -> Iterator[Step]:
    """What is to be done, in sequence.

    Args:
        source: the source order.
        order: the customer's.
        links: from the source order's lines to the customer's.
        mirrors: what of this source order's parcels was carried before.
        others: copies that stand for parcels of other source orders.
    """
    desk = _Desk(order, {*others, *(m.copy for m in mirrors if m.copy)})
    for parcel in sorted(source.parcels, key=lambda one: (one.created_at, one.gid)):
        own = [mirror for mirror in mirrors if mirror.original == parcel.gid]
        if not parcel.is_live:
            yield from _called_back(order, own)
            continue
        yield from _retracked(order, parcel, own)
        wanted = _meant(parcel, links)
        for mirror in own:
            if mirror.state is not State.LEFT:
                wanted -= summed(mirror.units)
        for step in desk.packed(parcel, wanted):
            if not (isinstance(step, Leave) and _is_known(step, own)):
                yield step


def _is_known(step: Leave, own: Iterable[Mirror]) -> bool:
    """Whether these units were left before, and for this reason. What was left is looked at again
    each time: a fulfilment by hand may be undone."""
    return any(
        mirror.reason is not None
        and mirror.reason.code == step.reason.code
        and summed(mirror.units) == summed(step.units)
        for mirror in own
        if mirror.state is State.LEFT
    )


def _meant(parcel: Parcel, links: Mapping[str, str]) -> Counter[str]:
    """The parcel in the customer's lines; what the source's people added themselves is none."""
    return summed(
        Units(links[units.line_gid], units.quantity)
        for units in parcel.units
        if units.line_gid in links
    )


def _called_back(order: Progress, own: Iterable[Mirror]) -> Iterator[CallBack]:
    for mirror in own:
        if mirror.state is State.DONE and mirror.copy:
            copy = order.parcel(mirror.copy)
            yield CallBack(mirror, there=copy is None or not copy.is_live)


def _retracked(order: Progress, parcel: Parcel, own: Iterable[Mirror]) -> Iterator[Retrack]:
    """Only where the source said something new: what people wrote into the copy themselves stays
    otherwise."""
    for mirror in own:
        copy = order.parcel(mirror.copy) if mirror.copy else None
        changed = mirror.tracking != parcel.tracking and not parcel.tracking.is_empty
        if mirror.state is State.DONE and copy is not None and copy.is_live and changed:
            there = copy.tracking == parcel.tracking
            yield Retrack(mirror, parcel.tracking, there=there)


def same_tracking(one: Tracking, other: Tracking) -> bool:
    """Whether both name the same parcel; links may be Shopify's own."""
    return (one.company, one.numbers) == (other.company, other.numbers)


class _Desk:
    """The customer's order while parcels are laid out on it: what is taken is taken."""

    def __init__(self, order: Progress, claimed: Collection[str]) -> None:
        self._order = order
        self._claimed = set(claimed)
        self._left = {unit.gid: unit.remaining for task in order.tasks for unit in task.units}

    def packed(self, parcel: Parcel, wanted: Counter[str]) -> Iterator[Step]:
        """How these units of a parcel come to be shown as shipped."""
        for copy in self._by_hand(parcel, wanted):
            yield Take(parcel, copy)
            wanted -= summed(copy.units)
        by_place: dict[str | None, list[Pick]] = {}
        for line_gid in list(wanted):
            for task, pick in self._picks(line_gid, wanted[line_gid]):
                by_place.setdefault(task.location_gid, []).append(pick)
                wanted[line_gid] -= pick.quantity
        for location_gid, picks in by_place.items():
            yield Ship(parcel, location_gid, tuple(picks))
        yield from self._short(parcel, +wanted)

    def _by_hand(self, parcel: Parcel, wanted: Counter[str]) -> Iterator[Parcel]:
        """Fulfilments with the very tracking of the parcel that no parcel stands behind yet."""
        if not parcel.tracking.numbers:
            return
        for copy in self._order.parcels:
            units = summed(copy.units)
            same = same_tracking(copy.tracking, parcel.tracking)
            if copy.is_live and copy.gid not in self._claimed and same and units <= wanted:
                self._claimed.add(copy.gid)
                wanted = wanted - units
                yield copy

    def _picks(self, line_gid: str, wanted: int) -> Iterator[tuple[Task, Pick]]:
        for task in self._order.tasks:
            for unit in task.units if task.open_to_us else ():
                quantity = min(wanted, self._left[unit.gid])
                if unit.line_gid == line_gid and quantity > 0:
                    self._left[unit.gid] -= quantity
                    wanted -= quantity
                    yield task, Pick(task.gid, unit.gid, line_gid, quantity)

    def _short(self, parcel: Parcel, wanted: Counter[str]) -> Iterator[Step]:
        """Why the rest cannot be marked: held back, kept by another app, shipped by hand, or not
        asked for any more."""
        held, kept = Counter[str](), Counter[str]()
        location = ""
        for task in self._order.tasks:
            if task.open_to_us or task.status in _OVER:
                continue
            for unit in task.units:
                units = min(wanted[unit.line_gid], self._left[unit.gid])
                if units > 0:
                    (held if task.status in _HELD else kept)[unit.line_gid] += units
                    wanted[unit.line_gid] -= units
                    self._left[unit.gid] -= units
                    location = location or (task.location if task.status not in _HELD else "")
        names = self._order.name, parcel.name
        if held:
            yield Wait(parcel, _listed(held), reasons.parcel_on_hold(*names, held.total()))
        if kept:
            why = reasons.parcel_elsewhere(*names, kept.total(), location)
            yield Wait(parcel, _listed(kept), why)
        yield from self._beyond(parcel, +wanted)

    def _beyond(self, parcel: Parcel, wanted: Counter[str]) -> Iterator[Leave]:
        names = self._order.name, parcel.name
        by_hand = Counter[str]()
        for copy in self._order.parcels:
            if copy.is_live and copy.gid not in self._claimed:
                by_hand += summed(copy.units)
        taken = wanted & by_hand
        if taken:
            yield Leave(parcel, _listed(taken), reasons.parcel_by_hand(*names, taken.total()))
        beyond = wanted - taken
        if beyond:
            why = reasons.parcel_not_ordered(*names, beyond.total())
            yield Leave(parcel, _listed(beyond), why)


def _listed(units: Counter[str]) -> tuple[Units, ...]:
    return tuple(Units(gid, quantity) for gid, quantity in (+units).items())
