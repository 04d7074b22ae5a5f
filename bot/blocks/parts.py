"""The few Block Kit pieces everything is built from, each within its own limits.

Lengths are Slack's (docs.slack.dev, Block Kit reference). Callers pass mrkdwn already escaped by
`bot.text`; plain text is cleaned here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot import text as words
from core.domain.words import say

Block = dict[str, Any]
View = dict[str, Any]
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
SECTION = 3000
_NOTIFICATION = 500
_MESSAGE, _SAYING = 11_500, 100
BLANK: Block = {"type": "text", "text": "  "}
"""Room between two runs of rich text."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: `text` is the notification and what a screen reader says."""

    text: str
    blocks: tuple[Block, ...]


def message(text: str, blocks: Iterable[Block | None]) -> Message:
    """A message of the blocks that are there, as many as Slack takes: 50, and some 12,000
    characters in all (it answers `msg_blocks_too_long`; bolt-js#2509)."""
    kept = [block for block in blocks if block is not None]
    if len(kept) > MESSAGE_BLOCKS or sum(map(_weight, kept)) > _MESSAGE:
        kept = _fitting(kept)
    return Message(words.shorten(text, _NOTIFICATION), tuple(kept))


def _fitting(blocks: Sequence[Block]) -> list[Block]:
    """The first ones, and the last one, which is the small print; what is left out is said."""
    *others, last = blocks
    kept: list[Block] = []
    room = _MESSAGE - min(_weight(last), _MESSAGE) - _SAYING
    for block in others:
        room -= _weight(block)
        if room < 0 or len(kept) == MESSAGE_BLOCKS - 2:
            break
        kept.append(block)
    cut = context(say("… cut: it is too long for one message"))
    return [*kept, cut, last] if len(kept) < len(others) else [*kept, last]


def _weight(node: Any) -> int:
    """Characters of text, however deep."""
    if isinstance(node, dict):
        own = node.get("text")
        inner = sum(map(_weight, node.values()))
        return inner + (words.width(own) if isinstance(own, str) else 0)
    return sum(map(_weight, node)) if isinstance(node, list | tuple) else 0


def plain(text: str, limit: int) -> Block:
    """A plain text object."""
    return {"type": "plain_text", "text": words.clean(text, limit), "emoji": True}


def mrkdwn(text: str) -> Block:
    """A mrkdwn object. `verbatim`: names and addresses in it do not turn into links."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Block:
    """One large line."""
    return {"type": "header", "text": plain(text, 150)}


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph, with a button to its right where there is one."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def fields(*texts: str) -> Block:
    """Up to ten facts in two columns."""
    return {"type": "section", "fields": [mrkdwn(text) for text in texts[:10]]}


def context(*texts: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:10]]}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def actions(buttons: Sequence[Block]) -> Block | None:
    """A row of buttons; None where there are none."""
    return {"type": "actions", "elements": list(buttons[:25])} if buttons else None


def button(
    label: str,
    action: str,
    value: object = None,
    *,
    style: Literal["primary", "danger"] | None = None,
    confirm: Block | None = None,
) -> Block:
    """A button; `value` comes back with the click."""
    made: Block = {"type": "button", "text": plain(label, 75), "action_id": action}
    if value is not None:
        made["value"] = str(value)
    if style is not None:
        made["style"] = style
    if confirm is not None:
        made["confirm"] = confirm
    return made


def confirm(title: str, text: str, yes: str, no: str, *, danger: bool = True) -> Block:
    """The question before a click counts; red where something is lost by it."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
        "style": "danger" if danger else "primary",
    }


def option(label: str, value: object) -> Block:
    """One choice of a select or of radio buttons."""
    return {"text": plain(label, 75), "value": str(value)}


def select(name: str, options: Sequence[Block], chosen: Block | None) -> Block:
    """A menu beside a paragraph, or among buttons; the click tells of the choice at once."""
    element: Block = {"type": "static_select", "action_id": name, "options": list(options[:100])}
    return {**element, "initial_option": chosen} if chosen in options[:100] else element


def text_input(
    name: str, label: str, *, hint: str, placeholder: str, value: str = "", optional: bool = False
) -> Block:
    """One line to type into."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": name,
        "placeholder": plain(placeholder, 150),
        "max_length": 100,
    }
    if value:
        element["initial_value"] = words.clean(value, 100)
    return _input(name, label, element, hint=hint, optional=optional)


def choice(name: str, label: str, options: Sequence[Block], chosen: Block | None) -> Block:
    """One of several: radio buttons while they are few, a select (100 at most) beyond."""
    few = len(options) <= 5
    element: Block = {
        "type": "radio_buttons" if few else "static_select",
        "action_id": name,
        "options": list(options[:100]),
    }
    if chosen is not None and chosen in options[:100]:
        element["initial_option"] = chosen
    return _input(name, label, element)


def bars(title: str, series: str, labels: Sequence[str], values: Sequence[int]) -> Block:
    """A bar chart of one series; for messages and App Home."""
    data = [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)]
    return {
        "type": "data_visualization",
        "title": words.clean(title, 50),
        "chart": {
            "type": "bar",
            "series": [{"name": words.clean(series, 20), "data": data}],
            "axis_config": {"categories": list(labels)},
        },
    }


def table(head: Sequence[str], rows: Iterable[Sequence[Block]]) -> Block:
    """A table of at most 99 rows under its head; for messages alone."""
    title = [cell(each) for each in head]
    return {"type": "table", "rows": [title, *(list(row) for row in rows)][:100]}


def cell(text: str) -> Block:
    """One cell, of somebody's words."""
    return {"type": "raw_text", "text": words.clean(text, 150)}


def link_cell(url: str, label: str) -> Block:
    """One cell that leads somewhere."""
    return _rich({"type": "link", "url": url, "text": words.clean(label, 80)})


def date_cell(moment: datetime) -> Block:
    """One cell with a moment, in the reader's own zone."""
    shown, fallback = words.date_words(moment)
    seconds = int(moment.timestamp())
    return _rich({"type": "date", "timestamp": seconds, "format": shown, "fallback": fallback})


def _rich(element: Block) -> Block:
    section_ = {"type": "rich_text_section", "elements": [element]}
    return {"type": "rich_text", "elements": [section_]}


def checkboxes(name: str, label: str, options: Sequence[Block], chosen: Sequence[Block]) -> Block:
    """Any of at most ten, also none."""
    element: Block = {"type": "checkboxes", "action_id": name, "options": list(options[:10])}
    if chosen:
        element["initial_options"] = list(chosen)
    return _input(name, label, element, optional=True)


def input_block(name: str, label: str, element: Block) -> Block:
    """Another element to fill in; it must be."""
    return _input(name, label, element)


def modal(
    title: str,
    blocks: Iterable[Block | None],
    *,
    callback: str,
    memo: str = "",
    submit: str | None = None,
    close: str | None = None,
) -> View:
    """A modal view; `memo` comes back with the submission."""
    view: View = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, 24),
        "close": plain(close or say("Close"), 24),
        "blocks": [block for block in blocks if block is not None][:VIEW_BLOCKS],
        "private_metadata": memo,
    }
    return view if submit is None else {**view, "submit": plain(submit, 24)}


def rich_list(items: Iterable[Sequence[Block]]) -> Block:
    """A bulleted list in rich text, where nothing typed by anybody is read as markup."""
    elements = [{"type": "rich_text_section", "elements": list(item)} for item in items]
    bullets = {"type": "rich_text_list", "style": "bullet", "elements": elements}
    return {"type": "rich_text", "elements": [bullets]}


def literal(text: str, limit: int = 200, **style: bool) -> Block:
    """A run of rich text as it is; keeps the blanks at its ends."""
    lead = " " if text.startswith(" ") else ""
    trail = " " if text.endswith(" ") else ""
    run: Block = {"type": "text", "text": f"{lead}{words.clean(text, limit)}{trail}"}
    return {**run, "style": style} if style else run


def _input(
    name: str, label: str, element: Block, *, hint: str = "", optional: bool = False
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 150),
        "element": element,
        "optional": optional,
    }
    return {**block, "hint": plain(hint, 150)} if hint else block
