"""Rights: what one person may do where."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.people import (
    COMMAND_LINE,
    Access,
    Actor,
    Grant,
    Policy,
    Right,
    is_person,
    is_user_group,
    not_allowed,
)
from core.domain.stores import StoreId
from tests.unit.domain.makers import store

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DEST, NORTH = StoreId(1), StoreId(2)
GRANTS = st.lists(st.tuples(st.sampled_from(Right), st.sampled_from([None, 1, 2, 3])), max_size=8)


def granted(right: Right, store_id: int | None) -> Grant:
    return Grant("U1", right, None if store_id is None else StoreId(store_id), "U2", NOON)


@given(GRANTS, st.sampled_from(Right), st.integers(1, 4))
def test_somebody_may_what_any_of_their_grants_says(
    given_: list[tuple[Right, int | None]], needed: Right, at: int
) -> None:
    access = Access.of(granted(*each) for each in given_)
    expected = any(right.rank >= needed.rank and place in {None, at} for right, place in given_)
    assert access.may(needed, [StoreId(at)]) is expected
    assert access.may_somewhere(needed) is any(right.covers(needed) for right, _ in given_)
    assert access.may_everywhere(needed) is any(
        right.covers(needed) for right, place in given_ if place is None
    )


def test_one_of_the_stores_is_enough_and_every_store_means_each() -> None:
    access = Access.of([granted(Right.OPERATOR, DEST)])
    assert access.may(Right.VIEWER, [NORTH, DEST])
    assert not access.may(Right.ADMIN, [NORTH, DEST])
    assert not access.may(Right.VIEWER, [])
    assert not access.may_at_every(Right.VIEWER, [NORTH, DEST])
    assert access.may_at_every(Right.OPERATOR, [DEST])


@pytest.mark.parametrize(
    ("policy", "user", "allowed"),
    [
        (Policy(), "U1", False),
        (Policy(frozenset({"U2"})), "U1", False),
        (Policy(frozenset({"U1", "U2"})), "U1", True),
        (Policy(everyone=True), "U1", True),
        (Policy(), COMMAND_LINE, True),
    ],
)
def test_nobody_is_admin_whom_the_settings_do_not_name(
    policy: Policy, user: str, allowed: bool
) -> None:
    assert policy.allows(Actor("T1", user)) is allowed


@pytest.mark.parametrize(
    ("typed", "person", "group"),
    [
        ("U0ANNA", True, False),
        ("W0ANNA", True, False),
        ("S0OPS", False, True),
        ("C0DEST", False, False),
        ("u0anna", False, False),
        ("U", False, False),
        ("", False, False),
    ],
)
def test_ids_tell_people_from_user_groups(typed: str, person: bool, group: bool) -> None:
    assert (is_person(typed), is_user_group(typed)) == (person, group)


def test_a_refusal_says_what_is_needed_where_and_who_has_it() -> None:
    refusal = not_allowed(Right.OPERATOR, [store()], ["U0ANNA", "S0OPS"]).reason
    assert refusal.sentence == "Only an operator at Dest Boutique may do this."
    assert refusal.remedy == "Ask <@U0ANNA>, <!subteam^S0OPS>."
    nobody = not_allowed(Right.VIEWER, [], []).reason
    assert nobody.sentence == "Only a viewer may do this."
    assert "SYNCTEC_ADMINS" in nobody.remedy
