"""The judgement of one order: which line goes to which source, and why the others stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.domain import reasons
from core.domain.orders import Order, OrderLine
from core.domain.pushes import PushLine
from core.domain.qualification import line_rules, order_rules
from core.domain.qualification.line_rules import Home, Source
from core.domain.reasons import Reason
from core.domain.stores import StoreId

LINES_A_CALL = 250
"""Shopify takes input arrays of at most 250 entries (shopify.dev, API limits)."""


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """One line of the order: the source that ships it, or the reason why none does."""

    line_gid: str
    sku: str | None
    title: str
    quantity: int
    source_id: StoreId | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Share:
    """What one source is to ship, in parts of at most 250 lines, part 1 first."""

    source_id: StoreId
    parts: tuple[tuple[PushLine, ...], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`held_by` may still be met, `refused_by` never will be; `lines` and `shares` partition the
    order's lines into refused ones and those that go. `closed` are the sources that could not be
    asked, each with why."""

    held_by: tuple[Reason, ...]
    refused_by: tuple[Reason, ...]
    lines: tuple[LineVerdict, ...]
    shares: tuple[Share, ...]
    closed: Mapping[StoreId, Reason] = field(default_factory=dict)

    @property
    def waits_for(self) -> Reason | None:
        """Why a line has no home yet that may have one when a closed store opens again."""
        closed = self.closed.values()
        return next((line.reason for line in self.lines if line.reason in closed), None)

    def share_of(self, source_id: StoreId) -> Share | None:
        """The share of one source, None when nothing of the order is its to ship."""
        return next((share for share in self.shares if share.source_id == source_id), None)

    @property
    def reason(self) -> Reason | None:
        """The first reason why the order as a whole may not be pushed now."""
        every = (*self.refused_by, *self.held_by)
        if every:
            return every[0]
        return None if self.shares else self.waits_for or self.why_nothing

    @property
    def why_nothing(self) -> Reason:
        """Why no line goes anywhere, where none does."""
        codes = {line.reason.code for line in self.lines if line.reason}
        to_ship = codes - {reasons.NOTHING_LEFT, reasons.NO_SHIPPING}
        return reasons.NOTHING_SYNCED if to_ship or not codes else reasons.NOTHING_TO_SHIP


def judge(order: Order, sources: Sequence[Source]) -> Verdict:
    """Apply every rule. The result does not depend on the order of lines, rules or sources,
    except that lines keep the order's own sequence."""
    homes = [(line, line_rules.find_home(line, sources)) for line in order.lines]
    return Verdict(
        held_by=order_rules.refusals(order, order_rules.HOLDING),
        refused_by=order_rules.refusals(order, order_rules.FINAL),
        lines=tuple(_line_verdict(line, home) for line, home in homes),
        shares=_shares(homes),
        closed={source.id: source.closed for source in sources if source.closed},
    )


def _line_verdict(line: OrderLine, home: Home | Reason) -> LineVerdict:
    went = isinstance(home, Home)
    return LineVerdict(
        line_gid=line.gid,
        sku=line.sku,
        title=_title(line),
        quantity=line.to_ship if went else line.quantity,
        source_id=home.source_id if isinstance(home, Home) else None,
        reason=None if isinstance(home, Home) else home,
    )


def _shares(homes: Sequence[tuple[OrderLine, Home | Reason]]) -> tuple[Share, ...]:
    by_source: dict[StoreId, list[PushLine]] = {}
    for line, home in homes:
        if isinstance(home, Home):
            by_source.setdefault(home.source_id, []).append(_push_line(line, home))
    return tuple(Share(source_id, _parts(lines)) for source_id, lines in sorted(by_source.items()))


def _parts(lines: list[PushLine]) -> tuple[tuple[PushLine, ...], ...]:
    starts = range(0, len(lines), LINES_A_CALL)
    return tuple(tuple(lines[start : start + LINES_A_CALL]) for start in starts)


def _push_line(line: OrderLine, home: Home) -> PushLine:
    return PushLine(
        line_gid=line.gid,
        sku=line_rules.clean_sku(line.sku),
        title=_title(line),
        quantity=line.to_ship,
        variant_gid=home.variant.gid,
    )


def _title(line: OrderLine) -> str:
    return f"{line.title} · {line.variant_title}" if line.variant_title else line.title
