"""What must ship and is carried by no push: counted, with each reason once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain import reasons
from core.domain.leftovers import LeftBehind, left_behind
from core.domain.orders import OrderFacts, facts_of
from core.domain.pushes import Push, PushState
from core.domain.qualification import LineVerdict
from core.domain.reasons import Reason
from tests.unit.domain.makers import NORTH, NOW, order, push, push_line, usd

_S = PushState
UNKNOWN = reasons.sku_unknown("B")


def verdict(number: int, reason: Reason | None = None, quantity: int = 2) -> LineVerdict:
    gid = f"gid://shopify/LineItem/{number}"
    return LineVerdict(gid, "A", "Item", quantity, None if reason else NORTH, reason)


def found(*lines: LineVerdict, pushes: tuple[Push, ...] = ()) -> LeftBehind | None:
    return left_behind(facts_of(order()), lines, pushes)


@pytest.mark.parametrize("quiet", [reasons.no_shipping("Wrap"), reasons.nothing_left("Mug")])
def test_what_needs_no_shipping_or_is_shipped_is_not_left_behind(quiet: Reason) -> None:
    assert found(verdict(1), verdict(2, quiet)) is None
    assert found(verdict(1), verdict(2, quiet), verdict(3, UNKNOWN, 1)) == LeftBehind(
        1, 3, (UNKNOWN,)
    )


def test_units_are_counted_and_each_reason_told_once() -> None:
    missing = reasons.sku_missing("Pin")
    lines = (verdict(1, UNKNOWN), verdict(2, missing), verdict(3, UNKNOWN, 5), verdict(4))
    assert found(*lines) == LeftBehind(9, 11, (UNKNOWN, missing))


@pytest.mark.parametrize(
    ("state", "carries"), [(state, state not in {_S.SKIPPED, _S.CANCELLED}) for state in _S]
)
def test_a_line_that_a_push_carries_is_not_left_behind(state: PushState, carries: bool) -> None:
    one = push(state, lines=(push_line(1),))
    assert (found(verdict(1, UNKNOWN), pushes=(one,)) is None) is carries


def test_the_rest_is_pushed_only_once_every_push_is() -> None:
    lines = (verdict(1), verdict(2, UNKNOWN))
    done, other = push(_S.PUSHED, lines=(push_line(1),)), push(_S.WAITING, lines=(push_line(3),))
    skipped = replace(other, state=_S.SKIPPED)
    for pushes, pushed in (((done, skipped), True), ((done, other), False), ((), False)):
        left = found(*lines, pushes=pushes)
        assert left is not None
        assert left.rest_pushed is pushed


def over() -> list[OrderFacts]:
    plain = replace(order(), total=usd(0), original_total=usd(48))
    cancelled = replace(plain, cancelled_at=NOW)
    returned = [replace(plain, financial_status=status) for status in ("REFUNDED", "VOIDED")]
    return [facts_of(each) for each in (cancelled, *returned)]


@pytest.mark.parametrize("facts", over())
def test_an_order_that_is_over_leaves_nothing_behind_and_keeps_its_price(facts: OrderFacts) -> None:
    assert facts.is_over
    assert facts.total == usd(48)
    assert left_behind(facts, [verdict(1, UNKNOWN)], ()) is None


def test_an_order_that_goes_on_has_the_total_that_is_left() -> None:
    partly = replace(
        order(), total=usd(20), original_total=usd(48), financial_status="PARTIALLY_REFUNDED"
    )
    assert facts_of(partly).total == usd(20)
    assert not facts_of(partly).is_over
