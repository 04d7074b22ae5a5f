"""The window of settings reads back what it shows, and asks for what a choice needs."""

from __future__ import annotations

from typing import Any

import pytest

from bot import ids
from bot.blocks import settings_modal
from bot.settings_form import Shown, read_settings
from core.domain.push_settings import Mode
from core.domain.setting_changes import Unusable, change
from core.domain.setting_table import SETTINGS, Belongs
from tests.unit.bot import cards
from tests.unit.bot.settings_cards import settings, store_alone, view, whole


def standing(shown: dict[str, Any], **typed: Any) -> dict[str, Any]:
    """The window as Slack sends it: as it was filled, but for what was typed, by field."""
    values = {}
    for block in shown["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            name = element["action_id"].removeprefix(f"{ids.SETTING}:")
            entry = _entry(element, typed.get(name))
            values[block["block_id"]] = {element["action_id"]: {"type": element["type"], **entry}}
    return {**shown, "state": {"values": values}}


def _entry(element: dict[str, Any], typed: Any) -> dict[str, Any]:
    if element["type"] == "plain_text_input":
        return {"value": typed if typed is not None else element.get("initial_value")}
    if element["type"] == "checkboxes":
        chosen = element.get("initial_options", [])
        picked = [option for option in element["options"] if option["value"] in (typed or ())]
        return {"selected_options": chosen if typed is None else picked}
    picked = [option for option in element["options"] if option["value"] == typed]
    return {"selected_option": picked[0] if picked else element.get("initial_option")}


def fields(shown: dict[str, Any]) -> list[str]:
    """What can be filled in, by field."""
    return [
        block["element"]["action_id"].removeprefix(f"{ids.SETTING}:")
        for block in shown["blocks"]
        if block["type"] == "input"
    ]


EVERY = [store_alone(), settings(), settings(sources=1), whole("Boutique"), whole(cards.LONG)]


@pytest.mark.parametrize("card", EVERY)
def test_a_window_saved_as_it_was_shown_changes_nothing(card: Any) -> None:
    form = read_settings(standing(view(card)))
    changed = change(card.subject, form.entered, form.shown.marks)
    assert (changed.changes, changed.clashes) == ((), ())
    # Nothing but what appears with a choice is left out.
    missing = {setting.key for setting in SETTINGS if setting.key not in form.entered}
    if card.subject.connection is not None:
        assert missing <= {"waiting_minutes", "confirmation", "shipping_updates"}


def test_every_input_says_whose_it_is_and_stands_below_its_name() -> None:
    blocks = view(whole("Boutique"))["blocks"]
    headings = [block["text"]["text"] for block in blocks if block["type"] == "header"]
    assert headings == ["Store: Boutique", "Connection: Boutique → Boutique"]
    part = ""
    for block in blocks:
        if block["type"] == "header":
            part = block["text"]["text"].partition(":")[0].lower()
        if block["type"] == "input":
            assert block["label"]["text"].endswith(f" · {part}")
    assert {part} < set(Belongs)


def test_what_depends_on_a_choice_appears_with_it() -> None:
    plain = fields(view(settings()))
    chosen = {
        "mode": "automatic",
        "email": "-",
        "phone": "-",
        "shipping": "flat 4.90",
        "prices": "wholesale 60",
        "exchange_rate": "-",
    }
    appeared = [name for name in fields(view(settings(), **chosen)) if name not in plain]
    assert appeared == [
        "waiting_minutes",
        "email.value",
        "mails",
        "phone.value",
        "shipping.value",
        "prices.value",
        "exchange_rate.value",
    ]
    assert "source" in plain
    assert "source" not in fields(view(settings(sources=1)))
    assert fields(view(store_alone())) == [
        "order_push",
        "let_through",
        "left_out_tags",
        "left_out_channels",
        "customer_initials",
    ]


def test_what_was_typed_is_one_text_a_setting() -> None:
    shown = view(settings(), shipping="tiers -", email="-", exchange_rate="-", mode="automatic")
    form = read_settings(
        standing(
            shown,
            let_through=["email_required", "high_risk"],
            mails=["shipping_updates"],
            **{"shipping.value": "from 50 = 4.90\n100 = 0", "email.value": " a@b.example "},
        )
    )
    assert form.entered["shipping"] == "tiers from 50 = 4.90; 100 = 0"
    assert form.entered["email"] == "a@b.example"
    assert form.entered["exchange_rate"] == "-"
    assert [form.entered[key] for key in ("email_required", "test_orders", "high_risk")] == [
        "off",
        "off",
        "on",
    ]
    assert [form.entered[key] for key in ("confirmation", "shipping_updates")] == ["off", "on"]
    subject = settings().subject
    with pytest.raises(Unusable) as caught:
        change(subject, form.entered, form.shown.marks)
    assert set(form.errors(caught.value.mistakes)) == {
        block["block_id"]
        for block in shown["blocks"]
        if block.get("element", {}).get("action_id") == f"{ids.SETTING}:exchange_rate.value"
    }


def test_a_choice_whose_second_input_is_not_there_yet_is_pointed_at_itself() -> None:
    shown = view(settings())
    form = read_settings(standing(shown, shipping="flat"))
    with pytest.raises(Unusable) as caught:
        change(settings().subject, form.entered, form.shown.marks)
    (block,) = form.errors(caught.value.mistakes)
    assert block == f"{ids.SETTING}:shipping:0.4"


def test_the_hint_says_that_the_sources_staff_can_mail() -> None:
    hints = [block.get("hint", {}).get("text", "") for block in view(settings())["blocks"]]
    assert any("staff can still mail" in hint for hint in hints)


def test_the_preview_follows_what_is_typed() -> None:
    shown = view(settings(), tags="{store}, {order}, vip", note="For {source}: {order}")
    (preview,) = [b for b in shown["blocks"] if b["type"] == "section" and "accessory" in b]
    assert "*Tags:* Dest Boutique · #1001 · vip" in preview["text"]["text"]
    assert "*Note:* For North Supply: #1001" in preview["text"]["text"]
    names = ",".join(map(str, range(60)))
    assert "*Tags:* none" in str(view(settings(), tags=names)["blocks"])


def test_another_turn_and_another_connection_have_inputs_of_their_own() -> None:
    def blocks(turn: int) -> set[str]:
        built = settings_modal.build(settings(mode=Mode.AUTOMATIC), "", {}, turn)
        return {block["block_id"] for block in built["blocks"] if block["type"] == "input"}

    assert blocks(0)
    assert not blocks(0) & blocks(1)


def test_a_window_remembers_what_it_showed() -> None:
    form = read_settings(standing(view(settings())))
    assert (form.shown.destination, form.shown.source) == ("dest", "north")
    assert set(form.shown.marks) == {setting.key for setting in SETTINGS}
    assert Shown.of(view(settings())) == form.shown
