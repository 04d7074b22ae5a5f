"""The part of the window of settings that holds between the store and one of its sources. What
depends on a choice appears with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import ids
from bot import text as words
from bot.blocks import settings_stock, settings_way_back
from bot.blocks.inputs import checkboxes, line, radios, select
from bot.blocks.parts import SECTION, Block, button, option, section
from bot.blocks.settings_fields import Fields
from bot.settings_form import CONVERT, MAILS, SOURCE, VALUE, parts_of
from core.domain.push_settings import Contact, Mode, PriceMethod, ShippingMethod, TaxMethod
from core.domain.setting_money import NOTHING
from core.domain.setting_values import read_names
from core.domain.stores import Store
from core.domain.templates import PLACEHOLDERS, render_note, render_tags, sample
from core.domain.words import later, say

_STAFF = later("The source's staff can still mail whatever address the order carries.")
_MAILS = later("Unchecked, the source store mails nothing by itself. Its staff still can.")
_ADDED = later(
    "SyncTec adds a tag to find the order by, and to the note how shipping, "
    "prices and tax were carried."
)
_CONTACTS = {
    "email": (later("E-mail address on the source order"), later("The other e-mail address")),
    "phone": (later("Phone number on the source order"), later("The other phone number")),
}
_CURRENCY = later("In the order's currency. What somebody types at a push comes before it.")
_TIERS = later(
    "One step a line: from 50.00 = 4.90. Below the first it is free. In the order's currency."
)


def inputs(fields: Fields, sources: Sequence[Store]) -> list[Block]:
    """In the order in which they are thought of."""
    return [
        *_source(fields, sources),
        *_mode(fields),
        *_email(fields),
        *_contact(fields, "phone"),
        *_shipping(fields),
        *_money(fields),
        *_texts(fields),
        *settings_way_back.inputs(fields),
        *settings_stock.inputs(fields),
    ]


def _source(fields: Fields, sources: Sequence[Store]) -> Iterator[Block]:
    chosen = fields.subject.source
    if len(sources) < 2 or chosen is None:
        return
    hint = say("Save before you choose another one: what is entered below is of this one.")
    field = fields.of_connection(SOURCE, say("Source"), hint, tells=True)
    options = [option(f"{words.clean(s.name, 40)} ({s.handle})", s.handle) for s in sources]
    yield select(field, options, chosen.handle)


def _mode(fields: Fields) -> Iterator[Block]:
    mode = fields.texts["mode"]
    options = [
        option(say("Manual: a person presses Push"), Mode.MANUAL),
        option(say("Automatic: SyncTec pushes after the waiting time"), Mode.AUTOMATIC),
    ]
    yield radios(fields.of_connection("mode", say("Mode"), tells=True), options, mode)
    if mode == Mode.AUTOMATIC:
        hint = say("So that edits and cancellations right after the purchase win.")
        field = fields.of_connection("waiting_minutes", say("Waiting time in minutes"), hint)
        yield line(field, fields.texts["waiting_minutes"], "2")


def _email(fields: Fields) -> Iterator[Block]:
    yield from _contact(fields, "email", say(_STAFF))
    if fields.texts["email"] == Contact.NONE:
        return
    mails = [key for key in ("confirmation", "shipping_updates") if fields.on(key)]
    yield checkboxes(
        fields.of_connection(
            MAILS, say("The source mails to that address"), say(_MAILS), optional=True
        ),
        [
            option(say("A confirmation of the order"), "confirmation"),
            option(say("Updates on its shipping"), "shipping_updates"),
        ],
        mails,
    )


def _contact(fields: Fields, key: str, hint: str = "") -> Iterator[Block]:
    method, value = parts_of(key, fields.texts[key])
    store = words.clean(fields.subject.store.name, 50)
    options = [
        option(say("None"), Contact.NONE),
        option(say("The customer's"), Contact.CUSTOMER),
        option(say("{store}'s own", store=store), Contact.STORE),
        option(say("Another one"), Contact.OTHER),
    ]
    label, other = (say(each) for each in _CONTACTS[key])
    field = fields.of_connection(key, label, hint, tells=True)
    yield select(field, options, method)
    if method == Contact.OTHER:
        yield line(fields.of_connection(f"{key}{VALUE}", other), value)


def _shipping(fields: Fields) -> Iterator[Block]:
    method, value = parts_of("shipping", fields.texts["shipping"])
    options = [
        option(say("Free"), ShippingMethod.FREE),
        option(say("One fee for every order"), ShippingMethod.FLAT),
        option(say("Steps by the order's value"), ShippingMethod.TIERS),
        option(say("As the customer had it: title and cost"), ShippingMethod.ORIGINAL),
    ]
    yield select(fields.of_connection("shipping", say("Shipping"), tells=True), options, method)
    if method == ShippingMethod.FLAT:
        yield line(fields.value("shipping", say("Shipping fee"), say(_CURRENCY)), value, "4.90")
    if method == ShippingMethod.TIERS:
        steps = "\n".join(part.strip() for part in value.split(";"))
        field = fields.value("shipping", say("Steps"), say(_TIERS))
        yield line(field, steps, "from 50.00 = 4.90", several=True)


def _money(fields: Fields) -> Iterator[Block]:
    method, value = parts_of("prices", fields.texts["prices"])
    prices = [
        option(say("Paid: after all discounts"), PriceMethod.PAID),
        option(say("Full: before discounts"), PriceMethod.FULL),
        option(say("Wholesale: a percentage of the full price"), PriceMethod.WHOLESALE),
    ]
    yield select(fields.of_connection("prices", say("Prices"), tells=True), prices, method)
    if method == PriceMethod.WHOLESALE:
        yield line(fields.value("prices", say("Percentage of the full price")), value, "60")
    taxes = [
        option(say("None"), TaxMethod.NONE),
        option(say("The customer's tax lines"), TaxMethod.ORIGINAL),
    ]
    yield radios(fields.of_connection("taxes", say("Tax")), taxes, fields.texts["taxes"])
    method, value = parts_of("exchange_rate", fields.texts["exchange_rate"])
    currencies = [
        option(say("Refused"), NOTHING),
        option(say("Converted at a fixed rate"), CONVERT),
    ]
    field = fields.of_connection("exchange_rate", say("Orders in another currency"), tells=True)
    yield radios(field, currencies, method)
    if method == CONVERT:
        source = fields.subject.source
        label = say(
            "One unit of the order's currency in {currency}",
            currency=source.currency if source else "",
        )
        yield line(fields.value("exchange_rate", label), value, "0.92")


def _texts(fields: Fields) -> Iterator[Block]:
    known = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    hint = say("Commas between them, 40 characters each. Filled in: {known}", known=known)
    tags = fields.of_connection("tags", say("Tags of the source order"), hint, optional=True)
    yield line(tags, fields.texts["tags"], "{store}, {order}")
    note = fields.of_connection("note", say("Note of the source order"), optional=True)
    yield line(note, fields.texts["note"], several=True)
    again = button(say("Preview again"), ids.PREVIEW_SETTINGS)
    # Its name stays: a click must meet it though the window was brought up to date meanwhile.
    yield {**section(words.shorten(_preview(fields), SECTION), again), "block_id": "preview"}


def _preview(fields: Fields) -> str:
    subject = fields.subject
    filling = sample(subject.store.name, subject.source.name if subject.source else "")
    try:
        made = render_tags(read_names(fields.texts["tags"]), filling)
    except ValueError:
        made = ()
    tags = " · ".join(words.escape(tag, 60) for tag in made) or say("none")
    lines = render_note(fields.texts["note"], filling).splitlines()
    note = "\n".join(words.escape(text, 500) for text in lines if text.strip()) or say("none")
    return say(
        "*Order #1001 would get*\n*Tags:* {tags}\n*Note:* {note}\n{added}",
        tags=tags,
        note=note,
        added=say(_ADDED),
    )
