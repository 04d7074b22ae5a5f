"""How much a test tries: a share with a fixed seed in `make test`, all of it in `make soak`."""

from __future__ import annotations

import os

SOAK = os.environ.get("SYNCTEC_SOAK") == "1"


def examples(usual: int, soak: int) -> int:
    """The number of cases of this run."""
    return soak if SOAK else usual


CAMPAIGN_ORDERS, CAMPAIGN_SEED = 6, 1
DRAINED_PUSHES = examples(40, 2000)
MACHINE_EXAMPLES, MACHINE_STEPS = examples(3, 150), examples(25, 50)
WAY_BACK_EXAMPLES, WAY_BACK_STEPS = examples(3, 150), examples(12, 30)
FUZZED_DELIVERIES = examples(150, 5000)
STORM = examples(8, 1000)


def shares() -> str:
    """What this run tries, in a line."""
    return (
        f"shares: fault campaign of {CAMPAIGN_ORDERS} orders, seed {CAMPAIGN_SEED}; drain of "
        f"{DRAINED_PUSHES} pushes; push machine, {MACHINE_EXAMPLES} examples of {MACHINE_STEPS} "
        f"steps; way back, {WAY_BACK_EXAMPLES} examples of {WAY_BACK_STEPS}; "
        f"{FUZZED_DELIVERIES} fuzzed deliveries; a storm of {STORM} failures; always the same"
    )
