"""`subscribe`, `unsubscribe`, `mute`, `unmute`: which channel hears what of a store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.blocks.help import code
from core.domain.routes import Topic
from core.domain.words import say
from handlers.grammar.words import Command, Problem, refuse_more, store_alone

_TOPICS = {
    **{topic.value: topic for topic in Topic},
    "order": Topic.ORDERS,
    "failed": Topic.FAILURES,
    "failure": Topic.FAILURES,
    "errors": Topic.FAILURES,
    "decisions": Topic.QUESTIONS,
    "question": Topic.QUESTIONS,
}
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_LASTS = re.compile(r"(\d{1,4})(m|h|d|w)(?:in|ins|inutes?|ours?|ays?|eeks?)?")
_TIME = re.compile(r"\d+[^\W\d_]*")
_FILLERS = frozenset({"for", "here", "to", "of", "the", "in", "and"})
_LONGEST = timedelta(days=30)
_USUAL = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Subscribe(Command):
    """Let this channel hear topics of a store; `handle` None: show what goes where."""

    handle: str | None = None
    topics: frozenset[Topic] = frozenset(Topic)


@dataclass(frozen=True, slots=True)
class Unsubscribe(Command):
    """Let the store's own channel hear them again."""

    handle: str
    topics: frozenset[Topic] = frozenset(Topic)


@dataclass(frozen=True, slots=True)
class Mute(Command):
    """Post nothing new of these topics for a while; `lasts` None: do again."""

    handle: str
    topics: frozenset[Topic] = frozenset(Topic)
    lasts: timedelta | None = _USUAL


def subscribe(words: list[str]) -> Command:
    """A store and topics, or nothing. Raises Problem."""
    if not words:
        return Subscribe()
    handle, topics = _read(words, "subscribe")
    return Subscribe(handle, topics)


def unsubscribe(words: list[str]) -> Command:
    """A store and topics. Raises Problem."""
    handle, topics = _read(words, "unsubscribe")
    return Unsubscribe(handle, topics)


def mute(words: list[str]) -> Command:
    """A store, topics, and how long, as `2h`. Raises Problem."""
    words = _with_units(words)
    times = [word for word in words if _TIME.fullmatch(word)]
    refuse_more(times, 1, say("one time, as `2h`"))
    handle, topics = _read([word for word in words if word not in times], "mute")
    return Mute(handle, topics, _lasts(times[0]) if times else _USUAL)


def unmute(words: list[str]) -> Command:
    """A store and topics. Raises Problem."""
    handle, topics = _read(words, "unmute")
    return Mute(handle, topics, None)


def _with_units(words: list[str]) -> list[str]:
    """`2 hours` as one word, as `2h` is."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1].isdecimal() and word.isalpha():
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _lasts(word: str) -> timedelta:
    match = _LASTS.fullmatch(word.lower())
    number, unit = (match[1], match[2]) if match else ("0", "m")
    lasts = timedelta(**{_UNITS[unit]: int(number)})
    if not timedelta() < lasts <= _LONGEST:
        raise Problem(
            say("{word} is no time up to 30 days, as `30m`, `2h` or `1d`.", word=code(word))
        )
    return lasts


def _read(words: list[str], verb: str) -> tuple[str, frozenset[Topic]]:
    said = [word.lower().strip(",") for word in words]
    topics = frozenset(_TOPICS[word] for word in said if word in _TOPICS)
    stores = [word for word in said if word not in _TOPICS and word not in _FILLERS]
    kinds = ", ".join(f"`{topic.value}`" for topic in Topic)
    refuse_more(
        stores, 1, say("after `{verb}` come one store and topics ({kinds})", verb=verb, kinds=kinds)
    )
    if not stores:
        raise Problem(
            say(
                "After `{verb}` comes a store, as `dest`, and what of it: {kinds}.",
                verb=verb,
                kinds=kinds,
            )
        )
    return store_alone(stores[0]), topics or frozenset(Topic)
