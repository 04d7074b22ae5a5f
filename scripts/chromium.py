"""Find a Chromium for the browser tests, or install one; prints its path.

In this order: SYNCTEC_CHROMIUM, one on the machine, Debian's package when we are root, Playwright's
own installer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_EMOJI = "fonts-noto-color-emoji"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Exit code 1 with a sentence when none can be had."""
    found = find() or _from_debian() or _from_playwright()
    if found is None:
        sys.exit(
            "No Chromium for the browser tests: none is installed, and neither Debian's package "
            "nor Playwright's installer could bring one. Install one and set SYNCTEC_CHROMIUM."
        )
    sys.stdout.write(f"Browser: {found}\n")


def find() -> str | None:
    """A Chromium that is here already."""
    chosen = os.environ.get("SYNCTEC_CHROMIUM")
    if chosen:
        return chosen
    named = (shutil.which(name) for name in _NAMES)
    return next((path for path in named if path), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    script = (
        "from playwright.sync_api import sync_playwright as p\n"
        "with p() as play: print(play.chromium.executable_path)"
    )
    asked = _run([sys.executable, "-c", script])
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else None


def _from_debian() -> str | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    sys.stdout.write("Installing Chromium from Debian (once) ...\n")
    sys.stdout.flush()
    _run(["apt-get", "update", "-qq"])
    _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", _EMOJI])
    return find()


def _from_playwright() -> str | None:
    sys.stdout.write("Installing Playwright's Chromium (once) ...\n")
    sys.stdout.flush()
    _run([sys.executable, "-m", "playwright", "install", "chromium"])
    return _playwrights_own()


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(  # noqa: S603 - fixed commands
        command, env=environment, capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    main()
