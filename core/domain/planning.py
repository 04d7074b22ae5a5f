"""From a verdict to pushes: which rows to add and which to change.

Units spoken for (queued, sending, unknown, pushed), at whichever source, are never planned again:
judging an order a second time repeats nothing. A line is known by itself and by the place it ships
from (`core.domain.rests`). Lines of a cancelled push are free only for a person: otherwise
automatic mode would make an order again that the source's people had cancelled.

An open push keeps its lines for as long as they qualify. What is new joins an open push with room,
else it becomes a part of its own. A push that was once in doubt takes no new lines: an order with
its identity may exist, and would be adopted without them.

What came in while a connection was manual, or order push off, is left to a person, whatever is set
later: nobody who turns automatic mode on means the orders of weeks ago.

The pushes of a store that is closed to us stay as they are, with their lines, until it can be asked
again. What may be its to ship is held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from core.domain import reasons
from core.domain.orders import OrderId
from core.domain.push_settings import Mode
from core.domain.pushes import (
    SETTLED,
    Push,
    PushId,
    PushLine,
    PushState,
    lines_when_skipped,
    move,
)
from core.domain.qualification import Verdict
from core.domain.qualification.verdict import LINES_A_CALL
from core.domain.reasons import Reason
from core.domain.rests import Owners, Rest, place_of
from core.domain.stores import Connection

_PLANNABLE = frozenset({PushState.HELD, PushState.WAITING, PushState.SKIPPED, PushState.FAILED})
_CANCELLABLE = frozenset({PushState.HELD, PushState.WAITING, PushState.QUEUED, PushState.FAILED})
_UNSAVED = PushId(0)


@dataclass(frozen=True, slots=True)
class Plan:
    """Pushes to insert (their ids are not set yet) and pushes that changed."""

    added: tuple[Push, ...]
    changed: tuple[Push, ...]


def plan(
    order_id: OrderId,
    verdict: Verdict,
    connections: Sequence[Connection],
    existing: Sequence[Push],
    now: datetime,
    *,
    by_person: bool = False,
) -> Plan:
    """What the pushes of an order should be after this verdict."""
    if verdict.refused_by:
        return _refused(order_id, verdict, connections, existing)
    added: list[Push] = []
    changed: list[Push] = []
    rest = Rest.of(verdict, _settled(verdict, existing))
    for connection in connections:
        own = _of_source(existing, connection)
        if connection.source_id in verdict.closed:
            added += _held_back(order_id, verdict, connection, own)
            continue
        free = _free_lines(connection, rest, existing, by_person)
        share = _Share(order_id, connection, own, verdict, now, free)
        added += share.added()
        changed += share.changed()
    if not added and not existing:
        # Whatever else holds the order: it is skipped because nothing of it is ours to push.
        added += _skipped(order_id, verdict, verdict.why_nothing, connections)
    return Plan(tuple(added), tuple(changed))


def _refused(
    order_id: OrderId,
    verdict: Verdict,
    connections: Sequence[Connection],
    existing: Sequence[Push],
) -> Plan:
    reason = verdict.refused_by[0]
    if not existing:
        return Plan(_skipped(order_id, verdict, reason, connections), ())
    stopped = (push for push in existing if push.state in _CANCELLABLE)
    return Plan(
        (), tuple(move(p, PushState.CANCELLED, reason=reason, due_at=None) for p in stopped)
    )


def _skipped(
    order_id: OrderId, verdict: Verdict, reason: Reason, connections: Sequence[Connection]
) -> tuple[Push, ...]:
    return tuple(
        _first(order_id, connection, PushState.SKIPPED, reason, verdict)
        for connection in connections
    )


def _held_back(
    order_id: OrderId, verdict: Verdict, connection: Connection, own: Sequence[Push]
) -> tuple[Push, ...]:
    if own or verdict.waits_for is None:
        return ()
    why = verdict.closed[connection.source_id]
    return (_first(order_id, connection, PushState.HELD, why, verdict),)


def _first(
    order_id: OrderId, connection: Connection, state: PushState, reason: Reason, verdict: Verdict
) -> Push:
    first = Push(_UNSAVED, order_id, connection.source_id, 1, state, (), reason)
    return replace(first, left_to_person=_by_hand(verdict, connection))


def _by_hand(verdict: Verdict, connection: Connection) -> bool:
    """Whether nothing is pushed by itself, as things are set now."""
    off = any(reason.code in reasons.SWITCHED_OFF for reason in verdict.held_by)
    return off or connection.settings.mode is not Mode.AUTOMATIC


def _of_source(pushes: Sequence[Push], connection: Connection) -> list[Push]:
    own = [push for push in pushes if push.source_id == connection.source_id]
    return sorted(own, key=lambda push: push.part)


def _settled(verdict: Verdict, existing: Sequence[Push]) -> list[Push]:
    """The pushes that no judgement moves: those whose lines are spoken for, and the open ones of a
    closed store."""
    return [
        push
        for push in existing
        if push.state in SETTLED or (push.source_id in verdict.closed and push.state in _PLANNABLE)
    ]


def _free_lines(
    connection: Connection, rest: Rest, existing: Sequence[Push], by_person: bool
) -> list[PushLine]:
    """The lines of one source that no push has, and those that its open pushes have."""
    barred: set[str] = set()
    if not by_person:
        # By the line, wherever its units were moved since.
        own = _of_source(existing, connection)
        barred = _lines_in(existing, {PushState.CANCELLED}) - _lines_in(own, _PLANNABLE)
    return [line for line in rest.of_source(connection.source_id) if line.line_gid not in barred]


def _lines_in(pushes: Sequence[Push], states: Set[PushState]) -> set[str]:
    return {line.line_gid for push in pushes if push.state in states for line in push.lines}


class _Share:
    """One source's side of the plan."""

    def __init__(
        self,
        order_id: OrderId,
        connection: Connection,
        own: Sequence[Push],
        verdict: Verdict,
        now: datetime,
        free: Sequence[PushLine],
    ) -> None:
        self._order_id = order_id
        self._connection = connection
        self._own = own
        self._verdict = verdict
        self._now = now
        self._open = [push for push in own if push.state in _PLANNABLE]
        self._lines, self._new = _dealt(self._open, free)

    def changed(self) -> Iterator[Push]:
        """The open pushes that are not as they should be, in their order."""
        for push in self._open:
            planned = self._planned(push, self._lines[push.part])
            if planned != push:
                yield planned

    def added(self) -> Iterator[Push]:
        """New parts for the lines that found no open push."""
        numbers = count(max((push.part for push in self._own), default=0) + 1)
        left = any(push.left_to_person for push in self._own)
        starts = range(0, len(self._new), LINES_A_CALL)
        for lines in (tuple(self._new[start : start + LINES_A_CALL]) for start in starts):
            push = Push(
                _UNSAVED,
                self._order_id,
                self._connection.source_id,
                next(numbers),
                PushState.WAITING,
                lines,
                left_to_person=left,
            )
            yield self._placed(push)

    def _planned(self, push: Push, lines: tuple[PushLine, ...]) -> Push:
        if not lines:
            if push.state is PushState.SKIPPED:
                return push
            reason, lines = self._why_nothing(push), lines_when_skipped(push)
            return move(push, PushState.SKIPPED, lines=lines, reason=reason, due_at=None)
        if push.state is PushState.FAILED:
            return replace(push, lines=lines)
        return self._placed(replace(push, lines=lines))

    def _why_nothing(self, push: Push) -> Reason:
        were = {line.line_gid for line in push.lines}
        refusals = (v.reason for v in self._verdict.lines if v.line_gid in were and v.reason)
        return next(refusals, reasons.NOTHING_LEFT_HERE)

    def _placed(self, push: Push) -> Push:
        """Held while a rule of the order is not met, else waiting: for a person, or until when."""
        held, left_out = self._verdict.held_by, self._verdict.left_out
        left = push.left_to_person or _by_hand(self._verdict, self._connection)
        push = replace(push, left_to_person=left)
        if held:
            return self._at(push, PushState.HELD, held[0], None)
        if left_out:
            return self._at(push, PushState.WAITING, left_out[0], None)
        if left:
            return self._at(push, PushState.WAITING, None, None)
        return self._timed(push)

    def _timed(self, push: Push) -> Push:
        """Due when the waiting time, as it is now, has passed since the waiting began."""
        if push.due_at and push.waiting_since is None:
            # From before that was kept: by the time it was given.
            return self._at(push, PushState.WAITING, None, push.due_at)
        since = push.waiting_since if push.due_at and push.waiting_since else self._now
        due = since + self._connection.settings.waiting_time
        return self._at(replace(push, waiting_since=since), PushState.WAITING, None, due)

    @staticmethod
    def _at(push: Push, state: PushState, reason: Reason | None, due: datetime | None) -> Push:
        if push.state is state:
            return replace(push, reason=reason, due_at=due)
        return move(push, state, reason=reason, due_at=due)


def _dealt(
    pushes: Sequence[Push], free: Sequence[PushLine]
) -> tuple[Mapping[int, tuple[PushLine, ...]], Sequence[PushLine]]:
    """Which of the free lines each open push gets, by part and in the order's sequence, and those
    that are left for new parts."""
    sequence = {place_of(line): number for number, line in enumerate(free)}
    owners = Owners.of(pushes, free)
    dealt: dict[int, list[PushLine]] = {push.part: [] for push in pushes}
    rest: list[PushLine] = []
    for line in free:
        owner = owners.part_of(line)
        (rest if owner is None else dealt[owner]).append(line)
    # A push that has lines comes before one that was skipped.
    for push in sorted(pushes, key=lambda push: push.state is PushState.SKIPPED):
        room = 0 if push.unknown_since else max(0, LINES_A_CALL - len(dealt[push.part]))
        dealt[push.part] += rest[:room]
        del rest[:room]
    return {
        part: tuple(sorted(lines, key=lambda line: sequence[place_of(line)]))
        for part, lines in dealt.items()
    }, rest
