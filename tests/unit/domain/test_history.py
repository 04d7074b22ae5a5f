"""What the moves of a push, and an order's facts, are in its history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from core.domain import reasons
from core.domain.history import (
    CALLS,
    SYNCTEC,
    TOLD,
    Event,
    EventKind,
    answered,
    counted,
    events_of,
    milestones,
)
from core.domain.orders import OrderId, facts_of
from core.domain.pushes import MOVES, Push, PushState
from tests.unit.domain.makers import order, push, push_line, source_order

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANNA = "U0ANNA"
S = PushState


def moved(before: Push | None, after: Push) -> list[Event]:
    return list(events_of(before, after, "north", AT))


@pytest.mark.parametrize(
    ("state", "to"), [(a, b) for a, every in MOVES.items() for b in sorted(every)]
)
def test_every_allowed_move_is_one_event_with_a_name_of_its_own(
    state: PushState, to: PushState
) -> None:
    before = push(state=state)
    (event,) = moved(before, replace(before, state=to))
    assert (event.order_id, event.push_id, event.happened_at) == (before.order_id, before.id, AT)
    (later,) = events_of(before, replace(before, state=to), "north", AT + timedelta(microseconds=1))
    assert later.subject != event.subject


@pytest.mark.parametrize("state", PushState)
def test_what_is_no_move_is_no_event_and_a_new_push_is_one(state: PushState) -> None:
    one = push(state=state)
    assert moved(one, replace(one, lookups=9, lease_until=AT, placement=reasons.UNPAID)) == []
    assert len(moved(None, one)) == 1


def test_who_queued_a_push_is_told_and_nobody_where_synctec_did() -> None:
    waiting = push(state=S.WAITING)
    (typed,) = moved(waiting, replace(waiting, state=S.QUEUED, actor=ANNA))
    (itself,) = moved(waiting, replace(waiting, state=S.QUEUED))
    assert (typed.kind, typed.actor) == (EventKind.QUEUED, ANNA)
    assert itself.actor == SYNCTEC


def test_a_push_in_doubt_is_sent_again_by_whoever_decided_it() -> None:
    doubtful = push(state=S.UNKNOWN, attempt=1, actor=ANNA, lookups=2)
    (person,) = moved(doubtful, replace(doubtful, state=S.QUEUED, actor="U0BEN"))
    (proof,) = moved(doubtful, replace(doubtful, state=S.QUEUED, lookups=3))
    assert (person.actor, proof.actor) == ("U0BEN", SYNCTEC)


def test_a_store_that_could_not_be_asked_is_no_queueing_of_anybodys() -> None:
    sending = push(state=S.SENDING, attempt=1, actor=ANNA)
    (event,) = moved(sending, replace(sending, state=S.QUEUED, reason=reasons.OUTCOME_UNKNOWN))
    assert (event.kind, event.actor) == (EventKind.NOT_SENT, SYNCTEC)


def test_a_refusal_keeps_its_code_and_sentence_and_a_success_its_order() -> None:
    sending = push(S.SENDING, [push_line(quantity=3)], attempt=2)
    (refused,) = moved(sending, replace(sending, state=S.FAILED, reason=reasons.UNPAID))
    assert refused.details == {
        "code": reasons.UNPAID.code,
        "sentence": reasons.UNPAID.sentence,
        "units": "3",
        "items": "3 \u00d7 Item 1",
        "attempt": "2",
    }
    (done,) = moved(sending, replace(sending, state=S.PUSHED, source_order=source_order("#2045")))
    assert done.kind is EventKind.PUSHED
    assert done.details == {
        "order": "#2045",
        "units": "3",
        "items": "3 \u00d7 Item 1",
        "attempt": "2",
    }


def test_an_event_names_the_first_items_and_counts_the_rest() -> None:
    lines = [replace(push_line(), line_gid=str(n), title=f"Item {n}") for n in range(5)]
    told = counted({"0": 2, "1": 1, "2": 1, "3": 0, "4": 6}, lines)
    assert told == {
        "units": "10",
        "items": "2 \u00d7 Item 0, 1 \u00d7 Item 1, 1 \u00d7 Item 2 and 1 more",
    }
    long = counted({"0": 1}, [replace(lines[0], title="x" * 61)])
    assert long["items"] == "1 \u00d7 " + "x" * 59 + "\u2026"


def test_an_event_names_nothing_where_the_push_does_not_know_all() -> None:
    assert counted({"0": 2, "gone": 1}, [replace(push_line(), line_gid="0")]) == {"units": "3"}


@pytest.mark.parametrize("state", [S.UNKNOWN, S.QUEUED])
def test_an_order_that_was_found_is_taken_over(state: PushState) -> None:
    before = push(state=state, attempt=1)
    (event,) = moved(before, replace(before, state=S.PUSHED, source_order=source_order()))
    assert event.kind is EventKind.ADOPTED


def test_a_push_that_is_held_for_another_reason_is_held_anew() -> None:
    held = push(state=S.HELD, reason=reasons.UNPAID)
    assert moved(held, held) == []
    (event,) = moved(held, replace(held, reason=reasons.OUTCOME_UNKNOWN))
    assert event.details["code"] == reasons.OUTCOME_UNKNOWN.code


def test_a_question_and_its_answer_are_told_once() -> None:
    doubtful = push(state=S.UNKNOWN, attempt=1)
    asked = replace(doubtful, asked=True, reason=reasons.NEEDS_DECISION)
    assert [one.kind for one in moved(doubtful, asked)] == [EventKind.ASKED]
    assert moved(asked, asked) == []
    said = answered(asked, "#2045", ANNA, AT)
    assert (said.kind, said.actor, said.details) == (EventKind.ANSWERED, ANNA, {"order": "#2045"})


def test_a_cancellation_at_the_source_is_its_peoples_and_has_their_time() -> None:
    pushed = push(state=S.PUSHED, source_order=source_order())
    gone = replace(pushed, source_order=source_order(cancelled_at=AT - timedelta(hours=1)))
    (event,) = moved(pushed, gone)
    assert (event.kind, event.actor) == (EventKind.SOURCE_CANCELLED, "store:north")
    assert event.happened_at == AT - timedelta(hours=1)
    assert moved(gone, gone) == []


def test_an_orders_facts_tell_each_milestone_under_one_name() -> None:
    def told(**changes: Any) -> list[Event]:
        return list(milestones(OrderId(7), replace(facts_of(order()), **changes), "dest"))

    first, again = told(), told(updated_at=AT + timedelta(days=9))
    assert [one.kind for one in first] == [EventKind.PLACED, EventKind.PAID]
    assert [one.subject for one in first] == [one.subject for one in again]
    assert {one.actor for one in first} == {"store:dest"}
    assert [one.kind for one in told(financial_status=None)] == [EventKind.PLACED]
    part = told(financial_status="PARTIALLY_REFUNDED")[-1]
    whole, cancelled = told(financial_status="REFUNDED", cancelled_at=AT)[-2:]
    assert part.subject != whole.subject
    assert (cancelled.kind, cancelled.happened_at) == (EventKind.ORDER_CANCELLED, AT)


def test_only_what_people_want_to_read_in_a_thread_is_told_there() -> None:
    assert CALLS < TOLD
    quiet = (EventKind.QUEUED, EventKind.SENDING, EventKind.WAITING, EventKind.HELD)
    assert not TOLD.intersection(quiet)
    # The alert says these itself: they begin no reply.
    assert not CALLS.intersection((EventKind.PUSHED, EventKind.PUSH_FAILED))


def test_no_two_moves_share_a_subject() -> None:
    subjects = [
        event.subject
        for state, attempt in product(PushState, range(3))
        for event in moved(None, push(state=state, attempt=attempt))
    ]
    assert len(subjects) == len(set(subjects))
