"""The judgement of one order: which line goes to which source, and why the others stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.domain import reasons
from core.domain.orders import Order, OrderLine
from core.domain.pushes import PushLine
from core.domain.qualification import line_rules, order_rules
from core.domain.qualification.line_rules import Home
from core.domain.qualification.sources import Portion, Source, portions_of
from core.domain.qualification.terms import Terms
from core.domain.reasons import Reason
from core.domain.stores import StoreId

LINES_A_CALL = 125
"""Shopify takes input arrays of at most 250 entries (shopify.dev, API limits), and a line whose
price is no whole cent a unit becomes two of them."""

_QUIET = frozenset({reasons.NO_SHIPPING, reasons.NOTHING_LEFT})
_NOT_SYNCED = frozenset(
    {
        "sku_missing",
        "product_gone",
        "sku_unknown",
        "alias_unknown",
        "sku_ambiguous",
        "sku_on_several_sources",
    }
)


NEEDS_NO_MENDING = _QUIET | _NOT_SYNCED
"""Codes of the reasons for which an item stays and nobody has to know."""


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """The units of one line that ship from one place: the source that ships them, or the reason
    why none does. `place` is the destination's location, `units` how many of the line were neither
    refunded nor removed, wherever they ship from."""

    line_gid: str
    sku: str | None
    title: str
    quantity: int
    source_id: StoreId | None
    reason: Reason | None
    place: str | None = None
    units: int | None = None

    @property
    def needs_mending(self) -> bool:
        """Whether a synced item stays behind."""
        return self.reason is not None and self.reason.code not in NEEDS_NO_MENDING

    @property
    def foreign(self) -> bool:
        """Whether it is no synced item at all: no variant of one source is meant by its SKU."""
        return self.reason is not None and self.reason.code in _NOT_SYNCED

    @property
    def quiet(self) -> bool:
        """Whether it stays for a reason that nobody has to mend."""
        return self.reason is not None and self.reason.code in _QUIET


@dataclass(frozen=True, slots=True)
class Share:
    """What one source is to ship, in parts of at most 125 lines, part 1 first."""

    source_id: StoreId
    parts: tuple[tuple[PushLine, ...], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`held_by` may still be met, `refused_by` never will be, `left_out` is what a person's push
    goes past; `lines` and `shares` partition the units to ship into refused ones and those that go.
    `closed` are the sources that could not be asked, each with why."""

    held_by: tuple[Reason, ...]
    refused_by: tuple[Reason, ...]
    lines: tuple[LineVerdict, ...]
    shares: tuple[Share, ...]
    closed: Mapping[StoreId, Reason] = field(default_factory=dict)
    left_out: tuple[Reason, ...] = ()

    @property
    def waits_for(self) -> Reason | None:
        """Why a line has no home yet that may have one when a closed store opens again."""
        closed = self.closed.values()
        return next((line.reason for line in self.lines if line.reason in closed), None)

    @property
    def unplaced(self) -> bool:
        """Whether an item waits for nothing but Shopify saying where it ships from."""
        return any(
            line.reason and line.reason.code == reasons.LOCATION_UNKNOWN for line in self.lines
        )

    def share_of(self, source_id: StoreId) -> Share | None:
        """The share of one source, None when nothing of the order is its to ship."""
        return next((share for share in self.shares if share.source_id == source_id), None)

    @property
    def reason(self) -> Reason | None:
        """The first reason why the order as a whole may not be pushed now, by a person either."""
        every = (*self.refused_by, *self.held_by)
        if every:
            return every[0]
        return None if self.shares else self.waits_for or self.why_nothing

    @property
    def why_nothing(self) -> Reason:
        """Why no line goes anywhere, where none does."""
        staying = [line for line in self.lines if line.reason and not line.quiet]
        if self.lines and not staying:
            return reasons.NOTHING_TO_SHIP
        if all(line.foreign for line in staying):
            return reasons.NOTHING_SYNCED
        told = {line.reason for line in staying if line.reason}
        return told.pop() if len(told) == 1 else reasons.NOTHING_QUALIFIES


def judge(order: Order, sources: Sequence[Source], terms: Terms) -> Verdict:
    """Apply every rule. The result does not depend on the order of lines, rules or sources,
    except that lines keep the order's own sequence."""
    portions = [portion for line in order.lines for portion in portions_of(line)]
    homes = [(portion, line_rules.find_home(portion, sources)) for portion in portions]
    return Verdict(
        held_by=order_rules.refusals(order, terms, order_rules.HOLDING),
        refused_by=order_rules.refusals(order, terms, order_rules.FINAL),
        lines=tuple(_line_verdict(portion, home) for portion, home in homes),
        shares=_shares(homes),
        closed={source.id: source.closed for source in sources if source.closed},
        left_out=order_rules.refusals(order, terms, order_rules.OVERRIDABLE),
    )


def _line_verdict(portion: Portion, home: Home | Reason) -> LineVerdict:
    line = portion.line
    return LineVerdict(
        line_gid=line.gid,
        sku=line.sku,
        title=_title(line),
        quantity=portion.quantity,
        source_id=home.source_id if isinstance(home, Home) else None,
        reason=None if isinstance(home, Home) else home,
        place=portion.place_gid,
        units=line.current,
    )


def _shares(homes: Sequence[tuple[Portion, Home | Reason]]) -> tuple[Share, ...]:
    by_source: dict[StoreId, list[PushLine]] = {}
    for portion, home in homes:
        if isinstance(home, Home):
            by_source.setdefault(home.source_id, []).append(_push_line(portion, home))
    return tuple(Share(source_id, _parts(lines)) for source_id, lines in sorted(by_source.items()))


def _parts(lines: list[PushLine]) -> tuple[tuple[PushLine, ...], ...]:
    starts = range(0, len(lines), LINES_A_CALL)
    return tuple(tuple(lines[start : start + LINES_A_CALL]) for start in starts)


def _push_line(portion: Portion, home: Home) -> PushLine:
    line = portion.line
    return PushLine(
        line_gid=line.gid,
        sku=line_rules.clean_sku(line.sku),
        title=_title(line),
        quantity=portion.quantity,
        variant_gid=home.variant.gid,
        place=portion.place_gid,
    )


def _title(line: OrderLine) -> str:
    return f"{line.title} · {line.variant_title}" if line.variant_title else line.title
