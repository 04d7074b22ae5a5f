"""What people chose and typed in windows, read once."""

from decimal import Decimal
from typing import Any

import pytest

from bot import ids
from bot.errors import explain, level
from bot.forms import Memo, Mistakes, PushForm, read_fee, read_push_form
from bot.requests import actor_of, reply_of
from core.domain.errors import (
    AccessRefused,
    Broken,
    NotFound,
    OutcomeUnknown,
    Rejected,
    SyncError,
    Temporary,
)
from core.domain.people import Actor
from core.domain.reasons import NO_VALUE
from core.domain.work import Reply


def view(**values: str | None) -> dict[str, Any]:
    chosen = values.pop("store", "dest")
    state: dict[str, Any] = {
        ids.INPUT_STORE: {
            ids.INPUT_STORE: {"selected_option": {"value": chosen} if chosen else None}
        }
    }
    for name in (ids.INPUT_NUMBER, ids.INPUT_FEE):
        state[name] = {name: {"value": values.get(name)}}
    return {"state": {"values": state}}


def test_a_whole_form() -> None:
    form = read_push_form(view(synctec_number=" #EN-1001 ", synctec_shipping_fee="4,9"))
    assert form == PushForm("dest", "EN-1001", Decimal("4.9"))


def test_every_mistake_is_told_at_once_beside_its_field() -> None:
    with pytest.raises(Mistakes) as caught:
        read_push_form(view(store=None, synctec_number="#", synctec_shipping_fee="free"))
    assert set(caught.value.errors) == {ids.INPUT_STORE, ids.INPUT_NUMBER, ids.INPUT_FEE}


@pytest.mark.parametrize(
    ("typed", "fee"),
    [
        ("4.90", "4.90"),
        ("4,90", "4.90"),
        ("$4.90", "4.90"),
        ("4.9 USD", "4.9"),
        ("5 €", "5"),
        ("0", "0"),
    ],
)
def test_a_fee(typed: str, fee: str) -> None:
    assert read_fee(typed) == Decimal(fee)


@pytest.mark.parametrize("typed", ["", "-1", "1,234", "1.234", "1,234.50", "1e3", "NaN"])
def test_no_fee(typed: str) -> None:
    with pytest.raises(ValueError, match=r"4\.90"):
        read_fee(typed)


def test_a_memo_comes_back() -> None:
    memo = Memo("1:3", "C0DEST", "https://hooks.example/x", replaces=True)
    assert Memo.of({"private_metadata": memo.text()}) == memo
    assert Memo.of({}) == Memo()


COMMAND = {
    "command": "/synctec",
    "team_id": "T1",
    "user_id": "U1",
    "channel_id": "C1",
    "response_url": "https://r",
}
CLICK = {
    "user": {"id": "U1", "team_id": "T1"},
    "channel": {"id": "C1"},
    "response_url": "https://r",
}
SUBMIT = {
    "user": {"id": "U1"},
    "team": {"id": "T1"},
    "view": {"private_metadata": Memo("", "C1", "https://r").text()},
}


FROM_COMMAND = {
    **SUBMIT,
    "view": {"private_metadata": Memo("", "C1", "https://r", replaces=True).text()},
}


@pytest.mark.parametrize(
    ("body", "replaces"), [(COMMAND, True), (CLICK, False), (SUBMIT, False), (FROM_COMMAND, True)]
)
def test_who_acts_and_where_the_answer_goes(body: dict[str, Any], replaces: bool) -> None:
    # Behind a click stands the message that was clicked: that one is never replaced.
    assert actor_of(body) == Actor("T1", "U1")
    assert reply_of(body) == Reply("U1", "C1", "https://r", replaces)


def test_an_event_has_nobody_but_its_user() -> None:
    body = {"team_id": "T1", "event": {"type": "app_home_opened", "user": "U1"}}
    assert actor_of(body) == Actor("T1", "U1")
    assert reply_of(body) == Reply("U1")


@pytest.mark.parametrize(
    ("error", "loudness"),
    [
        (AccessRefused(NO_VALUE), "info"),
        (Temporary(NO_VALUE), "warning"),
        (OutcomeUnknown(NO_VALUE), "warning"),
        (Broken(NO_VALUE, "detail"), "error"),
        (ValueError("detail"), "error"),
    ],
)
def test_every_error_is_explained_with_a_reference_and_without_details(
    error: Exception, loudness: str
) -> None:
    answer = explain(error, "ab12cd34")
    assert answer.reference == "ab12cd34"
    assert not answer.good
    assert answer.remedy
    assert "detail" not in f"{answer.text}{answer.remedy}"
    assert level(error) == loudness
    if isinstance(error, SyncError):
        assert answer.text == NO_VALUE.sentence


@pytest.mark.parametrize("error", [Rejected(NO_VALUE), NotFound(NO_VALUE)])
def test_a_plain_mistake_carries_no_reference(error: Rejected) -> None:
    answer = explain(error, "ab12cd34")
    assert answer.reference is None
    assert (answer.text, answer.remedy) == (NO_VALUE.sentence, NO_VALUE.remedy)
    assert level(error) == "info"
