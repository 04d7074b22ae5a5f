"""Which messages an order has, in every state of its pushes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import reasons
from core.domain.cards import FailureCard, OrderCard, PushCard, QuestionCard, ReceivedCard
from core.domain.notices import Notice, notices_of
from core.domain.orders import facts_of
from core.domain.pushes import Attempt, Push, PushId, PushState
from core.domain.qualification import LineVerdict
from core.domain.reasons import Reason
from tests.unit.domain.makers import (
    DEST,
    NORTH,
    NOW,
    ORDER,
    PROPERTY,
    SOUTH,
    order,
    push,
    store,
)

_S = PushState


def card(*pushes: Push, **changes: Any) -> OrderCard:
    shown = tuple(PushCard(each, store(each.source_id)) for each in pushes)
    plain = {
        "order_id": ORDER,
        "store": store(),
        "facts": facts_of(order()),
        "url": "",
        "lines": (),
    }
    return OrderCard(**{**plain, "pushes": shown, **changes})


def notices(*pushes: Push, **changes: Any) -> dict[str, Notice]:
    found = notices_of(card(*pushes, **changes), {}, NOW)
    assert len({notice.key for notice in found}) == len(found)
    return {notice.key: notice for notice in found}


def posted(*pushes: Push) -> set[str]:
    return {key.split(":")[0] for key, notice in notices(*pushes).items() if notice.post}


def test_keys_are_for_ever() -> None:
    every = notices(push(_S.PUSHED, attempt=1))
    assert list(every) == ["order:1", "failure:201", "question:201:1", "received:201"]


@pytest.mark.parametrize(
    ("state", "messages"),
    [
        (_S.HELD, set()),
        (_S.SKIPPED, set()),
        (_S.CANCELLED, set()),
        (_S.WAITING, {"order"}),
        (_S.QUEUED, {"order"}),
        (_S.SENDING, {"order"}),
        (_S.UNKNOWN, {"order"}),
        (_S.FAILED, {"order", "failure"}),
        (_S.PUSHED, {"order", "received"}),
    ],
)
def test_what_a_state_posts(state: PushState, messages: set[str]) -> None:
    assert posted(push(state, attempt=1)) == messages


@pytest.mark.parametrize("state", list(PushState))
def test_a_message_that_stands_is_kept_true_in_every_state(state: PushState) -> None:
    every = notices(push(state, attempt=1))
    assert {"order:1", "failure:201", "question:201:1"} <= set(every)


@pytest.mark.parametrize("state", list(PushState))
def test_a_failure_is_posted_only_while_failed_and_closed_by_an_edit(state: PushState) -> None:
    failure = notices(push(state))["failure:201"]
    assert failure.post is (state is _S.FAILED)
    assert failure.channel == "CDEST"
    assert isinstance(failure.card, FailureCard)


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("state", list(PushState))
def test_a_question_is_posted_only_when_a_person_is_asked(state: PushState, asked: bool) -> None:
    question = notices(push(state, attempt=2, asked=asked))["question:201:2"]
    assert question.post is (asked and state is _S.UNKNOWN)
    assert question.channel == "CDEST"
    assert isinstance(question.card, QuestionCard)


def test_each_attempt_in_doubt_has_its_own_question() -> None:
    first = notices(push(_S.UNKNOWN, attempt=1, asked=True))
    second = notices(push(_S.UNKNOWN, attempt=2, asked=True))
    assert [key for key, notice in first.items() if "question" in key and notice.post] == [
        "question:201:1"
    ]
    assert [key for key in second if "question" in key] == ["question:201:2"]


@pytest.mark.parametrize("state", sorted(set(PushState) - {_S.UNKNOWN}))
def test_the_questions_of_earlier_attempts_are_closed_too(state: PushState) -> None:
    every = notices(push(state, attempt=3, asked=True))
    questions = {key: notice.post for key, notice in every.items() if "question" in key}
    assert questions == {f"question:201:{number}": False for number in (1, 2, 3)}


def test_a_push_that_was_never_tried_has_no_question() -> None:
    assert not [key for key in notices(push()) if "question" in key]


@pytest.mark.parametrize("state", list(PushState))
def test_the_source_is_told_once_and_in_its_own_channel(state: PushState) -> None:
    told = [notice for key, notice in notices(push(state)).items() if key == "received:201"]
    assert [notice.channel for notice in told] == (["CNORTH"] if state is _S.PUSHED else [])
    assert all(notice.post and isinstance(notice.card, ReceivedCard) for notice in told)


def test_one_order_has_one_alert_however_many_pushes() -> None:
    two = [push(_S.FAILED), push(_S.PUSHED, store_id=SOUTH)]
    assert {key for key, notice in notices(*two).items() if notice.post} == {
        "order:1",
        "failure:201",
        "received:301",
    }


def test_one_push_that_people_must_see_is_enough_for_an_alert() -> None:
    assert posted(push(_S.SKIPPED), push(_S.WAITING, store_id=SOUTH)) == {"order"}
    assert posted(push(_S.SKIPPED), push(_S.HELD, store_id=SOUTH)) == set()


@pytest.mark.parametrize("state", [_S.SKIPPED, _S.HELD])
@pytest.mark.parametrize(
    ("reason", "held", "alerted"),
    [
        (reasons.location_unmapped("Shelf", "North Supply"), (), True),
        (reasons.item_paused("A", "North Supply"), (), True),
        (reasons.item_paused("A", "North Supply"), (reasons.UNPAID,), False),
        (reasons.sku_unknown("A"), (), False),
        (reasons.sku_ambiguous("A", "North Supply", 2), (), False),
        (reasons.no_shipping("Card"), (), False),
        (None, (), False),
    ],
)
def test_a_synced_item_that_stays_behind_raises_an_alert(
    state: PushState, reason: Reason | None, held: tuple[Reason, ...], alerted: bool
) -> None:
    line = LineVerdict("gid://shopify/LineItem/1", "A", "Item", 1, None, reason)
    found = notices(push(state), lines=(line,), held_by=held)
    assert found["order:1"].post is alerted
    over = facts_of(order(cancelled_at=NOW))
    assert not notices(push(state), lines=(line,), held_by=held, facts=over)["order:1"].post


def test_the_rest_is_what_a_source_has_some_of_already() -> None:
    first, rest = push(_S.PUSHED), push(_S.WAITING, part=2)
    elsewhere = push(_S.WAITING, store_id=SOUTH)
    found = card(first, rest, elsewhere)
    assert [found.is_rest(each) for each in (first, rest, elsewhere)] == [False, True, False]
    assert not card(push(_S.FAILED), rest).is_rest(rest)


def test_an_order_without_a_push_raises_no_alert() -> None:
    every = notices()
    assert [notice.post for notice in every.values()] == [False]


def test_a_store_without_a_channel_gets_nothing_but_its_source_does() -> None:
    every = notices(push(_S.PUSHED, attempt=1), store=store(DEST, channel=None))
    assert [key for key, notice in every.items() if notice.post] == ["received:201"]


@pytest.mark.parametrize(
    ("state", "key"), [(_S.FAILED, "failure:201"), (_S.UNKNOWN, "question:201:1")]
)
def test_what_must_not_be_left_alone_is_told_to_the_source_where_its_store_has_no_channel(
    state: PushState, key: str
) -> None:
    told = notices(push(state, attempt=1, asked=True), store=store(DEST, channel=None))[key]
    assert (told.post, told.channel) == (True, "CNORTH")


def test_a_source_without_a_channel_is_not_told() -> None:
    silent = PushCard(push(_S.PUSHED), store(NORTH, channel=None))
    assert "received:201" not in notices(pushes=(silent,))


def test_a_failure_card_has_its_own_attempts() -> None:
    tries = (Attempt(PushId(201), 1, NOW, NOW),)
    two = card(push(_S.FAILED), push(_S.FAILED, store_id=SOUTH))
    found = {n.key: n.card for n in notices_of(two, {PushId(201): tries}, NOW)}
    assert isinstance(north := found["failure:201"], FailureCard)
    assert isinstance(south := found["failure:301"], FailureCard)
    assert (north.attempts, south.attempts) == (tries, ())


@PROPERTY
@given(
    st.lists(
        st.tuples(st.sampled_from(list(PushState)), st.integers(0, 3), st.booleans()), max_size=5
    )
)
def test_of_any_order(found: list[tuple[PushState, int, bool]]) -> None:
    pushes = [
        push(state, part=part, attempt=attempt, asked=asked)
        for part, (state, attempt, asked) in enumerate(found, 1)
    ]
    every = notices(*pushes)
    assert next(iter(every)) == "order:1", "the alert comes first: the others refer to it"
    states = [state for state, _, _ in found]
    kinds = [key.split(":")[0] for key, notice in every.items() if notice.post]
    assert kinds.count("failure") == states.count(_S.FAILED)
    assert kinds.count("received") == states.count(_S.PUSHED)
    doubts = [attempt for state, attempt, asked in found if state is _S.UNKNOWN and asked]
    assert kinds.count("question") == len(doubts)
    if set(kinds) - {"order"}:
        assert "order" in kinds, "what is told of a push is told of its order"
