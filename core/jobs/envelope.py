"""How a job travels through the database: its work by name, and when it was first asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from core.domain import work as works
from core.domain.stores import StoreId
from core.domain.work import Reply, Urgency, Work

_TYPES: dict[str, type[Work]] = {
    kind.__name__: kind
    for kind in vars(works).values()
    if isinstance(kind, type) and issubclass(kind, Work) and kind is not Work
}
_PRIORITY = {Urgency.PERSON: 10, Urgency.BACKGROUND: 0}


@dataclass(frozen=True, slots=True)
class Envelope:
    """One job: `failures` counts the tries that failed, since `since`: before the first of them the
    time it was asked for. `held` is the store it waits for, where that one does not answer. `told`:
    operators heard that it broke."""

    work: Work
    urgency: Urgency
    since: datetime
    failures: int = 0
    held: StoreId | None = None
    told: bool = False

    @property
    def name(self) -> str:
        """The task's name in the queue."""
        return type(self.work).__name__

    @property
    def priority(self) -> int:
        """The queue's priority: higher goes first."""
        return _PRIORITY[self.urgency]

    def elapsed(self, now: datetime) -> timedelta:
        """For how long it has failed: the time in which nothing was tried does not count."""
        return now - self.since if self.failures else timedelta(0)

    def failed_once_more(self, now: datetime, *, told: bool = False) -> Envelope:
        """The same job for its next try."""
        return replace(
            self,
            since=self.since if self.failures else now,
            failures=self.failures + 1,
            held=None,
            told=self.told or told,
        )

    def waiting_for(self, store_id: StoreId, now: datetime) -> Envelope:
        """The same job, which waits for a store: that is no failure of its own, and the time for
        which its faults are borne begins anew."""
        return replace(self, since=now, held=store_id)

    def to_args(self) -> dict[str, Any]:
        """JSON for the job's row."""
        return {
            "work": asdict(self.work),
            "urgency": self.urgency.value,
            "since": self.since.isoformat(),
            "failures": self.failures,
            "held": self.held,
            "told": self.told,
        }


def from_args(name: str, args: dict[str, Any]) -> Envelope:
    """The job of a row. Raises KeyError for a name that no work has."""
    fields = dict(args["work"])
    if fields.get("reply") is not None:
        fields["reply"] = Reply(**fields["reply"])
    return Envelope(
        work=_TYPES[name](**fields),
        urgency=Urgency(args["urgency"]),
        since=datetime.fromisoformat(args["since"]),
        failures=args["failures"],
        # Rows of before there were such things have none.
        held=args.get("held"),
        told=args.get("told", False),
    )


def work_types() -> tuple[type[Work], ...]:
    """Every kind of work there is."""
    return tuple(_TYPES.values())


__all__ = ["Envelope", "from_args", "work_types", "works"]
