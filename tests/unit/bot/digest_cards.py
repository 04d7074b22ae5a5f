"""Digests with all that they count, the window of a digest, and a source that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.blocks import digest_modal
from core.domain.cards import ListCard
from core.domain.digests import Cause, DigestFigures, DigestForm, DigestSettings
from core.domain.messages import Card
from core.domain.push_list import NudgeCard
from core.domain.pushes import PushState
from core.domain.stores import StoreId
from tests.unit.bot import cards, push_list_cards

FIGURES = DigestFigures(
    ages=(4, 9, 3, 1, 0),
    causes=(Cause("North Supply", "North Supply has too little stock for this order.", 2),),
    untracked=3,
    pushed=34,
    shipped=31,
    snoozed=2,
)


def digest(unfulfilled: int, failed: int, words: str | None = None, **changes: Any) -> ListCard:
    plain = cards.late(unfulfilled, failed, words)
    states = (PushState.PUSHED, PushState.FAILED, PushState.WAITING)
    late = tuple(
        replace(row, pushes=(cards.push_card(states[number % 3]),))
        for number, row in enumerate(plain.unfulfilled)
    )
    return replace(plain, unfulfilled=late, figures=FIGURES, **changes)


def every(typed: Mapping[str, str]) -> Iterator[tuple[str, Card]]:
    yield "digest: figures", digest(3, 1)
    yield "digest: nothing late", replace(digest(0, 0), figures=replace(FIGURES, snoozed=0))
    yield "digest: full", digest(12, 6, hidden=4982, whole=False)
    nudge = NudgeCard(
        push_list_cards.row(), cards.NOW + timedelta(days=5), "U0ANNA", ("C0DEST", "1.2")
    )
    yield "nudge: usual", nudge
    yield "nudge: no alert", replace(nudge, alert=None)
    for kind, words in typed.items():
        causes = tuple(Cause(words, words, 10**6) for _ in range(5))
        figures = DigestFigures((10**6,) * 5, causes, 10**6, 10**6, 10**6, 10**6)
        yield f"digest: all of it, {kind}", replace(digest(12, 6, words), figures=figures)
        yield f"nudge: {kind}", replace(nudge, row=push_list_cards.row(PushState.PUSHED, words))


def views(memo: str, typed: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    settings = DigestSettings("C0DEST", "09:00", "Europe/Berlin")
    stores = (cards.store(), cards.store(2))
    yield "digest settings: usual", digest_modal.build(DigestForm(settings, stores), memo)
    off = replace(settings, enabled=False, weekdays=frozenset(), store_ids=(StoreId(2),))
    yield "digest settings: off", digest_modal.build(DigestForm(off, stores), memo)
    yield "digest settings: no store", digest_modal.build(DigestForm(settings, ()), memo)
    for kind, words in typed.items():
        many = tuple(cards.store(number, name=words) for number in range(1, 300))
        form = DigestForm(replace(settings, channel="C" * 20), many)
        yield f"digest settings: {kind}", digest_modal.build(form, memo)
