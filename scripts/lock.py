"""`make lock`: pin every dependency anew, with hashes and without an index's address."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.stage import ROOT

_RUN = ROOT / "requirements.lock"
_DEV = ROOT / "requirements-dev.lock"
_PIN = re.compile(r"^\S.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def main() -> None:
    """Write both lock files from pyproject.toml: what SyncTec needs, and what the tests need beside
    it, so that both can be installed at once."""
    _pin(_RUN, "--extra=sandbox", "--upgrade")
    _pin(_DEV, "--extra=sandbox", "--extra=dev", "--upgrade", f"--constraint={_RUN}")
    there = set(_pins(_RUN))
    _DEV.write_text("".join(pin for pin in _pins(_DEV) if pin not in there), encoding="utf-8")


def _pin(lock: Path, *options: str) -> None:
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"),
        *("--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"),
        *("--no-header", "--no-annotate", *options),
        *("pyproject.toml", "-o", str(lock)),
    ]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - our own arguments


def _pins(lock: Path) -> Iterator[str]:
    """Each requirement with its hashes."""
    return (found[0] for found in _PIN.finditer(lock.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
