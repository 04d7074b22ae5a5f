"""How a job travels through the database: its work by name, and when it was first asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
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
    """One job: `failures` counts the tries that failed, since `since`. `held` is the store it waits
    for, where that one does not answer."""

    work: Work
    urgency: Urgency
    since: datetime
    failures: int = 0
    held: StoreId | None = None

    @property
    def name(self) -> str:
        """The task's name in the queue."""
        return type(self.work).__name__

    @property
    def priority(self) -> int:
        """The queue's priority: higher goes first."""
        return _PRIORITY[self.urgency]

    def failed_once_more(self) -> Envelope:
        """The same job for its next try."""
        return replace(self, failures=self.failures + 1, held=None)

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
        }


def from_args(name: str, args: dict[str, Any]) -> Envelope:
    """The job of a row. Raises KeyError for a name that no work has."""
    fields = dict(args["work"])
    if "reply" in fields:
        fields["reply"] = Reply(**fields["reply"])
    return Envelope(
        work=_TYPES[name](**fields),
        urgency=Urgency(args["urgency"]),
        since=datetime.fromisoformat(args["since"]),
        failures=args["failures"],
        # Rows of before there was such a thing have none.
        held=args.get("held"),
    )


def work_types() -> tuple[type[Work], ...]:
    """Every kind of work there is."""
    return tuple(_TYPES.values())


__all__ = ["Envelope", "from_args", "work_types", "works"]
