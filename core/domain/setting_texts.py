"""Tags and note of the source order as people write them."""

from __future__ import annotations

from core.domain.reasons import Reason
from core.domain.setting_money import NOTHING
from core.domain.setting_values import read_names
from core.domain.templates import check_note, check_tags


def read_tags(typed: str, store: str, source: str) -> tuple[str, ...]:
    """Templates between commas, measured with these stores' names. Raises ValueError."""
    tags = read_names(typed)
    _refuse(check_tags(tags, store, source))
    return tags


def read_note(typed: str) -> str:
    """A template. Raises ValueError."""
    note = typed.strip()
    _refuse(check_note(note))
    return note


def quoted(note: str) -> str:
    """In quotes, or `none`."""
    return f"“{note}”" if note else NOTHING


def _refuse(refusal: Reason | None) -> None:
    if refusal is not None:
        raise ValueError(f"{refusal.sentence} {refusal.remedy}")
