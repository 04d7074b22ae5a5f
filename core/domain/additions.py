"""What a customer's order was given more of, after it was judged for the first time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from core.domain.history import Event, EventKind
from core.domain.orders import OrderId
from core.domain.qualification import LineVerdict


def additions(
    order_id: OrderId,
    before: Iterable[LineVerdict],
    after: Iterable[LineVerdict],
    at: datetime,
    store: str,
) -> Iterator[Event]:
    """An event for each line with more units than before; `at` is when the order was changed,
    `store` the handle of the store that has it. An order of which no line was judged, or
    none since units are kept, tells nothing."""
    known = _units(before)
    if not known:
        return
    for line in _of_lines(after).values():
        had = known.get(line.line_gid, 0)
        if had is None or line.units is None or line.units <= had:
            continue
        yield Event(
            order_id=order_id,
            push_id=None,
            subject=f"added:{line.line_gid}:{at.isoformat()}",
            kind=EventKind.ADDED,
            happened_at=at,
            actor=f"store:{store}",
            details={"units": str(line.units - had), "item": line.sku or line.title},
        )


def _of_lines(verdicts: Iterable[LineVerdict]) -> Mapping[str, LineVerdict]:
    """One of each line: those of its places all know the units of the whole."""
    return {one.line_gid: one for one in verdicts}


def _units(verdicts: Iterable[LineVerdict]) -> Mapping[str, int | None]:
    return {gid: one.units for gid, one in _of_lines(verdicts).items()}
