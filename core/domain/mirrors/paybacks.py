"""A refund as it is sent: kept with its attempt, so that it can be sent again word for word under
the same key, and is done once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.domain.money import Money
from core.domain.progress import RefundUnits


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What Shopify would pay back: in all, and by the payment it goes back to, its gateway; in the
    currency that the customer paid in."""

    amount: Money | None = None
    transactions: tuple[tuple[str, str, Money], ...] = ()


@dataclass(frozen=True, slots=True)
class Payback:
    """Units of an order, and the money that goes back for them; none where it is only written
    down. `tells`: the store mails whoever the order is of."""

    units: tuple[RefundUnits, ...]
    suggestion: Suggestion = Suggestion()
    tells: bool = False

    def kept(self) -> Mapping[str, str]:
        """For a mirror's details."""
        sums = [[parent, gateway, str(m.amount), m.currency] for parent, gateway, m in self._moves]
        rows = [[u.line_gid, u.quantity, u.restock, u.location_gid] for u in self.units]
        return {_KEY: json.dumps([rows, sums, self.tells])}

    @classmethod
    def of(cls, details: Mapping[str, str]) -> Payback | None:
        """What was kept; None where nothing was."""
        if _KEY not in details:
            return None
        rows, sums, tells = json.loads(details[_KEY])
        moves = tuple((parent, way, Money(Decimal(sum_), unit)) for parent, way, sum_, unit in sums)
        return cls(tuple(RefundUnits(*row) for row in rows), Suggestion(None, moves), tells)

    @property
    def _moves(self) -> tuple[tuple[str, str, Money], ...]:
        return self.suggestion.transactions


_KEY = "payback"
