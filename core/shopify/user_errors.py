"""Shopify's userErrors of a mutation that changes an order: nothing was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from core.domain.errors import Broken, OutcomeUnknown, Rejected
from core.domain.reasons import OUTCOME_UNKNOWN, change_refused
from core.shopify.reasons import contract_changed

_LONGEST = 300
_UNDER_WAY = "currently in progress"
"""IDEMPOTENCY_CONCURRENT_REQUEST."""
_OTHER_WORDS = "cannot be used with different operation parameters"
"""IDEMPOTENCY_KEY_PARAMETER_MISMATCH."""


class UserError(Protocol):
    """What all of them have."""

    message: str


def raise_for(shop: str, errors: Sequence[UserError]) -> None:
    """Raises Rejected with the sentences, each once, where there is one."""
    if errors:
        raise Rejected(change_refused(shop, sentences(errors)))


def sentences(errors: Sequence[UserError]) -> str:
    """All of them, each once, as far as people read."""
    return "; ".join(dict.fromkeys(one.message for one in errors))[:_LONGEST]


def without(errors: Sequence[UserError], words: str) -> list[UserError]:
    """Those that do not say this: some only say that it was done before."""
    return [one for one in errors if words not in one.message.lower()]


def require_clear(shop: str, errors: Sequence[UserError]) -> None:
    """Of a mutation with an idempotency key whose payload has no codes: the sentences are those of
    the codes (schema). A key whose attempt failed before is a refusal like any other.

    Raises:
        OutcomeUnknown: an earlier call under the key is still at work.
        Broken: the key stands for other words, which may have been carried out.
    """
    said = sentences(errors)
    if _UNDER_WAY in said.lower():
        raise OutcomeUnknown(OUTCOME_UNKNOWN)
    if _OTHER_WORDS in said.lower():
        raise Broken(contract_changed(shop), said)
