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
from core.domain.setting_values import NOTHING, read_names
from core.domain.stores import Store
from core.domain.templates import PLACEHOLDERS, render_note, render_tags, sample

_STAFF = "The source's staff can still mail whatever address the order carries."
_MAILS = "Unchecked, the source store mails nothing by itself. Its staff still can."
_ADDED = (
    "SyncTec adds a tag to find the order by, and to the note how shipping, prices and tax were "
    "carried."
)
_CURRENCY = "In the order's currency. What somebody types at a push comes before it."
_TIERS = "One step a line: from 50.00 = 4.90. Below the first it is free. In the order's currency."


def inputs(fields: Fields, sources: Sequence[Store]) -> list[Block]:
    """In the order in which they are thought of."""
    return [
        *_source(fields, sources),
        *_mode(fields),
        *_email(fields),
        *_contact(fields, "phone", "Phone number"),
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
    hint = "Save before you choose another one: what is entered below is of this one."
    field = fields.of_connection(SOURCE, "Source", hint, tells=True)
    options = [option(f"{words.clean(s.name, 40)} ({s.handle})", s.handle) for s in sources]
    yield select(field, options, chosen.handle)


def _mode(fields: Fields) -> Iterator[Block]:
    mode = fields.texts["mode"]
    options = [
        option("Manual: a person presses Push", Mode.MANUAL),
        option("Automatic: SyncTec pushes after the waiting time", Mode.AUTOMATIC),
    ]
    yield radios(fields.of_connection("mode", "Mode", tells=True), options, mode)
    if mode == Mode.AUTOMATIC:
        hint = "So that edits and cancellations right after the purchase win."
        field = fields.of_connection("waiting_minutes", "Waiting time in minutes", hint)
        yield line(field, fields.texts["waiting_minutes"], "2")


def _email(fields: Fields) -> Iterator[Block]:
    yield from _contact(fields, "email", "E-mail address", _STAFF)
    if fields.texts["email"] == Contact.NONE:
        return
    mails = [key for key in ("confirmation", "shipping_updates") if fields.on(key)]
    yield checkboxes(
        fields.of_connection(MAILS, "The source mails to that address", _MAILS, optional=True),
        [
            option("A confirmation of the order", "confirmation"),
            option("Updates on its shipping", "shipping_updates"),
        ],
        mails,
    )


def _contact(fields: Fields, key: str, label: str, hint: str = "") -> Iterator[Block]:
    method, value = parts_of(key, fields.texts[key])
    store = words.clean(fields.subject.store.name, 50)
    options = [
        option("None", Contact.NONE),
        option("The customer's", Contact.CUSTOMER),
        option(f"{store}'s own", Contact.STORE),
        option("Another one", Contact.OTHER),
    ]
    field = fields.of_connection(key, f"{label} on the source order", hint, tells=True)
    yield select(field, options, method)
    if method == Contact.OTHER:
        yield line(fields.of_connection(f"{key}{VALUE}", f"The other {label.lower()}"), value)


def _shipping(fields: Fields) -> Iterator[Block]:
    method, value = parts_of("shipping", fields.texts["shipping"])
    options = [
        option("Free", ShippingMethod.FREE),
        option("One fee for every order", ShippingMethod.FLAT),
        option("Steps by the order's value", ShippingMethod.TIERS),
        option("As the customer had it: title and cost", ShippingMethod.ORIGINAL),
    ]
    yield select(fields.of_connection("shipping", "Shipping", tells=True), options, method)
    if method == ShippingMethod.FLAT:
        yield line(fields.value("shipping", "Shipping fee", _CURRENCY), value, "4.90")
    if method == ShippingMethod.TIERS:
        steps = "\n".join(part.strip() for part in value.split(";"))
        field = fields.value("shipping", "Steps", _TIERS)
        yield line(field, steps, "from 50.00 = 4.90", several=True)


def _money(fields: Fields) -> Iterator[Block]:
    method, value = parts_of("prices", fields.texts["prices"])
    prices = [
        option("Paid: after all discounts", PriceMethod.PAID),
        option("Full: before discounts", PriceMethod.FULL),
        option("Wholesale: a percentage of the full price", PriceMethod.WHOLESALE),
    ]
    yield select(fields.of_connection("prices", "Prices", tells=True), prices, method)
    if method == PriceMethod.WHOLESALE:
        yield line(fields.value("prices", "Percentage of the full price"), value, "60")
    taxes = [
        option("None", TaxMethod.NONE),
        option("The customer's tax lines", TaxMethod.ORIGINAL),
    ]
    yield radios(fields.of_connection("taxes", "Tax"), taxes, fields.texts["taxes"])
    method, value = parts_of("exchange_rate", fields.texts["exchange_rate"])
    currencies = [
        option("Refused", NOTHING),
        option("Converted at a fixed rate", CONVERT),
    ]
    field = fields.of_connection("exchange_rate", "Orders in another currency", tells=True)
    yield radios(field, currencies, method)
    if method == CONVERT:
        source = fields.subject.source
        label = f"One unit of the order's currency in {source.currency if source else ''}"
        yield line(fields.value("exchange_rate", label), value, "0.92")


def _texts(fields: Fields) -> Iterator[Block]:
    known = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    hint = f"Commas between them, 40 characters each. Filled in: {known}"
    tags = fields.of_connection("tags", "Tags of the source order", hint, optional=True)
    yield line(tags, fields.texts["tags"], "{store}, {order}")
    note = fields.of_connection("note", "Note of the source order", optional=True)
    yield line(note, fields.texts["note"], several=True)
    again = button("Preview again", ids.PREVIEW_SETTINGS)
    # Its name stays: a click must meet it though the window was brought up to date meanwhile.
    yield {**section(words.shorten(_preview(fields), SECTION), again), "block_id": "preview"}


def _preview(fields: Fields) -> str:
    subject = fields.subject
    filling = sample(subject.store.name, subject.source.name if subject.source else "")
    try:
        made = render_tags(read_names(fields.texts["tags"]), filling)
    except ValueError:
        made = ()
    tags = " · ".join(words.escape(tag, 60) for tag in made) or "none"
    lines = render_note(fields.texts["note"], filling).splitlines()
    note = "\n".join(words.escape(text, 500) for text in lines if text.strip()) or "none"
    return f"*Order #1001 would get*\n*Tags:* {tags}\n*Note:* {note}\n{_ADDED}"
