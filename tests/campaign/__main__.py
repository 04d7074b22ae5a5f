"""`python -m tests.campaign --orders 1000 --seed 7`: the fault campaign.

The seed replays the same orders and the same plan of faults; what the processes make of them in
which sequence differs from run to run, and the books must balance every time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from scripts.programs import StageError, end_like_ctrl_c
from tests.campaign.report import Shown, show
from tests.campaign.run import Campaign, run
from tests.campaign.strikes import LONG, SHORT

_SMALL = 60
_ORDERS_A_REGION = 125


def main() -> int:
    """Plays it; exit code 1 unless the books balance and every great fault struck."""
    options = _options()
    console = Console(highlight=False)
    end_like_ctrl_c()
    small = options.orders <= _SMALL
    campaign = Campaign(
        orders=options.orders,
        seed=options.seed,
        regions=options.regions or max(3, -(-options.orders // _ORDERS_A_REGION)),
        rate=options.rate,
        patience=options.patience,
        waits=SHORT if small else LONG,
    )
    console.print(f"Fault campaign: {campaign.orders:,} orders, seed {campaign.seed}.")
    folder = options.folder or Path(tempfile.mkdtemp(prefix="synctec-campaign-"))
    try:
        with Shown(console, campaign.orders) as progress:
            result = run(campaign, folder, progress)
    except KeyboardInterrupt:
        sys.exit("Stopped before its end.")
    except StageError as error:
        sys.exit(str(error))
    show(console, result)
    if result.findings:
        console.print(f"Again: --orders {campaign.orders} --seed {campaign.seed}; {result.log}")
    for what in result.not_struck:
        console.print(f"✗ It never came: {what}", style="red")
    return 1 if result.findings or result.not_struck else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--regions", type=int, help="one for 125 orders unless told, at least 3")
    parser.add_argument("--rate", type=float, default=1.5, help="orders a second")
    parser.add_argument("--patience", type=float, default=900, help="seconds for the last of them")
    parser.add_argument("--folder", type=Path, help="where the logs go")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
