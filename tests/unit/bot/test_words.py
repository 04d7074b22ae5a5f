"""Every message and view is said through the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.domain.words import speak
from tests.unit.bot import gallery
from tests.unit.bot.pseudo import pseudo, unsaid


@pytest.fixture(autouse=True)
def _spoken() -> Iterator[None]:
    before = speak(pseudo())
    yield
    speak(before)


def test_no_message_says_what_could_not_be_translated() -> None:
    found = {
        name: unsaid([{"text": message.text}, message.blocks])
        for name, message in gallery.messages()
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_no_view_says_what_could_not_be_translated() -> None:
    found = {name: unsaid(view) for name, view in gallery.views()}
    assert {name: words for name, words in found.items() if words} == {}


def test_what_is_not_said_is_found() -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "⟦Push to {source}⟧ at once"}}
    assert unsaid([block]) == {"at", "once"}
