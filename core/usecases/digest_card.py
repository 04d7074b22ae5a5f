"""What a digest shows: the rows that fit, and what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.domain.cards import ListCard, OrderRow
from core.domain.digests import Cause, DigestFigures
from core.domain.orders import OrderId
from core.domain.pushes import PushState
from core.domain.stores import Store
from core.domain.words import later
from core.ports import UnitOfWork

TITLE = later("Daily digest")
MOST = 5000
"""Rows of the file in its thread."""
FAILED, LATE = 6, 12
"""Rows of the message, each with its buttons."""
_FAILURES, _CAUSES = 1000, 5
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


async def digest_card(
    unit: UnitOfWork, stores: Sequence[Store], whole: ListCard, now: datetime
) -> ListCard:
    """From the whole list: what was snoozed is counted alone."""
    rows = (*whole.failed, *whole.unfulfilled)
    asleep = await unit.digests.snoozed([row.order_id for row in rows], now)
    failed, late = _awake(whole.failed, asleep), _awake(whole.unfulfilled, asleep)
    shown = len(failed[:FAILED]) + len(late[:LATE])
    hidden = whole.hidden + len(failed) + len(late) - shown
    figures = await _figures(unit, stores, now, asleep)
    return replace(
        whole,
        failed=failed[:FAILED],
        unfulfilled=late[:LATE],
        hidden=hidden,
        figures=figures,
        whole=hidden == 0,
    )


def _awake(rows: Sequence[OrderRow], asleep: Collection[OrderId]) -> tuple[OrderRow, ...]:
    return tuple(row for row in rows if row.order_id not in asleep)


async def _figures(
    unit: UnitOfWork, stores: Sequence[Store], now: datetime, asleep: Collection[OrderId]
) -> DigestFigures:
    ids = [store.id for store in stores]
    sell = [store.id for store in stores if store.sells]
    ship = [store.id for store in stores if store.ships]
    names = {store.id: store.name for store in await unit.stores.all()}
    failed, _ = await unit.pushes.failed(sell, _FAILURES, source_ids=ship)
    causes = Counter(
        (names[push.source_id], push.reason.sentence) for push in failed if push.reason
    )
    return DigestFigures(
        ages=tuple(await unit.order_lists.ages(sell, ship, now, without=asleep)),
        causes=tuple(
            Cause(source, sentence, many)
            for (source, sentence), many in causes.most_common(_CAUSES)
        ),
        untracked=await unit.digests.untracked(ids, now - _WEEK),
        pushed=await unit.push_lists.moved(ids, PushState.PUSHED, now - _DAY),
        shipped=await unit.digests.shipped(sell, now - _DAY),
        snoozed=len(asleep),
    )
