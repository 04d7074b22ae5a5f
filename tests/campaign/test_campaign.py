"""A bounded share of the fault campaign, with every great fault in it; `make soak` plays all."""

from __future__ import annotations

from pathlib import Path

from scripts.programs import Launch
from tests.campaign.report import Silent, rows
from tests.campaign.run import Campaign, run
from tests.campaign.strikes import SHORT
from tests.unit.soak import CAMPAIGN_ORDERS, CAMPAIGN_SEED

CAMPAIGN = Campaign(
    orders=CAMPAIGN_ORDERS, seed=CAMPAIGN_SEED, regions=2, rate=2, patience=240, waits=SHORT
)


def test_the_books_balance_when_everything_fails(tmp_path: Path, launch: Launch) -> None:
    result = run(CAMPAIGN, tmp_path, Silent(), launch)
    assert result.findings == [], rows(result)
    # The great faults struck, and the call that must not be repeated met some of the small ones.
    assert result.not_struck == []
    assert any("orderCreate" in what for what, count in result.fired.items() if count)
