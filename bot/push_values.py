"""What the buttons of the Order Push page carry, written and read in one place."""

from __future__ import annotations

import json

from core.domain.push_list import PushPlace, Shown
from core.domain.pushes import PushId
from core.domain.stores import StoreId


def place_value(place: PushPlace) -> str:
    """For a button that leads to this page, and what the window remembers."""
    return json.dumps(
        [place.shown.value, place.store_id or 0, place.before or 0, place.storm_id or 0]
    )


def read_place(value: str) -> PushPlace:
    """The inverse of `place_value`."""
    shown, store_id, before, storm_id = json.loads(value)
    return PushPlace(
        Shown(shown),
        StoreId(int(store_id)) if store_id else None,
        PushId(int(before)) if before else None,
        int(storm_id) if storm_id else None,
    )
