"""The windows of location groups: what is said before it is done, and what comes back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot import ids
from bot.blocks import location_modal, locations
from bot.forms import Memo, Mistakes
from bot.location_form import read_edition, read_group_form
from core.domain.locations import GroupId
from core.domain.stores import StoreId
from core.usecases.group_locations import Chosen, GroupWish
from tests.unit.bot import location_cards as many
from tests.unit.bot.rules import texts


def element(view: dict[str, Any]) -> dict[str, Any]:
    (found,) = [b["element"] for b in view["blocks"] if b.get("block_id") == ids.INPUT_LOCATIONS]
    return dict(found)


def submitted(view: dict[str, Any], name: str, *values: str) -> dict[str, Any]:
    state = {
        ids.INPUT_GROUP_NAME: {ids.INPUT_GROUP_NAME: {"value": name}},
        ids.INPUT_LOCATIONS: {
            ids.INPUT_LOCATIONS: {"selected_options": [{"value": value} for value in values]}
        },
    }
    return {**view, "state": {"values": state}}


def test_a_location_of_another_group_says_so_before_it_is_chosen() -> None:
    card = many.usual()
    offered = element(location_modal.build(card, card.groups[0], many.MEMO))["option_groups"]
    said = {
        option["text"]["text"]: option.get("description", {}).get("text")
        for heading in offered
        for option in heading["options"]
    }
    assert said == {
        "Studio (dest)": None,
        "Annex (source-2)": None,
        "Warehouse (source-2)": None,
        "Depot (source-3)": "In Annex now: moves here",
    }
    assert [heading["label"]["text"] for heading in offered] == [
        "Dest Boutique",
        "North Supply",
        "South Goods",
    ]


def test_what_a_group_holds_is_chosen_already() -> None:
    card = many.usual()
    shown = element(location_modal.build(card, card.groups[0], many.MEMO))
    assert [each["text"]["text"] for each in shown["initial_options"]] == [
        "Studio (dest)",
        "Warehouse (source-2)",
    ]
    assert "initial_options" not in element(location_modal.build(card, None, many.MEMO))


def test_what_is_saved_is_what_was_seen() -> None:
    card = many.usual()
    view = location_modal.build(card, card.groups[0], Memo("1:77").text())
    values = [o["value"] for h in element(view)["option_groups"] for o in h["options"]]
    assert read_group_form(submitted(view, " Main ", values[0], values[3])) == GroupWish(
        "Main",
        (
            Chosen(StoreId(1), "gid://shopify/Location/1", GroupId(1)),
            Chosen(StoreId(3), "gid://shopify/Location/3", GroupId(2)),
        ),
        GroupId(1),
        77,
    )
    new = location_modal.build(card, None, Memo().text())
    assert read_group_form(submitted(new, "New", values[1])) == GroupWish(
        "New", (Chosen(StoreId(2), "gid://shopify/Location/4"),)
    )
    assert read_edition("5:4294967295") == (GroupId(5), 4294967295)


@pytest.mark.parametrize("name", [" ", "x" * 61])
def test_a_form_without_name_or_location_says_what_is_missing(name: str) -> None:
    view = location_modal.build(many.usual(), None, Memo().text())
    with pytest.raises(Mistakes) as mistakes:
        read_group_form(submitted(view, name))
    assert set(mistakes.value.errors) == {ids.INPUT_GROUP_NAME, ids.INPUT_LOCATIONS}


def test_every_heading_holds_at_most_100_and_nothing_is_left_out() -> None:
    view = dict(many.views())["group: 500 locations"]
    headings = element(view)["option_groups"]
    assert [len(heading["options"]) for heading in headings] == [100, 25] * 4
    hostile = dict(many.views())["group: hostile"]
    assert len(json.dumps(hostile)) < 250_000
    too_many = dict(many.views())["group: 501 locations"]
    assert "submit" not in too_many
    assert "app.py locations group" in str(too_many["blocks"])


def test_the_list_names_flaws_and_what_is_in_no_group() -> None:
    said = " ".join(text for _, text in texts(locations.build(many.usual(), "")["blocks"]))
    for words in (
        "no order is pushed through it",
        "*In no group*: from there nothing is pushed",
        "• North Supply: Annex",
        "stores check source-4",
    ):
        assert words in said
