"""How every store does: connection, webhooks, token, rate budget, queue, last word of it."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks import health_alert
from bot.blocks.parts import Message, View, context, header, message, modal, section
from core.domain.status_cards import StatusCard, StoreStatus
from core.domain.stores import Role
from core.domain.words import grouped, later, say, say_many

TITLE = later("Status")
_ROLES = {
    Role.DESTINATION: later("destination"),
    Role.SOURCE: later("source"),
    Role.BOTH: later("both"),
}
_STORES = 40


def build(card: StatusCard) -> Message:
    """For one person alone."""
    troubled = sum(1 for each in card.stores if each.trouble or each.store.uninstalled_at)
    sign = (
        say_many("⚠️ {count} store in trouble", "⚠️ {count} stores in trouble", troubled)
        if troubled
        else say("✅ All stores are well")
    )
    hidden = len(card.stores) - _STORES
    return message(
        sign,
        (
            header(say("Status: {sign}", sign=sign)),
            *(section(_store(each, card)) for each in card.stores[:_STORES]),
            None if card.stores else section(say("There is no store that you may see.")),
            context(say("… and {hidden} more stores", hidden=grouped(hidden)))
            if hidden > 0
            else None,
            context(
                say(
                    "Jobs: {waiting} waiting, {failed} given up  ·  {when}",
                    waiting=grouped(card.waiting),
                    failed=grouped(card.failed),
                    when=words.date(card.now, say("As of")),
                )
            ),
        ),
    )


def build_modal(card: StatusCard) -> View:
    """The same in a window."""
    return modal(say(TITLE), build(card).blocks, callback=ids.READ_ONLY)


def _store(status: StoreStatus, card: StatusCard) -> str:
    store, standing = status.store, status.standing
    head = f"*{words.escape(store.name, 80)}* (`{store.handle}`, {say(_ROLES[store.role])})"
    if store.uninstalled_at is not None:
        return f"⚠️ {head}\n{words.date(store.uninstalled_at, say('The app was removed'))}"
    trouble = health_alert.standing(status.trouble) if status.trouble else say("connected")
    sign = "⚠️" if status.trouble else "✅"
    facts = [
        trouble,
        _hears(status, card),
        say("token renews itself") if status.renews else say("token does not end"),
    ]
    if standing.budget is not None:
        there, most = standing.budget
        facts.append(say("rate budget {there} of {most}", there=grouped(there), most=grouped(most)))
    if standing.under_way:
        facts.append(
            say_many(
                "{count} push on the way to it",
                "{count} pushes on the way to it",
                standing.under_way,
            )
        )
    return f"{sign} {head}\n{'  ·  '.join(facts)}"


def _hears(status: StoreStatus, card: StatusCard) -> str:
    standing = status.standing
    told = [
        say("last webhook {age} ago", age=words.age(standing.heard_at, card.now))
        if standing.heard_at
        else say("webhooks on, none yet")
        if status.address
        else say("polled alone")
    ]
    if standing.polled_at is not None:
        told.append(say("asked {age} ago", age=words.age(standing.polled_at, card.now)))
    return ", ".join(told)
