"""Shopify carries a creation out long after its lease was over and a person had it sent again: no
protocol can undo that, and people are told at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from core.domain.people import Actor
from core.domain.pushes import PushState
from tests.contract.sandbox_shopify import kit
from tests.integration.machine.bench import LEASE, open_bench
from tests.integration.machine.test_push_machine import PushMachine

ANNA = Actor("T0SANDBOX", "U0ANNA")


@pytest.fixture(scope="module")
def shopify() -> Iterator[str]:
    """A local Shopify of this module's own."""
    with kit.running() as address:
        yield address


def test_an_order_that_is_there_twice_after_all_is_told(database_url: str, shopify: str) -> None:
    with open_bench(database_url, shopify) as bench:
        machine = PushMachine(bench)
        machine.place(trusted=False)
        machine.press(both=False)
        bench.run(machine.begin(1))
        (late,) = machine.under_way
        bench.clock.ahead += LEASE + timedelta(seconds=1)
        machine.at_once(bench.sweep())
        machine.look()
        machine.look_up(looks=4)
        bench.run(bench.use.send_again(machine.push_id, machine.kept.attempt, ANNA))
        bench.run(machine.begin(1))
        again = machine.under_way[-1]
        for sender in (again, late):
            bench.run(bench.wire.carry_out(sender.held))
            bench.wire.let_through(sender.held)
            machine.finish(sender)

        machine.look()
        assert len(machine.there) == 2
        assert machine.kept.state is PushState.PUSHED
        assert machine.kept.source_order is not None
        assert machine.kept.source_order.gid == again.held.made()
        (found,) = bench.sql("SELECT before FROM findings WHERE kind = 'made_twice'")
        names = {one["gid"]: one["name"] for one in machine.there}
        assert found.before == names[str(late.held.made())]
