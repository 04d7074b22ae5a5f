"""What people type after `/synctec`, understood: words in any case, numbers with `#`, prefix,
quotes or backticks. What cannot be understood says which word, and what was expected there.

    push [store [number]] [shipping 4.90]      retry store number | retry all
    unfulfilled [store]                        digest now                     help
"""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.blocks.help import USAGE, code
from bot.forms import FEE_EXPECTED, read_fee
from core.domain.orders import clean_number
from core.domain.stores import is_handle

# Phones and word processors set these in place of plain quotes.
_QUOTES = "\"'`“”„‟‘’‚‛«»‹›"  # noqa: RUF001 - the look-alikes are the point
_TOKEN = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]|(\S+)")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\u2066-\u2069\ufeff]")
_SHIPPING = re.compile(r"-{0,2}shipping[:=]?", re.IGNORECASE)
_ASKS = frozenset({"help", "--help", "-h", "?"})
_FILLERS = frozenset({"order", "number", "no", "no."})
_SEVERAL = re.compile(r"#?\d+([,;&+/]+#?\d+)+")
_SYNONYMS = {
    **dict.fromkeys(("send", "forward"), "push"),
    **dict.fromkeys(("resend", "repeat", "again"), "retry"),
    **dict.fromkeys(("late", "list", "open", "orders", "unshipped"), "unfulfilled"),
}
_SHIPPING_AMOUNT = re.compile(r"(-{0,2}shipping)[:=](.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Push:
    """Push an order; without a store or number a window asks for the rest."""

    handle: str | None = None
    number: str = ""
    shipping_fee: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """Retry the failed pushes of one order."""

    handle: str
    number: str


@dataclass(frozen=True, slots=True)
class RetryAll:
    """Retry everything that failed."""


@dataclass(frozen=True, slots=True)
class Unfulfilled:
    """List what is late."""

    handle: str | None = None


@dataclass(frozen=True, slots=True)
class DigestNow:
    """Post this channel's digest now."""


@dataclass(frozen=True, slots=True)
class Help:
    """What can be typed."""


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """`problem` is mrkdwn with what was typed already escaped; `verb` the one that was meant,
    where that is known."""

    typed: str
    problem: str
    verb: str | None = None


Command = Push | Retry | RetryAll | Unfulfilled | DigestNow | Help | Misunderstood


def parse(text: str) -> Command:
    """The command in the words after `/synctec`. Never raises."""
    typed = " ".join(_INVISIBLE.sub("", html.unescape(text)).split())
    words = _words(typed)
    # The whole command, typed after itself.
    if words and words[0].lower().lstrip("/") == "synctec":
        words = words[1:]
    if not words or (words[-1].lower() in _ASKS and len(words) <= 2):
        return Help()
    verb, rest = words[0].lower().strip(".,;:!?"), words[1:]
    if verb not in _VERBS:
        return _unknown_verb(typed, words, verb)
    try:
        return _VERBS[verb](rest)
    except _Problem as problem:
        return Misunderstood(typed, str(problem), verb)


class _Problem(Exception):
    """What was wrong, as mrkdwn."""


def _words(typed: str) -> list[str]:
    words: list[str] = []
    for match in _TOKEN.finditer(typed):
        word = (match[1] or match[2]).strip(_QUOTES + " ")
        joins = bool(words) and words[-1] == "#"
        if joins:
            words[-1] += word
        elif word:
            words.append(word)
    # Quotes around more than a number, as in "push dest 1001" copied whole.
    whole = [part for word in words[:2] for part in word.split()]
    return [word for word in [*whole, *words[2:]] if word != "#"]


def _unknown_verb(typed: str, words: list[str], verb: str) -> Misunderstood:
    numbered = any(_number_alone(word) for word in words)
    verbs = ("push", "retry") if numbered else tuple(USAGE)
    near = difflib.get_close_matches(verb, verbs, n=1, cutoff=0.5)
    meant = _SYNONYMS.get(verb) or next(iter(near), None)
    if meant is not None:
        problem = f"{code(words[0])} is no command of SyncTec. Did you mean `{meant}`?"
        return Misunderstood(typed, problem, meant)
    if numbered and len(words) <= 2:
        missing = f"What to do with {code(' '.join(words))} is missing: `push` comes first."
        return Misunderstood(typed, missing, "push")
    return Misunderstood(typed, f"{code(words[0])} is no command of SyncTec.")


def _push(words: list[str]) -> Command:
    words, fee = _take_fee(words)
    words = _without_fillers(words)
    _refuse_several(words)
    if [word.lower() for word in words[-1:]] == ["all"]:
        raise _Problem("`push` takes one order. What failed is tried again by `retry all`.")
    _refuse_more(words, 2, "behind store and order only `shipping` and its amount may follow")
    if not words:
        return Push(shipping_fee=fee)
    if len(words) == 1:
        number = _number_alone(words[0])
        return Push(None, number, fee) if number else Push(_store_alone(words[0]), "", fee)
    handle, number = _store_and_number(words)
    return Push(handle, number, fee)


def _retry(words: list[str]) -> Command:
    if [word.lower() for word in words] == ["all"]:
        return RetryAll()
    words = _without_fillers(words)
    _refuse_several(words)
    if any(_SHIPPING.fullmatch(word) for word in words[2:]):
        raise _Problem("A retry keeps the shipping fee of its push: it takes no other.")
    _refuse_more(words, 2, "after `retry` come one store and one order number, or `all`")
    if len(words) == 2 and "all" in [word.lower() for word in words] and not _numbered(words):
        raise _Problem("`retry all` is for every store at once: no store stands beside it.")
    if not words:
        raise _Problem("After `retry` comes a store and an order number, or `all`.")
    if len(words) == 1:
        missing = "store" if _number_alone(words[0]) else "order number"
        raise _Problem(f"The {missing} is missing beside {code(words[0])}.")
    return Retry(*_store_and_number(words))


def _unfulfilled(words: list[str]) -> Command:
    _refuse_more(words, 1, "after `unfulfilled` comes one store, or nothing")
    if not words or words[0].lower() == "all":
        return Unfulfilled()
    return Unfulfilled(_handle(words[0]))


def _digest(words: list[str]) -> Command:
    _refuse_more(words, 1, "after `digest` comes `now` and nothing else")
    if not words:
        raise _Problem("After `digest` comes `now`.")
    if words[0].lower() != "now":
        raise _Problem(f"{code(words[0])} was not expected: after `digest` comes `now`.")
    return DigestNow()


def _help(_words: list[str]) -> Command:
    return Help()


_VERBS: Mapping[str, Callable[[list[str]], Command]] = {
    "push": _push,
    "retry": _retry,
    "unfulfilled": _unfulfilled,
    "digest": _digest,
    "help": _help,
}


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
        raise _Problem(f"After `shipping` an amount is missing. {FEE_EXPECTED}")
    amount = split[at + 1]
    try:
        return split[:at] + split[at + 2 :], read_fee(amount)
    except ValueError as mistake:
        raise _Problem(f"{code(amount)} is no amount. {mistake}") from mistake


def _without_fillers(words: list[str]) -> list[str]:
    """`push dest order 1001`: what people say before a number."""
    if len(words) < 3:
        return words
    return [
        word
        for at, word in enumerate(words)
        if word.lower() not in _FILLERS or not _numbered(words[at + 1 :])
    ]


def _numbered(words: list[str]) -> bool:
    return any(character.isdecimal() for word in words for character in word)


def _refuse_several(words: list[str]) -> None:
    numbers = [word for word in words[1:] if _number_alone(word)]
    several = next((word for word in words if _SEVERAL.fullmatch(word)), None)
    if several is None and len(words) > 2 and len(numbers) == len(words) - 1:
        several = " ".join(numbers)
    if several is not None:
        raise _Problem(f"{code(several)} are several orders: one at a time.")
    if len(words) > 2 and numbers == words[-1:] and not _numbered(words[:-1]):
        name = " ".join(words[:-1])
        raise _Problem(f"{code(name)} is more than a store's name: that is one word, as `dest`.")


def _refuse_more(words: list[str], most: int, expected: str) -> None:
    if len(words) > most:
        extra = " ".join(words[most:])
        raise _Problem(f"{code(extra)} was not expected: {expected}.")


def _store_and_number(words: list[str]) -> tuple[str, str]:
    first, second = words
    # `#` marks a number wherever it stands; so do digits beside a word without any.
    marked = first.startswith("#") and not second.startswith("#")
    if marked or (_number_alone(first) and not _numbered([second])):
        first, second = second, first
    number = clean_number(second.strip(",;"))
    if first.startswith("#") or not number:
        raise _Problem(f"{code(first)} stands where the store's name belongs.")
    if len(number) > 60:
        raise _Problem(f"{code(second)} is too long for an order number.")
    return _handle(first), number


def _store_alone(word: str) -> str:
    handle = _handle(word)
    if not is_handle(handle):
        raise _Problem(f"{code(word)} is no store's name. Store and order number are two words.")
    return handle


def _handle(word: str) -> str:
    return word.strip(".,;:").lower()


def _number_alone(word: str) -> str:
    """A single word that can only be an order number: `#1001` or `1001`."""
    number = clean_number(word)
    return number if word.startswith("#") or number.isdecimal() else ""
