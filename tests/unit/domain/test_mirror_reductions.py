"""Cancellations and refunds on their way to a source order, decided from both orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.mirrors import cancellations, refunds
from core.domain.mirrors.marks import is_ours, mark
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.progress import Progress, Refund, RefundUnits, Units
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


@pytest.mark.parametrize("state", [State.LEFT, State.DONE])
def test_what_was_decided_stays_decided(state: State) -> None:
    assert cancelled(0, mirror(Kind.CANCELLATION, state)) is None


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


def refunded(*found: Refund) -> Progress:
    return progress("order", {"L1": (3, 0)}, refunds=found)


def test_units_that_nobody_shipped_are_given_up_first() -> None:
    source = progress("source", {"SL1": (3, 1)})
    order = refunded(refund(1, ("L1", 3, "RETURN")))
    assert given_back(order, pair(source, order)) == [
        (1, [RefundUnits("SL1", 2, "CANCEL", "home"), RefundUnits("SL1", 1, "RETURN", "sent-from")])
    ]


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
