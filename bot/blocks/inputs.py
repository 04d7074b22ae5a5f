"""Inputs of a window that changes while it is filled in.

What is typed comes back as it was: initial values are cut to Slack's lengths and never cleaned.
With `tells` a choice is told at once, so that what depends on it can appear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.parts import Block, plain

TEXT_LENGTH = 3000
_LABEL, _HINT, _PLACEHOLDER = 150, 150, 150


@dataclass(frozen=True, slots=True)
class Field:
    """One input: `block` names it in this state of the window, `action` always. Slack keeps what
    stands in an input for as long as both stay."""

    block: str
    action: str
    label: str
    hint: str = ""
    optional: bool = False
    tells: bool = False


def line(field: Field, value: str, placeholder: str = "", *, several: bool = False) -> Block:
    """Something to type; `several` lines where wanted."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": field.action,
        "max_length": TEXT_LENGTH,
        "multiline": several,
    }
    if placeholder:
        element["placeholder"] = plain(placeholder, _PLACEHOLDER)
    if value:
        element["initial_value"] = value[:TEXT_LENGTH]
    return _input(field, element)


def radios(field: Field, options: Sequence[Block], chosen: str) -> Block:
    """One of a few, all in sight."""
    return _one_of("radio_buttons", field, options, chosen)


def select(field: Field, options: Sequence[Block], chosen: str) -> Block:
    """One of several, 100 at most."""
    return _one_of("static_select", field, options[:100], chosen)


def checkboxes(field: Field, options: Sequence[Block], chosen: Sequence[str]) -> Block:
    """Any of a few."""
    element: Block = {
        "type": "checkboxes",
        "action_id": field.action,
        "options": list(options),
    }
    initial = [option for option in options if option["value"] in chosen]
    if initial:
        element["initial_options"] = initial
    return _input(field, element)


def _one_of(kind: str, field: Field, options: Sequence[Block], chosen: str) -> Block:
    element: Block = {"type": kind, "action_id": field.action, "options": list(options)}
    initial = next((option for option in options if option["value"] == chosen), None)
    if initial is not None:
        element["initial_option"] = initial
    return _input(field, element)


def _input(field: Field, element: Block) -> Block:
    block: Block = {
        "type": "input",
        "block_id": field.block,
        "label": plain(field.label, _LABEL),
        "element": element,
        "optional": field.optional,
    }
    if field.hint:
        block["hint"] = plain(field.hint, _HINT)
    return {**block, "dispatch_action": True} if field.tells else block
