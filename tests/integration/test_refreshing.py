"""A source order is read again after its people touched it."""

from __future__ import annotations

import pytest

from core.domain.pushes import PushState
from core.domain.reasons import Reason
from tests.integration.matching_stage import MatchStage
from tests.integration.operations_desk import Desk


@pytest.fixture
def desk(stage: MatchStage, shopify_address: str) -> Desk:
    return Desk.of(stage, shopify_address)


async def test_the_place_is_looked_at_again_though_nothing_of_the_change_shows(desk: Desk) -> None:
    north = desk.stage.north
    made = await desk.stage.control.place("TEE-BLK-M", shop="north")
    read = await desk.stage.core.rooms.gateway.read_source_order(north.id, made["gid"])
    assert read is not None
    elsewhere = Reason("elsewhere", "It stands elsewhere.", "Move it.")
    await desk.push(PushState.PUSHED, source_order=read[0], placement=elsewhere)

    # Shopify's times are whole seconds: the second of two changes may leave none.
    await desk.use.refresh_source_order(north.id, made["gid"])

    waiting = (
        "SELECT count(*) FROM procrastinate.procrastinate_jobs WHERE task_name = 'PlaceSourceOrder'"
    )
    assert await desk.count(waiting) == 1
