"""`make lock`: pin every dependency anew, with hashes and without an index's address."""

from __future__ import annotations

import subprocess
import sys

from scripts.stage import ROOT

_LOCKS = {"requirements.lock": ["sandbox"], "requirements-dev.lock": ["sandbox", "dev"]}


def main() -> None:
    """Write both lock files from pyproject.toml."""
    for name, extras in _LOCKS.items():
        command = [
            *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"),
            *("--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"),
            *("--no-header", "--no-annotate", "--upgrade"),
            *(f"--extra={extra}" for extra in extras),
            *("pyproject.toml", "-o", name),
        ]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - our own arguments


if __name__ == "__main__":
    main()
