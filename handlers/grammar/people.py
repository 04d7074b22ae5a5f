"""`allow`, `deny`, `people`, `audit`: who may do what, and who did what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.blocks.help import code
from core.domain.people import Right, is_person, is_user_group
from core.domain.words import say
from handlers.grammar.words import Command, Problem, refuse_more, store_alone

# As Slack writes whom somebody picked while typing: `<@U012|anna>`, `<!subteam^S012|@ops>`.
_PICKED = re.compile(r"<(?:@|!subteam\^)([A-Z0-9]+)(?:\|[^>]*)?>")
_FILLERS = frozenset({"as", "at", "of", "on", "for", "in", "to", "from", "the", "a", "an"})
_EVERY = frozenset({"all", "everywhere", "every", "any", "*"})
_RIGHTS = {
    **{right.value: right for right in Right},
    **{f"{right.value}s": right for right in Right},
    "view": Right.VIEWER,
    "operate": Right.OPERATOR,
    "administrator": Right.ADMIN,
}


@dataclass(frozen=True, slots=True)
class Allow(Command):
    """Give a person or a user group a right; `handle` None: at every store."""

    subject: str
    right: Right
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Deny(Command):
    """Take it; `handle` None: everything that was given."""

    subject: str
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class People(Command):
    """Who may do what, at one store or at all."""

    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Audit(Command):
    """Who did what, at one store or at all."""

    handle: str | None = None


def allow(words: list[str]) -> Command:
    """A person or a user group, a right, and a store or `all`, in any sequence. Raises Problem."""
    subject, rest = _subject(words, "allow")
    rights = [word for word in rest if word.lower() in _RIGHTS]
    places = [word for word in rest if word.lower() not in _RIGHTS]
    if len(rights) != 1:
        raise Problem(say("Which right is it: `viewer`, `operator` or `admin`?"))
    if not places:
        raise Problem(say("At which store? Name it, as `dest`, or say `all`."))
    return Allow(subject, _RIGHTS[rights[0].lower()], _place(places))


def deny(words: list[str]) -> Command:
    """A person or a user group, and a store or nothing. Raises Problem."""
    subject, rest = _subject(words, "deny")
    # What was given is taken whole: naming it is as good.
    places = [word for word in rest if word.lower() not in _RIGHTS]
    return Deny(subject, _place(places) if places else None)


def people(words: list[str]) -> Command:
    """One store, or nothing. Raises Problem."""
    return People(_one_or_all(words, "people"))


def audit(words: list[str]) -> Command:
    """One store, or nothing. Raises Problem."""
    return Audit(_one_or_all(words, "audit"))


def _subject(words: list[str], verb: str) -> tuple[str, list[str]]:
    """Whom it is about, and the other words."""
    meant = [found for word in words if (found := _id_of(word)) is not None]
    others = [w for w in words if _id_of(w) is None and w.lower() not in _FILLERS]
    if len(meant) > 1:
        raise Problem(say("One person or user group at a time."))
    if not meant:
        strange = next((word for word in others if word.startswith("@")), None)
        said = (
            (say("{strange} is nobody Slack knows.", strange=code(strange)) + " ")
            if strange
            else ""
        )
        raise Problem(
            say(
                "{said}After `{verb}` comes a person or a user group: type `@` and pick one "
                "from Slack's list.",
                said=said,
                verb=verb,
            )
        )
    return meant[0], others


def _id_of(word: str) -> str | None:
    picked = _PICKED.fullmatch(word)
    found = picked[1] if picked else word
    return found if is_person(found) or is_user_group(found) else None


def _place(words: list[str]) -> str | None:
    kept = [word for word in words if word.lower() not in {"store", "stores"}]
    refuse_more(kept, 1, say("one store at a time, or `all`"))
    if not kept or kept[0].lower() in _EVERY:
        return None
    return store_alone(kept[0])


def _one_or_all(words: list[str], verb: str) -> str | None:
    refuse_more(words, 1, say("after `{verb}` comes one store, or nothing", verb=verb))
    if not words or words[0].lower() in _EVERY:
        return None
    return store_alone(words[0])
