"""Location groups: which of the stores' locations stand for the same stock, and which for none."""

from __future__ import annotations

from collections.abc import Iterable

from bot import ids
from bot import text as words
from bot.blocks.parts import (
    SECTION,
    Block,
    View,
    actions,
    button,
    context,
    divider,
    modal,
    section,
)
from core.domain.locations import GroupCard, LocationsCard, StorePlace
from core.domain.words import grouped, later, say

TITLE = later("Location groups")
_GROUPS = 60
_FLAWS = 5
_WHAT_FOR = later(
    "A group says which locations stand for the same stock. An item is pushed to "
    "a source store when its order is to ship from a location that shares a "
    "group with one of that store's."
)


def build(card: LocationsCard, memo: str, said: str | None = None) -> View:
    """The list; `said` is what was done just now."""
    hidden = len(card.groups) - _GROUPS
    blocks: list[Block | None] = [
        section(f"✅ {words.sentence(said)}") if said else None,
        section(say(_WHAT_FOR)),
        divider(),
        *(_group(each) for each in card.groups[:_GROUPS]),
        None if card.groups else section(say("No group yet: nothing can be pushed without one.")),
        context(say("… and {hidden} more: `python app.py locations list`", hidden=grouped(hidden)))
        if hidden > 0
        else None,
        divider(),
        section(_loose(card)),
        context(f"⚠️ {_unread(card)}") if card.unread else None,
        actions(_buttons(card)),
    ]
    return modal(say(TITLE), blocks, callback=ids.READ_ONLY, memo=memo)


def _group(card: GroupCard) -> Block:
    lines = [f"*{words.escape(card.group.name, 80)}*", words.fit(_by_store(card.places), 1800, 20)]
    flaws = [f"⚠️ {words.sentence(flaw)}" for flaw in card.flaws]
    if flaws:
        lines.append(words.fit(flaws, 900, _FLAWS))
    change = button(say("Change"), ids.unique(ids.CHANGE_GROUP, card.group.id), card.group.id)
    return section("\n".join(lines), change)


def _by_store(places: Iterable[StorePlace]) -> list[str]:
    """A line a store, with its locations."""
    stores: dict[str, list[str]] = {}
    for place in places:
        name = words.escape(place.location.name, 80)
        stores.setdefault(words.escape(place.store.name, 80), []).append(name)
    return [f"• {store}: {words.shorten(', '.join(names), 400)}" for store, names in stores.items()]


def _loose(card: LocationsCard) -> str:
    if not card.loose:
        return (
            say("*In no group*: none")
            if card.groups
            else say("*In no group*: no location is known yet")
        )
    listed = words.fit(_by_store(card.loose), SECTION - 100, 40)
    return say("*In no group*: from there nothing is pushed\n{listed}", listed=listed)


def _unread(card: LocationsCard) -> str:
    names = ", ".join(words.escape(store.name, 60) for store in card.unread[:10])
    more = (
        (" " + say("and {count} more", count=grouped(len(card.unread) - 10)))
        if len(card.unread) > 10
        else ""
    )
    check = f"`python app.py stores check {card.unread[0].handle}`"
    return say(
        "Not read yet: the locations of {names}{more}. {check} says why.",
        names=names,
        more=more,
        check=check,
    )


def _buttons(card: LocationsCard) -> list[Block]:
    ask = button(say("Ask the stores again"), ids.ASK_LOCATIONS)
    make = button(say("Make a group"), ids.MAKE_GROUP, style="primary")
    return [make, ask] if card.places else [ask]
