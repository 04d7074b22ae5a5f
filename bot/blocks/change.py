"""Who changed what: one line in the store's channel."""

from __future__ import annotations

import re

from bot import text as words
from bot.blocks.parts import SECTION, Message, context, message
from core.domain.audit import IN_SHOPIFY
from core.domain.cards import ChangeCard
from core.domain.words import say

_LENGTH = 1500
_USER = re.compile(r"[UW][A-Z0-9]+")


def build(card: ChangeCard) -> Message:
    """Small print: it is to be found later, and asks nothing of anybody."""
    line = words.shorten(f"⚙️ {who(card.actor)} {words.escape(card.said, _LENGTH)}", SECTION)
    return message(line, (context(line),))


def who(actor: str) -> str:
    """Whoever an audit entry names, as mrkdwn."""
    if actor == IN_SHOPIFY:
        return say("Somebody in Shopify")
    return words.mention(actor) if _USER.fullmatch(actor) else say("Somebody at the command line")
