"""What every benchmark has outside: a local Shopify, and a report with a place for each result."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.stage import ROOT

REPORT = Path(__file__).with_name("README.md")


@contextmanager
def local_shopify() -> Iterator[str]:
    """A process of its own; the value is its address."""
    command = [sys.executable, "-m", "sandbox.shopify", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        try:
            if process.stdout is None:
                raise RuntimeError
            yield process.stdout.readline().split()[1]
        finally:
            process.terminate()


def write_down(name: str, result: str) -> None:
    """Print it, and put it into the report in place of the one before."""
    sys.stdout.write(result)
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    between = re.compile(f"{begin}.*{end}", re.DOTALL)
    report = REPORT.read_text(encoding="utf-8")
    REPORT.write_text(between.sub(lambda _: f"{begin}\n{result}{end}", report), "utf-8")
