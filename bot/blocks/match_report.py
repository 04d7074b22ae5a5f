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


def build(card: MatchCard) -> Message:
    """How it stands now."""
    if card.run.stage is Stage.FAILED:
        return _failed(card)
    return _done(card) if card.run.stage is Stage.DONE else _under_way(card)


def _under_way(card: MatchCard) -> Message:
    title = f"Matching {_names(card)} {words.ELLIPSIS}"
    here = _read(card.link.destination, card.run.destination)
    there = _read(card.link.source, card.run.source)
    return message(
        f"⏳ {title}",
        (section(f"⏳ *{title}*\n{here}\n{there}"), _small_print(card)),
    )


def _read(store: Store, reading: Reading) -> str:
    name = words.escape(store.name, 80)
    if reading.operation is None and not reading.kept:
        again = " once more" if reading.tries else ""
        return f"▫️ {name}: its catalogue is asked for{again}"
    counted = words.count(reading.counted, "variant")
    return f"✅ {name}: {counted}" if reading.kept else f"▫️ {name}: {counted} so far"


def _failed(card: MatchCard) -> Message:
    title = f"{_names(card)} could not be matched"
    reason = card.run.reason
    said = f"⚠️ *{title}.*"
    if reason is not None:
        said += f" {words.sentence(reason.sentence)}\n*What to do:* {words.sentence(reason.remedy)}"
    stays = "What was matched before stays as it is."
    return message(f"⚠️ {title}", (section(said), _small_print(card, stays)))


def _done(card: MatchCard) -> Message:
    title = f"{_names(card)} matched"
    counts = (
        f"*Matched*\n{card.synced:,}",
        f"*Missing*\n{card.missing:,}",
        f"*Ambiguous*\n{card.ambiguous:,}",
        f"*Near misses*\n{card.near_count:,}",
    )
    spoken = f"{card.synced:,} matched, {card.missing:,} missing, {card.ambiguous:,} ambiguous"
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
        f"{sku}  {words.escape(item.title)}\nNot at {there}. Did you mean {suggestion}?",
        button("Use as alias", ids.USE_ALIAS, value) if value else None,
    )


def _hidden(card: MatchCard) -> Block | None:
    hidden = card.near_count - len(card.near)
    return context(f"… and {hidden:,} more, in the list.") if hidden > 0 else None


def _buttons(card: MatchCard) -> list[Block]:
    value = place_value(Place(card.link.connection_id))
    return [button("See the items", ids.OPEN_ITEMS, value)]


def _list(card: MatchCard) -> str:
    if card.run.reason is not None:
        why = f"{card.run.reason.sentence} {card.run.reason.remedy}"
        return f"The list could not be attached: {words.sentence(why)}"
    return "The whole list is in the thread." if card.run.attached else "The list follows."


def _small_print(card: MatchCard, *more: str) -> Block:
    actor = card.run.actor
    asked = words.mention(actor) if actor and actor.isalnum() else words.escape(actor or "SyncTec")
    at = card.run.finished_at or card.run.started_at
    return context(*more, f"Asked for by {asked}, {words.date(at)}")


def _names(card: MatchCard) -> str:
    here, there = card.link.destination, card.link.source
    return f"{words.escape(here.name, 80)} with {words.escape(there.name, 80)}"


def _sku(sku: str) -> str:
    return f"`{words.escape(sku.replace('`', chr(39)), 80)}`"
