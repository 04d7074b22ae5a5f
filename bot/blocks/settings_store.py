"""The part of the window of settings that holds for every order of the store."""

from __future__ import annotations

from bot.blocks.inputs import checkboxes, line, radios
from bot.blocks.parts import Block, option
from bot.blocks.settings_fields import Fields
from bot.settings_form import LET_THROUGH

_OFF = "While it is off, orders are held and nobody is alerted."
_INITIALS = "In lists of orders and pushes. Of orders that are open, and of those to come."
_LEFT_OUT = "Commas between them, in any case. Such an order waits for a person, who can push it."


def inputs(fields: Fields) -> list[Block]:
    """In the order in which they are thought of."""
    let = ["email_required"] if not fields.on("email_required") else []
    let += [key for key in ("test_orders", "high_risk") if fields.on(key)]
    return [
        radios(
            fields.of_store("order_push", "Order push", _OFF),
            [option("On", "on"), option("Off", "off")],
            fields.texts["order_push"],
        ),
        checkboxes(
            fields.of_store(LET_THROUGH, "Push these orders, too", optional=True),
            [
                option("Orders without an e-mail address", "email_required"),
                option("Test orders", "test_orders"),
                option("Orders with a high risk of fraud", "high_risk"),
            ],
            let,
        ),
        _left_out(fields, "left_out_tags", "with these tags", "wholesale, B2B"),
        _left_out(
            fields, "left_out_channels", "from these channels", "Point of Sale, Draft Orders"
        ),
        radios(
            fields.of_store("customer_initials", "Customers' initials", _INITIALS),
            [option("Show them", "on"), option("Do not keep them", "off")],
            fields.texts["customer_initials"],
        ),
    ]


def _left_out(fields: Fields, key: str, which: str, example: str) -> Block:
    field = fields.of_store(key, f"Leave out orders {which}", _LEFT_OUT, optional=True)
    return line(field, fields.texts[key], example)
