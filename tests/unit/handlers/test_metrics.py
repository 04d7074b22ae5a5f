"""The text form that Prometheus reads."""

from __future__ import annotations

from core.domain.measurements import Measurements, Traffic
from core.domain.pushes import PushState
from handlers.metrics import exposition

FOUND = Measurements(
    jobs={("PushOrder", "doing"): 2, ("JudgeOrder", "todo"): 1000},
    pushes={PushState.QUEUED: 3},
    oldest_queued=12.5,
    polled={"dest": 4.25},
    traffic=Traffic(calls={"dest": 7, 'no"such': 1}, throttled={}),
)


def test_every_family_has_its_help_its_type_and_its_samples() -> None:
    lines = exposition(FOUND).splitlines()
    assert 'synctec_jobs{kind="JudgeOrder",status="todo"} 1000' in lines
    assert 'synctec_jobs{kind="PushOrder",status="doing"} 2' in lines
    assert 'synctec_pushes{state="queued"} 3' in lines
    assert "synctec_oldest_queued_push_seconds 12.5" in lines
    assert 'synctec_seconds_since_poll{shop="dest"} 4.25' in lines
    assert 'synctec_shopify_calls_total{shop="dest"} 7' in lines
    assert "# TYPE synctec_shopify_throttled_total counter" in lines
    kinds = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(kinds) == len(set(kinds)) == sum(line.startswith("# HELP") for line in lines)


def test_a_state_that_no_push_is_in_counts_nothing_instead_of_vanishing() -> None:
    lines = exposition(FOUND).splitlines()
    states = [line for line in lines if line.startswith("synctec_pushes{")]
    assert len(states) == len(PushState)
    assert 'synctec_pushes{state="failed"} 0' in lines


def test_what_would_break_a_line_is_escaped() -> None:
    assert 'synctec_shopify_calls_total{shop="no\\"such"} 1' in exposition(FOUND)
