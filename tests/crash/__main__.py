"""`make crash`: the whole matrix; or one scenario, or one case of it."""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from scripts.stage import ROOT
from tests.crash.cases import Case, case_of, cases_of, keep, kept
from tests.crash.matrix import Matrix, boundaries
from tests.crash.play import Played
from tests.crash.report import Report
from tests.crash.scenarios import SCENARIOS
from tests.crash.stages import Theatre, theatre

_WIDTH = 120
"""Where the report goes to a file."""
_FOLDER = ROOT / "var" / "crash"
_STAGES = 3 * (os.cpu_count() or 1)
"""More than cores: a case mostly waits until what a dead process left is taken over."""


def main() -> None:
    """Exit code 1 when a case failed, or when too many never met their point."""
    options = _options()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _FOLDER.mkdir(parents=True, exist_ok=True)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    report = Report(console, _FOLDER / "report.txt")
    named = options.scenario or list(SCENARIOS)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="synctec-crash-") as folder,
            theatre(Path(folder)) as house,
            report,
        ):
            for by_webhook in (False, True):
                chosen = [name for name in named if SCENARIOS[name].by_webhook is by_webhook]
                if chosen:
                    _play(house, report, chosen, options)
    except KeyboardInterrupt:
        _tell(report, console)
        sys.exit("Stopped before its end.")
    _tell(report, console)
    sys.exit(bool(report.failed) or report.proves_little)


def _play(
    house: Theatre, report: Report, scenarios: list[str], options: argparse.Namespace
) -> None:
    by_webhook = SCENARIOS[scenarios[0]].by_webhook
    count = 1 if options.case else options.stages
    with Matrix(house, _FOLDER, count, by_webhook=by_webhook) as matrix:
        cases: list[Case] = []

        def heard(name: str, played: Played) -> None:
            keep(_FOLDER, name, boundaries(played))

        fresh = [name for name in scenarios if not (options.case and kept(_FOLDER, name))]
        matrix.count(fresh, heard)
        for name in scenarios:
            points = kept(_FOLDER, name)
            one = [case_of(name, points, options.case)] if options.case else None
            chosen = one or list(cases_of(name, points))
            report.counted(name, chosen)
            cases += chosen
        # So that what is slow, or breaks, is not all at the end.
        random.Random(1).shuffle(cases)
        matrix.play(cases, report.ended)


def _tell(report: Report, console: Console) -> None:
    console.print(report.table())
    for each in report.failed:
        again = f"python -m tests.crash --scenario {each.case.scenario} --case {each.case.id}"
        console.print(f"[red]{each}[/red]\n    again: {again}", soft_wrap=True)
    console.print(f"Each case: {_FOLDER / 'report.txt'}; logs of failed ones beside it.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", action="append", choices=list(SCENARIOS))
    parser.add_argument("--case", help="one case of the scenario, such as 17after")
    parser.add_argument("--stages", type=int, default=_STAGES, help="how many at once")
    options = parser.parse_args()
    if options.case and len(options.scenario or ()) != 1:
        parser.error("--case needs one --scenario")
    return options


if __name__ == "__main__":
    main()
