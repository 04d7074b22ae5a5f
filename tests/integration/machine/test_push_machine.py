"""The protocol of docs/exactly-once.md as a state machine: whatever is claimed, sent, lost, looked
up, answered, cancelled and clicked in whatever sequence, there is at most one source order for each
identity, and nothing that succeeded is forgotten.

The model is the world's own: which creations Shopify carried out, and which of them it told of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from core.domain.people import Actor
from core.domain.pushes import MOVES, PUSHABLE, Outcome, PushState
from core.domain.reasons import Reason
from core.domain.work import AdoptSourceOrder, Reply
from tests.contract.sandbox_shopify import kit
from tests.integration.machine.bench import LEASE, open_bench
from tests.integration.machine.world import World
from tests.unit.soak import MACHINE_EXAMPLES, MACHINE_STEPS

NUMBERS = st.integers(0, 2)
RARELY = st.sampled_from([False, False, False, True])
_S = PushState
_REASON = Reason("tried_too_long", "It was tried for too long.", "Retry.")
ANNA, BEN = Actor("T0SANDBOX", "U0ANNA"), Actor("T0SANDBOX", "U0BEN")


class PushMachine(World):
    """What may happen to one order and its push, and what must hold meanwhile."""

    # ------------------------------------------------------------- people

    @rule(both=st.booleans())
    @precondition(lambda self: self.kept.state in PUSHABLE)
    def press(self, both: bool) -> None:
        """Push, or Retry; two people at once, it may be."""
        people = (ANNA, BEN) if both else (ANNA,)
        self.at_once(*(self.bench.use.request_push(self.push_id, who) for who in people))

    @rule()
    @precondition(lambda self: self.kept.state is _S.FAILED)
    def retry_all(self) -> None:
        self.at_once(self.bench.use.retry_all(BEN))

    @rule(both=st.booleans())
    @precondition(lambda self: self.is_in_doubt() and not (self.may_still_arrive() or self.there))
    def say_it_is_not_there(self, both: bool) -> None:
        """The truth: nothing is there, and nothing is on its way."""
        people = (ANNA, BEN) if both else (ANNA,)
        attempt, send_again = self.kept.attempt, self.bench.use.send_again
        self.at_once(*(send_again(self.push_id, attempt, who) for who in people))

    @rule()
    @precondition(lambda self: self.is_in_doubt() and self.standing())
    def say_it_is_there(self) -> None:
        name = self.standing()[0]["name"]
        work = AdoptSourceOrder(self.push_id, self.kept.attempt, name, Reply("U0ANNA"))
        self.at_once(self.bench.jobs.adopt(work))

    # ------------------------------------------------------------- the push under way

    @rule(twice=st.booleans())
    @precondition(lambda self: self.kept.state is _S.QUEUED)
    def carry_out(self, twice: bool) -> None:
        """The job runs: in one process, or in two at the same time."""
        self.bench.run(self.begin(2 if twice else 1))

    @rule(number=NUMBERS)
    @precondition(lambda self: self.may_still_arrive())
    def arrive(self, number: int) -> None:
        """Shopify carries a creation out."""
        self.bench.run(self.bench.wire.carry_out(self.pick(self.may_still_arrive(), number).held))

    @rule(number=NUMBERS)
    @precondition(lambda self: self.may_still_arrive())
    def refuse(self, number: int) -> None:
        """Shopify refuses it, clearly; the answer is on its way."""
        said = {"field": ["order"], "message": "No such variant", "code": "INVALID"}
        fault = {"service": "shopify", "kind": "user_error", "operation": "orderCreate", **said}
        self.bench.control("POST", "/faults", fault)
        self.bench.run(self.bench.wire.carry_out(self.pick(self.may_still_arrive(), number).held))

    @rule(number=NUMBERS)
    @precondition(lambda self: self.answered_not_heard())
    def hear(self, number: int) -> None:
        """An answer comes, late perhaps."""
        one = self.pick(self.answered_not_heard(), number)
        made = one.held.made()
        self.bench.wire.let_through(one.held)
        self.finish(one)
        if made is not None:
            self.told.add(made)

    @rule(number=NUMBERS)
    @precondition(lambda self: self.under_way)
    def lose(self, number: int) -> None:
        """The connection breaks, before Shopify's work or after it."""
        one = self.pick(self.under_way, number)
        self.bench.wire.cut(one.held)
        self.finish(one)

    @rule(number=NUMBERS, status=st.sampled_from([429, 503]))
    @precondition(lambda self: self.may_still_arrive())
    def turn_away(self, number: int, status: int) -> None:
        """Shopify takes nothing: 429 says so clearly, a 503 does not."""
        one = self.pick(self.may_still_arrive(), number)
        self.bench.wire.refuse(one.held, status)
        self.finish(one)

    @rule(number=NUMBERS)
    @precondition(lambda self: self.under_way)
    def die(self, number: int) -> None:
        """A process is killed in the middle of it."""
        one = self.pick(self.under_way, number)
        one.task.cancel()
        self.bench.wire.cut(one.held)
        self.finish(one)

    @rule(answer=st.sampled_from(["made", "refused", "refused", "none"]), wakes=st.booleans())
    @precondition(lambda self: self.kept.state in PUSHABLE and not self.under_way)
    def freeze(self, answer: str, wakes: bool) -> None:
        """A process is frozen in the middle of it, past its lease, and everybody else goes on. What
        it was answered meanwhile it has still to hear: now, or at any time."""
        self.at_once(self.bench.use.request_push(self.push_id, ANNA))
        self.bench.run(self.begin(1))
        if self.under_way and answer != "none":
            (self.arrive if answer == "made" else self.refuse)(number=0)
        self.lease_ends()
        self.look()
        self.look_up(looks=4)
        self.look()
        if self.is_in_doubt() and not self.there:
            self.say_it_is_not_there(both=False)
        self.bench.run(self.begin(1))
        if wakes and self.answered_not_heard():
            self.hear(number=0)

    # ------------------------------------------------------------- time, and what comes by itself

    @rule()
    @precondition(lambda self: self.kept.state is _S.SENDING)
    def lease_ends(self) -> None:
        """Two processes sweep at once. The request's own time-out is shorter than the lease: what
        has not arrived by now never will, and nobody waits for its answer; one whose process was
        frozen meanwhile still finds the answer that came."""
        self.bench.clock.ahead += LEASE + timedelta(seconds=1)
        for one in self.may_still_arrive():
            self.bench.wire.cut(one.held)
            self.finish(one)
        self.at_once(self.bench.sweep(), self.bench.sweep())

    @rule(looks=st.integers(1, 4))
    @precondition(lambda self: self.is_in_doubt() and not self.may_still_arrive())
    def look_up(self, looks: int) -> None:
        """One look or several: by then whatever was sent has arrived."""
        for done in range(self.kept.lookups, self.kept.lookups + looks):
            self.at_once(self.bench.jobs.look_up_push(self.push_id, self.kept.attempt, done))

    @rule()
    @precondition(lambda self: self.is_in_doubt())
    def look_up_given_up(self) -> None:
        """The source store was out of reach for too long."""
        self.at_once(self.bench.jobs.look_up_push.give_up(self.push_id, self.kept.attempt))

    @rule()
    @precondition(lambda self: self.kept.state is _S.QUEUED)
    def push_given_up(self) -> None:
        self.at_once(self.bench.jobs.give_up_push(self.push_id, _REASON, "R1"))

    @rule(behind=st.integers(0, 1), done=st.integers(0, 4))
    @precondition(lambda self: self.kept.state not in {_S.QUEUED, _S.UNKNOWN})
    def late_jobs(self, behind: int, done: int) -> None:
        """Jobs that run twice, or too late, and a click on a question that was left standing."""
        jobs, attempt = self.bench.jobs, self.kept.attempt - behind
        self.at_once(
            jobs.push_order(self.push_id),
            jobs.look_up_push(self.push_id, attempt, done),
            jobs.look_up_push.give_up(self.push_id, attempt),
            jobs.give_up_push(self.push_id, _REASON, "R2"),
            self.bench.use.send_again(self.push_id, attempt, BEN),
            self.bench.sweep(),
        )

    @rule()
    @precondition(lambda self: not self.trusted)
    def search_lags_or_not(self) -> None:
        self.lag(0 if self.is_hidden else 3600)

    @rule()
    @precondition(lambda self: self.there)
    def refresh(self) -> None:
        """A webhook of the source store tells of the order itself."""
        refresh = self.bench.jobs.refresh_source_order
        self.at_once(*(refresh(self.bench.source.id, made["gid"]) for made in self.there))

    @rule(cancels=RARELY)
    def judge_again(self, cancels: bool) -> None:
        """By a webhook; now and then because the customer cancelled."""
        if cancels and not self.is_cancelled:
            self.bench.control("POST", f"/shopify/dest/orders/{self.order['id']}/cancel", {})
            self.is_cancelled = True
        self.judge()

    @rule(cancels=RARELY)
    @precondition(lambda self: self.standing())
    def source_cancels(self, cancels: bool) -> None:
        """Staff of the source store cancel what was made there."""
        if cancels:
            path = f"/shopify/north/orders/{self.standing()[0]['id']}/cancel"
            self.bench.control("POST", path, {})

    # ------------------------------------------------------------- what must hold

    @invariant()
    def what_must_hold(self) -> None:
        """Looked at once after every step."""
        self.look()
        assert len(self.there) <= 1, f"{self.identity} was made {len(self.there)} times"
        for was, now in self.moves:
            assert PushState(now) in MOVES[PushState(was)], f"{was} -> {now}"
        assert [one.number for one in self.tried] == list(range(1, self.kept.attempt + 1))
        assert sum(one.outcome in {Outcome.PUSHED, Outcome.ADOPTED} for one in self.tried) <= 1
        self.success_is_never_forgotten()
        self.no_state_denies_what_is_there()

    def success_is_never_forgotten(self) -> None:
        """A clear answer to a process that lived on decides, however late it came."""
        push = self.kept
        if self.told:
            assert push.state in {_S.PUSHED, _S.CANCELLED}, push.state
            assert push.source_order is not None
            assert {push.source_order.gid} == self.told

    def no_state_denies_what_is_there(self) -> None:
        """Only while it is sent, or in doubt, may a push not know of its order."""
        push = self.kept
        if push.state is _S.PUSHED:
            assert push.source_order is not None
            assert push.source_order.gid in {each["gid"] for each in self.there}
        elif push.state not in {_S.SENDING, _S.UNKNOWN}:
            standing = self.standing()
            assert not standing, f"{push.state}, and {standing[0]['name']} is there"


@pytest.fixture(scope="module")
def shopify() -> Iterator[str]:
    """A local Shopify of this module's own."""
    with kit.running() as address:
        yield address


def test_whatever_happens_nothing_is_sent_twice_and_nothing_is_forgotten(
    database_url: str, shopify: str
) -> None:
    limits = settings(
        max_examples=MACHINE_EXAMPLES,
        stateful_step_count=MACHINE_STEPS,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    with open_bench(database_url, shopify) as bench:

        class OnTheBench(PushMachine):
            def __init__(self) -> None:
                super().__init__(bench)

        run_state_machine_as_test(OnTheBench, settings=limits)


def test_a_frozen_process_that_wakes_up_decides_nothing_any_more(
    database_url: str, shopify: str
) -> None:
    """The way through the machine that chance finds last: the next attempt is under way when an
    earlier one hears that it was refused, and then succeeds."""
    with open_bench(database_url, shopify) as bench:
        machine = PushMachine(bench)
        machine.place(trusted=False)
        machine.freeze(answer="refused", wakes=True)
        machine.what_must_hold()
        machine.arrive(number=0)
        machine.what_must_hold()
        machine.hear(number=0)
        machine.what_must_hold()
        assert machine.kept.state is PushState.PUSHED
        assert [one.outcome for one in machine.tried] == [Outcome.REFUSED, Outcome.PUSHED]
