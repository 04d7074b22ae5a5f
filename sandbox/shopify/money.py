"""Money as Shopify writes it: exact decimals, trimmed in GraphQL, two places in webhooks."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

ZERO = Decimal(0)
_CENT = Decimal("0.01")


def trimmed(amount: Decimal) -> str:
    """As GraphQL answers it: no needless zeros but always one decimal ("42.5", "10.0")."""
    whole, _, places = f"{amount:f}".partition(".")
    return f"{whole}.{places.rstrip('0') or '0'}"


def two_places(amount: Decimal) -> str:
    """As webhook payloads write it ("42.50")."""
    return f"{cents(amount):f}"


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to the hundredth."""
    return amount.quantize(_CENT, rounding=ROUND_HALF_UP)


def parse(text: object) -> Decimal:
    """The amount a person or a request wrote; ValueError when it is not a finite number."""
    try:
        amount = Decimal(str(text))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise ValueError(f"{text!r} is not an amount")
    return amount


def spread(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Parts of `amount` by weight, in whole cents, that add up to it exactly."""
    total = sum(weights, ZERO)
    if not total:
        return [ZERO for _ in weights]
    parts, given, weighed = [], ZERO, ZERO
    for weight in weights:
        weighed += weight
        upto = cents(amount * weighed / total) if weighed != total else amount
        parts.append(upto - given)
        given = upto
    return parts
