"""The window of settings, read and remembered: what stands in its inputs, and what it showed.

Each setting is one text, as on the command line (`core.domain.setting_values`); one whose value
has two parts has two inputs, the second (`shipping.value`) only where the first asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot import ids
from bot.forms import Memo, View
from core.domain.push_settings import CancellationMethod, Contact, PriceMethod, ShippingMethod
from core.domain.setting_money import NOTHING

_Reader = Callable[[Mapping[str, Any]], Any]

VALUE = ".value"
CONVERT = "convert"
LET_THROUGH = "let_through"
MAILS = "mails"
CARRIED = "carried"
STOCK = "stock_rules"
SOURCE = "source"
_SWITCHES: Mapping[str, tuple[str, ...]] = {
    MAILS: ("confirmation", "shipping_updates"),
    CARRIED: ("tell_customer", "returns", "edits"),
    STOCK: ("stock", "stock_items"),
}
"""Switches that share an input."""
_NOTHING_TYPED = "-"
"""Where a second part is missing: no reader takes it, so that its sentence is shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a window remembers of what it showed: whose settings, their fingerprints by key, and
    how often it was filled anew (`turn`)."""

    destination: str
    source: str | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    turn: int = 0

    def text(self) -> str:
        """For the window's memo."""
        kept = {"d": self.destination, "s": self.source, "m": dict(self.marks), "t": self.turn}
        return json.dumps(kept, separators=(",", ":"))

    @classmethod
    def of(cls, view: View) -> Shown:
        """From a view of ours."""
        kept = json.loads(Memo.of(view).about)
        return cls(kept["d"], kept["s"], kept["m"], kept["t"])


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """What was shown, what stands there now by the settings' keys, and the block of each field."""

    shown: Shown
    entered: Mapping[str, str]
    blocks: Mapping[str, str]

    def errors(self, mistakes: Mapping[str, str]) -> dict[str, str]:
        """A sentence for each key, at the input that it belongs to."""
        return {self._block(key): said for key, said in mistakes.items()}

    def _block(self, key: str) -> str:
        return self.blocks.get(f"{key}{VALUE}") or self.blocks[key]


def read_settings(view: View) -> SettingsForm:
    """Never raises for what people type: whether it can be taken is asked later."""
    fields, blocks = _fields(view)
    entered: dict[str, str] = {}
    for name, value in fields.items():
        if name == LET_THROUGH:
            entered["email_required"] = _switch("email_required" not in value)
            for key in ("test_orders", "high_risk"):
                entered[key] = _switch(key in value)
        elif name in _SWITCHES:
            for key in _SWITCHES[name]:
                entered[key] = _switch(key in value)
        elif not name.endswith(VALUE) and name != SOURCE:
            entered[name] = _joined(name, str(value), str(fields.get(f"{name}{VALUE}") or ""))
    return SettingsForm(Shown.of(view), entered, blocks)


def chosen_source(view: View) -> str | None:
    """The source that the select at the top of a connection's part stands on."""
    chosen = _fields(view)[0].get(SOURCE)
    return str(chosen) if chosen else None


def block_name(name: str, turn: str) -> str:
    """A block id of this state of the window."""
    return f"{ids.SETTING}:{name}:{turn}"


def parts_of(key: str, text: str) -> tuple[str, str]:
    """A setting's text for its two inputs: the method, and what belongs to it."""
    if key in _CONTACTS:
        plain = text in {Contact.NONE, Contact.CUSTOMER, Contact.STORE}
        return (text, "") if plain else (Contact.OTHER.value, _typed(text))
    if key == "exchange_rate":
        return (NOTHING, "") if text == NOTHING else (CONVERT, _typed(text))
    method, _, rest = text.partition(" ")
    return method, _typed(rest)


_CONTACTS = frozenset({"email", "phone"})
_WITH_VALUE: Mapping[str, frozenset[str]] = {
    "shipping": frozenset({ShippingMethod.FLAT, ShippingMethod.TIERS}),
    "prices": frozenset({PriceMethod.WHOLESALE}),
    "cancellations": frozenset({CancellationMethod.REQUEST}),
}


def _joined(name: str, method: str, value: str) -> str:
    typed = value.strip() or _NOTHING_TYPED
    if name in _CONTACTS and method == Contact.OTHER:
        return typed
    if name == "exchange_rate":
        return typed if method == CONVERT else NOTHING
    if method in _WITH_VALUE.get(name, ()):
        return f"{method} {'; '.join(line.strip() for line in typed.splitlines())}"
    return method


def _typed(text: str) -> str:
    return "" if text == _NOTHING_TYPED else text


def _switch(value: bool) -> str:
    return "on" if value else "off"


def _fields(view: View) -> tuple[dict[str, Any], dict[str, str]]:
    """What stands in each input by its name, and the block it is in."""
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    fields: dict[str, Any] = {}
    blocks: dict[str, str] = {}
    for block_id, states in values.items():
        for action_id, state in states.items():
            prefix, _, name = action_id.partition(":")
            if prefix == ids.SETTING and name:
                read: _Reader = _READERS.get(str(state["type"]), _text)
                fields[name] = read(state)
                blocks[name] = block_id
    return fields, blocks


def _text(state: Mapping[str, Any]) -> str:
    return state.get("value") or ""


def _option(state: Mapping[str, Any]) -> str:
    return str((state.get("selected_option") or {}).get("value") or "")


def _options(state: Mapping[str, Any]) -> list[str]:
    return [str(each["value"]) for each in state.get("selected_options") or []]


_READERS: Mapping[str, _Reader] = {
    "radio_buttons": _option,
    "static_select": _option,
    "checkboxes": _options,
}
