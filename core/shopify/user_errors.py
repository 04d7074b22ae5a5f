"""Shopify's userErrors of a mutation: nothing was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from core.domain.errors import Rejected
from core.domain.reasons import refused_by_shopify

_LONGEST = 300


class UserError(Protocol):
    """What all of them have."""

    message: str


def raise_for(shop: str, errors: Sequence[UserError]) -> None:
    """Raises Rejected with the sentences, each once, where there is one."""
    if errors:
        message = "; ".join(dict.fromkeys(one.message for one in errors))
        raise Rejected(refused_by_shopify(shop, message[:_LONGEST]))


def without(errors: Sequence[UserError], words: str) -> list[UserError]:
    """Those that do not say this: some only say that it was done before."""
    return [one for one in errors if words not in one.message.lower()]
