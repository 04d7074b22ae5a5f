"""What would become of an order: every unit is told once, and what is there is left as it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.domain import reasons
from core.domain.explanations import foreseen, lines_of, place_names, staying
from core.domain.orders import Place
from core.domain.pushes import PushState
from core.domain.qualification import Verdict, judge
from tests.unit.domain.makers import (
    NORTH,
    NOW,
    PROPERTY,
    SHELF,
    SOUTH,
    connection,
    line,
    order,
    push,
    push_line,
    source,
    terms,
)

LINKS = [connection(NORTH), connection(SOUTH)]


def judged(*skus: str | None) -> Verdict:
    lines = [line(number, sku) for number, sku in enumerate(skus, 1)]
    return judge(order(*lines), [source(NORTH, "A", "B"), source(SOUTH, "C", "D", "D")], terms())


def test_each_line_is_told_where_it_would_go_or_why_it_stays() -> None:
    verdict = judged("A", "C", "D", None, "NONE")
    pushes = foreseen(verdict, LINKS, (), NOW)
    assert [(each.source_id, each.part, each.state) for each in pushes] == [
        (NORTH, 1, PushState.WAITING),
        (SOUTH, 1, PushState.WAITING),
    ]
    assert len({each.id for each in pushes}) == 2
    names = place_names(order(line(1, "A")))
    assert names == {SHELF: "Shelf"}
    assert [(one.quantity, one.place) for one in lines_of(pushes[0], names)] == [(2, "Shelf")]
    told = staying(verdict, pushes, names)
    assert [one.reason.code for one in told if one.reason] == [
        "sku_ambiguous",
        "sku_missing",
        "sku_unknown",
    ]


def test_what_was_sent_stays_sent_and_the_rest_is_a_part_of_its_own() -> None:
    there = push(PushState.PUSHED, [replace(push_line(1, "A"), place=SHELF)], store_id=NORTH)
    pushes = foreseen(judged("A", "B"), LINKS, (there,), NOW)
    assert pushes[0] == there
    (rest,) = pushes[1:]
    assert (rest.part, rest.state, [one.sku for one in rest.lines]) == (2, PushState.WAITING, ["B"])
    assert rest.id > there.id
    assert staying(judged("A", "B"), pushes, {}) == ()


def test_a_line_that_was_sent_whole_is_not_told_to_have_nothing_left() -> None:
    there = push(PushState.PUSHED, [push_line(1, "A")], store_id=NORTH)
    shipped = judge(order(line(1, "A", to_ship=0)), [source(NORTH, "A")], terms())
    assert shipped.lines[0].reason == reasons.nothing_left("Item 1")
    assert staying(shipped, (there,), {}) == ()
    assert [one.reason for one in staying(shipped, (), {})] == [reasons.nothing_left("Item 1")]


def test_a_cancelled_push_is_foreseen_to_be_made_again_by_a_person() -> None:
    cancelled = push(PushState.CANCELLED, [push_line(1, "A")], store_id=NORTH)
    (again,) = foreseen(judged("A"), LINKS, (cancelled,), NOW)
    assert (again.part, again.state) == (2, PushState.WAITING)


def test_a_held_order_is_foreseen_as_held() -> None:
    held = replace(judged("A"), held_by=(reasons.UNPAID,))
    (one,) = foreseen(held, LINKS, (), NOW)
    assert (one.state, one.reason) == (PushState.HELD, reasons.UNPAID)


SKUS = st.lists(st.sampled_from(["A", "B", "C", "D", "NONE", None]), min_size=1, max_size=8)
STATES = st.sampled_from([PushState.PUSHED, PushState.WAITING, PushState.QUEUED])


@PROPERTY
@given(SKUS, STATES, st.booleans())
def test_pushes_and_refusals_add_up_to_the_units_of_the_order(
    skus: list[str | None], state: PushState, begun: bool
) -> None:
    places = (Place(SHELF, "Shelf", 1), Place("gid://shopify/Location/9", "Yard", 2))
    lines = [line(number, sku, quantity=3, places=places) for number, sku in enumerate(skus, 1)]
    found = judge(order(*lines), [source(NORTH, "A", "B"), source(SOUTH, "C", "D", "D")], terms())
    existing = foreseen(found, LINKS, (), NOW)[:1] if begun else ()
    existing = tuple(replace(one, state=state) for one in existing)
    pushes = foreseen(found, LINKS, existing, NOW)
    told = Counter(one.title for one in staying(found, pushes, {}) for _ in range(one.quantity))
    for each in pushes:
        for one in each.lines:
            told[one.title] += one.quantity
    assert told == {one.title: 3 for one in lines}
