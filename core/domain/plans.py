"""Plans: an ordered list, and the one from which order push is included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PLANS = ("Starter", "Traction", "Scale")
PUSH_PLAN = "Traction"


@dataclass(frozen=True, slots=True)
class Plans:
    """`names` go from the lowest plan to the highest; `gate` is one of them."""

    names: tuple[str, ...] = PLANS
    gate: str = PUSH_PLAN

    def named(self, typed: str | None) -> str | None:
        """The plan people mean by `typed`, in any case; None where there is no such plan."""
        wanted = (typed or "").strip().casefold()
        return next((name for name in self.names if name.casefold() == wanted), None)

    def of(self, plan: str | None) -> str:
        """The plan of a store: None, and one that is not sold any more, count as the lowest."""
        return self.named(plan) or self.names[0]

    def include_push(self, plan: str | None) -> bool:
        """Whether a store on this plan may push orders."""
        return self.names.index(self.of(plan)) >= self.names.index(self.gate)


def plans_of(names: Sequence[str], gate: str) -> Plans:
    """From what the settings say.

    Raises:
        ValueError: no plan, one named twice, or a gate that is none of them.
    """
    told = Plans(tuple(name.strip() for name in names if name.strip()), gate.strip())
    if len({name.casefold() for name in told.names}) != len(told.names) or not told.names:
        msg = "must name each plan once"
        raise ValueError(msg)
    known = told.named(told.gate)
    if known is None:
        msg = f"the plan from which orders are pushed, {told.gate}, is none of them"
        raise ValueError(msg)
    return Plans(told.names, known)
