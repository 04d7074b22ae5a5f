"""`push`, `retry`: what is to be sent, or sent again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.blocks.help import code
from bot.forms import FEE_EXPECTED, read_fee
from core.domain.words import say
from handlers.grammar.words import (
    Command,
    Problem,
    missing_beside,
    number_alone,
    numbered,
    refuse_more,
    refuse_several,
    store_alone,
    store_and_number,
    without_fillers,
)

_SHIPPING = re.compile(r"-{0,2}shipping[:=]?", re.IGNORECASE)
_SHIPPING_AMOUNT = re.compile(r"(-{0,2}shipping)[:=](.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Push(Command):
    """Push an order; without a store or number a window asks for the rest."""

    handle: str | None = None
    number: str = ""
    shipping_fee: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Retry(Command):
    """Retry the failed pushes of one order."""

    handle: str
    number: str


@dataclass(frozen=True, slots=True)
class RetryAll(Command):
    """Retry everything that failed."""


def push(words: list[str]) -> Command:
    """Store and number in either order, each may be missing. Raises Problem."""
    words, fee = _take_fee(words)
    words = without_fillers(words)
    refuse_several(words)
    if [word.lower() for word in words[-1:]] == ["all"]:
        raise Problem(say("`push` takes one order. What failed is tried again by `retry all`."))
    refuse_more(words, 2, say("behind store and order only `shipping` and its amount may follow"))
    if not words:
        return Push(shipping_fee=fee)
    if len(words) == 1:
        number = number_alone(words[0])
        return Push(None, number, fee) if number else Push(store_alone(words[0]), "", fee)
    handle, number = store_and_number(words)
    return Push(handle, number, fee)


def retry(words: list[str]) -> Command:
    """One order, or `all`. Raises Problem."""
    if [word.lower() for word in words] == ["all"]:
        return RetryAll()
    words = without_fillers(words)
    refuse_several(words)
    if any(_SHIPPING.fullmatch(word) for word in words[2:]):
        raise Problem(say("A retry keeps the shipping fee of its push: it takes no other."))
    refuse_more(words, 2, say("after `retry` come one store and one order number, or `all`"))
    if len(words) == 2 and "all" in [word.lower() for word in words] and not numbered(words):
        raise Problem(say("`retry all` is for every store at once: no store stands beside it."))
    if not words:
        raise Problem(say("After `retry` comes a store and an order number, or `all`."))
    if len(words) == 1:
        raise Problem(missing_beside(words[0]))
    return Retry(*store_and_number(words))


def _take_fee(words: list[str]) -> tuple[list[str], Decimal | None]:
    # `shipping:4.90` and `--shipping=4.90` are two words as well.
    split: list[str] = []
    for word in words:
        joined = _SHIPPING_AMOUNT.fullmatch(word)
        split.extend((joined[1], joined[2]) if joined else (word,))
    at = next((i for i, word in enumerate(split) if i and _SHIPPING.fullmatch(word)), None)
    if at is None:
        return split, None
    if at + 1 == len(split):
        raise Problem(
            say(
                "After `shipping` an amount is missing. {fee_expected}",
                fee_expected=say(FEE_EXPECTED),
            )
        )
    amount = split[at + 1]
    try:
        return split[:at] + split[at + 2 :], read_fee(amount)
    except ValueError as mistake:
        raise Problem(
            say("{amount} is no amount. {mistake}", amount=code(amount), mistake=mistake)
        ) from mistake
