"""What would become of an order if somebody pushed it now, as people are told: nothing of it is
kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.leftovers import Carried
from core.domain.money import Money
from core.domain.orders import Order, OrderId
from core.domain.planning import plan
from core.domain.pushes import Push, PushId, PushState
from core.domain.qualification import LineVerdict, Verdict
from core.domain.reasons import Reason
from core.domain.stores import Connection, Store

TO_COME = frozenset({PushState.HELD, PushState.WAITING, PushState.FAILED})
"""States of a push that a person's push would send, once no rule of the order holds it."""
_OVER = frozenset({PushState.SKIPPED, PushState.CANCELLED})


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """Units of one line that ship from one place (its name; None: not said, or not to ship), and
    why they stay, where they do."""

    quantity: int
    title: str
    sku: str | None
    place: str | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """The source order as it would be: what it comes to, its shipping line, its tags and note."""

    total: Money
    shipping: str
    shipping_price: Money
    tags: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ExplainedPush:
    """What goes to one source, or went. `state` is that of the push which is there, or would be;
    `preview` is None once it is sent, and where the order has no address to send to. `settings`
    are those that apply, by name in words; `due_at` is when it goes by itself, where it does."""

    source: str
    part: int
    state: PushState
    lines: tuple[ExplainedLine, ...]
    source_order: str | None = None
    preview: Preview | None = None
    settings: tuple[tuple[str, str], ...] = ()
    due_at: datetime | None = None

    @property
    def to_come(self) -> bool:
        """Whether it is still to be sent."""
        return self.state in TO_COME


@dataclass(frozen=True, slots=True)
class ExplainCard:
    """The whole answer. `refused_by` never will be met, `held_by` may be, `left_out` is what a
    person's push goes past; `staying` are the lines that no push carries. `sources` are the names
    of the connected source stores."""

    store: Store
    name: str
    number: str
    url: str
    refused_by: tuple[Reason, ...]
    held_by: tuple[Reason, ...]
    left_out: tuple[Reason, ...]
    pushes: tuple[ExplainedPush, ...]
    staying: tuple[ExplainedLine, ...]
    sources: tuple[str, ...]
    store_settings: tuple[tuple[str, str], ...] = ()


def foreseen(
    verdict: Verdict, connections: Sequence[Connection], existing: Sequence[Push], now: datetime
) -> tuple[Push, ...]:
    """The pushes that an order would have once a person pushed it; those that are new come last,
    each with a number of its own."""
    order_id = existing[0].order_id if existing else OrderId(0)
    planned = plan(order_id, verdict, connections, existing, now, by_person=True)
    changed = {push.id: push for push in planned.changed}
    first = max((push.id for push in existing), default=0) + 1
    new = (replace(one, id=PushId(first + at)) for at, one in enumerate(planned.added))
    every = (*(changed.get(push.id, push) for push in existing), *new)
    return tuple(push for push in every if push.lines and push.state not in _OVER)


def lines_of(push: Push, places: Mapping[str, str]) -> tuple[ExplainedLine, ...]:
    """The lines of a push, each with the name of the place it ships from."""
    return tuple(
        ExplainedLine(line.quantity, line.title, line.sku, places.get(line.place or ""))
        for line in push.lines
    )


def staying(
    verdict: Verdict, pushes: Sequence[Push], places: Mapping[str, str]
) -> tuple[ExplainedLine, ...]:
    """The lines that no push carries: those that people can mend first."""
    must = [(line, units) for line, units in Carried.of(verdict.lines, pushes).staying()]
    carried = {line.line_gid for push in pushes for line in push.lines}
    # What was sent has nothing left to ship because it was sent.
    quiet = [
        (line, line.quantity)
        for line in verdict.lines
        if line.quiet and line.line_gid not in carried
    ]
    return tuple(_staying([*must, *quiet], places))


def _staying(
    lines: Sequence[tuple[LineVerdict, int]], places: Mapping[str, str]
) -> Iterator[ExplainedLine]:
    for line, units in lines:
        place = places.get(line.place or "")
        yield ExplainedLine(units, line.title, line.sku, place, line.reason)


def place_names(order: Order) -> Mapping[str, str]:
    """The names of the locations that the order ships from, by their gids."""
    places = (place for line in order.lines for place in line.places)
    return {place.location_gid: place.location for place in places if place.location_gid}
