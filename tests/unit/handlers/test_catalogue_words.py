"""`match` and `items` as people type them."""

from __future__ import annotations

import pytest

from core.domain.items import ItemState
from handlers.grammar import Command, Items, ItemsPause, Match, Misunderstood, parse


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("match dest north", Match("dest", "north")),
        ("MATCH Dest with North", Match("dest", "north")),
        ("match dest", Match("dest")),
        ("items dest north", Items("dest", "north")),
        ("items dest", Items("dest")),
        ("items dest north missing", Items("dest", "north", ItemState.MISSING)),
        ("items dest Ambiguous", Items("dest", None, ItemState.AMBIGUOUS)),
        ("items dest north pause TEE-1", ItemsPause("dest", "north", "TEE-1", paused=True)),
        ('items dest resume "TEE 1"', ItemsPause("dest", None, "TEE 1", paused=False)),
        ("items dest north pause TEE 1", ItemsPause("dest", "north", "TEE 1", paused=True)),
    ],
)
def test_it_is_understood(typed: str, meant: Command) -> None:
    assert parse(typed) == meant


@pytest.mark.parametrize(
    ("typed", "pointed_at"),
    [
        ("match", "a destination and a source"),
        ("match dest north south", "`south`"),
        ("items", "a destination and a source"),
        ("items dest north soon", "`soon`"),
        ("items dest north pause", "comes a SKU"),
        ("items dest north missing now", "`now`"),
    ],
)
def test_what_is_wrong_is_pointed_at(typed: str, pointed_at: str) -> None:
    told = parse(typed)
    assert isinstance(told, Misunderstood)
    assert pointed_at in told.problem
    assert told.verb == typed.split()[0]
