"""What a person puts into elements, and how payloads and `state.values` say it."""

import re
from typing import Any

from sandbox.slack.blocks.objects import all_options
from sandbox.slack.blocks.surface import elements_of
from sandbox.slack.state import Json

_TYPED = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
_ONE_OF = {"static_select", "radio_buttons", "external_select", "overflow"}
_SOME_OF = {"multi_static_select", "checkboxes", "multi_external_select"}
_PICKED = {
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", "initial_files"),
}
_STATELESS = {"button", "overflow", "workflow_button", "icon_button", "feedback_buttons", "image"}
_EMPTY: tuple[Any, ...] = (None, "", [])


def find(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """The block and the element of these ids, in containers and cards too."""
    for block in blocks:
        if block.get("block_id") == block_id:
            for _, element in elements_of(block):
                if element.get("action_id") == action_id:
                    return block, element
        inner = [*(block.get("child_blocks") or [])]
        if block.get("type") == "carousel":
            inner += block["elements"]
        found = find(inner, block_id, action_id) if inner else None
        if found:
            return found
    return None


def encode(element: Json, value: Any, suggested: list[Json]) -> Json:
    """A choice or a text as Slack writes it: `{"type", "value"}`, `{"type", "selected_option"}`...

    ValueError: no such option, or not of the element's kind.
    """
    kind = element["type"]
    if kind in _TYPED:
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{kind} takes a text")
        return {"type": kind, "value": value or None}
    if kind in _ONE_OF:
        chosen = None if value is None else _option(element, value, suggested)
        return {"type": kind, "selected_option": chosen}
    if kind in _SOME_OF:
        if not isinstance(value, list):
            raise ValueError(f"{kind} takes a list of values")
        return {"type": kind, "selected_options": [_option(element, v, suggested) for v in value]}
    return {"type": kind, _PICKED[kind][0]: _rich(kind, value)}


def _rich(kind: str, value: Any) -> Any:
    if kind != "rich_text_input" or not isinstance(value, str):
        return value
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": value}]}
    return {"type": "rich_text", "elements": [section]}


def _option(element: Json, value: Any, suggested: list[Json]) -> Json:
    for option in [*all_options(element), *suggested, *_initial_options(element)]:
        if option.get("value") == value:
            return {name: option[name] for name in option if name != "url"}
    raise ValueError(f"{element['type']} has no option {value!r}")


def _initial_options(element: Json) -> list[Json]:
    first = element.get("initial_option")
    return [*([first] if first else []), *(element.get("initial_options") or [])]


def initial(element: Json) -> Json:
    """What an element holds before anybody touched it."""
    kind = element["type"]
    if kind in _TYPED:
        return {"type": kind, "value": element.get("initial_value")}
    if kind in _ONE_OF:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in _SOME_OF:
        return {"type": kind, "selected_options": element.get("initial_options") or []}
    name, source = _PICKED[kind]
    return {"type": kind, name: element.get(source, [] if name.endswith("s") else None)}


def stateful(blocks: list[Json]) -> list[tuple[Json, Json]]:
    """The blocks and elements that hold a value."""
    found: list[tuple[Json, Json]] = []
    for block in blocks:
        known = _TYPED | _ONE_OF | _SOME_OF | set(_PICKED)
        for _, element in elements_of(block):
            if element.get("type") in known and element["type"] not in _STATELESS:
                found.append((block, element))
        found += stateful(block.get("child_blocks") or [])
    return found


def values(blocks: list[Json], entered: Json) -> Json:
    """`state.values`: of every input what was entered, else what it began with."""
    state: Json = {}
    for block, element in stateful(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        kept = entered.get(block_id, {}).get(action_id)
        usable = kept is not None and kept["type"] == element["type"]
        state.setdefault(block_id, {})[action_id] = kept if usable else initial(element)
    return state


def objections(blocks: list[Json], state: Json) -> dict[str, str]:
    """What Slack's own client refuses to submit, by block id: empty, too short, not a number..."""
    wrong: dict[str, str] = {}
    for block, element in stateful(blocks):
        if block["type"] != "input":
            continue
        entry = state[block["block_id"]][element["action_id"]]
        value = next(v for name, v in entry.items() if name != "type")
        problem = _objection(block, element, value)
        if problem:
            wrong[block["block_id"]] = problem
    return wrong


def _objection(block: Json, element: Json, value: Any) -> str:
    if value in _EMPTY:
        return "" if block.get("optional") else "Please complete this required field."
    check = _CHECKS.get(element["type"])
    return check(element, value) if check else ""


def _length(element: Json, value: str) -> str:
    if len(value) < element.get("min_length", 0):
        return f"Enter at least {element['min_length']} characters."
    most = element.get("max_length", 3000)
    return f"Enter at most {most} characters." if len(value) > most else ""


def _number(element: Json, value: str) -> str:
    pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Enter a number." if element["is_decimal_allowed"] else "Enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and float(value) < float(least):
        return f"Enter a number of at least {least}."
    return f"Enter a number of at most {most}." if _above(value, most) else ""


def _above(value: str, most: str | None) -> bool:
    return most is not None and float(value) > float(most)


def _email(_element: Json, value: str) -> str:
    return "" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) else "Enter an e-mail address."


def _url(_element: Json, value: str) -> str:
    return "" if re.match(r"https?://\S+$", value) else "Enter a web address."


_CHECKS = {
    "plain_text_input": _length,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
}
