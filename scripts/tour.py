"""`make tour`: the day of an order, played in the terminal; every step is checked as it happens.

It speaks as people do: a customer orders, staff click and type in Slack, a store ships. What it
prints is read back from the sandbox's Slack and stores; exit code 0 only if every step happened.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import httpx
from rich.console import Console

from scripts.loopback import PLAIN
from scripts.people import NotSeen, People
from scripts.programs import StageError, end_like_ctrl_c
from scripts.stage import stage
from scripts.tour_steps import Tour

_STEPS = (
    Tour.place_a_paid_order,
    Tour.read_the_alert,
    Tour.push_it,
    Tour.read_the_source_order,
    Tour.ship_one,
    Tour.refund_the_other,
    Tour.order_without_stock,
    Tour.view_the_error,
    Tour.retry_after_mending,
    Tour.ask_for_the_digest,
)


def main() -> None:
    """Play every step on a fresh stage, or on the one at `--url`."""
    options = _options()
    console = Console(highlight=False)
    end_like_ctrl_c()
    try:
        if options.url:
            _play(options.url, options.patience, console)
            return
        console.print("Starting PostgreSQL, the sandbox and the bot …")
        with (
            tempfile.TemporaryDirectory(prefix="synctec-tour-") as folder,
            stage(Path(folder), 0, 0) as here,
        ):
            _play(here.sandbox_url, options.patience, console)
    except KeyboardInterrupt:
        sys.exit("Stopped before its end.")
    except (NotSeen, StageError, httpx.HTTPError) as error:
        console.print(f"\n[bold red]It did not happen:[/bold red] {error}")
        sys.exit(1)


def _play(url: str, patience: float, console: Console) -> None:
    with httpx.Client(verify=PLAIN, base_url=url, timeout=10) as http:
        tour = Tour(People(http, patience), console)
        for number, step in enumerate(_STEPS, 1):
            console.rule(
                f"[bold]{number}. {(step.__doc__ or '').strip().rstrip('.')}", align="left"
            )
            step(tour)
    console.rule("[bold green]Every step happened", align="left")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The day of an order, in the terminal.")
    parser.add_argument("--url", help="A sandbox that runs already, with its bot.")
    parser.add_argument(
        "--patience", type=float, default=15, help="Seconds to wait for what should appear."
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
