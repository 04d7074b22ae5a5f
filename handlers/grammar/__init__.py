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

from bot.blocks.help import USAGE, code
from core.domain.words import say
from handlers.grammar import catalogue, lists, people, pushing, routing
from handlers.grammar.catalogue import Items, ItemsPause, Match
from handlers.grammar.explain import Explain, explain
from handlers.grammar.history import History, history
from handlers.grammar.lists import Digest, DigestNow, DigestSwitch, Pushes, Status, Unfulfilled
from handlers.grammar.locations import Locations, locations
from handlers.grammar.people import Allow, Audit, Deny, People
from handlers.grammar.pushing import Push, Retry, RetryAll
from handlers.grammar.routing import Mute, Subscribe, Unsubscribe
from handlers.grammar.settings import Pause, Plan, Resume, Settings, pause, plan, resume, settings
from handlers.grammar.stock import Resync, Stock, resync, stock
from handlers.grammar.words import Command, Problem, number_alone, split_words

__all__ = [
    "Allow",
    "Audit",
    "Command",
    "Deny",
    "Digest",
    "DigestNow",
    "DigestSwitch",
    "Explain",
    "Help",
    "History",
    "Items",
    "ItemsPause",
    "Locations",
    "Match",
    "Misunderstood",
    "Mute",
    "Pause",
    "People",
    "Plan",
    "Push",
    "Pushes",
    "Resume",
    "Resync",
    "Retry",
    "RetryAll",
    "Settings",
    "Status",
    "Stock",
    "Subscribe",
    "Unfulfilled",
    "Unsubscribe",
    "parse",
]

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\u2066-\u2069\ufeff]")
# With `should_escape` Slack writes `#1001` as an id where a channel is named so.
_NAMED = re.compile(r"<[#@][A-Z0-9]+\|([^>]*)>")
_OF_PEOPLE = frozenset({"allow", "deny"})
_ASKS = frozenset({"help", "--help", "-h", "?"})
_SYNONYMS = {
    **dict.fromkeys(("setting", "set", "config", "configure", "options"), "settings"),
    **dict.fromkeys(("stop", "halt", "suspend"), "pause"),
    **dict.fromkeys(("unpause", "continue", "start"), "resume"),
    **dict.fromkeys(("plans", "upgrade"), "plan"),
    **dict.fromkeys(("alias", "aliases", "skus", "products"), "items"),
    **dict.fromkeys(("send", "forward"), "push"),
    **dict.fromkeys(("resend", "repeat", "again"), "retry"),
    **dict.fromkeys(("why", "check", "judge", "preview", "simulate"), "explain"),
    **dict.fromkeys(("timeline", "log", "events", "past"), "history"),
    **dict.fromkeys(("location", "group", "groups", "warehouses"), "locations"),
    **dict.fromkeys(("matching", "sync", "compare"), "match"),
    **dict.fromkeys(("item", "skus", "sku", "products", "variants"), "items"),
    **dict.fromkeys(("inventory", "level", "levels", "available", "quantity"), "stock"),
    **dict.fromkeys(("align", "synchronise", "synchronize", "drift", "realign"), "resync"),
    **dict.fromkeys(("grant", "invite", "permit", "authorise", "authorize"), "allow"),
    **dict.fromkeys(("revoke", "forbid", "disallow", "remove"), "deny"),
    **dict.fromkeys(("who", "roles", "users", "members", "team", "rights"), "people"),
    **dict.fromkeys(("trail", "changes"), "audit"),
    **dict.fromkeys(("subscriptions", "route", "routes", "channels"), "subscribe"),
    **dict.fromkeys(("silence", "quiet", "hush"), "mute"),
    **dict.fromkeys(("health", "ping", "state", "stores"), "status"),
    **dict.fromkeys(("late", "list", "open", "orders", "unshipped"), "unfulfilled"),
}


@dataclass(frozen=True, slots=True)
class Help(Command):
    """What can be typed."""


@dataclass(frozen=True, slots=True)
class Misunderstood(Command):
    """`problem` is mrkdwn with what was typed already escaped; `verb` the one that was meant,
    where that is known."""

    typed: str
    problem: str
    verb: str | None = None


def parse(text: str) -> Command:
    """The command in the words after `/synctec`. Never raises."""
    typed = " ".join(_INVISIBLE.sub("", html.unescape(text)).split())
    words = split_words(typed)
    # The whole command, typed after itself.
    if words and words[0].lower().lstrip("/") == "synctec":
        words = words[1:]
    if not words or (words[-1].lower() in _ASKS and len(words) <= 2):
        return Help()
    verb, rest = words[0].lower().strip(".,;:!?"), words[1:]
    if verb not in _OF_PEOPLE:
        rest = [_NAMED.sub(r"\1", word) for word in rest]
    if verb not in _VERBS:
        return _unknown_verb(typed, words, verb)
    try:
        return _VERBS[verb](rest)
    except Problem as problem:
        return Misunderstood(typed, str(problem), verb)


def _unknown_verb(typed: str, words: list[str], verb: str) -> Misunderstood:
    numbered = any(number_alone(word) for word in words)
    verbs = ("push", "retry") if numbered else tuple(USAGE)
    near = difflib.get_close_matches(verb, verbs, n=1, cutoff=0.55)
    meant = _SYNONYMS.get(verb) or next(iter(near), None)
    if meant is not None:
        problem = say(
            "{typed} is no command of SyncTec. Did you mean `{meant}`?",
            typed=code(words[0]),
            meant=meant,
        )
        return Misunderstood(typed, problem, meant)
    if numbered and len(words) <= 2:
        missing = say(
            "What to do with {typed} is missing: `push` comes first.", typed=code(" ".join(words))
        )
        return Misunderstood(typed, missing, "push")
    return Misunderstood(typed, say("{typed} is no command of SyncTec.", typed=code(words[0])))


def _help(_words: list[str]) -> Command:
    return Help()


_VERBS: Mapping[str, Callable[[list[str]], Command]] = {
    "push": pushing.push,
    "retry": pushing.retry,
    "pushes": lists.pushes,
    "unfulfilled": lists.unfulfilled,
    "status": lists.status,
    "subscribe": routing.subscribe,
    "unsubscribe": routing.unsubscribe,
    "mute": routing.mute,
    "unmute": routing.unmute,
    "digest": lists.digest,
    "explain": explain,
    "history": history,
    "locations": locations,
    "match": catalogue.match,
    "items": catalogue.items,
    "stock": stock,
    "resync": resync,
    "settings": settings,
    "allow": people.allow,
    "deny": people.deny,
    "people": people.people,
    "audit": people.audit,
    "plan": plan,
    "pause": pause,
    "resume": resume,
    "help": _help,
}
