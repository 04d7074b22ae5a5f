"""Two who judge one order at once: the newer state of it counts, whoever writes last."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.bootstrap import SystemClock
from core.domain.errors import Temporary
from core.domain.orders import Order
from core.domain.push_settings import ConnectionSettings
from core.domain.pushes import PushState
from core.domain.qualification import Source, judge
from core.domain.stores import Role, StoreId
from core.usecases.judgement import Judged, keep
from tests.integration.intake import Intake, open_intake
from tests.unit.domain.makers import NOW, SHELF, order, terms, variant


async def test_a_judgement_of_an_older_state_changes_nothing(database_url: str) -> None:
    """A person's command read the order unpaid; it was paid, judged and alerted meanwhile."""
    async with open_intake(database_url) as intake:
        unpaid = await judged_for(intake, order(financial_status="PENDING"))
        paid = replace(order(), updated_at=NOW + timedelta(seconds=1))
        newer = replace(
            unpaid,
            order=paid,
            verdict=judge(paid, [_source(source) for source in unpaid.sources], terms()),
        )
        assert await _kept(intake, newer) == [PushState.WAITING]
        with pytest.raises(Temporary):
            await _kept(intake, unpaid)
        async with intake.core.open_unit() as unit:
            (record,) = await unit.orders.by_number(unpaid.store.id, "1001")
            pushes = await unit.pushes.of_order(record.id)
        assert [push.state for push in pushes] == [PushState.WAITING]


async def _kept(intake: Intake, judged: Judged) -> list[PushState]:
    async with intake.core.open_unit() as unit:
        record = await keep(unit, judged, SystemClock())
        states = [push.state for push in await unit.pushes.of_order(record.id)]
        await unit.commit()
    return states


async def judged_for(intake: Intake, found: Order) -> Judged:
    """As `Judge` would answer, of the store `dest` and a source of its own."""
    north = await intake.add_store("north", Role.SOURCE)
    async with intake.core.open_unit() as unit:
        dest = await unit.stores.by_shop("dest")
        assert dest is not None
        link = await unit.connections.add(dest.id, north.id, ConnectionSettings())
        await unit.commit()
    verdict = judge(found, [_source(north.id)], terms())
    return Judged(dest, found, verdict, (link,), {north.id: north})


def _source(store_id: StoreId) -> Source:
    carried = {"A": [variant("A")]}
    return Source(store_id, "North", "USD", carried, places=frozenset({SHELF}))
