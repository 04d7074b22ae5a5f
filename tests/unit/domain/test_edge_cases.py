"""What goes wrong in this field, as far as it is a matter of judgement: each case by its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain import reasons
from core.domain.leftovers import left_behind
from core.domain.orders import Order, Place, facts_of
from core.domain.planning import plan
from core.domain.push_settings import Mode
from core.domain.pushes import Identity, Push, PushState
from core.domain.qualification import Source, Verdict, judge
from core.domain.rests import lines_now
from core.usecases.find_order import no_order
from tests.unit.domain.makers import (
    NORTH,
    NOW,
    ORDER,
    SOUTH,
    address,
    connection,
    line,
    order,
    push,
    push_line,
    source,
    terms,
    usd,
)

_S = PushState
A1 = push_line(1, "A")
AUTOMATIC = connection(mode=Mode.AUTOMATIC)
WITH_A = [source(NORTH, "A")]


def verdict_of(found: Order, sources: list[Source] | None = None) -> Verdict:
    return judge(found, WITH_A if sources is None else sources, terms())


def after(found: Order, *existing: Push, sources: list[Source] | None = None) -> list[Push]:
    """The pushes that are new or changed, in automatic mode."""
    planned = plan(ORDER, verdict_of(found, sources), [AUTOMATIC], existing, NOW)
    return [*planned.added, *planned.changed]


def codes(found: Order, sources: list[Source] | None = None) -> list[str | None]:
    """Why each line stays; None for one that goes."""
    lines = verdict_of(found, sources).lines
    return [each.reason.code if each.reason else None for each in lines]


def test_hold_placed_then_released() -> None:
    (held,) = after(order(holds=("Other",)), push(_S.WAITING, [A1], due_at=NOW))
    assert (held.state, held.reason, held.due_at) == (_S.HELD, reasons.on_hold(["Other"]), None)
    (free,) = after(order(), held)
    assert (free.state, free.reason) == (_S.WAITING, None)
    assert free.due_at is not None, "the waiting time begins anew"


def test_hold_placed_while_the_push_is_queued() -> None:
    verdict = verdict_of(order(holds=("Other",)))
    assert verdict.held_by == (reasons.on_hold(["Other"]),)
    assert after(order(holds=("Other",)), push(_S.QUEUED, [A1])) == []


def test_test_order() -> None:
    assert verdict_of(order(test=True)).reason is reasons.TEST
    assert judge(order(test=True), WITH_A, terms(test_orders=True)).reason is None


def test_zero_dollar_order() -> None:
    free = order(line(1, "A", unit_price=usd(0)), total=usd("0.00"))
    assert verdict_of(free).reason is reasons.NO_VALUE
    assert codes(free) == [None], "it is the order that is held, no item of it"


def test_free_gift_in_an_order_of_value() -> None:
    assert codes(order(line(1, "A"), line(2, "A", unit_price=usd(0)))) == [None, None]


def test_no_address_because_it_is_digital() -> None:
    digital = order(line(1, "A", requires_shipping=False, places=()), shipping_address=None)
    assert codes(digital) == ["line_needs_no_shipping"]
    assert verdict_of(digital).why_nothing is reasons.NOTHING_TO_SHIP
    assert [each.state for each in after(digital)] == [_S.SKIPPED]
    assert left_behind(facts_of(digital), verdict_of(digital).lines, ()) is None


@pytest.mark.parametrize(
    ("typed", "there", "goes"),
    [
        (" A-1", "A-1", True),
        ("A-1\t", "A-1", True),
        ("A/1", "A/1", True),
        ("Ä-1", "Ä-1", True),
        ("a-1", "A-1", False),
        ("A 1", "A1", False),
        ("A-1", "A/1", False),
    ],
)
def test_sku_with_blank_case_or_slash(typed: str, there: str, goes: bool) -> None:
    assert codes(order(line(1, typed)), [source(NORTH, there)]) == [None if goes else "sku_unknown"]


def test_two_variants_with_one_sku() -> None:
    assert codes(order(), [source(NORTH, "A", "A")]) == ["sku_ambiguous"]
    two_of_ours = order(line(1, "A"), line(2, "A"))
    assert codes(two_of_ours) == [None, None]


def test_one_sku_on_two_lines() -> None:
    (new,) = after(order(line(1, "A"), line(2, "A", quantity=3)))
    assert [(each.line_gid[-1], each.quantity) for each in new.lines] == [("1", 2), ("2", 3)]
    assert len({each.variant_gid for each in new.lines}) == 1


def test_one_sku_on_two_lines_of_which_one_was_pushed() -> None:
    (new,) = after(order(line(1, "A"), line(2, "A")), push(_S.PUSHED, [A1]))
    assert (new.part, [each.line_gid[-1] for each in new.lines]) == (2, ["2"])


def test_sku_changed_after_the_order() -> None:
    """The order keeps the SKU it was placed with; that is what the source has to have."""
    assert codes(order(line(1, "OLD")), [source(NORTH, "NEW")]) == ["sku_unknown"]
    renamed = [source(NORTH, "NEW", aliases={"OLD": "NEW"})]
    assert codes(order(line(1, "OLD")), renamed) == [None]


def test_sku_changed_between_the_judgement_and_the_push() -> None:
    queued = push(_S.QUEUED, [A1])
    assert lines_now(queued, verdict_of(order(), [source(NORTH, "B")]), [queued]) == ()
    moved = verdict_of(order(), [source(NORTH), source(SOUTH, "A")])
    assert lines_now(queued, moved, [queued]) == (), "it is another source's by now"


def test_product_deleted_in_the_destination() -> None:
    gone = order(line(1, "A", variant_gid=None, tracked=None), line(2, "A"))
    assert codes(gone) == ["product_gone", None]


def test_product_deleted_on_the_source() -> None:
    assert codes(order(), [source(NORTH)]) == ["sku_unknown"]


def test_order_partly_refunded_before_the_push() -> None:
    rest = line(1, "A", quantity=3, to_ship=1, current=1)
    gone = line(2, "A", quantity=1, to_ship=0, current=0)
    (new,) = after(order(rest, gone, financial_status="PARTIALLY_REFUNDED", total=usd("9.99")))
    assert [(each.line_gid[-1], each.quantity) for each in new.lines] == [("1", 1)]


def test_partly_refunded_after_a_part_was_pushed() -> None:
    """What was pushed is not pushed again, and what was refunded never is."""
    left = order(line(1, "A", quantity=3, to_ship=1, current=1))
    assert after(left, push(_S.PUSHED, [replace(A1, quantity=3)])) == []


def test_refunded_while_queued() -> None:
    refunded = order(financial_status="REFUNDED", total=usd(0))
    (stopped,) = after(refunded, push(_S.QUEUED, [A1]))
    assert (stopped.state, stopped.reason) == (_S.CANCELLED, reasons.REFUNDED)


def test_cancelled_during_the_waiting_time() -> None:
    (waiting,) = after(order())
    assert (waiting.state, waiting.due_at) == (_S.WAITING, NOW + timedelta(minutes=2))
    (stopped,) = after(order(cancelled_at=NOW), waiting)
    assert (stopped.state, stopped.due_at) == (_S.CANCELLED, None)


def test_edited_during_the_waiting_time() -> None:
    (waiting,) = after(order())
    (edited,) = after(order(line(1, "A", quantity=5)), waiting)
    assert (edited.due_at, edited.lines[0].quantity) == (waiting.due_at, 5)


def test_currency_differs() -> None:
    assert codes(order(), [source(NORTH, "A", currency="CAD")]) == ["currency_differs"]
    assert codes(order(), [source(NORTH, "A", currency="CAD", converts=True)]) == [None]


def test_order_older_than_sixty_days() -> None:
    old = NOW - timedelta(days=61)
    assert verdict_of(order(created_at=old, processed_at=old)).reason is None
    assert "read_all_orders" in no_order("1001").remedy, "Shopify may not show it: that is said"


def test_source_store_has_its_own_1001() -> None:
    """A store that is both: its own #1001 is a customer's, whatever else bears that name."""
    own = order(name="#1001", source_identifier=None, tags=("#1001", "synctec"))
    assert verdict_of(own).reason is None


def test_order_made_by_a_push() -> None:
    made = order(source_identifier=str(Identity("dest.myshopify.com", "1001", 1)))
    assert verdict_of(made).refused_by == (reasons.MADE_BY_PUSH,)
    assert [each.state for each in after(made)] == [_S.SKIPPED]


def test_location_deactivated() -> None:
    """Of a location that is gone Shopify tells the name alone."""
    nowhere = order(line(1, "A", places=(Place(None, "Old Shelf", 2),)))
    (stays,) = verdict_of(nowhere).lines
    assert stays.reason == reasons.location_unknown("Item 1", "Old Shelf")
    (skipped,) = after(nowhere)
    assert (skipped.state, skipped.reason) == (_S.SKIPPED, stays.reason)


def test_location_that_was_grouped_when_planned_and_is_not_any_more() -> None:
    waiting = push(_S.WAITING, [A1])
    ungrouped = [replace(WITH_A[0], places=frozenset())]
    (skipped,) = after(order(), waiting, sources=ungrouped)
    assert (skipped.state, skipped.lines) == (_S.SKIPPED, ())
    assert skipped.reason == reasons.location_unmapped("Shelf", "North Supply")
    (back,) = after(order(), skipped)
    assert (back.state, back.lines) == (_S.WAITING, (A1,))


def test_name_is_nothing_but_blanks() -> None:
    blank = order(shipping_address=address(first_name=" ", last_name="\u00a0"))
    assert verdict_of(blank).reason is reasons.NO_NAME


def test_left_out_tag_added_while_it_waits() -> None:
    tagged = order(tags=("wholesale",))
    verdict = judge(tagged, WITH_A, terms(left_out_tags=("Wholesale",)))
    (stays,) = plan(ORDER, verdict, [AUTOMATIC], [push(_S.WAITING, [A1], due_at=NOW)], NOW).changed
    assert (stays.state, stays.due_at) == (_S.WAITING, None)
    assert stays.reason == reasons.tag_left_out("wholesale")
    assert verdict.reason is None, "a person may push it"
    (again,) = plan(ORDER, verdict_of(tagged), [AUTOMATIC], [stays], NOW).changed
    assert (again.reason, again.due_at) == (None, NOW + timedelta(minutes=2))


def test_everything_is_fulfilled_by_hand_before_the_push() -> None:
    done = order(line(1, "A", to_ship=0, places=()))
    (skipped,) = after(done, push(_S.WAITING, [A1]))
    assert (skipped.state, skipped.reason) == (_S.SKIPPED, reasons.nothing_left("Item 1"))
