"""The items of a connection in a window: by state, a page at a time, each with what can be done."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import Block, View, actions, button, context, divider, modal, section
from bot.item_values import item_value, place_value
from core.domain.items import SYNCED, Item, ItemState
from core.domain.match_cards import ItemsCard, Place
from core.domain.words import grouped, later, say

TITLE = later("Items")
_STATES = {
    ItemState.ACTIVE: later("Active"),
    ItemState.PAUSED: later("Paused"),
    ItemState.MISSING: later("Missing"),
    ItemState.AMBIGUOUS: later("Ambiguous"),
}
_SIGN = {
    ItemState.ACTIVE: "✅",
    ItemState.PAUSED: "⏸️",
    ItemState.MISSING: "⚠️",
    ItemState.AMBIGUOUS: "⚠️",
}

_PAUSED_AS = later("Paused with {source}, as `{source_sku}`")
_SYNCED_AS = later("Synced with {source}, as `{source_sku}`")


def build(card: ItemsCard, memo: str, said: str = "") -> View:
    """One page; `memo` comes back with every click in it, `said` is what the last one did."""
    link = card.link
    names = say(
        "*{destination}* at *{source}*",
        destination=words.escape(link.destination.name, 80),
        source=words.escape(link.source.name, 80),
    )
    return modal(
        say(TITLE),
        (
            section(names),
            context(words.sentence(said)) if said else None,
            actions(_states(card)),
            divider(),
            *(_row(item, card) for item in card.items),
            None if card.items else section(_nothing(card)),
            actions(_pages(card)),
            context(_note(card)),
        ),
        callback=ids.READ_ONLY,
        memo=memo,
    )


def _states(card: ItemsCard) -> list[Block]:
    every = sum(card.counts.values())
    tabs: list[tuple[str, ItemState | None, int]] = [(say("All"), None, every)]
    tabs += [(say(name), state, card.counts.get(state, 0)) for state, name in _STATES.items()]
    return [
        button(
            f"{label} {grouped(many)}",
            ids.unique(ids.ITEMS_PAGE, state.value if state else "all"),
            place_value(Place(card.link.connection_id, state)),
            style="primary" if state is card.place.state else None,
        )
        for label, state, many in tabs
    ]


def _row(item: Item, card: ItemsCard) -> Block:
    sku = f"`{_code(item.sku)}`" if item.sku.strip() else say("_no SKU_")
    said = f"{_SIGN[item.state]} {sku}  {words.escape(item.title, 100)}\n{_about(item, card)}"
    return section(said, _button(item))


def _about(item: Item, card: ItemsCard) -> str:
    source = words.escape(card.link.source.name, 60)
    if item.state in SYNCED:
        paused = item.state is ItemState.PAUSED
        if item.source_sku == item.sku:
            told = later("Paused with {source}") if paused else later("Synced with {source}")
            return say(told, source=source)
        told = _PAUSED_AS if paused else _SYNCED_AS
        return say(told, source=source, source_sku=_code(item.source_sku or ""))
    if item.state is ItemState.AMBIGUOUS:
        return say("Several variants have this SKU: give each its own in Shopify")
    if not item.sku.strip():
        return say("It needs a SKU in Shopify to be matched")
    if item.suggestion:
        return say(
            "Not at {source}. Did you mean `{suggestion}`?",
            source=source,
            suggestion=_code(item.suggestion),
        )
    return say("No variant of {source} has this SKU", source=source)


def _button(item: Item) -> Block | None:
    value = item_value(item)
    if value is None:
        return None
    if item.state is ItemState.ACTIVE:
        return button(say("Pause"), ids.PAUSE_ITEM, value)
    if item.state is ItemState.PAUSED:
        return button(say("Resume"), ids.RESUME_ITEM, value)
    return button(say("Use as alias"), ids.USE_ALIAS, value) if item.suggestion else None


def _pages(card: ItemsCard) -> list[Block]:
    first = Place(card.link.connection_id, card.place.state)
    buttons = []
    if card.place.after != ("", ""):
        buttons.append(
            button(say("First page"), ids.unique(ids.ITEMS_PAGE, "first"), place_value(first))
        )
    if card.following is not None:
        following = place_value(card.following)
        buttons.append(button(say("Next page"), ids.unique(ids.ITEMS_PAGE, "next"), following))
    return buttons


def _nothing(card: ItemsCard) -> str:
    handles = f"{card.link.destination.handle} {card.link.source.handle}"
    if card.run is None and not card.counts:
        return say("Nothing was matched yet: `/synctec match {handles}` does it.", handles=handles)
    return say("No item is in this state.") if card.place.state else say("There are no items.")


def _note(card: ItemsCard) -> str:
    if card.run is None or card.run.matched_at is None:
        return say(
            "Matched while orders are judged; a match of the whole catalogue was not made yet."
        )
    return say("The whole catalogue was matched {when}.", when=words.date(card.run.matched_at))


def _code(sku: str) -> str:
    return words.escape(sku.replace("`", "'"), 80)
