"""A bounded share of the drain of 2,000 pushes."""

from __future__ import annotations

from pathlib import Path

from scripts.programs import Launch
from tests.campaign.drain import Drain, drain
from tests.unit.soak import DRAINED_PUSHES, SOAK

# The bucket is scaled so that it, and not this machine, is what holds the drain up.
_BUCKET, _RATE, _PATIENCE = (1000, 120, 3600) if SOAK else (300, 200, 240)
DRAIN = Drain(DRAINED_PUSHES, _BUCKET, _RATE, _PATIENCE)


def test_two_processes_drain_a_backlog_and_are_never_throttled(
    tmp_path: Path, launch: Launch
) -> None:
    drained = drain(DRAIN, tmp_path, launch)
    assert len(drained.made) == DRAIN.pushes
    assert set(drained.made.values()) == {1}
    assert drained.throttled == 0, drained
    # Each creation costs ten points and more (facts: a mutation's base): the bucket was emptied.
    assert 10 * len(drained.made) > DRAIN.bucket
