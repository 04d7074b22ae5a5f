"""A source that cannot be asked: what the others ship goes, what may be its to ship waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain import reasons
from core.domain.pushes import PushState
from core.domain.qualification import judge
from tests.unit.domain.makers import (
    NORTH,
    SOUTH,
    connection,
    line,
    order,
    push,
    push_line,
    source,
    terms,
)
from tests.unit.domain.test_planning import only, planned

_S = PushState
A1 = push_line(1, "A")
B2 = push_line(2, "B")
CLOSED = reasons.app_removed("South Goods", "south")
BOTH = [connection(NORTH), connection(SOUTH)]
OTHERS = [source(NORTH, "A"), replace(source(SOUTH), closed=CLOSED)]
TWO = order(line(1, "A"), line(2, "B"))


def test_what_a_closed_source_may_ship_is_held_and_the_rest_goes() -> None:
    verdict = judge(TWO, OTHERS, terms())
    assert [each.reason for each in verdict.lines] == [None, CLOSED]
    assert verdict.waits_for == CLOSED
    new = planned(TWO, connections=BOTH, sources=OTHERS).added
    assert [(p.source_id, p.state, p.lines, p.reason) for p in new] == [
        (NORTH, _S.WAITING, (A1,), None),
        (SOUTH, _S.HELD, (), CLOSED),
    ]


def test_an_order_of_a_closed_source_alone_is_held_not_skipped() -> None:
    alone = order(line(2, "B"))
    assert judge(alone, OTHERS, terms()).reason == CLOSED
    new = only(planned(alone, connections=BOTH, sources=OTHERS).added)
    assert (new.source_id, new.state, new.reason) == (SOUTH, _S.HELD, CLOSED)


def test_a_closed_source_that_ships_nothing_of_it_does_not_matter() -> None:
    new = only(planned(order(), connections=BOTH, sources=OTHERS).added)
    assert (new.source_id, new.state) == (NORTH, _S.WAITING)


@pytest.mark.parametrize("state", [_S.WAITING, _S.FAILED, _S.HELD, _S.PUSHED])
def test_the_pushes_of_a_closed_source_keep_their_lines(state: PushState) -> None:
    was = push(state, [B2], store_id=SOUTH)
    now_at_north = [source(NORTH, "A", "B"), OTHERS[1]]
    found = planned(TWO, was, connections=BOTH, sources=now_at_north)
    assert [(p.source_id, p.lines) for p in found.added] == [(NORTH, (A1,))]
    assert found.changed == ()


def test_a_source_that_opens_again_gets_what_was_held_for_it() -> None:
    held = push(_S.HELD, store_id=SOUTH, reason=CLOSED)
    opened = [source(NORTH, "A"), source(SOUTH, "B")]
    found = planned(TWO, held, connections=BOTH, sources=opened)
    assert [(p.source_id, p.state, p.lines, p.reason) for p in found.changed] == [
        (SOUTH, _S.WAITING, (B2,), None)
    ]
