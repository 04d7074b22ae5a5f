"""A language in which every sentence of the catalogue stands in ⟦…⟧: what a person reads and what
stands in none of them was not said through the catalogue."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from core.domain.reasons import Reason
from core.domain.words import Language
from scripts.words import template
from tests.unit.bot import cards

OPENS, CLOSES = "⟦", "⟧"
_READ = ("text", "title", "label", "fallback")
# Commands, SKUs and references; people, channels and moments, which Slack shows in its own words.
_MARKUP = re.compile(r"`[^`]*`|<!date\^[^>]*>|<[@#!][^>]*>|<https?://[^|>]*\|?|[\u2066-\u2069]")
_WORD = re.compile(r"[^\W\d_]{2,}")
# Names; what people type, which is English in every language; and letters that fill space.
_NAMES = re.compile(
    r"SyncTec|Shopify|Slack|[A-Z]{2,}(?:-[A-Z0-9]+)*|\b(?:from|none)\b|(?P<one>[a-z])(?P=one){5,}"
)


class _Forms:
    """Without a letter."""

    def number(self, value: int | Decimal) -> str:
        return str(value)

    def money(self, amount: Decimal, currency: str) -> str:
        return f"{amount} {currency}"

    def moment(self, at: datetime) -> str:
        return str(at.timestamp())

    def day(self, at: datetime) -> str:
        return str(at.timestamp())


@cache
def pseudo() -> Language:
    """Every key of the template, wrapped."""
    sentences, plurals = {}, {}
    for message in template():
        if isinstance(message.id, str) and message.id:
            sentences[message.id] = f"{OPENS}{message.id}{CLOSES}"
        elif message.id:
            one, many = message.id
            plurals[one] = (f"{OPENS}{one}{CLOSES}", f"{OPENS}{many}{CLOSES}")
    return Language("xx", sentences, plurals, forms=_Forms())


def unsaid(shown: Any) -> set[str]:
    """The words of a message or view that are neither of the catalogue nor of the cards."""
    return {word for text in _texts(shown) for word in _words_outside(text)}


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list | tuple):
        for each in node:
            yield from _texts(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _READ and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)


@cache
def _words_outside(text: str) -> frozenset[str]:
    rest = _MARKUP.sub(" ", _outside(text).replace("\u200b", ""))
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        rest = rest.replace(entity, character)
    if not _WORD.search(rest):
        return frozenset()
    rest = _given().sub(" ", rest)
    return frozenset(_WORD.findall(_NAMES.sub(" ", rest)))


def _outside(text: str) -> str:
    """What stands in no pair; one that was cut off goes on to the end."""
    depth, kept = 0, []
    for character in text:
        depth += character == OPENS
        if not depth:
            kept.append(character)
        depth -= character == CLOSES and depth > 0
    return "".join(kept)


# What the gallery has as it was stored, or read from somebody's words.
_STORED = (
    "paused order push of Dest Boutique",
    "changed who may do what:",
    "nothing → admin",
    "was not expected.",
)


def _modules() -> list[ModuleType]:
    here = __name__.rpartition(".")[0]
    return [module for name, module in sys.modules.items() if name.startswith(f"{here}.")]


@cache
def _given() -> re.Pattern[str]:
    """Whatever the cards of the tests were given: names, titles, places, stored sentences."""
    # What was too long was cut, in the middle of a word.
    hostile = _WORD.findall(cards.HOSTILE + cards.HOSTILE.lower())
    found = {word[:end] for word in hostile for end in range(2, len(word) + 1)}
    for file in Path(__file__).parent.glob("*cards.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value.strip())
    found.update(_STORED)
    for module in _modules():
        for reason in vars(module).values():
            if isinstance(reason, Reason):
                found.update((reason.written, reason.advised))
    ordered = sorted((one for one in found if _WORD.search(one)), key=len, reverse=True)
    return re.compile("|".join(rf"(?<![^\W\d_]){re.escape(one)}(?![^\W\d_])" for one in ordered))
