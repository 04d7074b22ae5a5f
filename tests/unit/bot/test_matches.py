"""What the messages of matches and the window of items say, and what their buttons carry."""

from __future__ import annotations

from bot.blocks import items_modal, match_report
from bot.item_values import LONGEST, ItemValue, item_value, place_value, read_place
from core.domain.items import ItemState
from core.domain.match_cards import MatchCard, Place
from core.domain.match_runs import Stage
from scripts.slack_text import buttons_of, lines_of
from tests.unit.bot import match_cards as made


def test_under_way_it_counts_up() -> None:
    told = match_report.build(MatchCard(made.link(), made.run(), {}))
    said = "\n".join(lines_of(list(told.blocks)))
    assert "Dest Boutique: 20,009 variants so far" in said
    assert "North Supply: its catalogue is asked for" in said
    assert buttons_of(list(told.blocks)) == []


def test_the_summary_says_what_came_of_it_and_offers_near_misses() -> None:
    card = MatchCard(made.link(), made.run(Stage.DONE), made.COUNTS, (made.near(),), 11)
    told = match_report.build(card)
    said = "\n".join(lines_of(list(told.blocks)))
    assert "18,006" in said
    assert "… and 10 more, in the list." in said
    labels = [button["text"]["text"] for _, button in buttons_of(list(told.blocks))]
    assert labels == ["Use as alias", "See the items"]


def test_buttons_carry_what_they_are_about() -> None:
    item = made.near('wide "quoted" sku')
    value = item_value(item)
    assert value is not None
    assert ItemValue.of(value) == ItemValue(made.LINK, item.sku, item.sku.upper())
    assert item_value(made.near("x" * LONGEST)) is None


def test_a_page_is_found_again() -> None:
    place = Place(made.LINK, ItemState.MISSING, ("A:1", "gid://shopify/ProductVariant/1"))
    assert read_place(place_value(place)) == place
    assert read_place(place_value(Place(made.LINK))) == Place(made.LINK)
    long = Place(made.LINK, ItemState.MISSING, ("x" * LONGEST, "gid"))
    assert read_place(place_value(long)) == Place(made.LINK, ItemState.MISSING)


def test_each_state_offers_what_can_be_done_about_it() -> None:
    shown = made.items(
        made.item(ItemState.ACTIVE),
        made.item(ItemState.PAUSED),
        made.near(),
        made.item(ItemState.AMBIGUOUS),
    )
    view = items_modal.build(shown, "{}")
    labels = [button["text"]["text"] for _, button in buttons_of(view["blocks"])]
    assert labels[:5] == ["All 20,002", "Active 18,004", "Paused 2", "Missing 1,996", "Ambiguous 0"]
    assert labels[5:] == ["Pause", "Resume", "Use as alias"]
