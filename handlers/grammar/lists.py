"""`pushes`, `unfulfilled`, `digest`: what is to be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.help import code
from core.domain.push_list import Shown
from core.domain.words import say
from handlers.grammar.words import Command, Problem, handle_of, refuse_more, store_alone

_WHICH = {
    **{shown.value: shown for shown in Shown},
    "failures": Shown.FAILED,
    "errors": Shown.FAILED,
    "open": Shown.WAITING,
    "hold": Shown.HELD,
    "queued": Shown.UNDER_WAY,
    "sending": Shown.UNDER_WAY,
    "unknown": Shown.UNDER_WAY,
    "underway": Shown.UNDER_WAY,
    "done": Shown.PUSHED,
    "canceled": Shown.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Pushes(Command):
    """The Order Push page; `handle` None: of every store."""

    handle: str | None = None
    shown: Shown = Shown.ALL


@dataclass(frozen=True, slots=True)
class Unfulfilled(Command):
    """List what is late."""

    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Status(Command):
    """How every store does."""


@dataclass(frozen=True, slots=True)
class DigestNow(Command):
    """Post this channel's digest now."""


@dataclass(frozen=True, slots=True)
class Digest(Command):
    """Show when this channel gets its digest, and change that."""


@dataclass(frozen=True, slots=True)
class DigestSwitch(Command):
    """Let this channel have its digest, or not."""

    enabled: bool


def pushes(words: list[str]) -> Command:
    """A store and which ones, in any sequence, or either, or nothing. Raises Problem."""
    typed = " ".join(words).lower().replace("under way", "underway").split()
    kinds = [word for word in typed if word in _WHICH]
    stores = [word for word in typed if word not in _WHICH]
    refuse_more(stores, 1, say("after `pushes` come one store and which ones, as `dest failed`"))
    # A word twice, or two kinds: `all` beside another one says nothing.
    told = [kind for kind in kinds if kind != "all"] or kinds
    if len(set(told)) > 1:
        raise Problem(say("{told} are several kinds: one at a time.", told=code(" ".join(told))))
    shown = _WHICH[told[0]] if told else Shown.ALL
    return Pushes(store_alone(stores[0]) if stores else None, shown)


def status(words: list[str]) -> Command:
    """Nothing. Raises Problem."""
    refuse_more(words, 0, say("after `status` comes nothing"))
    return Status()


def unfulfilled(words: list[str]) -> Command:
    """What is late, of one store or of all. Raises Problem."""
    refuse_more(words, 1, say("after `unfulfilled` comes one store, or nothing"))
    if not words or words[0].lower() == "all":
        return Unfulfilled()
    return Unfulfilled(handle_of(words[0]))


def digest(words: list[str]) -> Command:
    """Nothing, `now`, `on` or `off`. Raises Problem."""
    expected = say("after `digest` comes `now`, `on`, `off` or nothing")
    refuse_more(words, 1, expected)
    if not words:
        return Digest()
    word = words[0].lower()
    if word in _SWITCHES:
        return DigestSwitch(_SWITCHES[word])
    if word in {"settings", "set", "change"}:
        return Digest()
    if word != "now":
        raise Problem(
            say("{typed} was not expected: {expected}.", typed=code(words[0]), expected=expected)
        )
    return DigestNow()


_SWITCHES = {"on": True, "off": False, "stop": False, "start": True}
