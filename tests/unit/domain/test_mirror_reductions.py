"""Cancellations and refunds on their way to a source order, decided from both orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.domain.mirrors import cancellations, refunds
from core.domain.mirrors.marks import is_ours, mark
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.questions import Choice, answered
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.progress import Line, Progress, Refund, RefundUnits, Units
from core.domain.push_settings import CancellationMethod, CancellationRule, Refunds, WayBack
from tests.unit.domain.progress_makers import NOW, mirror, pair, progress, refund

AUTOMATIC = CancellationRule(CancellationMethod.AUTOMATIC, None)


def cancelled(
    shipped: int, *mirrors: Mirror, back: WayBack | None = None, gone: bool = False
) -> cancellations.Step | None:
    source = progress("source", {"SL1": (2, shipped)}, cancelled_at=NOW if gone else None)
    order = progress("order", {"L1": (0, 0)}, cancelled_at=NOW)
    return cancellations.step(pair(source, order, *mirrors, back=back), NOW)


def test_a_cancellation_is_asked_for_until_its_deadline_and_then_accepted() -> None:
    assert cancelled(0) == cancellations.Ask(NOW + timedelta(hours=24))
    waits = mirror(Kind.CANCELLATION, State.ASKED, lease_until=NOW + timedelta(seconds=1))
    assert cancelled(0, waits) is None
    late = replace(waits, lease_until=NOW)
    assert cancelled(0, late) == cancellations.Cancel(late, overdue=True)


def test_an_automatic_one_asks_nobody() -> None:
    assert cancelled(0, back=WayBack(cancellations=AUTOMATIC)) == cancellations.Cancel(None)


def test_what_people_rejected_and_what_is_done_stays_so() -> None:
    assert cancelled(0, mirror(Kind.CANCELLATION, State.DONE)) is None
    rejected = answered(mirror(Kind.CANCELLATION, State.ASKED), Choice.REJECT, "U0ANNA")
    assert cancelled(0, rejected) is None


def test_what_the_store_refused_is_decided_anew_once_its_order_has_changed() -> None:
    refused = mirror(Kind.CANCELLATION, State.LEFT, key=NOW.isoformat())
    assert cancelled(1, refused) is None
    earlier = replace(refused, key=(NOW - timedelta(minutes=1)).isoformat())
    assert isinstance(cancelled(1, earlier), cancellations.GiveUp)
    assert cancelled(2, earlier) is None


def test_what_has_shipped_stays_and_only_the_rest_is_given_up() -> None:
    agreed = mirror(Kind.CANCELLATION, State.AGREED)
    step = cancelled(1, agreed)
    assert step == cancellations.GiveUp(agreed, (RefundUnits("SL1", 1, "CANCEL", "home"),))
    assert cancelled(2, agreed) == cancellations.TooLate(agreed)
    assert cancelled(2) == cancellations.TooLate(None)


def test_a_source_order_that_is_cancelled_settles_it_whoever_did_it() -> None:
    assert cancelled(0, gone=True) == cancellations.Settle(None)


def test_an_order_that_is_not_cancelled_asks_for_nothing() -> None:
    source, order = progress("source", {"SL1": (2, 0)}), progress("order", {"L1": (2, 0)})
    assert cancellations.step(pair(source, order), NOW) is None


# ------------------------------------------------------------- refunds


def given_back(order: Progress, *pairs: Pair) -> list[tuple[int, list[RefundUnits]]]:
    return [(step.pair.push.part, list(step.units)) for step in refunds.steps(order, pairs)]


def refunded(*found: Refund, ordered: int = 3) -> Progress:
    """Of one line, less what was refunded."""
    gone = sum(row.quantity for one in found for row in one.units)
    line = Line("L1", None, "L1", None, ordered, ordered - gone)
    return replace(progress("order", {"L1": (ordered, 0)}), lines=(line,), refunds=found)


def test_units_that_nobody_shipped_are_given_up_first() -> None:
    source = progress("source", {"SL1": (3, 1)})
    order = refunded(refund(1, ("L1", 3, "CANCEL")))
    assert given_back(order, pair(source, order)) == [
        (
            1,
            [
                RefundUnits("SL1", 2, "CANCEL", "home"),
                RefundUnits("SL1", 1, "NO_RESTOCK", None),
            ],
        )
    ]


def test_what_came_back_is_taken_from_what_was_sent() -> None:
    order = refunded(refund(1, ("L1", 1, "RETURN")))
    sent = progress("source", {"SL1": (3, 1)})
    assert given_back(order, pair(sent, order)) == [
        (1, [RefundUnits("SL1", 1, "RETURN", "sent-from")])
    ]


def test_what_came_back_of_a_parcel_that_was_called_back_is_not_shipped_again() -> None:
    order = refunded(refund(1, ("L1", 1, "RETURN")))
    called_back = progress("source", {"SL1": (3, 0)})
    assert given_back(order, pair(called_back, order)) == [
        (1, [RefundUnits("SL1", 1, "CANCEL", "home")])
    ]


def test_what_came_back_is_the_part_s_that_sent_it() -> None:
    order = refunded(refund(1, ("L1", 1, "RETURN")))
    first, second = progress("first", {"SL1": (2, 1)}), progress("second", {"SL1": (1, 0)})
    assert given_back(order, pair(first, order), pair(second, order, part=2)) == [
        (1, [RefundUnits("SL1", 1, "RETURN", "sent-from")])
    ]


def test_each_row_of_a_refund_has_a_choice_of_its_own() -> None:
    order = refunded(refund(1, ("L1", 1, "CANCEL"), ("L1", 1, "RETURN")))
    assert given_back(order, pair(progress("source", {"SL1": (3, 1)}), order)) == [
        (1, [RefundUnits("SL1", 1, "CANCEL", "home"), RefundUnits("SL1", 1, "RETURN", "sent-from")])
    ]


def test_of_a_line_that_is_partly_sent_what_waits_is_put_back() -> None:
    """Shopify would take units that are not put back from those that were sent."""
    order = refunded(refund(1, ("L1", 1, "NO_RESTOCK")))
    assert given_back(order, pair(progress("source", {"SL1": (3, 1)}), order)) == [
        (1, [RefundUnits("SL1", 1, "CANCEL", "home")])
    ]


def test_a_refund_from_before_the_push_takes_nothing_off_it() -> None:
    order = refunded(refund(1, ("L1", 1, "CANCEL")), ordered=2)
    assert given_back(order, pair(progress("source", {"SL1": (1, 0)}), order)) == []


def test_a_refund_of_what_was_never_pushed_takes_nothing_off_what_was() -> None:
    order = refunded(refund(1, ("L1", 1, "CANCEL")), ordered=3)
    assert given_back(order, pair(progress("source", {"SL1": (2, 0)}), order)) == []


def test_a_refund_that_an_earlier_part_carried_is_not_taken_off_a_later_one() -> None:
    order = refunded(refund(1, ("L1", 1, "CANCEL")))
    second = progress("second", {"SL1": (2, 0)})
    assert given_back(order, pair(second, order, part=2)) == []


def test_the_newest_part_gives_them_up_before_older_ones() -> None:
    order = refunded(refund(1, ("L1", 2, "NO_RESTOCK")))
    first, second = progress("first", {"SL1": (2, 0)}), progress("second", {"SL1": (1, 0)})
    assert given_back(order, pair(first, order), pair(second, order, part=2)) == [
        (2, [RefundUnits("SL1", 1, "NO_RESTOCK", None)]),
        (1, [RefundUnits("SL1", 1, "NO_RESTOCK", None)]),
    ]


def test_a_refund_is_written_down_once_and_our_own_is_none() -> None:
    source = progress("source", {"SL1": (3, 0)})
    theirs = refund(1, ("L1", 1, "CANCEL"))
    order = refunded(theirs, refund(2, ("L1", 1, "CANCEL"), note=f"x {mark('refund', 'a/7')}"))
    done = mirror(Kind.REFUND, State.DONE, original=theirs.gid, units=(Units("L1", 1),))
    assert given_back(order, pair(source, order, done)) == []
    assert len(given_back(order, pair(source, order))) == 1
    assert [is_ours(one) for one in order.refunds] == [False, True]


def test_refunds_are_left_alone_where_the_setting_says_so() -> None:
    source, order = progress("source", {"SL1": (3, 0)}), refunded(refund(1, ("L1", 1, "CANCEL")))
    off = WayBack(refunds=Refunds.OFF)
    assert given_back(order, pair(source, order, back=off)) == []
