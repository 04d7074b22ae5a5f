"""How many cases a property test tries: some in `make test`, many in `make soak`."""

from __future__ import annotations

import os

SOAK = os.environ.get("SYNCTEC_SOAK") == "1"


def examples(usual: int, soak: int) -> int:
    """The number of cases of this run."""
    return soak if SOAK else usual
