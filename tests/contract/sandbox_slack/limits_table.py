"""A payload for every limit of the independent table (`slackblocks._limits`), at any size.

`CASES` maps the name of a limit to what makes a payload of size n for `blocks.validate`.
"""

from collections.abc import Callable
from typing import Any

from tests.contract.sandbox_slack.kit import actions, button, modal, plain, section

Payload = dict[str, Any]
Make = Callable[[int], Payload]


def text(n: int) -> str:
    return "x" * n


def message(*blocks: Any) -> Payload:
    return {"blocks": list(blocks)}


def acting(**element: Any) -> Payload:
    return message(actions(element))


def asking(**element: Any) -> Payload:
    return message({"type": "input", "label": plain("Label"), "element": element})


def option(value: str = "a", **rest: Any) -> Any:
    return {"text": plain("Text"), "value": value, **rest}


def options(n: int) -> list[Any]:
    return [option(str(number)) for number in range(n)]


def select(**rest: Any) -> Payload:
    return acting(type="static_select", **rest)


def confirm(**rest: Any) -> Payload:
    texts = {name: plain("Text") for name in ("title", "text", "confirm", "deny")}
    return acting(**button(confirm={**texts, **rest}))


def group(**rest: Any) -> Payload:
    return select(option_groups=[{"label": plain("Label"), "options": options(1), **rest}])


def groups(n: int) -> Payload:
    return select(option_groups=[{"label": plain("L"), "options": options(1)}] * n)


def image_block(**rest: Any) -> Payload:
    base = {"type": "image", "image_url": "https://x.example/a", "alt_text": "Alt"}
    return message({**base, **rest})


def image_element(**rest: Any) -> Payload:
    [block] = image_block(**rest)["blocks"]
    return message({"type": "context", "elements": [block]})


def address(n: int) -> str:
    return "https://x.example/".ljust(n, "a")


def video(**rest: Any) -> Payload:
    base = {
        "type": "video",
        "alt_text": "Alt",
        "title": plain("Title"),
        "thumbnail_url": "https://x.example/a",
        "video_url": "https://x.example/b",
    }
    return message({**base, **rest})


def input_block(**rest: Any) -> Payload:
    [block] = asking(type="plain_text_input")["blocks"]
    return message({**block, **rest})


def card(**rest: Any) -> Any:
    return {"type": "card", "title": plain("Title"), **rest}


def container(**rest: Any) -> Payload:
    base = {"type": "container", "title": plain("Title"), "child_blocks": [{"type": "divider"}]}
    return message({**base, **rest})


def icon(**rest: Any) -> Payload:
    element = {"type": "icon_button", "icon": "trash", "text": plain("Delete"), **rest}
    return message({"type": "context_actions", "elements": [element]})


def feedback(**rest: Any) -> Payload:
    one = {"text": plain("Yes"), "value": "1"}
    element = {
        "type": "feedback_buttons",
        "positive_button": {**one, **rest},
        "negative_button": one,
    }
    return message({"type": "context_actions", "elements": [element]})


def workflow(**rest: Any) -> Payload:
    trigger = {"trigger": {"url": "https://slack.example/shortcuts/1"}}
    base = {"type": "workflow_button", "text": plain("Run"), "workflow": trigger}
    return acting(**{**base, **rest})


def raw(value: str = "x") -> Any:
    return {"type": "raw_text", "text": value}


def table(rows: int = 1, columns: int = 1, **rest: Any) -> Payload:
    return message({"type": "table", "rows": [[raw()] * columns] * rows, **rest})


def data_table(rows: int = 2, columns: int = 1, cell: str = "x", **rest: Any) -> Payload:
    grid = [[raw(cell)] * columns] * rows
    return message({"type": "data_table", "caption": "Caption", "rows": grid, **rest})


def chart(**rest: Any) -> Payload:
    return message({"type": "data_visualization", "title": "Title", "chart": rest})


def pie(segments: int = 1, label: str = "a", value: float = 1) -> Payload:
    return chart(type="pie", segments=[{"label": label, "value": value}] * segments)


def bar(series: int = 1, points: int = 1, label: str = "", name: str = "s", **axis: Any) -> Payload:
    labels = [label or str(number) for number in range(points)]
    data = [{"label": one, "value": 1} for one in labels]
    one = {"name": name, "data": data}
    config = {"categories": labels, **axis}
    return chart(type="bar", series=[one] * series, axis_config=config)


def rich_list(**rest: Any) -> Payload:
    base = {"type": "rich_text_list", "style": "bullet", "elements": []}
    return message({"type": "rich_text", "elements": [{**base, **rest}]})


def rich(kind: str, **rest: Any) -> Payload:
    part = {"type": kind, "elements": [], **rest}
    return message({"type": "rich_text", "elements": [part]})


def view(**rest: Any) -> Payload:
    return {"view": modal(section("x"), **rest)}


def several(n: int, block: Any) -> Payload:
    return message(*[block] * n)


def placeholder(kind: str, **rest: Any) -> Make:
    return lambda n: asking(type=kind, placeholder=plain(text(n)), **rest)


def plan(n: int) -> Payload:
    tasks = [{"task_id": str(number), "title": "Task"} for number in range(n)]
    return message({"type": "plan", "title": "Plan", "tasks": tasks})


CASES: dict[str, Make] = {
    "TEXT_MIN_LENGTH": lambda n: message(section(text(n))),
    "TEXT_MAX_LENGTH": lambda n: message(section(text(n))),
    "ACTION_ID_MAX_LENGTH": lambda n: acting(**button(action_id=text(n))),
    "BLOCK_ID_MAX_LENGTH": lambda n: message({"type": "divider", "block_id": text(n)}),
    "BUTTON_TEXT_MAX_LENGTH": lambda n: acting(**button(text(n))),
    "BUTTON_URL_MAX_LENGTH": lambda n: acting(**button(url=address(n))),
    "BUTTON_VALUE_MAX_LENGTH": lambda n: acting(**button(value=text(n))),
    "BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH": lambda n: acting(
        **button(accessibility_label=text(n))
    ),
    "BUTTON_AGENT_PROMPT_MAX_LENGTH": lambda n: acting(**button(agent_prompt=text(n))),
    "CONFIRMATION_TITLE_MAX_LENGTH": lambda n: confirm(title=plain(text(n))),
    "CONFIRMATION_TEXT_MAX_LENGTH": lambda n: confirm(text=plain(text(n))),
    "CONFIRMATION_CONFIRM_MAX_LENGTH": lambda n: confirm(confirm=plain(text(n))),
    "CONFIRMATION_DENY_MAX_LENGTH": lambda n: confirm(deny=plain(text(n))),
    "OPTION_TEXT_MAX_LENGTH": lambda n: select(options=[option(text=plain(text(n)))]),
    "OPTION_VALUE_MAX_LENGTH": lambda n: select(options=[option(text(n))]),
    "OPTION_DESCRIPTION_MAX_LENGTH": lambda n: select(options=[option(description=plain(text(n)))]),
    "OPTION_URL_MAX_LENGTH": lambda n: acting(type="overflow", options=[option(url=address(n))]),
    "OPTION_GROUP_LABEL_MAX_LENGTH": lambda n: group(label=plain(text(n))),
    "OPTION_GROUP_OPTIONS_MIN_ITEMS": lambda n: group(options=options(n)),
    "OPTION_GROUP_OPTIONS_MAX_ITEMS": lambda n: group(options=options(n)),
    "SELECT_PLACEHOLDER_MAX_LENGTH": placeholder("users_select"),
    "SELECT_OPTIONS_MIN_ITEMS": lambda n: select(options=options(n)),
    "SELECT_OPTIONS_MAX_ITEMS": lambda n: select(options=options(n)),
    "SELECT_OPTION_GROUPS_MIN_ITEMS": groups,
    "SELECT_OPTION_GROUPS_MAX_ITEMS": groups,
    "SELECT_MIN_QUERY_LENGTH_MIN": lambda n: acting(type="external_select", min_query_length=n),
    "OVERFLOW_OPTIONS_MIN_ITEMS": lambda n: acting(type="overflow", options=options(n)),
    "OVERFLOW_OPTIONS_MAX_ITEMS": lambda n: acting(type="overflow", options=options(n)),
    "CHECKBOXES_OPTIONS_MIN_ITEMS": lambda n: acting(type="checkboxes", options=options(n)),
    "CHECKBOXES_OPTIONS_MAX_ITEMS": lambda n: acting(type="checkboxes", options=options(n)),
    "RADIO_BUTTONS_OPTIONS_MIN_ITEMS": lambda n: acting(type="radio_buttons", options=options(n)),
    "RADIO_BUTTONS_OPTIONS_MAX_ITEMS": lambda n: acting(type="radio_buttons", options=options(n)),
    "FILE_INPUT_MAX_FILES_MIN": lambda n: asking(type="file_input", max_files=n),
    "FILE_INPUT_MAX_FILES_MAX": lambda n: asking(type="file_input", max_files=n),
    "PLAIN_TEXT_INPUT_MIN_LENGTH_MIN": lambda n: asking(type="plain_text_input", min_length=n),
    "PLAIN_TEXT_INPUT_MIN_LENGTH_MAX": lambda n: asking(type="plain_text_input", min_length=n),
    "PLAIN_TEXT_INPUT_MAX_LENGTH_MIN": lambda n: asking(type="plain_text_input", max_length=n),
    "PLAIN_TEXT_INPUT_MAX_LENGTH_MAX": lambda n: asking(type="plain_text_input", max_length=n),
    "PLAIN_TEXT_INPUT_PLACEHOLDER_MAX_LENGTH": placeholder("plain_text_input"),
    "EMAIL_INPUT_PLACEHOLDER_MAX_LENGTH": placeholder("email_text_input"),
    "URL_INPUT_PLACEHOLDER_MAX_LENGTH": placeholder("url_text_input"),
    "NUMBER_INPUT_PLACEHOLDER_MAX_LENGTH": placeholder("number_input", is_decimal_allowed=True),
    "DATE_PICKER_PLACEHOLDER_MAX_LENGTH": placeholder("datepicker"),
    "TIME_PICKER_PLACEHOLDER_MAX_LENGTH": placeholder("timepicker"),
    "RICH_TEXT_INPUT_PLACEHOLDER_MAX_LENGTH": placeholder("rich_text_input"),
    "RICH_TEXT_INPUT_MIN_LINES_MIN": lambda n: asking(type="rich_text_input", min_lines=n),
    "RICH_TEXT_INPUT_MIN_LINES_MAX": lambda n: asking(type="rich_text_input", min_lines=n),
    "RICH_TEXT_INPUT_MAX_LINES_MIN": lambda n: asking(type="rich_text_input", max_lines=n),
    "RICH_TEXT_INPUT_MAX_LINES_MAX": lambda n: asking(type="rich_text_input", max_lines=n),
    "MULTI_SELECT_MAX_SELECTED_ITEMS_MIN": lambda n: asking(
        type="multi_users_select", max_selected_items=n
    ),
    "CONVERSATION_FILTER_INCLUDE_MIN_ITEMS": lambda n: asking(
        type="conversations_select", filter={"include": ["im"] * n}
    ),
    "DISPATCH_ACTION_CONFIGURATION_TRIGGER_ACTIONS_ON_MIN_ITEMS": lambda n: asking(
        type="plain_text_input",
        dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"] * n},
    ),
    "DISPATCH_ACTION_CONFIGURATION_TRIGGER_ACTIONS_ON_MAX_ITEMS": lambda n: asking(
        type="plain_text_input",
        dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"] * n},
    ),
    "ACTIONS_ELEMENTS_MAX_ITEMS": lambda n: message(actions(*[button()] * n)),
    "ALERT_TEXT_MAX_LENGTH": lambda n: {
        "view": modal({"type": "alert", "text": plain(text(n))}),
    },
    "CARD_TITLE_MAX_LENGTH": lambda n: message(card(title=plain(text(n)))),
    "CARD_SUBTITLE_MAX_LENGTH": lambda n: message(card(subtitle=plain(text(n)))),
    "CARD_BODY_MAX_LENGTH": lambda n: message(card(body=plain(text(n)))),
    "CARD_ACTIONS_MAX_ITEMS": lambda n: message(card(actions=[button()] * n)),
    "CARD_SUBTEXT_MAX_LENGTH": lambda n: message(card(subtext=plain(text(n)))),
    "CAROUSEL_ELEMENTS_MIN_ITEMS": lambda n: message(
        {"type": "carousel", "elements": [card()] * n}
    ),
    "CAROUSEL_ELEMENTS_MAX_ITEMS": lambda n: message(
        {"type": "carousel", "elements": [card()] * n}
    ),
    "CONTAINER_TITLE_MAX_LENGTH": lambda n: container(title=plain(text(n))),
    "CONTAINER_SUBTITLE_MAX_LENGTH": lambda n: container(subtitle=plain(text(n))),
    "CONTAINER_CHILD_BLOCKS_MIN_ITEMS": lambda n: container(child_blocks=[section("x")] * n),
    "CONTAINER_CHILD_BLOCKS_MAX_ITEMS": lambda n: container(child_blocks=[section("x")] * n),
    "CONTEXT_ELEMENTS_MAX_ITEMS": lambda n: message(
        {"type": "context", "elements": [plain("x")] * n}
    ),
    "CONTEXT_ACTIONS_ELEMENTS_MAX_ITEMS": lambda n: message(
        {"type": "context_actions", "elements": icon()["blocks"][0]["elements"] * n}
    ),
    "FEEDBACK_BUTTON_TEXT_MAX_LENGTH": lambda n: feedback(text=plain(text(n))),
    "FEEDBACK_BUTTON_VALUE_MAX_LENGTH": lambda n: feedback(value=text(n)),
    "FEEDBACK_BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH": lambda n: feedback(
        accessibility_label=text(n)
    ),
    "ICON_BUTTON_VALUE_MAX_LENGTH": lambda n: icon(value=text(n)),
    "ICON_BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH": lambda n: icon(accessibility_label=text(n)),
    "ICON_BUTTON_VISIBLE_TO_USER_IDS_MAX_ITEMS": lambda n: icon(visible_to_user_ids=["U1"] * n),
    "WORKFLOW_BUTTON_TEXT_MAX_LENGTH": lambda n: workflow(text=plain(text(n))),
    "WORKFLOW_BUTTON_ACCESSIBILITY_LABEL_MAX_LENGTH": lambda n: workflow(
        accessibility_label=text(n)
    ),
}
