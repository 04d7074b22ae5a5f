"""What people typed and chose in our modals, read once into plain values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot import ids
from core.domain.mirrors.questions import Choice
from core.domain.mirrors.records import MirrorId
from core.domain.orders import clean_number
from core.domain.pushes import PushId
from core.domain.words import later, say

View = Mapping[str, Any]
_AMOUNT = re.compile(r"[$€£¥]?\s*(\d{1,6})(?:[.,](\d{1,2}))?\s*(?:[A-Za-z]{3}|[$€£¥])?")
FEE_EXPECTED = later("A shipping fee is an amount such as 4.90.")
_NUMBER_EXPECTED = later("Type the order's number, such as 1001.")
_NUMBER_LENGTH = 60


class Mistakes(Exception):
    """What has to be corrected before the form counts: a sentence per block id."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Memo:
    """What a modal remembers between its opening and its submission: what it is about, and where
    a private answer goes (as `core.domain.work.Reply` has it)."""

    about: str = ""
    channel: str | None = None
    response_url: str | None = None
    replaces: bool = False

    def text(self) -> str:
        """As private metadata."""
        kept = {"a": self.about, "c": self.channel, "r": self.response_url, "n": self.replaces}
        return json.dumps(kept)

    @classmethod
    def of(cls, view: View) -> Memo:
        """From a view; empty where there is none."""
        kept = json.loads(view.get("private_metadata") or "{}")
        return cls(kept.get("a") or "", kept.get("c"), kept.get("r"), bool(kept.get("n")))


@dataclass(frozen=True, slots=True)
class PushForm:
    """Manual Order Push: which store, which order, what fee."""

    handle: str
    number: str
    shipping_fee: Decimal | None


@dataclass(frozen=True, slots=True)
class OrderForm:
    """Push in View order: which push, what fee."""

    push_id: PushId
    shipping_fee: Decimal | None


@dataclass(frozen=True, slots=True)
class Attempted:
    """One attempt of one push, as the question's buttons carry it."""

    push_id: PushId
    attempt: int

    @classmethod
    def of(cls, value: str) -> Attempted:
        """From `push:attempt`."""
        push, attempt = value.split(":")
        return cls(PushId(int(push)), int(attempt))


@dataclass(frozen=True, slots=True)
class Decided:
    """An answer to a question about a change, as its buttons carry it."""

    mirror_id: MirrorId
    choice: Choice

    @classmethod
    def of(cls, value: str) -> Decided:
        """From `mirror:choice`."""
        mirror, choice = value.split(":")
        return cls(MirrorId(int(mirror)), Choice(choice))


@dataclass(frozen=True, slots=True)
class AdoptForm:
    """It is there: which order it is."""

    asked: Attempted
    number: str


def read_push_form(view: View) -> PushForm:
    """Raises Mistakes."""
    errors: dict[str, str] = {}
    handle = _chosen(view, ids.INPUT_STORE)
    if not handle:
        errors[ids.INPUT_STORE] = say("Choose the destination store.")
    number, fee = _number(view, errors), _fee(view, errors)
    if errors:
        raise Mistakes(errors)
    return PushForm(handle, number, fee)


def read_order_form(view: View) -> OrderForm:
    """Raises Mistakes."""
    errors: dict[str, str] = {}
    chosen = _chosen(view, ids.INPUT_PUSH)
    if not chosen:
        errors[ids.INPUT_PUSH] = say("Choose what to push.")
    fee = _fee(view, errors)
    if errors:
        raise Mistakes(errors)
    return OrderForm(PushId(int(chosen)), fee)


def read_adopt_form(view: View) -> AdoptForm:
    """Raises Mistakes."""
    errors: dict[str, str] = {}
    number = _number(view, errors)
    if errors:
        raise Mistakes(errors)
    return AdoptForm(Attempted.of(Memo.of(view).about), number)


def read_retry_form(view: View) -> PushId:
    """The push that View error is about."""
    return PushId(int(Memo.of(view).about))


def read_fee(typed: str) -> Decimal:
    """`4.90`, `4,90`, `$4.90` or `4.90 USD`: at most two decimals, so that nothing is guessed.

    Raises:
        ValueError: it is no such amount; the message is for people.
    """
    match = _AMOUNT.fullmatch(typed.strip())
    if match is None:
        raise ValueError(say(FEE_EXPECTED))
    return Decimal(f"{match[1]}.{match[2] or '00'}")


def _number(view: View, errors: dict[str, str]) -> str:
    number = clean_number(_typed(view, ids.INPUT_NUMBER))
    if not number or len(number) > _NUMBER_LENGTH:
        errors[ids.INPUT_NUMBER] = say(_NUMBER_EXPECTED)
    return number


def _fee(view: View, errors: dict[str, str]) -> Decimal | None:
    typed = _typed(view, ids.INPUT_FEE).strip()
    if not typed:
        return None
    try:
        return read_fee(typed)
    except ValueError as mistake:
        errors[ids.INPUT_FEE] = str(mistake)
        return None


def _typed(view: View, name: str) -> str:
    return str(_state(view, name).get("value") or "")


def _chosen(view: View, name: str) -> str:
    return str((_state(view, name).get("selected_option") or {}).get("value") or "")


def _state(view: View, name: str) -> Mapping[str, Any]:
    values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}
    state: Mapping[str, Any] = values.get(name, {}).get(name) or {}
    return state
