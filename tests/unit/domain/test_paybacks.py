"""What is kept of a refund that is sent is what is sent again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from core.domain.mirrors.paybacks import Payback, Suggestion
from core.domain.money import Money
from core.domain.progress import RefundUnits
from core.domain.pushes import PushState, without
from tests.unit.domain.makers import push, push_line


def test_there_and_back() -> None:
    units = (RefundUnits("L1", 2, "CANCEL", "home"), RefundUnits("L2", 1, "NO_RESTOCK", None))
    money = Money(Decimal("24.50"), "EUR")
    whole = Payback(units, Suggestion(money, (("payment", "bogus", money),)), tells=True)
    kept = Payback.of({**whole.kept(), "choice": "refund"})
    assert kept is not None
    # The sum is in its moves; what Shopify suggested besides is not sent.
    assert kept == replace(whole, suggestion=replace(whole.suggestion, amount=None))
    assert Payback.of({"choice": "refund"}) is None


def test_a_push_does_not_carry_what_was_taken_off_its_source_order() -> None:
    lines = (push_line(1, quantity=2), push_line(1, quantity=1, place="elsewhere"), push_line(2))
    carried = push(PushState.PUSHED, lines)
    gid = lines[0].line_gid
    assert [line.quantity for line in without(carried, {gid: 2}).lines] == [1, 2]
    assert [line.line_gid for line in without(carried, {gid: 9}).lines] == [lines[2].line_gid]
    assert without(carried, {}) == carried
