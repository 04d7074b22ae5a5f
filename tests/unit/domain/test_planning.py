"""From a verdict to pushes, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain import reasons
from core.domain.orders import Order
from core.domain.planning import Plan, plan
from core.domain.push_settings import Mode
from core.domain.pushes import Push, PushId, PushState
from core.domain.qualification import Source, judge
from core.domain.stores import Connection
from tests.unit.domain.makers import (
    NORTH,
    NOW,
    ORDER,
    SOUTH,
    WAIT,
    connection,
    gids,
    line,
    order,
    push,
    push_line,
    source,
    terms,
)

_S = PushState
AUTOMATIC = connection(mode=Mode.AUTOMATIC)
LATER = NOW + timedelta(hours=1)
A1 = push_line(1, "A")
B2 = push_line(2, "B")


def planned(
    found: Order,
    *existing: Push,
    connections: Sequence[Connection] = (connection(),),
    sources: Sequence[Source] = (source(NORTH, "A", "B"),),
    by_person: bool = False,
) -> Plan:
    return plan(
        ORDER, judge(found, sources, terms()), connections, existing, NOW, by_person=by_person
    )


def only(pushes: Sequence[Push]) -> Push:
    assert len(pushes) == 1
    return pushes[0]


def test_a_first_judgement_waits_for_a_person() -> None:
    new = only(planned(order()).added)
    assert (new.state, new.part, new.source_id) == (_S.WAITING, 1, NORTH)
    assert new.lines == (A1,)
    assert (new.due_at, new.reason, new.actor) == (None, None, None)


def test_automatic_mode_waits_the_waiting_time() -> None:
    assert only(planned(order(), connections=[AUTOMATIC]).added).due_at == NOW + WAIT


def test_a_rule_of_the_order_holds() -> None:
    new = only(planned(order(financial_status="PENDING"), connections=[AUTOMATIC]).added)
    assert (new.state, new.reason, new.due_at) == (_S.HELD, reasons.UNPAID, None)
    assert new.lines == (A1,)


def test_an_order_of_two_sources_is_two_pushes() -> None:
    sources = [source(NORTH, "A"), source(SOUTH, "B")]
    new = planned(
        order(line(1, "A"), line(2, "B")),
        connections=[connection(NORTH), connection(SOUTH)],
        sources=sources,
    ).added
    assert [(p.source_id, p.part, gids(p.lines)) for p in new] == [
        (NORTH, 1, [A1.line_gid]),
        (SOUTH, 1, [B2.line_gid]),
    ]


@pytest.mark.parametrize("status", ["PAID", "PENDING"])
def test_without_a_synced_item_it_is_skipped_for_that_reason(status: str) -> None:
    both = [connection(NORTH), connection(SOUTH)]
    new = planned(order(line(1, "Z"), financial_status=status), connections=both).added
    assert [(p.source_id, p.state, p.reason) for p in new] == [
        (NORTH, _S.SKIPPED, reasons.NOTHING_SYNCED),
        (SOUTH, _S.SKIPPED, reasons.NOTHING_SYNCED),
    ]


def test_an_order_cancelled_before_it_was_seen_is_skipped() -> None:
    new = only(planned(order(cancelled_at=NOW)).added)
    assert (new.state, new.reason, new.lines) == (_S.SKIPPED, reasons.CANCELLED, ())


def test_without_a_connection_nothing_is_planned() -> None:
    assert planned(order(), connections=[], sources=[]) == Plan((), ())


@pytest.mark.parametrize(
    ("state", "becomes"),
    [
        (_S.HELD, _S.CANCELLED),
        (_S.WAITING, _S.CANCELLED),
        (_S.QUEUED, _S.CANCELLED),
        (_S.FAILED, _S.CANCELLED),
        (_S.SENDING, None),
        (_S.UNKNOWN, None),
        (_S.PUSHED, None),
        (_S.SKIPPED, None),
        (_S.CANCELLED, None),
    ],
)
def test_a_cancelled_order_stops_what_is_not_under_way(
    state: PushState, becomes: PushState | None
) -> None:
    found = planned(order(cancelled_at=NOW), push(state, [A1]))
    assert found.added == ()
    assert [p.state for p in found.changed] == ([becomes] if becomes else [])
    assert all(p.reason is reasons.CANCELLED for p in found.changed)


@pytest.mark.parametrize("state", list(PushState))
def test_judging_again_changes_only_what_may_be_planned(state: PushState) -> None:
    before = push(state, [A1] if state is not _S.SKIPPED else [], left_to_person=True)
    found = planned(order(), before)
    assert found.added == ()
    revived = [_S.WAITING] if state in {_S.HELD, _S.SKIPPED} else []
    assert [p.state for p in found.changed] == revived


def test_held_and_then_released_the_waiting_time_begins_anew() -> None:
    held = push(_S.HELD, [A1], reason=reasons.UNPAID)
    freed = only(planned(order(), held, connections=[AUTOMATIC]).changed)
    assert (freed.state, freed.reason, freed.due_at) == (_S.WAITING, None, NOW + WAIT)


def test_a_rule_broken_while_waiting_holds_and_forgets_the_time() -> None:
    waiting = push(_S.WAITING, [A1], due_at=NOW + WAIT)
    held = only(
        planned(order(financial_status="PENDING"), waiting, connections=[AUTOMATIC]).changed
    )
    assert (held.state, held.reason, held.due_at) == (_S.HELD, reasons.UNPAID, None)


def test_judging_again_does_not_move_the_time() -> None:
    waiting = push(_S.WAITING, [A1], due_at=LATER)
    assert planned(order(), waiting, connections=[AUTOMATIC]) == Plan((), ())


def test_another_reason_to_hold_is_told() -> None:
    held = push(_S.HELD, [A1], reason=reasons.UNPAID)
    assert only(planned(order(email=None), held).changed).reason is reasons.NO_EMAIL


def test_skipped_once_and_its_item_appears() -> None:
    skipped = push(_S.SKIPPED, [], reason=reasons.NOTHING_SYNCED)
    revived = only(planned(order(), skipped).changed)
    assert (revived.state, revived.part, revived.reason) == (_S.WAITING, 1, None)
    assert revived.lines == (A1,)


@pytest.mark.parametrize("state", [_S.HELD, _S.WAITING, _S.FAILED])
def test_nothing_left_is_skipped_with_the_items_reason(state: PushState) -> None:
    gone = only(planned(order(line(1, "A", to_ship=0)), push(state, [A1], due_at=NOW)).changed)
    assert (gone.state, gone.lines, gone.due_at) == (_S.SKIPPED, (), None)
    assert gone.reason == reasons.nothing_left("Item 1")


def test_an_item_removed_from_the_order_is_no_item_without_a_sku() -> None:
    gone = only(planned(order(line(3, "Z")), push(_S.WAITING, [A1])).changed)
    assert gone.reason is reasons.NOTHING_LEFT_HERE


def test_a_failed_push_takes_todays_lines_and_stays_failed() -> None:
    refusal = reasons.stock_refused("North Supply")
    failed = push(_S.FAILED, [A1, B2], reason=refusal, attempt=1)
    found = planned(order(line(1, "A", to_ship=1), line(2, "B", to_ship=0)), failed)
    assert only(found.changed) == replace(failed, lines=(replace(A1, quantity=1),))


def test_a_failed_push_stays_failed_while_the_order_is_held() -> None:
    failed = push(_S.FAILED, [A1], reason=reasons.UNPAID)
    assert planned(order(financial_status="PENDING"), failed) == Plan((), ())


@pytest.mark.parametrize("state", [_S.QUEUED, _S.SENDING, _S.UNKNOWN, _S.PUSHED, _S.CANCELLED])
def test_what_qualifies_later_is_a_part_of_its_own(state: PushState) -> None:
    found = planned(order(line(1, "A"), line(2, "B")), push(state, [A1]))
    new = only(found.added)
    assert (new.part, new.state, new.lines) == (2, _S.WAITING, (B2,))
    assert found.changed == ()


@pytest.mark.parametrize("state", [_S.HELD, _S.WAITING, _S.FAILED])
def test_what_qualifies_while_a_push_is_open_joins_it(state: PushState) -> None:
    found = planned(order(line(2, "B"), line(1, "A")), push(state, [A1]))
    assert found.added == ()
    assert only(found.changed).lines == (B2, A1)


def test_a_push_once_in_doubt_takes_no_new_lines() -> None:
    failed = push(_S.FAILED, [A1], unknown_since=NOW, attempt=2)
    found = planned(order(line(1, "A"), line(2, "B")), failed)
    assert found.changed == ()
    assert (only(found.added).part, only(found.added).lines) == (2, (B2,))


def test_new_lines_join_a_push_with_lines_before_a_skipped_one_comes_back() -> None:
    skipped, waiting = push(_S.SKIPPED, part=1), push(_S.WAITING, [A1], 2, left_to_person=True)
    found = planned(order(line(1, "A"), line(2, "B")), skipped, waiting)
    assert only(found.changed) == replace(waiting, lines=(A1, B2))


def test_lines_stay_with_the_push_that_has_them() -> None:
    skipped, failed = push(_S.SKIPPED, part=1), push(_S.FAILED, [A1], part=2)
    assert planned(order(), skipped, failed) == Plan((), ())
    first, second = push(_S.FAILED, [A1]), push(_S.WAITING, [B2], 2, left_to_person=True)
    assert planned(order(line(1, "A"), line(2, "B")), first, second) == Plan((), ())


def test_a_cancelled_pushs_lines_are_free_for_a_person_only() -> None:
    cancelled = push(_S.CANCELLED, [A1])
    assert planned(order(), cancelled, connections=[AUTOMATIC]) == Plan((), ())
    again = only(planned(order(), cancelled, by_person=True).added)
    assert (again.part, again.lines) == (2, (A1,))


@pytest.mark.parametrize("state", [_S.WAITING, _S.QUEUED, _S.FAILED, _S.PUSHED])
def test_an_order_made_again_is_left_alone_by_the_next_judgement(state: PushState) -> None:
    cancelled, again = push(_S.CANCELLED, [A1]), push(state, [A1], 2, left_to_person=True)
    assert planned(order(), cancelled, again) == Plan((), ())


@pytest.mark.parametrize("state", [_S.QUEUED, _S.SENDING, _S.UNKNOWN, _S.PUSHED, _S.CANCELLED])
def test_a_line_spoken_for_at_one_source_is_not_planned_at_another(state: PushState) -> None:
    both = [connection(NORTH), connection(SOUTH, Mode.AUTOMATIC)]
    moved = [source(NORTH), source(SOUTH, "A")]
    found = planned(order(), push(state, [A1]), connections=both, sources=moved)
    assert found == Plan((), ())


@pytest.mark.parametrize("state", [_S.HELD, _S.WAITING, _S.FAILED])
def test_an_open_line_moves_with_its_sku(state: PushState) -> None:
    both = [connection(NORTH), connection(SOUTH)]
    moved = [source(NORTH), source(SOUTH, "A")]
    found = planned(order(), push(state, [A1]), connections=both, sources=moved)
    assert (only(found.added).source_id, only(found.added).lines) == (SOUTH, (A1,))
    assert (only(found.changed).state, only(found.changed).lines) == (_S.SKIPPED, ())


def test_of_a_long_order_the_second_part_waits_while_the_first_is_pushed() -> None:
    found = order(*(line(number, "A") for number in range(150)))
    first, second = (replace(p, id=PushId(p.part)) for p in planned(found).added)
    assert [len(p.lines) for p in (first, second)] == [125, 25]
    assert [p.part for p in (first, second)] == [1, 2]
    done = replace(first, state=_S.PUSHED)
    assert planned(found, done, second) == Plan((), ())
    more = order(*(line(number, "A") for number in range(160)))
    assert len(only(planned(more, done, second).changed).lines) == 35
    gone = order(*(line(number, "A") for number in range(10, 150)))
    assert [len(p.lines) for p in planned(gone, first, second).changed] == [115]


def test_the_order_of_the_pushes_kept_changes_nothing() -> None:
    pushes = [push(_S.WAITING, [A1], part=1), push(_S.FAILED, [], part=2), push(part=3)]
    found = order(line(1, "A"), line(2, "B"))
    one, other = planned(found, *pushes), planned(found, *pushes[::-1])
    assert one.added == other.added
    assert set(one.changed) == set(other.changed)
