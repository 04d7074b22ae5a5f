"""Work that a step of a workflow waits for; `execution` names the step."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.work.base import HALF_A_DAY, Work


@dataclass(frozen=True, slots=True)
class PushForStep(Work):
    """Find the order, queue its pushes, for the person `user`."""

    waits_for_stores = False

    execution: str
    user: str
    store_id: int
    number: str

    @property
    def lock(self) -> str | None:
        """One order at a time: the second finds it done."""
        return f"push-for-step:{self.store_id}:{self.number.lower()}"

    @property
    def once(self) -> str | None:
        """A step is carried out once."""
        return f"push-for-step:{self.execution}"


@dataclass(frozen=True, slots=True)
class EndPushStep(Work):
    """End the step once all of these pushes are over; `pushes`, `before` and `late` are ids, as for
    `TellResult`, `rounds` how often was looked."""

    patience = HALF_A_DAY
    """Given up, the workflow would wait for ever."""

    execution: str
    order_id: int
    pushes: str
    before: str
    late: str = ""
    rounds: int = 0

    @property
    def once(self) -> str | None:
        """Should the job run twice, one of the two goes on."""
        return f"end-push-step:{self.execution}"


@dataclass(frozen=True, slots=True)
class ListForStep(Work):
    """List what is unfulfilled, of the store `handle` or, without it, of all stores of the
    person."""

    patience = HALF_A_DAY

    execution: str
    team: str
    user: str
    handle: str

    @property
    def once(self) -> str | None:
        """A step is carried out once."""
        return f"list-for-step:{self.execution}"
