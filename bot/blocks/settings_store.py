"""The part of the window of settings that holds for every order of the store."""

from __future__ import annotations

from bot.blocks.inputs import checkboxes, line, radios
from bot.blocks.parts import Block, option
from bot.blocks.settings_fields import Fields
from bot.settings_form import LET_THROUGH
from core.domain.words import later, say

_OFF = later("While it is off, orders are held and nobody is alerted.")
_INITIALS = later("In lists of orders and pushes; of orders that come in, or change, from now on.")
_LEFT_OUT = later(
    "Commas between them, in any case. Such an order waits for a person, who can push it."
)


def inputs(fields: Fields) -> list[Block]:
    """In the order in which they are thought of."""
    let = ["email_required"] if not fields.on("email_required") else []
    let += [key for key in ("test_orders", "high_risk") if fields.on(key)]
    return [
        radios(
            fields.of_store("order_push", say("Order push"), say(_OFF)),
            [option(say("On"), "on"), option(say("Off"), "off")],
            fields.texts["order_push"],
        ),
        checkboxes(
            fields.of_store(LET_THROUGH, say("Push these orders, too"), optional=True),
            [
                option(say("Orders without an e-mail address"), "email_required"),
                option(say("Test orders"), "test_orders"),
                option(say("Orders with a high risk of fraud"), "high_risk"),
            ],
            let,
        ),
        _left_out(
            fields, "left_out_tags", say("Leave out orders with these tags"), say("wholesale, B2B")
        ),
        _left_out(
            fields,
            "left_out_channels",
            say("Leave out orders from these channels"),
            say("Point of Sale, Draft Orders"),
        ),
        radios(
            fields.of_store("customer_initials", say("Customers' initials"), say(_INITIALS)),
            [option(say("Show them"), "on"), option(say("Do not keep them"), "off")],
            fields.texts["customer_initials"],
        ),
    ]


def _left_out(fields: Fields, key: str, label: str, example: str) -> Block:
    return line(
        fields.of_store(key, label, say(_LEFT_OUT), optional=True), fields.texts[key], example
    )
