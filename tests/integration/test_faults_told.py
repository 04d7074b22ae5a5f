"""What broke is one message that counts, with its reference; of Slack's own failures there is
none."""

from __future__ import annotations

import pytest

from core.domain.pushes import PushState
from core.domain.reasons import Reason
from core.domain.work import JudgeOrder, MatchCatalogues, PushOrder, TellFault, Work
from core.shopify.reasons import contract_changed
from tests.integration.db.conftest import facts
from tests.integration.matching_stage import MatchStage
from tests.integration.operations_desk import Desk

BROKEN = contract_changed("North")


@pytest.fixture
def desk(stage: MatchStage, shopify_address: str) -> Desk:
    return Desk.of(stage, shopify_address)


async def broke(desk: Desk, work: Work, reference: str, reason: Reason = BROKEN) -> None:
    await desk.use.keep_fault(work, reason, reference)
    await desk.use.tell_fault(TellFault(reason.code, type(work).__name__))


async def test_the_same_fault_is_one_message_that_counts(desk: Desk) -> None:
    first = await desk.push(PushState.QUEUED, 1)
    second = await desk.push(PushState.QUEUED, 2)
    await broke(desk, PushOrder(first.id), "ref-1")
    (told,) = await desk.said()
    assert "A fault in SyncTec (1 time)" in told
    assert "It concerned order #1 of Dest, pushed to North." in told
    assert "ref-1" in told
    await broke(desk, PushOrder(second.id), "ref-2")
    (told,) = await desk.said()
    assert "2 times since" in told
    assert "#2" in told
    assert "ref-2" in told
    assert await desk.stage.jobs("TellFault") == 1


async def test_another_kind_of_job_and_a_new_day_have_messages_of_their_own(desk: Desk) -> None:
    push = await desk.push(PushState.QUEUED, 1)
    order = facts(1).gid
    await broke(desk, PushOrder(push.id), "ref-1")
    await broke(desk, JudgeOrder(desk.stage.dest.id, order), "ref-2")
    assert len(await desk.said()) == 2
    assert "It concerned order #1 of Dest." in (await desk.said())[1]
    await desk.sql("UPDATE faults SET newest_at = now() - interval '25 hours'")
    await broke(desk, PushOrder(push.id), "ref-3")
    assert len(await desk.said()) == 3
    assert "(1 time)" in (await desk.said())[2]


async def test_what_is_not_kept_is_named_by_its_number_or_not_at_all(desk: Desk) -> None:
    await broke(desk, MatchCatalogues(desk.stage.link.id, 1), "ref-1")
    await broke(desk, JudgeOrder(desk.stage.dest.id, "gid://shopify/Order/4712"), "ref-2")
    of_the_link, of_the_order = await desk.said()
    assert "It concerned Dest and North." in of_the_link
    assert "It concerned order 4712 of Dest." in of_the_order
    # Nowhere to tell it.
    await broke(desk, PushOrder(4711), "ref-3")
    assert len(await desk.said()) == 2


async def test_slacks_failures_and_those_of_telling_are_told_to_nobody(desk: Desk) -> None:
    refused = Reason("slack_refused_message", "Slack refused a message.", "So.")
    judging = JudgeOrder(desk.stage.dest.id, "gid")
    await broke(desk, judging, "ref-1", refused)
    await broke(desk, TellFault("x", "y"), "ref-2")
    assert await desk.count("SELECT count(*) FROM faults") == 0
    assert await desk.said() == []
