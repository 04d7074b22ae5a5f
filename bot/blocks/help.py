"""What can be typed: the usage of every verb, and what was wrong with what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from bot import ids
from bot import text as words
from bot.blocks.home import contact
from bot.blocks.parts import Message, context, header, message, section
from core.domain.words import later, say

USAGE: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType(
    {
        "push": (
            ("push dest 1001", later("push order 1001 of the store `dest`")),
            ("push dest 1001 shipping 4.90", later("the same, with a shipping fee")),
            ("push", later("pick the store and the order in a window")),
        ),
        "retry": (
            ("retry dest 1001", later("try the failed pushes of one order again")),
            ("retry all", later("try every failed push again")),
        ),
        "status": (("status", later("how every store does: connection, webhooks, rate budget")),),
        "pushes": (
            ("pushes", later("the Order Push page: every push, by where it stands")),
            (
                "pushes dest failed",
                later("those of one store, of one kind; also `waiting`, `today` …"),
            ),
        ),
        "unfulfilled": (
            ("unfulfilled", later("open orders of all stores, oldest first")),
            ("unfulfilled dest", later("the same for one store")),
        ),
        "digest": (
            (
                "digest",
                later("when this channel gets its digest, and of which stores; change that"),
            ),
            ("digest now", later("post it now; `digest off` and `digest on` end and begin it")),
        ),
        "match": (
            ("match dest north", later("match the items of `dest` with those of `north` by SKU")),
        ),
        "items": (
            (
                "items dest north",
                later("what is matched, paused, missing or ambiguous; change that"),
            ),
            (
                "items dest north pause TEE-1",
                later("leave an item out of the pushes; `resume` ends that"),
            ),
        ),
        "stock": (("stock TEE-1", later("what every store has of an item, and what is promised")),),
        "resync": (
            (
                "resync dest north",
                later("compare all the stock of two stores, then put right what differs"),
            ),
        ),
        "explain": (
            ("explain dest 1001", later("what a push of it would send where, and why not more")),
        ),
        "history": (
            ("history dest 1001", later("everything that happened to it, and who did it")),
        ),
        "locations": (
            ("locations", later("which locations stand for the same stock; change that")),
        ),
        "settings": (
            (
                "settings dest",
                later("whether and how the orders of a store are pushed; change that"),
            ),
            (
                "settings dest north",
                later("the same, with what holds for orders that `north` ships"),
            ),
        ),
        "plan": (
            ("plan dest", later("the plan of a store, and all there are")),
            ("plan dest Traction", later("set it")),
        ),
        "pause": (("pause dest", later("stop the pushes of a store for a while")),),
        "resume": (("resume dest", later("let them go on")),),
        "subscribe": (
            (
                "subscribe dest failures",
                later("let this channel hear it; `orders`, `questions`, `received`"),
            ),
            ("subscribe", later("which channel hears what; `unsubscribe dest` ends it")),
        ),
        "mute": (
            (
                "mute dest failures 2h",
                later("post nothing new of it so long (1 h unless told); `unmute dest`"),
            ),
        ),
        "allow": (
            (
                "allow @anna operator dest",
                later("let somebody push and decide; `viewer`, `admin` too"),
            ),
            ("allow @team viewer all", later("the same for a user group, at every store")),
        ),
        "deny": (("deny @anna dest", later("take from somebody what they were given")),),
        "people": (("people", later("who may do what")),),
        "audit": (("audit dest", later("who did what")),),
        "help": (("help", later("this list")),),
    }
)
"""By verb: what to type, and what it does."""

_HEADINGS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        later("Orders"): ("push", "retry", "explain", "history", "pushes", "unfulfilled", "digest"),
        later("What is pushed, and how"): ("settings", "plan", "pause", "resume"),
        later("Items and stock"): ("stock", "resync", "match", "items", "locations"),
        later("People, stores and channels"): (
            "allow",
            "deny",
            "people",
            "audit",
            "status",
            "subscribe",
            "mute",
        ),
    }
)
"""The verbs of a paragraph; those without one come last."""


def build(support: str) -> Message:
    """The help."""
    return message(
        say("SyncTec: what you can type after /synctec"),
        (
            header(say("SyncTec, Order Push in Slack")),
            *map(section, _paragraphs()),
            context(
                say("Words may be in any case; `1001`, `#1001` and `EN-1001` are all understood.")
            ),
            context(contact(support)),
        ),
    )


def pointer(meant: str | None) -> Message:
    """For who writes to the app as to a person. `meant` is a command, where it reads as one."""
    shown = [USAGE["push"][0], USAGE["unfulfilled"][0], ("help", later("every command there is"))]
    lines = [f"`{ids.COMMAND} {typed}` — {say(what)}" for typed, what in shown]
    said = say(
        "👋 SyncTec does not read messages: it takes commands, typed in any channel or here."
    )
    if meant is not None:
        said += " " + say(
            "Nothing was done. To do it, type {command}.", command=code(f"{ids.COMMAND} {meant}")
        )
    return message(
        say("SyncTec takes commands: type /synctec help"),
        (section(said), section("\n".join(lines))),
    )


def misunderstood(typed: str, problem: str, verb: str | None) -> Message:
    """What was typed, what was wrong with it, and how it is meant. `problem` is mrkdwn."""
    lines = _usage(verb) if verb in USAGE else [line for name in USAGE for line in _usage(name)]
    said = code(f"{ids.COMMAND} {typed}".strip())
    return message(
        say("That was not understood: {problem}", problem=problem),
        (
            section(f"🤔 {said}\n{problem}"),
            section("\n".join(lines)),
        ),
    )


def code(typed: str) -> str:
    """What somebody typed, set as code."""
    return f"`{words.escape(typed.replace('`', chr(39)), 200)}`"


def _paragraphs() -> Iterator[str]:
    headed = {verb for verbs in _HEADINGS.values() for verb in verbs}
    for heading, verbs in _HEADINGS.items():
        yield "\n".join([f"*{say(heading)}*", *(line for verb in verbs for line in _usage(verb))])
    yield "\n".join(line for verb in USAGE if verb not in headed for line in _usage(verb))


def _usage(verb: str | None) -> list[str]:
    return [f"`{ids.COMMAND} {typed}` — {say(what)}" for typed, what in USAGE.get(verb or "", ())]
