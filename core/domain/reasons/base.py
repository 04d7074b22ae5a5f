"""A reason: a stable code, a sentence, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One refusal: `code` is stable and made for machines, `sentence` and `remedy` for people."""

    code: str
    sentence: str
    remedy: str
