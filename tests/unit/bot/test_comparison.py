"""What the message of a comparison says, and what its button carries."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks import comparison
from bot.comparison_values import comparison_value, read_comparison
from core.domain.stock.cards import ComparisonCard
from core.domain.stock.comparisons import Stage
from scripts.slack_text import buttons_of, lines_of
from tests.unit.bot import stock_cards as made


def said(card: ComparisonCard) -> str:
    return "\n".join(lines_of(list(comparison.build(card).blocks)))


def labels(card: ComparisonCard) -> list[str]:
    blocks = list(comparison.build(card).blocks)
    return [button["text"]["text"] for _, button in buttons_of(blocks)]


def test_under_way_it_counts_up_and_offers_nothing() -> None:
    card = made.compared(made.comparison(), listed=(20_009, None))
    assert "North Supply: 20,009 variants" in said(card)
    assert "Dest Boutique: its stock is asked for" in said(card)
    assert labels(card) == []


def test_what_differs_is_shown_before_anything_is_changed() -> None:
    card = made.compared(made.comparison(Stage.SHOWN, differing=2), 2)
    assert "2 of 4,210 items differ" in said(card)
    assert "TEE-BLK-M at Studio shows 20, is to show 15" in said(card)
    assert "Nothing was changed yet" in said(card)
    assert "no drift" not in said(card)
    assert labels(card) == ["Apply to 2 items"]


def test_so_many_are_not_taken_for_drift() -> None:
    card = made.compared(made.comparison(Stage.SHOWN, differing=3000), 12)
    assert "So many at once are no drift" in said(card)
    assert "the list follows" in said(card)


def test_what_is_put_right_counts_up_without_a_button() -> None:
    run = made.comparison(Stage.APPLYING, differing=12, applied_by="U0ANNA")
    card = made.compared(run, 12, waiting=5, written=6)
    assert "7 of 12 items looked at, 6 numbers written" in said(card)
    assert "5 items are waited for" in said(card)
    assert labels(card) == []


def test_a_night_is_one_line() -> None:
    run = made.comparison(Stage.DONE, differing=12)
    card = made.compared(replace(run, actor=None, numbers=15), 12, written=12)
    assert len(comparison.build(card).blocks) == 1
    assert "12 items of 4,210 put right" in said(card)
    # Three of the items differ at two locations.
    assert "and 10 more, the list follows" in said(card)
    attached = replace(card, run=replace(card.run, attached=True))
    assert "and 10 more, in the thread" in said(attached)


def test_a_night_says_what_it_did_not_put_right() -> None:
    run = replace(made.comparison(Stage.DONE, differing=5), actor=None)
    card = made.compared(run, 5, waiting=3, written=2)
    assert "⚠️" in said(card)
    assert "5 items of 4,210 differ, 2 of them put right so far" in said(card)
    assert "3 items are waited for" in said(card)


def test_numbers_that_are_not_shown_are_counted() -> None:
    run = replace(made.comparison(Stage.SHOWN, differing=10), numbers=20)
    assert "… and 8 more: the list follows" in said(made.compared(run, 12))


def test_what_was_left_alone_is_told() -> None:
    run = replace(made.comparison(Stage.DONE), left_alone=3)
    assert "3 items left alone" in said(made.compared(run))
    nothing = replace(run, items=0)
    assert "Nothing could be compared" in said(made.compared(nothing))
    assert "/synctec locations" in said(made.compared(nothing))


def test_nothing_matched_is_no_success() -> None:
    card = made.compared(replace(made.comparison(Stage.DONE), items=0))
    assert "Nothing could be compared" in said(card)
    assert "/synctec match dest" in said(card)


def test_the_button_carries_which_comparison_it_is() -> None:
    run = made.comparison()
    assert read_comparison(comparison_value(run)) == (run.connection_id, run.number)
