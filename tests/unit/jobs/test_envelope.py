"""Every kind of work survives the way through the database, and keeps its names."""

from __future__ import annotations

import json
import types
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import work
from core.domain.stores import StoreId
from core.domain.work import Urgency, Work
from core.jobs.envelope import Envelope, from_args, work_types
from tests.unit.domain.makers import NOW, PROPERTY

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(-(2**63), 2**63),
    bool: st.booleans(),
    str: st.text(max_size=20),
    types.NoneType: st.none(),
}


def _values(kind: Any) -> st.SearchStrategy[Any]:
    if kind is work.Reply:
        return built(kind)
    if isinstance(kind, types.UnionType):
        return st.one_of([_values(each) for each in kind.__args__])
    return PLAIN[kind]


def built(kind: type[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{each.name: _values(hints[each.name]) for each in fields(kind)})


ONCE = {
    work.PushOrder: "push:1",
    work.TellResult: "tell:1:U1:C1",
    work.PushForStep: "push-for-step:Fx1",
    work.EndPushStep: "end-push-step:Fx1",
    work.ListForStep: "list-for-step:Fx1",
    work.ShowLinked: "linked:C1:1.2:1 https://a",
}
EVERY = st.one_of([built(kind) for kind in work_types()])
ENVELOPES = st.builds(
    Envelope,
    work=EVERY,
    urgency=st.sampled_from(Urgency),
    since=st.timedeltas(timedelta(-999), timedelta(999)).map(lambda gap: NOW + gap),
    failures=st.integers(0, 99),
    held=st.none() | st.integers(1, 2**63 - 1),
)


def test_every_kind_of_work_in_the_module_has_a_type() -> None:
    declared = {
        each
        for each in vars(work).values()
        if isinstance(each, type) and issubclass(each, Work) and each is not Work
    }
    assert set(work_types()) == declared
    assert len({kind.__name__ for kind in work_types()}) == len(declared)


@pytest.mark.parametrize("kind", work_types(), ids=lambda kind: kind.__name__)
def test_fields_are_what_json_can_carry(kind: type[Work]) -> None:
    for each in fields(kind):
        _values(get_type_hints(kind)[each.name])


@PROPERTY
@given(ENVELOPES)
def test_there_and_back(sent: Envelope) -> None:
    row = json.loads(json.dumps(sent.to_args()))
    back = from_args(sent.name, row)
    assert back == sent
    assert type(back.work) is type(sent.work)
    assert (back.name, back.priority) == (sent.name, sent.priority)
    assert (back.work.lock, back.work.once) == (sent.work.lock, sent.work.once)
    assert back.since.utcoffset() == timedelta(0)


@PROPERTY
@given(ENVELOPES)
def test_a_failure_counts_and_nothing_else_changes(sent: Envelope) -> None:
    next_try = sent.failed_once_more(NOW)
    assert next_try.failures == sent.failures + 1
    assert (next_try.work, next_try.urgency) == (sent.work, sent.urgency)


def test_the_time_begins_with_the_first_failure_and_not_before() -> None:
    sent = Envelope(work.PushOrder(1), Urgency.PERSON, NOW - timedelta(hours=1))
    assert sent.elapsed(NOW) == timedelta(0)
    failed = sent.failed_once_more(NOW)
    assert failed.elapsed(NOW + timedelta(minutes=3)) == timedelta(minutes=3)
    assert failed.failed_once_more(NOW + timedelta(minutes=3)).since == NOW


def test_what_operators_heard_stays_heard() -> None:
    sent = Envelope(work.PushOrder(1), Urgency.PERSON, NOW)
    told = sent.failed_once_more(NOW, told=True)
    assert (sent.failed_once_more(NOW).told, told.failed_once_more(NOW).told) == (False, True)


def test_waiting_for_a_store_is_no_failure_and_lets_the_time_begin_anew() -> None:
    sent = Envelope(work.PushOrder(1), Urgency.PERSON, NOW - timedelta(hours=1), 3)
    waits = sent.waiting_for(StoreId(2), NOW)
    assert (waits.failures, waits.since, waits.held) == (3, NOW, 2)
    assert waits.failed_once_more(NOW).held is None


def test_a_row_of_before_jobs_waited_for_stores_is_understood() -> None:
    args = Envelope(work.PushOrder(1), Urgency.PERSON, NOW).to_args()
    del args["held"]
    assert from_args("PushOrder", args).held is None


def test_what_somebody_or_the_law_waits_for_is_not_kept_waiting_for_a_store() -> None:
    answered = {work.PushByNumber, work.PushForStep, work.ExplainOrder, work.AdoptSourceOrder}
    due = {work.ForgetStore}
    assert {kind for kind in work_types() if not kind.waits_for_stores} == answered | due


def test_ids_beyond_two_to_the_53_stay_exact() -> None:
    sent = Envelope(work.PushOrder(2**53 + 1), Urgency.PERSON, NOW)
    row = json.loads(json.dumps(sent.to_args()))
    assert from_args(sent.name, row).work == work.PushOrder(9007199254740993)


def test_work_that_a_person_waits_for_goes_first() -> None:
    person, background = (
        Envelope(work.PushOrder(1), urgency, NOW).priority
        for urgency in (Urgency.PERSON, Urgency.BACKGROUND)
    )
    assert person > background


@pytest.mark.parametrize("name", ["Work", "Reply", "NoSuchWork", ""])
def test_a_row_of_work_that_nobody_knows_is_refused(name: str) -> None:
    args = {"work": {}, "urgency": "person", "since": NOW.isoformat(), "failures": 0}
    with pytest.raises(KeyError):
        from_args(name, args)


def test_a_row_with_a_field_that_the_work_does_not_have_is_refused() -> None:
    args = Envelope(work.PushOrder(1), Urgency.PERSON, NOW).to_args()
    args["work"]["extra"] = 1
    with pytest.raises(TypeError):
        from_args("PushOrder", args)


@PROPERTY
@given(EVERY, EVERY)
def test_locks_and_queueing_names_never_confuse_two_works(one: Work, other: Work) -> None:
    for names in ((one.lock, other.lock), (one.once, other.once)):
        if names[0] is not None and names[0] == names[1]:
            assert type(one) is type(other)


@pytest.mark.parametrize(
    ("job", "lock", "once"),
    [
        (work.JudgeOrder(1, "gid"), "judge:1:gid", True),
        (work.PublishOrder(7), "publish:7", True),
        (work.PollStore(1), "poll:1", True),
        (work.PrepareStore(1), "prepare:1", True),
        (work.ProbeStore(1), "probe:1", True),
        (work.TellHealth(1, 2), "tell-health:1:2", True),
        (work.TellFindings(1), "tell-findings:1", True),
        (work.TellFault("code", "PushOrder"), "tell-fault:PushOrder:code", True),
        (work.RefreshSourceOrder(1, "gid"), "source-order:1:gid", True),
        (work.PostDigest("C1", "slot"), "digest:C1:slot", False),
        (work.PushByNumber(1, "EN-1", None, work.Reply("U1")), "by-number:1:en-1", False),
        (work.ExplainOrder(1, "EN-1", work.Reply("U1")), None, False),
        (work.PushOrder(1), None, True),
        (work.TellResult(1, "1 2", "", work.Reply("U1", "C1")), None, True),
        (work.LookUpPush(1, 1), None, False),
        (work.PushForStep("Fx1", "U1", 1, "EN-1"), "push-for-step:1:en-1", True),
        (work.EndPushStep("Fx1", 1, "1", ""), None, True),
        (work.ListForStep("Fx1", "T1", "U1", ""), None, True),
        (work.ShowLinked("C1", "1.2", "", "", "1 https://a"), "linked:C1:1.2", True),
        (work.AdoptSourceOrder(1, 1, "#1", work.Reply("U1")), None, False),
    ],
)
def test_what_runs_alone_and_what_waits_once(job: Work, lock: str | None, once: bool) -> None:
    assert job.lock == lock
    assert job.once == (ONCE.get(type(job), lock) if once else None)


def test_a_time_without_a_zone_is_never_written() -> None:
    row = Envelope(work.PushOrder(1), Urgency.PERSON, NOW).to_args()
    assert datetime.fromisoformat(row["since"]).tzinfo is not None
