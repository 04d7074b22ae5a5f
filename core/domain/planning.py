"""From a verdict to pushes: which rows to add and which to change.

Lines spoken for (queued, sending, unknown, pushed) are never planned again: judging an order
a second time repeats nothing. Lines of a cancelled push are free only for a person:
otherwise automatic mode would make an order again that the source's people had cancelled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from core.domain import reasons
from core.domain.orders import OrderId
from core.domain.pushes import (
    SETTLED,
    Push,
    PushId,
    PushLine,
    PushState,
    move,
)
from core.domain.qualification import Verdict
from core.domain.qualification.verdict import LINES_A_CALL
from core.domain.reasons import Reason
from core.domain.stores import Connection, Mode

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
        return _refused(order_id, verdict.refused_by[0], connections, existing)
    added: list[Push] = []
    changed: list[Push] = []
    for connection in connections:
        own = [push for push in existing if push.source_id == connection.source_id]
        share = _Share(order_id, connection, own, verdict, now, by_person)
        added += share.added()
        changed += share.changed()
    if not added and not existing:
        added += _skipped(order_id, verdict.reason or reasons.NOTHING_SYNCED, connections)
    return Plan(tuple(added), tuple(changed))


def _refused(
    order_id: OrderId,
    reason: Reason,
    connections: Sequence[Connection],
    existing: Sequence[Push],
) -> Plan:
    if not existing:
        return Plan(_skipped(order_id, reason, connections), ())
    stopped = (push for push in existing if push.state in _CANCELLABLE)
    return Plan((), tuple(move(p, PushState.CANCELLED, reason=reason) for p in stopped))


def _skipped(
    order_id: OrderId, reason: Reason, connections: Sequence[Connection]
) -> tuple[Push, ...]:
    return tuple(
        Push(_UNSAVED, order_id, c.source_id, 1, PushState.SKIPPED, (), reason) for c in connections
    )


class _Share:
    """One source's side of the plan."""

    def __init__(
        self,
        order_id: OrderId,
        connection: Connection,
        own: Sequence[Push],
        verdict: Verdict,
        now: datetime,
        by_person: bool,
    ) -> None:
        self._order_id = order_id
        self._connection = connection
        self._own = own
        self._verdict = verdict
        self._now = now
        self._open = [push for push in own if push.state in _PLANNABLE]
        self._parts = self._free_parts(by_person)

    def changed(self) -> Iterator[Push]:
        """The open pushes, in their order, each with its part of the free lines."""
        for index, push in enumerate(self._open):
            lines = self._parts[index] if index < len(self._parts) else ()
            planned = self._planned(push, lines)
            if planned != push:
                yield planned

    def added(self) -> Iterator[Push]:
        """New parts for the lines that found no open push."""
        numbers = count(max((push.part for push in self._own), default=0) + 1)
        for lines in self._parts[len(self._open) :]:
            push = Push(
                _UNSAVED,
                self._order_id,
                self._connection.source_id,
                next(numbers),
                PushState.WAITING,
                lines,
            )
            yield self._placed(push)

    def _free_parts(self, by_person: bool) -> list[tuple[PushLine, ...]]:
        taken = SETTLED if by_person else SETTLED | {PushState.CANCELLED}
        spoken_for = {
            line.line_gid for push in self._own if push.state in taken for line in push.lines
        }
        share = self._verdict.share_of(self._connection.source_id)
        every = [line for part in share.parts for line in part] if share else []
        free = [line for line in every if line.line_gid not in spoken_for]
        starts = range(0, len(free), LINES_A_CALL)
        return [tuple(free[start : start + LINES_A_CALL]) for start in starts]

    def _planned(self, push: Push, lines: tuple[PushLine, ...]) -> Push:
        if not lines:
            if push.state is PushState.SKIPPED:
                return push
            reason = self._why_nothing(push)
            return move(push, PushState.SKIPPED, lines=(), reason=reason, due_at=None)
        if push.state is PushState.FAILED:
            return replace(push, lines=lines)
        return self._placed(replace(push, lines=lines))

    def _why_nothing(self, push: Push) -> Reason:
        were = {line.line_gid for line in push.lines}
        refusals = (v.reason for v in self._verdict.lines if v.line_gid in were and v.reason)
        return next(refusals, reasons.NOTHING_SYNCED)

    def _placed(self, push: Push) -> Push:
        """Held while a rule of the order is not met, else waiting (and until when)."""
        held = self._verdict.held_by
        if held:
            return self._at(push, PushState.HELD, held[0], None)
        automatic = self._connection.mode is Mode.AUTOMATIC
        due = push.due_at or self._now + self._connection.waiting_time
        return self._at(push, PushState.WAITING, None, due if automatic else None)

    @staticmethod
    def _at(push: Push, state: PushState, reason: Reason | None, due: datetime | None) -> Push:
        if push.state is state:
            return replace(push, reason=reason, due_at=due)
        return move(push, state, reason=reason, due_at=due)
