"""Who may do what, and who did what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot import ids
from bot import text as words
from bot.blocks.change import who
from bot.blocks.parts import SECTION, Block, Message, View, context, header, message, modal, section
from core.domain.people import RIGHTS, Grant, Right, named_in_slack
from core.domain.people_cards import AuditCard, AuditLine, PeopleCard, Roster
from core.domain.words import grouped, later, say

AUDIT = later("Who did what")
_STORES, _AUDITED, _LINE = 30, 100, 300
_SIGNS = {Right.ADMIN: "🔑", Right.OPERATOR: "🛠️", Right.VIEWER: "👀"}
_MAY = later(
    "🔑 an *admin* changes settings and says who may do what  ·  🛠️ an *operator* "
    "pushes, retries and decides  ·  👀 a *viewer* sees orders, lists and "
    "histories. Each may do what the next may."
)


def build(card: PeopleCard) -> Message:
    """For one person alone."""
    hidden = len(card.rosters) - _STORES
    own = (
        say("You are {right}.", right=say(RIGHTS[card.own]))
        if card.own
        else say("You have no right yet.")
    )
    return message(
        say("Who may do what in SyncTec. {own}", own=own),
        (
            header(say("Who may do what")),
            section(words.shorten("\n".join(_everywhere(card)), SECTION)),
            *(section(_roster(each)) for each in card.rosters[:_STORES]),
            context(say("… and {hidden} more stores: name one", hidden=grouped(hidden)))
            if hidden > 0
            else None,
            context(say(_MAY)),
            context(
                say(
                    "`/synctec allow @somebody operator dest` gives, `/synctec deny @somebody "
                    "dest` takes; user groups can be given rights, too."
                )
            ),
        ),
    )


def audit(card: AuditCard) -> View:
    """Newest first."""
    shown = card.lines[:_AUDITED]
    more = card.more or len(card.lines) > len(shown)
    blocks: list[Block | None] = [
        *(section(text) for text in _paragraphs(_told(line) for line in shown)),
        None if shown else section(say("Nobody did anything yet that is kept.")),
        context(say("… and more, before that: an order's own history has it all."))
        if more
        else None,
        context(say("Pushes, answers and settings, of the stores that you administer.")),
    ]
    return modal(card.title, blocks, callback=ids.READ_ONLY)


def _roster(roster: Roster) -> str:
    head = f"*{words.escape(roster.store.name, 80)}* (`{roster.store.handle}`)"
    listed = _listed(roster.grants) or say("_nobody besides_")
    return words.shorten(f"{head}\n{listed}", SECTION)


def _everywhere(card: PeopleCard) -> Iterator[str]:
    yield say("*Every store*")
    if card.everyone:
        yield say("🔑 everybody in the workspace, since `SYNCTEC_ADMINS` says `*`")
    if card.named:
        named = ", ".join(words.mention(user) for user in card.named[:50])
        yield say("🔑 {named} · by `SYNCTEC_ADMINS`", named=named)
    granted = _listed(card.everywhere)
    if granted:
        yield granted
    elif not card.everyone and not card.named:
        yield say("_nobody_")


def _listed(grants: Iterable[Grant]) -> str:
    lines = [
        f"{_SIGNS[right]} {', '.join(named_in_slack(each.subject) for each in held)}"
        for right in reversed(Right)
        if (held := [grant for grant in grants if grant.right is right])
    ]
    return "\n".join(lines)


def _told(line: AuditLine) -> str:
    said = words.shorten(words.sentence(line.said, mentions=True), _LINE)
    return f"{words.date(line.at)} · {who(line.actor)} · {said} · {words.escape(line.store, 60)}"


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """As few sections as they fit into."""
    kept: list[str] = []
    for line in lines:
        if kept and sum(map(words.width, kept)) + len(kept) + words.width(line) > SECTION - 100:
            yield "\n".join(kept)
            kept = []
        kept.append(line)
    if kept:
        yield "\n".join(kept)
