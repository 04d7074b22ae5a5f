"""Planning against a model: whatever is judged and whatever becomes of the pushes, no line is
carried twice and nothing that is settled is touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.domain import reasons
from core.domain.planning import plan
from core.domain.push_settings import Mode
from core.domain.pushes import MOVES, SETTLED, Push, PushId, PushLine, PushState, move
from core.domain.qualification import Share, Verdict
from core.domain.qualification.verdict import LINES_A_CALL
from core.domain.stores import StoreId
from tests.unit.domain.makers import NORTH, NOW, ORDER, PROPERTY, SOUTH, connection, push_line

_S = PushState
OPEN_LINES = frozenset({_S.HELD, _S.WAITING, _S.FAILED})
CUTS = st.lists(st.integers(0, 520), min_size=3, max_size=3).map(sorted)


@cache
def _line(number: int) -> PushLine:
    return push_line(number)


def _parts(numbers: Iterable[int]) -> tuple[tuple[PushLine, ...], ...]:
    lines = [_line(number) for number in numbers]
    return tuple(
        tuple(lines[start : start + LINES_A_CALL]) for start in range(0, len(lines), LINES_A_CALL)
    )


def _gids(pushes: Iterable[Push]) -> list[str]:
    return [each.line_gid for push in pushes for each in push.lines]


class Planning(RuleBasedStateMachine):
    """One order's pushes at two sources, judged again and again while people and time work."""

    def __init__(self) -> None:
        super().__init__()
        self.pushes: list[Push] = []
        self.now = NOW

    @rule(
        cuts=CUTS,
        swapped=st.booleans(),
        held=st.booleans(),
        by_person=st.booleans(),
        automatic=st.booleans(),
    )
    def judge(
        self, cuts: list[int], swapped: bool, held: bool, by_person: bool, automatic: bool
    ) -> None:
        first, second = (SOUTH, NORTH) if swapped else (NORTH, SOUTH)
        shares = (
            Share(first, _parts(range(cuts[0], cuts[1]))),
            Share(second, _parts(range(cuts[1], cuts[2]))),
        )
        verdict = Verdict((reasons.UNPAID,) if held else (), (), (), shares)
        before = {push.id: push for push in self.pushes}
        self._plan(verdict, by_person=by_person, automatic=automatic)
        self._nothing_settled_was_touched(before, by_person=by_person)
        self._every_line_is_somewhere(verdict, by_person=by_person)
        again = self.pushes
        self._plan(verdict, by_person=by_person, automatic=automatic)
        assert self.pushes == again, "judging twice changes nothing"
        self._plan(verdict, by_person=False, automatic=automatic)
        assert self.pushes == again, "nor does judging without the person"

    @precondition(lambda self: self.pushes)
    @rule()
    def cancel(self) -> None:
        before = self.pushes
        verdict = Verdict((), (reasons.CANCELLED,), (), ())
        self._plan(verdict, by_person=False, automatic=True)
        for old, new in zip(before, self.pushes, strict=True):
            stopped = old.state in OPEN_LINES | {_S.QUEUED}
            assert new.state is (_S.CANCELLED if stopped else old.state)

    @precondition(lambda self: self.pushes)
    @rule(data=st.data())
    def something_becomes_of_a_push(self, data: st.DataObject) -> None:
        index = data.draw(st.integers(0, len(self.pushes) - 1))
        push = self.pushes[index]
        ways = sorted(MOVES[push.state] & (SETTLED | {_S.FAILED, _S.CANCELLED}))
        if not ways or not push.lines:
            return
        to = data.draw(st.sampled_from(ways))
        doubt = self.now if to is _S.UNKNOWN else push.unknown_since
        self.pushes[index] = move(push, to, unknown_since=doubt, due_at=None)

    @invariant()
    def no_line_is_carried_twice(self) -> None:
        carried = _gids(p for p in self.pushes if p.state in SETTLED | OPEN_LINES)
        assert len(carried) == len(set(carried))

    @invariant()
    def parts_are_small_and_their_numbers_are_used_once(self) -> None:
        assert all(len(push.lines) <= LINES_A_CALL for push in self.pushes)
        names = [(push.source_id, push.part) for push in self.pushes]
        assert len(names) == len(set(names))
        for source in (NORTH, SOUTH):
            parts = sorted(part for source_id, part in names if source_id == source)
            assert parts == list(range(1, len(parts) + 1))

    @invariant()
    def time_is_kept_by_what_waits_only(self) -> None:
        assert all(push.due_at is None for push in self.pushes if push.state is not _S.WAITING)

    def _plan(self, verdict: Verdict, *, by_person: bool, automatic: bool) -> None:
        mode = Mode.AUTOMATIC if automatic else Mode.MANUAL
        both = [connection(StoreId(each), mode) for each in (NORTH, SOUTH)]
        self.now += timedelta(seconds=1)
        found = plan(ORDER, verdict, both, self.pushes, self.now, by_person=by_person)
        changed = {push.id: push for push in found.changed}
        assert len(changed) == len(found.changed)
        known = len(self.pushes)
        self.pushes = [changed.get(push.id, push) for push in self.pushes] + [
            replace(push, id=PushId(known + number)) for number, push in enumerate(found.added, 1)
        ]

    def _nothing_settled_was_touched(self, before: dict[PushId, Push], *, by_person: bool) -> None:
        barred = set(_gids(p for p in before.values() if p.state is _S.CANCELLED))
        for push in self.pushes:
            old = before.get(push.id)
            had = set(_gids([old])) if old else set()
            gained = set(_gids([push])) - had
            if old and old.state in SETTLED | {_S.CANCELLED}:
                assert push == old
            if old and old.unknown_since:
                assert not gained, "an order with its identity may exist without them"
            if old and old.state is _S.FAILED:
                assert push.state in {_S.FAILED, _S.SKIPPED}, "only a person tries again"
            if not by_person:
                assert not gained & barred

    def _every_line_is_somewhere(self, verdict: Verdict, *, by_person: bool) -> None:
        shared = {
            each.line_gid for share in verdict.shares for part in share.parts for each in part
        }
        carried = set(_gids(p for p in self.pushes if p.state in SETTLED | OPEN_LINES))
        barred = (
            set() if by_person else set(_gids(p for p in self.pushes if p.state == "cancelled"))
        )
        assert shared <= carried | barred
        unsent = set(_gids(p for p in self.pushes if p.state in OPEN_LINES))
        assert unsent <= shared


TestPlanning = Planning.TestCase
TestPlanning.settings = settings(PROPERTY, max_examples=100, stateful_step_count=15)
