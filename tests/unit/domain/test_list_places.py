"""A page of a list, as buttons, windows and jobs carry it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.domain.order_list import OrderPlace
from core.domain.orders import OrderId
from core.domain.push_list import PushPlace, Shown
from core.domain.pushes import PushId
from core.domain.stores import StoreId

NOON = datetime(2026, 11, 22, 12, 0, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "place",
    [
        PushPlace(),
        PushPlace(Shown.UNDER_WAY, StoreId(2**53), PushId(2**53), 7),
        OrderPlace(),
        OrderPlace(StoreId(3), (NOON, OrderId(2**53))),
    ],
)
def test_it_is_read_as_it_was_written_and_fits_a_button(place: PushPlace | OrderPlace) -> None:
    assert type(place).read(place.text()) == place
    assert len(place.text()) <= 100
