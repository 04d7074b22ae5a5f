"""Matches and items to render: under way, over, failed; none, a few, and the largest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.blocks import items_modal
from bot.forms import Memo
from bot.item_values import place_value
from core.domain.items import Item, ItemState, MatchedBy
from core.domain.match_cards import NEAR_SHOWN, ItemsCard, Link, MatchCard, Place
from core.domain.match_runs import MatchRun, Reading, Stage
from core.domain.reasons import Reason
from core.domain.stores import ConnectionId
from tests.unit.bot import cards

LINK = ConnectionId(2**62)
COUNTS = {ItemState.ACTIVE: 18_004, ItemState.PAUSED: 2, ItemState.MISSING: 1_996}
_WHY = Reason("catalogue_not_listed", "Shopify could not list the catalogue.", "Try again later.")


def link(words: str | None = None) -> Link:
    dest, north = cards.store(), cards.store(2)
    if words is not None:
        dest, north = replace(dest, name=words), replace(north, name=words)
    return Link(LINK, dest, north)


def run(stage: Stage = Stage.READING, **changes: Any) -> MatchRun:
    plain = MatchRun(LINK, 1, stage, "U0ANNA", "C0DEST", cards.NOW, cards.NOW)
    over = stage is not Stage.READING
    read = Reading("gid://shopify/BulkOperation/1", 20_009, kept=over)
    ended = replace(plain, destination=read, matched_at=cards.NOW)
    return replace(ended, **changes)


def item(state: ItemState, words: str = "TEE-1", **changes: Any) -> Item:
    plain = Item(LINK, "gid://shopify/ProductVariant/1", words, f"The {words}", state)
    if state in {ItemState.ACTIVE, ItemState.PAUSED}:
        plain = replace(plain, source_variant_gid="gid", source_sku=words, matched_by=MatchedBy.SKU)
    return replace(plain, **changes)


def near(words: str = "tee-1") -> Item:
    return item(ItemState.MISSING, words, suggestion=words.upper())


def matches() -> Iterator[tuple[str, MatchCard]]:
    yield "match: begun", MatchCard(link(), run(destination=Reading()), {})
    yield "match: again", MatchCard(link(), run(source=Reading(tries=1)), {})
    yield "match: under way", MatchCard(link(), run(), {})
    yield "match: failed", MatchCard(link(), run(Stage.FAILED, reason=_WHY, actor=None), {})
    done = run(Stage.DONE)
    yield "match: nothing near", MatchCard(link(), done, COUNTS)
    yield "match: near", MatchCard(link(), replace(done, attached=True), COUNTS, (near(),), 1)
    yield "match: no list", MatchCard(link(), replace(done, attached=True, reason=_WHY), COUNTS)


def large_matches(kind: str, words: str) -> Iterator[tuple[str, MatchCard]]:
    many = (near(words * 9),) * NEAR_SHOWN
    why = Reason("code", words, words)
    for stage in Stage:
        told = run(stage, reason=why, actor=words)
        yield f"match: {kind} {stage}", MatchCard(link(words), told, COUNTS, many, 10**6)


def items(*shown: Item, **changes: Any) -> ItemsCard:
    plain = ItemsCard(link(), Place(LINK), COUNTS, shown, run=run(Stage.DONE))
    return replace(plain, **changes)


def views() -> Iterator[tuple[str, dict[str, Any]]]:
    each = [item(state) for state in ItemState]
    alias = item(ItemState.ACTIVE, source_sku="NL-TEE", matched_by=MatchedBy.ALIAS)
    usual = items(*each, alias, near(), item(ItemState.MISSING, ""))
    yield "items: none", _view(items(counts={}, run=None))
    yield "items: none in a state", _view(items(place=Place(LINK, ItemState.PAUSED)))
    yield "items: usual", _view(usual)


def large_views(kind: str, words: str) -> Iterator[tuple[str, dict[str, Any]]]:
    place = Place(LINK, ItemState.MISSING, (words, "gid://shopify/ProductVariant/1"))
    many = [item(state, words, suggestion=words) for state in ItemState] * 4
    card = items(*many, link=link(words), place=place, following=place)
    yield f"items: {kind}", _view(card, words)
    longest = Place(LINK, None, (words * 20, "gid"))
    yield f"items: {kind}, longest", _view(items(near(words * 20), place=longest), words * 9)


def _view(card: ItemsCard, said: str = "") -> dict[str, Any]:
    memo = Memo(place_value(card.place), "C0DEST", "https://hooks.slack.com/actions/" + "x" * 200)
    return items_modal.build(card, memo.text(), said)
