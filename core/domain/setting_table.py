"""Every setting of order push that people can change, once: its key on the command line, its name
in words, whose it is, and how it is read and written.

The window, the command line, the audit and the documentation all follow this table.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from typing import Any

from core.domain import setting_money as money
from core.domain import setting_texts as texts
from core.domain import setting_values as values
from core.domain.push_settings import (
    ConnectionSettings,
    Contact,
    ContactRule,
    Mode,
    Refunds,
    StoreSettings,
    TaxMethod,
)
from core.domain.stock.buffers import buffer_text, read_buffer
from core.domain.stores import Connection, Store
from core.domain.words import later, say


class Belongs(StrEnum):
    """Whether a setting holds for all orders of a store, or for those of one connection."""

    STORE = "store"
    CONNECTION = "connection"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose settings are looked at: a destination store's, and those of one of its connections
    where `source` and `connection` are there."""

    store: Store
    source: Store | None = None
    connection: Connection | None = None

    @property
    def name(self) -> str:
        """As people call it."""
        return f"{self.store.name} → {self.source.name}" if self.source else self.store.name

    @property
    def settings(self) -> Mapping[Belongs, StoreSettings | ConnectionSettings]:
        """What there is to read and change."""
        found: dict[Belongs, StoreSettings | ConnectionSettings] = {
            Belongs.STORE: self.store.settings
        }
        if self.connection is not None:
            found[Belongs.CONNECTION] = self.connection.settings
        return found


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `path` leads to its field, `read` answers the value of what was typed and raises
    ValueError with a sentence, `text` is what could be typed for a value, `words` what people read.
    `judged`: whether orders are judged or timed by it; `aligns`: whether it decides what stock the
    destination shows; the others only shape what is sent."""

    key: str
    name: str
    belongs: Belongs
    path: tuple[str, ...]
    expected: str
    read: Callable[[str, Subject], Any]
    text: Callable[[Any], str]
    words: Callable[[Any], str]
    judged: bool = False
    aligns: bool = False

    def of(self, subject: Subject) -> Any:
        """Its value. Raises KeyError where the subject has no connection and this needs one."""
        return reduce(getattr, self.path, subject.settings[self.belongs])

    def put(self, subject: Subject, value: Any) -> Subject:
        """The subject with this value."""
        settings = _with(subject.settings[self.belongs], self.path, value)
        if self.belongs is Belongs.STORE or subject.connection is None:
            return replace(subject, store=replace(subject.store, settings=settings))
        return replace(subject, connection=replace(subject.connection, settings=settings))


def settings_of(subject: Subject) -> tuple[Setting, ...]:
    """Those that the subject has."""
    return tuple(setting for setting in SETTINGS if setting.belongs in subject.settings)


def nearest_key(typed: str) -> str | None:
    """The key that somebody may have meant."""
    plain = typed.strip().lower().replace("-", "_")
    return next(iter(difflib.get_close_matches(plain, BY_KEY, n=1, cutoff=0.5)), None)


def _with(settings: Any, path: tuple[str, ...], value: Any) -> Any:
    name, *rest = path
    inner = _with(getattr(settings, name), tuple(rest), value) if rest else value
    return replace(settings, **{name: inner})


def _plain(read: Callable[[str], Any]) -> Callable[[str, Subject], Any]:
    return lambda typed, _subject: read(typed)


def _switch(key: str, name: str, belongs: Belongs, *path: str) -> Setting:
    read, text = _plain(values.read_switch), values.switch_text
    return Setting(key, name, belongs, path or (key,), later("on or off"), read, text, text)


def _names(key: str, name: str) -> Setting:
    expected = later("words, commas between them")
    read, text = _plain(values.read_names), values.names_text
    return Setting(key, name, Belongs.STORE, (key,), expected, read, text, _or_none(text))


def _or_none(text: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: text(value) or money.NOTHING


def _choice(key: str, name: str, kind: type[StrEnum], *path: str) -> Setting:
    expected = " or ".join(each.value for each in kind)
    read = _plain(values.reader_of(kind))
    return Setting(key, name, Belongs.CONNECTION, path or (key,), expected, read, str, str)


def _connection(
    key: str,
    name: str,
    expected: str,
    read: Callable[[str, Subject], Any],
    text: Callable[[Any], str],
    words: Callable[[Any], str] | None = None,
    path: str | None = None,
) -> Setting:
    where = (path or key,)
    return Setting(key, name, Belongs.CONNECTION, where, expected, read, text, words or text)


_CONTACTS = {
    "email": later("none, customer, store, or the e-mail address itself"),
    "phone": later("none, customer, store, or the phone number itself"),
}


def _contact(key: str, name: str, what: str, read: Callable[[str], ContactRule]) -> Setting:
    def checked(typed: str, subject: Subject) -> ContactRule:
        rule = read(typed)
        if rule.method is Contact.STORE and not getattr(subject.store, key):
            raise ValueError(
                say(
                    "{store} has no {what} of its own that is known here.",
                    store=subject.store.name,
                    what=say(what),
                )
            )
        return rule

    return _connection(
        key,
        name,
        _CONTACTS[key],
        checked,
        values.contact_text,
    )


def _read_tags(typed: str, subject: Subject) -> tuple[str, ...]:
    source = subject.source.name if subject.source else subject.store.name
    return texts.read_tags(typed, subject.store.name, source)


def _judged(setting: Setting) -> Setting:
    return replace(setting, judged=True)


_WAY_BACK: tuple[Setting, ...] = (
    _switch("tell_customer", later("mail: parcels"), Belongs.CONNECTION, "back", "tell_customer"),
    Setting(
        "cancellations",
        later("cancellations"),
        Belongs.CONNECTION,
        ("back", "cancellations"),
        "automatic, or request 24",
        _plain(values.read_cancellations),
        values.cancellations_text,
        lambda rule: values.cancellations_text(rule) + ("" if rule.hours is None else " h"),
    ),
    _choice("refunds", later("refunds"), Refunds, "back", "refunds"),
    _switch("returns", later("returns"), Belongs.CONNECTION, "back", "returns"),
    _switch("edits", later("edits"), Belongs.CONNECTION, "back", "edits"),
)
"""What is carried between the two orders once the source has one."""

_STOCK: tuple[Setting, ...] = tuple(
    replace(setting, aligns=True)
    for setting in (
        _switch("stock", later("stock follows the source"), Belongs.CONNECTION, "stock", "follow"),
        Setting(
            "stock_buffer",
            later("stock kept back"),
            Belongs.CONNECTION,
            ("stock", "buffer"),
            "3, 10%, 3 + 10% or none",
            _plain(read_buffer),
            buffer_text,
            buffer_text,
        ),
        _switch(
            "stock_items", later("stock new items"), Belongs.CONNECTION, "stock", "stocks_items"
        ),
    )
)
"""What the destination shows of what the source has."""

SETTINGS: tuple[Setting, ...] = (
    _judged(_switch("order_push", later("order push"), Belongs.STORE)),
    _judged(_switch("email_required", later("e-mail address required"), Belongs.STORE)),
    _judged(_switch("test_orders", later("test orders"), Belongs.STORE)),
    _judged(_switch("high_risk", later("high-risk orders"), Belongs.STORE)),
    _judged(_names("left_out_tags", later("left-out tags"))),
    _judged(_names("left_out_channels", later("left-out channels"))),
    # Judged again, so that what waits has them too, and loses them when it is switched off.
    _judged(_switch("customer_initials", later("customers' initials"), Belongs.STORE)),
    _judged(_choice("mode", later("mode"), Mode)),
    _judged(
        _connection(
            "waiting_minutes",
            later("waiting time"),
            "minutes",
            _plain(values.read_wait),
            values.wait_text,
            lambda wait: f"{values.wait_text(wait)} min",
            "waiting_time",
        )
    ),
    _contact("email", later("e-mail contact"), later("e-mail address"), values.read_email),
    _contact("phone", later("phone contact"), later("phone number"), values.read_phone),
    _switch(
        "confirmation", later("mail: confirmation"), Belongs.CONNECTION, "mails", "confirmation"
    ),
    _switch(
        "shipping_updates",
        later("mail: shipping updates"),
        Belongs.CONNECTION,
        "mails",
        "shipping_updates",
    ),
    _connection(
        "shipping",
        later("shipping"),
        "free, flat 4.90, tiers 50 = 4.90; 100 = 0, or original",
        lambda typed, subject: money.read_shipping(typed, subject.store.currency),
        money.shipping_text,
    ),
    _connection(
        "prices",
        later("prices"),
        "paid, full, or wholesale 60",
        _plain(money.read_prices),
        money.prices_text,
        lambda rule: money.prices_text(rule) + ("" if rule.percent is None else " %"),
    ),
    _choice("taxes", later("tax"), TaxMethod),
    _judged(
        _connection(
            "exchange_rate",
            later("exchange rate"),
            later("a rate such as 0.92, or none"),
            _plain(money.read_rate),
            money.rate_text,
        )
    ),
    _connection(
        "tags",
        later("tags"),
        later("templates, commas between them"),
        _read_tags,
        values.names_text,
        _or_none(values.names_text),
    ),
    _connection(
        "note", later("note"), later("a template"), _plain(texts.read_note), str, texts.quoted
    ),
    *_WAY_BACK,
    *_STOCK,
)

BY_KEY: Mapping[str, Setting] = {setting.key: setting for setting in SETTINGS}
