"""`python -m core.db.embedded FOLDER`: stop the server that a killed process left in a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from core.db.embedded.server import EmbeddedServer
from core.domain.errors import SyncError


def main() -> int:
    """Stops it unless somebody uses it; returns the exit code."""
    if len(sys.argv) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        EmbeddedServer(Path(sys.argv[1])).stop_left()
    except SyncError as error:
        sys.stderr.write(f"{error.reason.sentence} {error.reason.remedy}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
