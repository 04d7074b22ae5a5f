"""Block Kit's elements: buttons, menus, pickers and inputs, and where each may stand."""

from sandbox.slack.blocks.objects import (
    ACTION_ID,
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    PLAIN_OPTION,
    SLACK_FILE,
    TEXT_OPTION,
    distinct_values,
    initial_among_options,
    plain,
    text,
)
from sandbox.slack.blocks.rules import (
    Check,
    anything,
    boolean,
    exactly_one,
    integer,
    items,
    matching,
    one_of,
    shape,
    string,
    url,
)

STYLE = one_of("primary", "danger")
ZONE = string(100)
DATE = matching(r"\d{4}-\d{2}-\d{2}", "a date in the format YYYY-MM-DD")
TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time in the format HH:mm")
ID = string(255)

_FOCUS: dict[str, Check] = {"focus_on_load": boolean, "placeholder": plain(150)}
_MENU: dict[str, Check] = {**_FOCUS, "action_id": ACTION_ID, "confirm": CONFIRM}
_TYPED: dict[str, Check] = {**_FOCUS, "action_id": ACTION_ID, "dispatch_action_config": DISPATCH}
_MANY: dict[str, Check] = {"max_selected_items": integer(1)}

_OPTIONS: dict[str, Check] = {
    "options": items(PLAIN_OPTION, least=1, most=100),
    "option_groups": items(OPTION_GROUP, least=1, most=100),
}
_OPTIONS_RULES = [
    exactly_one("options", "option_groups"),
    distinct_values,
    initial_among_options,
]


def _kind(name: str) -> dict[str, Check]:
    return {"type": one_of(name)}


def _menu(name: str, **fields: Check) -> Check:
    many = _MANY if name.startswith("multi_") else {}
    return shape(_kind(name), {**_MENU, **many, **fields})


def _select(name: str, initial: str, rule: Check) -> Check:
    many = _MANY if name.startswith("multi_") else {}
    return shape(_kind(name), {**_MENU, **many, **_OPTIONS, initial: rule}, also=_OPTIONS_RULES)


def _typed(name: str, **fields: Check) -> Check:
    return shape(_kind(name), {**_TYPED, **fields})


def _boxes(name: str, initial: str, rule: Check) -> Check:
    return shape(
        {**_kind(name), "options": items(TEXT_OPTION, least=1, most=10)},
        {"action_id": ACTION_ID, "confirm": CONFIRM, "focus_on_load": boolean, initial: rule},
        also=[distinct_values, initial_among_options],
    )


BUTTON = shape(
    {**_kind("button"), "text": plain(75)},
    {
        "action_id": ACTION_ID,
        "url": url(3000),
        "value": string(2000, 0),
        "style": STYLE,
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "agent_prompt": string(4000),
    },
)

IMAGE = shape(
    {**_kind("image"), "alt_text": string(2000, 0)},
    {"image_url": url(3000), "slack_file": SLACK_FILE},
    also=[exactly_one("image_url", "slack_file")],
)

_FEEDBACK = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})

_WORKFLOW = shape(
    {"trigger": shape({"url": url()}, {"customizable_input_parameters": items(anything, least=0)})}
)

ELEMENTS: dict[str, Check] = {
    "button": BUTTON,
    "image": IMAGE,
    "plain_text": text(3000),
    "mrkdwn": text(3000),
    "overflow": shape(
        {**_kind("overflow"), "options": items(OVERFLOW_OPTION, least=1, most=5)},
        {"action_id": ACTION_ID, "confirm": CONFIRM},
        also=[distinct_values],
    ),
    "static_select": _select("static_select", "initial_option", PLAIN_OPTION),
    "multi_static_select": _select(
        "multi_static_select", "initial_options", items(PLAIN_OPTION, least=0)
    ),
    "external_select": _menu(
        "external_select", initial_option=PLAIN_OPTION, min_query_length=integer(0)
    ),
    "multi_external_select": _menu(
        "multi_external_select",
        initial_options=items(PLAIN_OPTION, least=0),
        min_query_length=integer(0),
    ),
    "users_select": _menu("users_select", initial_user=ID),
    "multi_users_select": _menu("multi_users_select", initial_users=items(ID, least=0)),
    "channels_select": _menu("channels_select", initial_channel=ID, response_url_enabled=boolean),
    "multi_channels_select": _menu("multi_channels_select", initial_channels=items(ID, least=0)),
    "conversations_select": _menu(
        "conversations_select",
        initial_conversation=ID,
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=CONVERSATION_FILTER,
    ),
    "multi_conversations_select": _menu(
        "multi_conversations_select",
        initial_conversations=items(ID, least=0),
        default_to_current_conversation=boolean,
        filter=CONVERSATION_FILTER,
    ),
    "datepicker": _menu("datepicker", initial_date=DATE),
    "timepicker": _menu("timepicker", initial_time=TIME, timezone=ZONE),
    "datetimepicker": shape(
        _kind("datetimepicker"),
        {
            "action_id": ACTION_ID,
            "initial_date_time": integer(1_000_000_000, 9_999_999_999),
            "confirm": CONFIRM,
            "focus_on_load": boolean,
        },
    ),
    "checkboxes": _boxes("checkboxes", "initial_options", items(TEXT_OPTION)),
    "radio_buttons": _boxes("radio_buttons", "initial_option", TEXT_OPTION),
    "plain_text_input": _typed(
        "plain_text_input",
        initial_value=string(3000, 0),
        multiline=boolean,
        min_length=integer(0, 3000),
        max_length=integer(1, 3000),
    ),
    "email_text_input": _typed("email_text_input", initial_value=string(3000, 0)),
    "url_text_input": _typed("url_text_input", initial_value=string(3000, 0)),
    "number_input": shape(
        {**_kind("number_input"), "is_decimal_allowed": boolean},
        {
            **_TYPED,
            "initial_value": string(3000, 0),
            "min_value": string(100),
            "max_value": string(100),
        },
    ),
    "rich_text_input": _typed(
        "rich_text_input",
        initial_value=anything,
        min_lines=integer(1, 100),
        max_lines=integer(1, 100),
    ),
    "file_input": shape(
        _kind("file_input"),
        {
            "action_id": ACTION_ID,
            "filetypes": items(string(50), least=0),
            "max_files": integer(1, 10),
        },
    ),
    "feedback_buttons": shape(
        {
            **_kind("feedback_buttons"),
            "positive_button": _FEEDBACK,
            "negative_button": _FEEDBACK,
        },
        {"action_id": ACTION_ID},
    ),
    "icon_button": shape(
        {**_kind("icon_button"), "icon": one_of("trash"), "text": plain(75)},
        {
            "action_id": ACTION_ID,
            "value": string(2000, 0),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": items(ID, least=0, most=10),
        },
    ),
    "workflow_button": shape(
        {**_kind("workflow_button"), "text": plain(75), "workflow": _WORKFLOW},
        {"action_id": ACTION_ID, "style": STYLE, "accessibility_label": string(75)},
    ),
    "url": shape({**_kind("url"), "url": url(), "text": string(2000)}),
}

_SINGLE = {"static_select", "external_select", "users_select", "channels_select"}
_SINGLE |= {"conversations_select"}
_MULTI = {f"multi_{name}" for name in _SINGLE}
_PICKED = {"datepicker", "timepicker", "checkboxes", "radio_buttons"}
_TEXTUAL = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}

IN_ACTIONS = {*_SINGLE, *_MULTI, *_PICKED, "button", "overflow", "datetimepicker"}
IN_ACTIONS |= {"workflow_button", "rich_text_input"}
IN_SECTION = {*_SINGLE, *_MULTI, *_PICKED, "button", "overflow", "image", "workflow_button"}
IN_INPUT = {*_SINGLE, *_MULTI, *_PICKED, *_TEXTUAL, "datetimepicker", "rich_text_input"}
IN_INPUT |= {"file_input"}
IN_CONTEXT = {"image", "plain_text", "mrkdwn"}
IN_CONTEXT_ACTIONS = {"feedback_buttons", "icon_button"}
