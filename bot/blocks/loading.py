"""The view that opens at once, while the answer is still on its way."""

from __future__ import annotations

from bot import ids
from bot.blocks.parts import View, modal, section
from core.domain.words import say


def build(title: str) -> View:
    """`title` is said here. One line, so that the window is open within the trigger's 3 s."""
    return modal(say(title), (section(say("⏳ One moment …")),), callback=ids.READ_ONLY)
