"""When a store is held, and when it is let go of: what each call's end does to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.db.errors import REFUSED, UNREACHABLE
from core.domain.breakers import (
    ANSWERS,
    FAULTS,
    LONGEST,
    OF_THE_STORE,
    PASSING,
    SAME,
    SPAN,
    StoreHealth,
    after_call,
    delay_before,
)
from core.domain.errors import (
    AccessRefused,
    Broken,
    NotFound,
    OutcomeUnknown,
    Rejected,
    StoreHeld,
    SyncError,
    Temporary,
    Throttled,
)
from core.domain.reasons import OUTCOME_UNKNOWN, Reason, store_held
from core.domain.stores import StoreId
from core.shopify import reasons
from tests.unit.domain.makers import NOW, PROPERTY

WELL = StoreHealth(StoreId(1))
SECOND = timedelta(seconds=1)
AWAY: SyncError = Temporary(reasons.server_error("North", 503))
DOUBT: SyncError = OutcomeUnknown(OUTCOME_UNKNOWN)
TOKEN: SyncError = AccessRefused(reasons.token_refused("North"))
SCOPE: SyncError = AccessRefused(reasons.scope_missing("North", ""))


def after(*errors: SyncError | None, health: StoreHealth = WELL) -> StoreHealth:
    """Calls that end a second apart."""
    for number, error in enumerate(errors):
        health = after_call(health, "read_order", error, NOW + number * SECOND)
    return health


HELD = after(*[AWAY] * (FAULTS + 1))


def test_a_store_is_held_after_faults_in_a_row() -> None:
    assert not after(*[AWAY] * (FAULTS - 1)).held
    assert HELD.held_since == NOW
    assert HELD.next_probe_at == NOW + FAULTS * SECOND + delay_before(0)
    assert (HELD.number, HELD.began_at, HELD.troubled) == (1, NOW, True)


def test_faults_at_one_moment_are_one_fault_of_the_store() -> None:
    health = WELL
    for _ in range(100):
        health = after_call(health, "read_order", AWAY, NOW)
    assert not health.held
    assert after_call(health, "read_order", AWAY, NOW + SPAN).held


def test_an_answer_ends_the_row() -> None:
    health = after(*[AWAY] * (FAULTS - 1), None, *[AWAY] * (FAULTS - 1))
    assert not health.held
    assert health.faults == FAULTS - 1


@pytest.mark.parametrize("error", [DOUBT, Temporary(reasons.no_answer("North"))])
def test_a_call_without_an_answer_is_a_fault(error: SyncError) -> None:
    assert after(*[error] * (FAULTS + 1)).held


@pytest.mark.parametrize(
    "error",
    [
        Temporary(reasons.busy("North")),
        Temporary(reasons.lease_too_short("North")),
        Throttled(reasons.busy("North")),
        # Of our own database, which keeps the budgets.
        Temporary(UNREACHABLE),
        Broken(REFUSED),
    ],
)
def test_what_we_did_ourselves_says_nothing_about_the_store(error: SyncError) -> None:
    assert after(error) == WELL
    assert after(error, health=HELD) == HELD


@pytest.mark.parametrize(
    "error",
    [
        None,
        Throttled(reasons.throttled("North"), SECOND),
        Rejected(Reason("shopify_refused", "No.", "So.")),
        NotFound(reasons.identity_not_defined("North")),
        Broken(reasons.contract_changed("North")),
    ],
)
def test_any_answer_lets_go_of_a_store(error: SyncError | None) -> None:
    health = after(error, health=HELD)
    assert not health.troubled
    assert (health.over_at, health.began_at, health.next_probe_at) == (NOW, NOW, None)
    assert health.reason == AWAY.reason


def test_probes_are_further_and_further_apart() -> None:
    waits = [delay_before(probes).total_seconds() for probes in range(7)]
    assert waits == [15, 30, 60, 120, 240, 300, 300]
    probed = after_call(HELD, "probe", AWAY, NOW + SAME, probe=True)
    assert (probed.probes, probed.next_probe_at) == (1, NOW + SAME + delay_before(1))
    assert probed.held_since == HELD.held_since


def test_calls_that_were_under_way_do_not_move_the_probe() -> None:
    assert after(AWAY, DOUBT, health=HELD) == HELD


def test_trouble_that_comes_back_soon_is_the_same_trouble() -> None:
    over = after(None, health=HELD)
    soon = over
    for number in range(FAULTS + 1):
        soon = after_call(soon, "read_order", AWAY, NOW + number * SECOND)
    assert (soon.held, soon.number, soon.began_at, soon.over_at) == (True, 1, NOW, None)
    later = over
    for number in range(FAULTS + 1):
        later = after_call(later, "read_order", AWAY, NOW + SAME + number * SECOND)
    assert (later.number, later.began_at) == (2, NOW + SAME)


def test_a_refused_token_is_shown_at_once_and_holds_nothing() -> None:
    refused = after(TOKEN)
    assert (refused.held, refused.troubled, refused.number) == (False, True, 1)
    assert [(one.what, one.since) for one in refused.refusals] == [("", NOW)]
    assert after(TOKEN, health=refused) == refused
    assert not after_call(refused, "probe", None, NOW).troubled


def test_a_missing_scope_lasts_until_its_own_question_is_answered() -> None:
    refused = after(SCOPE)
    other = after_call(refused, "changed_orders", None, NOW)
    assert other == refused
    assert not after_call(refused, "read_order", None, NOW).troubled


def test_a_store_that_refuses_one_question_has_accepted_the_token() -> None:
    assert [one.what for one in after(TOKEN, SCOPE).refusals] == ["read_order"]
    both = after_call(after(SCOPE), "locations", SCOPE, NOW)
    assert [one.what for one in both.refusals] == ["locations", "read_order"]
    assert after_call(both, "read_order", SCOPE, NOW) == both


def test_a_store_that_refuses_us_answers() -> None:
    refused = after(TOKEN, health=HELD)
    assert (refused.held, refused.troubled, refused.number) == (False, True, 1)


def test_the_codes_are_those_of_shopifys_answers() -> None:
    said = [reasons.throttled("x"), reasons.contract_changed("x")]
    assert {reason.code for reason in said} == ANSWERS
    away = [reasons.not_connected("x"), reasons.no_answer("x"), reasons.server_error("x", 500)]
    assert {reason.code for reason in away} == PASSING
    shut = [
        reasons.token_refused,
        reasons.credentials_refused,
        reasons.app_not_installed,
        reasons.shop_not_permitted,
        reasons.shop_frozen,
        reasons.forbidden,
        reasons.shop_unknown,
        reasons.shop_locked,
    ]
    assert {reason("x").code for reason in shut} == OF_THE_STORE


ENDS = st.sampled_from([None, AWAY, DOUBT, TOKEN, SCOPE, Throttled(reasons.busy("x"))])
STEPS = st.lists(st.tuples(ENDS, st.integers(0, 400), st.booleans()), max_size=60)


@PROPERTY
@given(STEPS)
def test_whatever_happens_the_state_makes_sense(
    steps: list[tuple[SyncError | None, int, bool]],
) -> None:
    health, now = WELL, NOW
    for error, seconds, probe in steps:
        now += seconds * SECOND
        before, health = health, after_call(health, "read_order", error, now, probe=probe)
        assert health.held == (health.next_probe_at is not None)
        assert health.number - before.number in {0, 1}
        assert health.troubled <= (health.over_at is None and health.number > 0)
        assert health.next_probe_at is None or health.next_probe_at - now <= LONGEST
        if error is None:
            assert not health.held
        assert health.calm == (after_call(health, "read_order", None, now) == health)


def test_a_held_store_is_named() -> None:
    held = StoreHeld(store_held("North"), StoreId(1), SECOND)
    assert "North" in held.reason.sentence
