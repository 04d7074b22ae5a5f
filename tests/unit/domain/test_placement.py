"""Where a source order should stand, and which moves bring it there."""

from __future__ import annotations

import pytest

from core.domain.locations import GroupId, GroupMember, LocationGroup
from core.domain.placement import Plan, Standing, StandingLine, concerns, outside_group
from core.domain.pushes import PushLine
from tests.unit.domain.makers import DEST, NORTH, SOUTH

HERE, THERE, ELSEWHERE = "gid://l/here", "gid://l/there", "gid://l/elsewhere"


def group(number: int, at: str, *sources: str) -> LocationGroup:
    """A group of one destination location and some of the source's."""
    members = [GroupMember(NORTH, name, name.title()) for name in sources]
    return LocationGroup(GroupId(number), at, (GroupMember(DEST, at, at), *members))


GROUPS = (group(1, HERE, "rochester"), group(2, THERE, "buffalo", "syracuse"))


def push_line(number: int, place: str | None) -> PushLine:
    return PushLine(f"line {number}", "A", "Item", 1, f"variant {number}", place)


def standing(location: str | None, *lines: StandingLine, **changes: object) -> Standing:
    plain = {"gid": f"fo {location}", "status": "OPEN", "movable": True, **changes}
    return Standing(location_gid=location, location=location or "gone", lines=lines, **plain)  # type: ignore[arg-type]


def line(number: int, place: str | None = None) -> StandingLine:
    return StandingLine(f"fo line {number}", 1, f"line {number}", f"variant {number}", place)


PLAN = Plan.of([push_line(1, HERE), push_line(2, THERE), push_line(3, None)], GROUPS, DEST, NORTH)


def steps(*found: Standing, tried: frozenset[tuple[str, str]] = frozenset()) -> object:
    step = PLAN.step(found, tried)
    return step and (step.standing.gid, step.to.location_gid, [one.gid for one in step.lines])


def test_what_stands_in_its_group_stays() -> None:
    assert steps(standing("rochester", line(1)), standing("syracuse", line(2))) is None


def test_all_of_a_fulfilment_order_moves_at_once() -> None:
    assert steps(standing("albany", line(1))) == ("fo albany", "rochester", [])


def test_lines_of_different_groups_move_apart() -> None:
    assert steps(standing("rochester", line(1), line(2))) == (
        "fo rochester",
        "buffalo",
        ["fo line 2"],
    )
    assert steps(standing("albany", line(1), line(2))) == ("fo albany", "rochester", ["fo line 1"])


def test_where_one_location_refuses_the_next_of_the_group_is_tried() -> None:
    found = standing("albany", line(2))
    tried = frozenset({("fo albany", "buffalo")})
    assert steps(found, tried=tried) == ("fo albany", "syracuse", [])
    assert steps(found, tried=tried | {("fo albany", "syracuse")}) is None


@pytest.mark.parametrize(
    "found",
    [
        standing("albany", line(3)),
        standing("albany", line(4)),
        standing("albany", line(1), status="CLOSED"),
        standing("albany", line(1), status="CANCELLED"),
        standing("albany", line(1), movable=False),
    ],
)
def test_what_may_stand_anywhere_is_over_or_cannot_be_moved_is_left(found: Standing) -> None:
    assert steps(found) is None


def test_what_cannot_be_moved_stands_outside_all_the_same() -> None:
    assert PLAN.outside(standing("albany", line(1), movable=False)) == (line(1),)
    assert PLAN.outside(standing("albany", line(1), status="CLOSED")) == ()
    assert PLAN.outside(standing(None, line(1))) == (line(1),)


def test_one_line_that_ships_from_two_places_is_told_apart_by_them() -> None:
    both = Plan.of([push_line(1, HERE), push_line(1, THERE)], GROUPS, DEST, NORTH)
    found = standing("rochester", line(1, HERE), line(1, THERE))
    assert both.outside(found) == (line(1, THERE),)
    # Without the places either will do.
    assert both.outside(standing("rochester", line(1), line(1))) == ()


def test_an_order_that_a_person_made_goes_by_its_variants() -> None:
    anyones = StandingLine("fo line", 1, None, "variant 1")
    assert PLAN.outside(standing("buffalo", anyones)) == (anyones,)
    assert PLAN.outside(standing("rochester", anyones)) == ()


def test_only_groups_of_both_stores_concern() -> None:
    assert concerns(GROUPS, DEST, NORTH)
    assert not concerns(GROUPS, DEST, SOUTH)
    assert not concerns((), DEST, NORTH)


def test_the_alert_says_where_it_stands_where_it_should_and_why_it_does_not() -> None:
    home = GROUPS[1].of(NORTH)
    refused = outside_group("#2045", "Albany", home, "north refused: not stocked.")
    assert refused.sentence == (
        "#2045 stands at Albany and could not be moved to Buffalo or Syracuse: "
        "north refused: not stocked."
    )
    begun = outside_group("#2045", "Albany", home[:1], None)
    assert begun.sentence == (
        "#2045 stands at Albany and could not be moved to Buffalo, for its fulfilment has begun."
    )
    assert (
        begun.remedy == "Move it to Buffalo in Shopify, or put Albany into the same location group."
    )
