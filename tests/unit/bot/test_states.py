"""What is told of a push in doubt, and of one whose source order stands where it should not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks import order_alert, order_modal, standing
from bot.blocks.states import push_line
from core.domain.lookups import Looks
from core.domain.pushes import PushState
from core.domain.reasons import Reason
from tests.unit.bot import cards

NEXT = "<!date^1795348860^{time}|12:01 UTC>"
LAST = "<!date^1795349700^{time}|12:15 UTC>"


@pytest.mark.parametrize(
    ("minutes", "keyed_hits", "told"),
    [
        (
            (1, 15),
            0,
            f"looking it up. The next look is at {NEXT}, the last one at {LAST}; then you are"
            " asked.",
        ),
        ((15, 15), 0, f"looking it up. The last look is at {LAST}; then you are asked."),
        ((15, 15), 20, f"The last look is at {LAST}; if it is not there then, it is sent again."),
    ],
)
def test_a_doubt_says_when_it_ends_and_how(
    minutes: tuple[int, int], keyed_hits: int, told: str
) -> None:
    looks = Looks(*(cards.NOW + timedelta(minutes=each) for each in minutes))
    card = cards.push_card(PushState.UNKNOWN)
    source = replace(card.source, keyed_hits=keyed_hits)
    assert push_line(replace(card, looks=looks, source=source)).endswith(told)


def test_where_no_look_is_to_come_none_is_promised() -> None:
    assert push_line(cards.push_card(PushState.UNKNOWN)).endswith("looking it up")


def test_a_source_order_outside_its_group_is_said_with_what_to_do_until_it_is_shipped() -> None:
    why = Reason("placed_outside_group", "#2045 stands at Buffalo Annex.", "Move it to Rochester.")
    warning = "⚠️ #2045 stands at Buffalo Annex. Move it to Rochester."
    card = cards.order(cards.push_card(PushState.PUSHED, placement=why), all_qualify=True)
    assert standing.told(card)[-1] == warning
    assert warning in str(order_alert.build(card).blocks)
    assert warning in str(order_modal.build(card, ""))
    shipped = replace(cards.made(), fulfillment_status="FULFILLED")
    gone = cards.push_card(PushState.PUSHED, placement=why, source_order=shipped)
    assert "Buffalo Annex" not in str(standing.told(cards.order(gone)))
