"""A match of two catalogues: counted up in place, then what came of it."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import (
    Block,
    Message,
    actions,
    button,
    context,
    divider,
    fields,
    message,
    section,
)
from bot.item_values import item_value, place_value
from core.domain.items import Item
from core.domain.match_cards import NEAR_SHOWN, MatchCard, Place
from core.domain.match_runs import Reading, Stage
from core.domain.stores import Store
from core.domain.words import grouped, say, say_many


def build(card: MatchCard) -> Message:
    """How it stands now."""
    if card.run.stage is Stage.FAILED:
        return _failed(card)
    return _done(card) if card.run.stage is Stage.DONE else _under_way(card)


def _under_way(card: MatchCard) -> Message:
    title = say("Matching {names} …", names=_names(card))
    here = _read(card.link.destination, card.run.destination)
    there = _read(card.link.source, card.run.source)
    return message(
        f"⏳ {title}",
        (section(f"⏳ *{title}*\n{here}\n{there}"), _small_print(card)),
    )


def _read(store: Store, reading: Reading) -> str:
    name = words.escape(store.name, 80)
    if reading.operation is None and not reading.kept:
        again = (" " + say("once more")) if reading.tries else ""
        return say("▫️ {name}: its catalogue is asked for{again}", name=name, again=again)
    counted = say_many("{count} variant", "{count} variants", reading.counted)
    return (
        f"✅ {name}: {counted}"
        if reading.kept
        else say("▫️ {name}: {counted} so far", name=name, counted=counted)
    )


def _failed(card: MatchCard) -> Message:
    title = say("{names} could not be matched", names=_names(card))
    reason = card.run.reason
    said = f"⚠️ *{title}.*"
    if reason is not None:
        said += f" {words.sentence(reason.sentence)}\n{words.what_to_do(reason.remedy)}"
    stays = say("What was matched before stays as it is.")
    return message(f"⚠️ {title}", (section(said), _small_print(card, stays)))


def _done(card: MatchCard) -> Message:
    title = say("{names} matched", names=_names(card))
    counts = (
        say("*Matched*\n{synced}", synced=grouped(card.synced)),
        say("*Missing*\n{missing}", missing=grouped(card.missing)),
        say("*Ambiguous*\n{ambiguous}", ambiguous=grouped(card.ambiguous)),
        say("*Near misses*\n{count}", count=grouped(card.near_count)),
    )
    spoken = say(
        "{synced} matched, {missing} missing, {ambiguous} ambiguous",
        synced=grouped(card.synced),
        missing=grouped(card.missing),
        ambiguous=grouped(card.ambiguous),
    )
    return message(
        f"✅ {title}: {spoken}",
        (
            section(f"✅ *{title}*"),
            fields(*counts),
            divider() if card.near else None,
            *(_near(item, card) for item in card.near[:NEAR_SHOWN]),
            _hidden(card),
            actions(_buttons(card)),
            _small_print(card, _list(card)),
        ),
    )


def _near(item: Item, card: MatchCard) -> Block:
    there = words.escape(card.link.source.name, 60)
    sku, suggestion = _sku(item.sku), _sku(item.suggestion or "")
    value = item_value(item)
    return section(
        say(
            "{sku}  {item}\nNot at {there}. Did you mean {suggestion}?",
            sku=sku,
            item=words.escape(item.title),
            there=there,
            suggestion=suggestion,
        ),
        button(say("Use as alias"), ids.USE_ALIAS, value) if value else None,
    )


def _hidden(card: MatchCard) -> Block | None:
    hidden = card.near_count - len(card.near)
    return (
        context(say("… and {hidden} more, in the list.", hidden=grouped(hidden)))
        if hidden > 0
        else None
    )


def _buttons(card: MatchCard) -> list[Block]:
    value = place_value(Place(card.link.connection_id))
    return [button(say("See the items"), ids.OPEN_ITEMS, value)]


def _list(card: MatchCard) -> str:
    if card.run.reason is not None:
        why = f"{card.run.reason.sentence} {card.run.reason.remedy}"
        return say("The list could not be attached: {why}", why=words.sentence(why))
    return (
        say("The whole list is in the thread.") if card.run.attached else say("The list follows.")
    )


def _small_print(card: MatchCard, *more: str) -> Block:
    actor = card.run.actor
    asked = words.mention(actor) if actor and actor.isalnum() else words.escape(actor or "SyncTec")
    at = card.run.finished_at or card.run.started_at
    return context(*more, say("Asked for by {asked}, {when}", asked=asked, when=words.date(at)))


def _names(card: MatchCard) -> str:
    here, there = card.link.destination, card.link.source
    return say(
        "{here} with {there}", here=words.escape(here.name, 80), there=words.escape(there.name, 80)
    )


def _sku(sku: str) -> str:
    return f"`{words.escape(sku.replace('`', chr(39)), 80)}`"
