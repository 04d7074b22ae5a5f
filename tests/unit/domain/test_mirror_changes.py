"""Edits, addresses and what the source's people do, decided from how far both orders have come; and
the answers that people give."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.domain.mirrors import addresses, edits, source_side
from core.domain.mirrors.questions import CHOICES, Choice, answered, choice_of, is_open
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.progress import Line, Progress, Units
from core.domain.push_settings import WayBack
from tests.unit.domain.progress_makers import ADDRESS, NOW, mirror, pair, progress, refund


def edited(current: int, **changes: Any) -> Progress:
    line = Line("L1", None, "L1", None, 3, current)
    return replace(progress("order", {"L1": (3, 0)}), lines=(line,), **changes)


def test_what_was_taken_off_is_taken_off_the_source_order() -> None:
    source, order = progress("source", {"SL1": (3, 0)}), edited(1)
    (step,) = edits.steps(order, [pair(source, order)])
    assert isinstance(step, edits.Reduce)
    assert (dict(step.quantities), step.removed) == ({"SL1": 1}, (Units("L1", 2),))


def test_what_was_taken_off_both_is_not_taken_off_again() -> None:
    order = edited(1)
    source = replace(
        progress("source", {"SL1": (1, 0)}), lines=(Line("SL1", None, "", None, 3, 1),)
    )
    assert list(edits.steps(order, [pair(source, order)])) == []


def test_refunds_are_no_edits() -> None:
    order = edited(1, refunds=(refund(1, ("L1", 2, "CANCEL")),))
    assert list(edits.steps(order, [pair(progress("source", {"SL1": (3, 0)}), order)])) == []


def test_what_was_never_pushed_is_taken_off_first() -> None:
    source, order = progress("source", {"SL1": (2, 0)}), edited(2)
    assert list(edits.steps(order, [pair(source, order)])) == []
    order = edited(1)
    (step,) = edits.steps(order, [pair(source, order)])
    assert isinstance(step, edits.Reduce)
    assert dict(step.quantities) == {"SL1": 1}


@pytest.mark.parametrize("how", [Choice.PUSH_AGAIN, Choice.REFUND])
def test_what_the_source_took_off_is_not_taken_for_the_customers_edit(how: Choice) -> None:
    """Two of three were taken off there, and pushed again or refunded; then the customer's order
    loses one."""
    source = replace(
        progress("source", {"SL1": (1, 0)}), lines=(Line("SL1", None, "", None, 3, 1),)
    )
    asked = mirror(Kind.SOURCE_EDITED, State.ASKED, units=(Units("L1", 2),))
    decided = answered(asked, how, "U0ANNA")
    if how is Choice.PUSH_AGAIN:
        order = edited(2)
        more = [pair(progress("second", {"TL1": (2, 0)}), order, part=2)]
    else:
        decided = replace(decided, state=State.DONE)
        order, more = edited(0, refunds=(refund(1, ("L1", 2, "NO_RESTOCK")),)), []
    (step,) = edits.steps(order, [pair(source, order, decided), *more])
    assert isinstance(step, edits.Reduce)
    assert step.removed == (Units("L1", 1),)


def test_shipped_units_are_told_once() -> None:
    source, order = progress("source", {"SL1": (3, 3)}), edited(2)
    (step,) = edits.steps(order, [pair(source, order)])
    assert isinstance(step, edits.Shipped)
    assert step.units == (Units("L1", 1),)
    told = mirror(Kind.EDIT, State.LEFT, units=step.units)
    assert list(edits.steps(order, [pair(source, order, told)])) == []


# ------------------------------------------------------------- addresses


def moved(shipped: int, *mirrors: Mirror, edits_: bool = True) -> addresses.Step | None:
    source, order = progress("source", {"SL1": (1, shipped)}), progress("order", {"L1": (1, 0)})
    return addresses.step(pair(source, order, *mirrors, back=WayBack(edits=edits_)))


def test_an_address_is_carried_while_something_waits_to_be_shipped() -> None:
    step = moved(0)
    assert isinstance(step, addresses.Note)
    same = mirror(Kind.ADDRESS, State.DONE, key=step.fingerprint)
    assert moved(0, same) is None
    other = replace(same, key="another")
    change = moved(0, other)
    assert isinstance(change, addresses.Change)
    assert (change.address.city, change.address.phone) == ("London", None)
    assert moved(1, other) == addresses.TooLate(other, step.fingerprint, shipped=True)
    assert moved(0, other, edits_=False) == addresses.TooLate(
        other, step.fingerprint, shipped=False
    )


def test_a_fingerprint_tells_addresses_apart_and_no_telephone_numbers() -> None:
    one = addresses.fingerprint("gid://shopify/Order/1", ADDRESS)
    assert one == addresses.fingerprint("gid://shopify/Order/1", replace(ADDRESS, phone="+1"))
    assert one != addresses.fingerprint("gid://shopify/Order/1", replace(ADDRESS, zip="N1"))
    assert one != addresses.fingerprint("gid://shopify/Order/2", ADDRESS)
    assert "London" not in one


# ------------------------------------------------------------- the source's side


def test_what_the_source_cancelled_or_refunded_is_asked_about_once() -> None:
    order = progress("order", {"L1": (2, 0)})
    gone = progress("source", {"SL1": (0, 0)}, cancelled_at=NOW)
    gone = replace(gone, lines=(Line("SL1", None, "", None, 2, 0),))
    (step,) = source_side.steps(order, [pair(gone, order)])
    assert isinstance(step, source_side.Cancelled)
    known = mirror(Kind.SOURCE_CANCELLED, State.ASKED)
    assert list(source_side.steps(order, [pair(gone, order, known)])) == []

    theirs = refund(1, ("SL1", 1, "CANCEL"))
    less = replace(
        progress("source", {"SL1": (2, 0)}, refunds=(theirs,)),
        lines=(Line("SL1", None, "", None, 2, 1),),
    )
    (asked,) = source_side.steps(order, [pair(less, order)])
    assert isinstance(asked, source_side.Refunded)
    assert asked.units == (Units("L1", 1),)


def test_what_the_customer_was_refunded_before_is_asked_about_not_at_all() -> None:
    theirs = refund(1, ("SL1", 1, "CANCEL"))
    less = replace(
        progress("source", {"SL1": (2, 0)}, refunds=(theirs,)),
        lines=(Line("SL1", None, "", None, 2, 1),),
    )
    order = edited(1)
    assert list(source_side.steps(order, [pair(less, order)])) == []


# ------------------------------------------------------------- answers


@pytest.mark.parametrize("kind", list(CHOICES))
def test_the_first_answer_counts(kind: Kind) -> None:
    for choice in CHOICES[kind]:
        question = mirror(kind, State.ASKED)
        decided = answered(question, choice, "U0ANNA")
        assert is_open(question)
        assert not is_open(decided)
        assert (choice_of(decided), decided.actor) == (choice, "U0ANNA")
        goes_on = choice in {Choice.ACCEPT, Choice.REFUND}
        assert decided.state is (State.AGREED if goes_on else State.LEFT)
        with pytest.raises(ValueError, match="no open question"):
            answered(decided, choice, "U0BEN")
