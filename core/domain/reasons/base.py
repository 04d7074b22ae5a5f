"""A reason: a stable code, a sentence, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import say


@dataclass(frozen=True, slots=True)
class Reason:
    """One refusal: `code` is stable and made for machines, `sentence` and `remedy` for people.

    A constant is written in English and marked with `later`: it is said when somebody reads it.
    What names things is said when it is made, and stays as it is.
    """

    code: str
    written: str
    advised: str

    @property
    def sentence(self) -> str:
        """What is so."""
        return say(self.written)

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return say(self.advised)
