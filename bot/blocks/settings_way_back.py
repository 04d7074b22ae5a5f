"""The part of the window of settings about what is carried once the source has the order."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blocks.inputs import checkboxes, line, radios, select
from bot.blocks.parts import Block, option
from bot.blocks.settings_fields import Fields
from bot.settings_form import CARRIED, parts_of
from core.domain.push_settings import CancellationMethod, Refunds
from core.domain.words import later, say

_DEADLINE = later("Without an answer by then it counts as accepted, if nothing was shipped.")
_MONEY = later(
    "A refund that the source makes is never paid to the customer before somebody says so."
)


def inputs(fields: Fields) -> Iterator[Block]:
    """In the order in which they are thought of."""
    yield from _cancellations(fields)
    refunds = [
        option(say("Left alone"), Refunds.OFF),
        option(say("Written down on the source order, no money moves"), Refunds.RECORD),
        option(say("Written down, and what Shopify suggests is paid back"), Refunds.MONEY),
    ]
    field = fields.of_connection("refunds", say("Refunds of the customer's order"), say(_MONEY))
    yield radios(field, refunds, fields.texts["refunds"])
    carried = [key for key in ("tell_customer", "returns", "edits") if fields.on(key)]
    yield checkboxes(
        fields.of_connection(CARRIED, say("Also"), optional=True),
        [
            option(say("Mail the customer about each parcel"), "tell_customer"),
            option(say("Open and close returns on the source order"), "returns"),
            option(say("Change the source order when the customer's is edited"), "edits"),
        ],
        carried,
    )


def _cancellations(fields: Fields) -> Iterator[Block]:
    method, value = parts_of("cancellations", fields.texts["cancellations"])
    options = [
        option(say("Cancel the source order at once"), CancellationMethod.AUTOMATIC),
        option(say("Ask the source: accept or reject"), CancellationMethod.REQUEST),
    ]
    label = say("When the customer cancels")
    yield select(fields.of_connection("cancellations", label, tells=True), options, method)
    if method == CancellationMethod.REQUEST:
        yield line(
            fields.value("cancellations", say("Hours to answer"), say(_DEADLINE)), value, "24"
        )
