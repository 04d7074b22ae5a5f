"""`settings`, `plan`, `pause`, `resume`: how a store's orders are pushed, and whether."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks.help import code
from core.domain.words import say
from handlers.grammar.words import Command, Problem, number_alone, refuse_more, store_alone

_BETWEEN = frozenset({"to", "and", "->", "→", "for", "of"})
_PLAN_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Settings(Command):
    """Show and change the settings of a store and of one of its connections."""

    handle: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Plan(Command):
    """Show the plan of a store, or set it."""

    handle: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Stop the order push of a store for a while."""

    handle: str


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """Let it go on."""

    handle: str


def settings(words: list[str]) -> Command:
    """A destination, and a source where one is meant. Raises Problem."""
    words = [word for word in words if word.lower() not in _BETWEEN]
    refuse_more(words, 2, say("after `settings` come a store and one of its sources"))
    if not words:
        raise Problem(say("After `settings` comes a destination store, then a source if you like."))
    handle, *source = map(_store, words)
    return Settings(handle, *source)


def plan(words: list[str]) -> Command:
    """A destination, and a plan's name to set it. Raises Problem."""
    if not words:
        raise Problem(say("After `plan` comes a store, then the plan's name to set it."))
    handle, name = _store(words[0]), " ".join(words[1:])
    if len(name) > _PLAN_LENGTH:
        raise Problem(say("{name} is too long for a plan's name.", name=code(name)))
    return Plan(handle, name or None)


def pause(words: list[str]) -> Command:
    """One destination. Raises Problem."""
    return Pause(_only_store("pause", words))


def resume(words: list[str]) -> Command:
    """One destination. Raises Problem."""
    return Resume(_only_store("resume", words))


def _only_store(verb: str, words: list[str]) -> str:
    refuse_more(words, 1, say("after `{verb}` comes one store and nothing else", verb=verb))
    if not words:
        raise Problem(say("After `{verb}` comes a store.", verb=verb))
    if words[0].lower() == "all":
        raise Problem(say("`{verb}` takes one store at a time.", verb=verb))
    return _store(words[0])


def _store(word: str) -> str:
    if word.startswith("#") and number_alone(word):
        raise Problem(say("{word} stands where a store's name belongs.", word=code(word)))
    return store_alone(word)
