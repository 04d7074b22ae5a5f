"""Make or change a location group: its name, and which locations it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot import ids
from bot import text as words
from bot.blocks.parts import (
    Block,
    View,
    actions,
    button,
    confirm,
    context,
    modal,
    option,
    plain,
    section,
    text_input,
)
from core.domain.locations import GroupCard, LocationGroup, LocationsCard, StorePlace
from core.domain.words import grouped, later, say

TITLE = later("Location group")
_MOST = 500
"""Locations that one window can offer: Slack takes 100 a heading, and 250 KB a view."""
_HEADING = 100


def build(card: LocationsCard, group: GroupCard | None, memo: str) -> View:
    """The form; `group` None makes a new one."""
    if len(card.places) > _MOST:
        return modal(say(TITLE), (section(_too_many(card)),), callback=ids.READ_ONLY)
    own = group.group if group else None
    return modal(
        say(TITLE),
        (
            text_input(
                ids.INPUT_GROUP_NAME,
                say("Name"),
                hint=say("Whatever says to people which stock is meant."),
                placeholder=say("Main warehouse"),
                value=own.name if own else "",
            ),
            _choice(card.places, own),
            context(
                say(
                    "Choose the locations of your stores that stand for the same stock: those "
                    "where orders come in and those they are shipped from. A location is in one "
                    "group at most: one that is in another group, as said beside it, moves here."
                )
            ),
            actions([_remove(own)]) if own else None,
        ),
        callback=ids.SUBMIT_GROUP,
        memo=memo,
        submit=say("Save"),
        close=say("Cancel"),
    )


def _choice(places: Sequence[StorePlace], own: LocationGroup | None) -> Block:
    options = [(place, _option(place, own)) for place in places]
    element: Block = {
        "type": "multi_static_select",
        "action_id": ids.INPUT_LOCATIONS,
        "placeholder": plain(say("Choose locations"), 150),
        "option_groups": list(_headings(options)),
    }
    chosen = [each for place, each in options if own and place.group and place.group.id == own.id]
    if chosen:
        element["initial_options"] = chosen
    return {
        "type": "input",
        "block_id": ids.INPUT_LOCATIONS,
        "label": plain(say("Locations"), 150),
        "element": element,
    }


def _headings(options: Sequence[tuple[StorePlace, Block]]) -> Iterator[Block]:
    """A heading a store; a store with more than a heading takes has several."""
    for store, found in groupby(options, key=lambda each: each[0].store):
        offered = [each for _, each in found]
        for start in range(0, len(offered), _HEADING):
            yield {
                "label": plain(store.name, 75),
                "options": offered[start : start + _HEADING],
            }


def _option(place: StorePlace, own: LocationGroup | None) -> Block:
    seen_in = place.group.id if place.group else 0
    made = option(
        f"{place.location.name} ({place.store.handle})",
        f"{place.store.id} {seen_in} {place.location.gid}",
    )
    if place.group and (own is None or place.group.id != own.id):
        made["description"] = plain(
            say("In {group} now: moves here", group=words.clean(place.group.name, 40)), 75
        )
    elif not place.location.active:
        made["description"] = plain(say("Not active in Shopify"), 75)
    return made


def _remove(own: LocationGroup) -> Block:
    asked = confirm(
        say("Remove this group?"),
        say(
            "{group}: its locations stay where they are, and are in no group then. What "
            "is to ship from there is not pushed any more.",
            group=own.name,
        ),
        say("Remove"),
        say("Keep it"),
    )
    value = f"{own.id}:{own.edition}"
    return button(say("Remove this group"), ids.REMOVE_GROUP, value, style="danger", confirm=asked)


def _too_many(card: LocationsCard) -> str:
    return say(
        "Your stores have {count} locations: more than a window can "
        "offer.\n`python app.py locations group NAME STORE/LOCATION …` does the same.",
        count=grouped(len(card.places)),
    )
