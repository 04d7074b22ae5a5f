"""Words as people type them: quotes, fillers, stores and numbers; and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.blocks.help import code
from core.domain.orders import clean_number
from core.domain.stores import is_handle
from core.domain.words import say

# Phones and word processors set these in place of plain quotes.
_QUOTES = "\"'`“”„‟‘’‚‛«»‹›"  # noqa: RUF001 - the look-alikes are the point
_TOKEN = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]|(\S+)")
_FILLERS = frozenset({"order", "number", "no", "no."})
_SEVERAL = re.compile(r"#?\d+([,;&+/]+#?\d+)+")


@dataclass(frozen=True, slots=True)
class Command:
    """What was typed, understood. Each verb has its own kind."""


class Problem(Exception):
    """What was wrong, as mrkdwn."""


def split_words(typed: str) -> list[str]:
    """The words, quotes taken off and a lone `#` joined to its number."""
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


def without_fillers(words: list[str]) -> list[str]:
    """`push dest order 1001`: what people say before a number."""
    if len(words) < 3:
        return words
    return [
        word
        for at, word in enumerate(words)
        if word.lower() not in _FILLERS or not numbered(words[at + 1 :])
    ]


def numbered(words: list[str]) -> bool:
    """Whether a digit is among the words."""
    return any(character.isdecimal() for word in words for character in word)


def refuse_several(words: list[str]) -> None:
    """Raises Problem where several orders are named, or a store in several words."""
    numbers = [word for word in words[1:] if number_alone(word)]
    several = next((word for word in words if _SEVERAL.fullmatch(word)), None)
    if several is None and len(words) > 2 and len(numbers) == len(words) - 1:
        several = " ".join(numbers)
    if several is not None:
        raise Problem(say("{several} are several orders: one at a time.", several=code(several)))
    if len(words) > 2 and numbers == words[-1:] and not numbered(words[:-1]):
        name = " ".join(words[:-1])
        raise Problem(
            say("{name} is more than a store's name: that is one word, as `dest`.", name=code(name))
        )


def refuse_more(words: list[str], most: int, expected: str) -> None:
    """Raises Problem for words behind the first `most`; `expected` says what may stand there."""
    if len(words) > most:
        extra = " ".join(words[most:])
        raise Problem(
            say("{extra} was not expected: {expected}.", extra=code(extra), expected=expected)
        )


def store_and_number(words: list[str]) -> tuple[str, str]:
    """The handle and the cleaned number of two words in either order. Raises Problem."""
    first, second = words
    # `#` marks a number wherever it stands; so do digits beside a word without any.
    marked = first.startswith("#") and not second.startswith("#")
    if marked or (number_alone(first) and not numbered([second])):
        first, second = second, first
    number = clean_number(second.strip(",;"))
    if first.startswith("#") or not number:
        raise Problem(say("{first} stands where the store's name belongs.", first=code(first)))
    if len(number) > 60:
        raise Problem(say("{second} is too long for an order number.", second=code(second)))
    return handle_of(first), number


def one_order(words: list[str], verb: str) -> tuple[str, str]:
    """The store and the number of the one order that a verb is about. Raises Problem."""
    words = without_fillers(words)
    refuse_several(words)
    refuse_more(words, 2, say("after `{verb}` come one store and one order number", verb=verb))
    if not words:
        raise Problem(say("After `{verb}` comes a store and an order number.", verb=verb))
    if len(words) == 1:
        raise Problem(missing_beside(words[0]))
    return store_and_number(words)


def missing_beside(word: str) -> str:
    """What is missing where one word stands, in which a store and a number were to be."""
    if number_alone(word):
        return say("The store is missing beside {word}.", word=code(word))
    return say("The order number is missing beside {word}.", word=code(word))


def store_alone(word: str) -> str:
    """The handle that a word can only be. Raises Problem."""
    handle = handle_of(word)
    if not is_handle(handle):
        raise Problem(
            say("{word} is no store's name. Store and order number are two words.", word=code(word))
        )
    return handle


def handle_of(word: str) -> str:
    """The word as a handle is compared."""
    return word.strip(".,;:").lower()


def number_alone(word: str) -> str:
    """A single word that can only be an order number: `#1001` or `1001`."""
    number = clean_number(word)
    return number if word.startswith("#") or number.isdecimal() else ""
